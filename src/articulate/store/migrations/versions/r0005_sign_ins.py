"""Ways to sign in: who is with a provider just now, and passwords by their hashes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_ins",
        sa.Column("secret", _TEXT, primary_key=True),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("nonce", _TEXT, nullable=False),
        sa.Column("verifier", _TEXT, nullable=False),
        sa.Column("back", _TEXT, nullable=False),
        sa.Column("until", _TEXT, nullable=False),
    )
    op.create_table(
        "passwords",
        sa.Column("person", _TEXT, primary_key=True),
        sa.Column("hash", _TEXT, nullable=False),
        sa.Column("set_at", _TEXT, nullable=False),
    )


def downgrade() -> None:
    """Remove the tables; passwords have to be set again."""
    op.drop_table("passwords")
    op.drop_table("sign_ins")
