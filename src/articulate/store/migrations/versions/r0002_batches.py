"""Batches: long runs cut into chunks, which are work in hand and no record."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables of batches and their chunks."""
    op.create_table(
        "batches",
        sa.Column("name", _TEXT, primary_key=True),
        sa.Column("task", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("begun_at", _TEXT, nullable=False),
        sa.Column("working_since", _TEXT, nullable=False),
    )
    op.create_table(
        "chunks",
        sa.Column("batch", _TEXT, sa.ForeignKey("batches.name"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("learners", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", _TEXT, nullable=False),
        sa.Column("lease_until", _TEXT),
        sa.Column("closed_at", _TEXT),
        sa.Column("lines", sa.LargeBinary),
        sa.Column("documents", sa.LargeBinary),
    )
    op.create_index("chunks_left", "chunks", ["batch", "closed_at", "number"])


def downgrade() -> None:
    """Remove what is in hand; nothing that was recorded is touched."""
    op.drop_table("chunks")
    op.drop_table("batches")
