"""Heads: how each stream stands, so that a list of them reads no entries."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_BY = ("due", "received_at", "stream")
_AT = ("recorded_at", "stream", "number")


def upgrade() -> None:
    """Make the table; `schema.upgrade` fills it from the entries that are there."""
    op.create_table(
        "heads",
        sa.Column("stream", _TEXT, primary_key=True),
        sa.Column("family", _TEXT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("learner", _TEXT, nullable=False),
        sa.Column("received_at", _TEXT, nullable=False),
        sa.Column("within", sa.Integer),
        sa.Column("assigned", _TEXT, nullable=False),
        sa.Column("asked", _TEXT, nullable=False),
        sa.Column("stopped", _TEXT, nullable=False),
        sa.Column("clock", _TEXT, nullable=False),
        sa.Column("still", sa.Boolean, nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("due", _TEXT, nullable=False),
        sa.Column("calendar", _TEXT, nullable=False),
    )
    op.create_index("heads_of_family", "heads", ["family", "stream"])
    op.create_index("heads_by_due", "heads", ["waits", *_BY])
    op.create_index("heads_by_state", "heads", ["waits", "state", *_BY])
    op.create_index("heads_by_person", "heads", ["waits", "assigned", *_BY])
    op.create_index("heads_by_learner", "heads", ["waits", "learner"])
    op.create_index("heads_by_calendar", "heads", ["waits", "calendar"])
    op.drop_index("entries_by_time", "entries")
    op.create_index("entries_by_time", "entries", [*_AT])
    op.create_index("entries_by_actor", "entries", ["actor", *_AT])
    op.create_index("entries_by_kind", "entries", ["kind", *_AT])


def downgrade() -> None:
    """Remove the table, which says nothing that the entries do not."""
    for name in ("entries_by_kind", "entries_by_actor", "entries_by_time"):
        op.drop_index(name, "entries")
    op.create_index("entries_by_time", "entries", ["recorded_at"])
    op.drop_table("heads")
