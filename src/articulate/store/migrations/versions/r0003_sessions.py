"""Sessions of people who are signed in; rows of this table alone are removed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0003"
down_revision = "r0002"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sessions",
        sa.Column("secret", _TEXT, primary_key=True),
        sa.Column("person", _TEXT, nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("roles", _TEXT, nullable=False),
        sa.Column("learner", _TEXT),
        sa.Column("begun", _TEXT, nullable=False),
        sa.Column("until", _TEXT, nullable=False),
        sa.Index("sessions_by_end", "until"),
    )


def downgrade() -> None:
    """Remove the table; everybody has to sign in again."""
    op.drop_table("sessions")
