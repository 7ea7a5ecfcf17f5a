"""Watched: whose cases were looked at, and the day to look again; rows change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table; everybody is looked at once."""
    op.create_table(
        "watched",
        sa.Column("learner", _TEXT, primary_key=True),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("rules", _TEXT, nullable=False),
        sa.Column("again_on", _TEXT),
        sa.Index("watched_by_day", "again_on"),
    )


def downgrade() -> None:
    """Remove the table; signals that were raised stay in the ledger."""
    op.drop_table("watched")
