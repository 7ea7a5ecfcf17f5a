"""The ledger: contents, entries, and triggers that refuse to change either."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# What makes a row of each table the same row: REPLACE would remove the older one
# without asking a trigger for deletes.
_KEYS = {
    "contents": ("digest = NEW.digest",),
    "entries": (
        "stream = NEW.stream AND number = NEW.number",
        "key = NEW.key",
        "digest = NEW.digest",
    ),
    "entry_contents": (
        "stream = NEW.stream AND number = NEW.number AND role = NEW.role",
    ),
}


def upgrade() -> None:
    """Make the tables, and close them to everything but reading and adding."""
    op.create_table(
        "contents",
        sa.Column("digest", _TEXT, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("stream", _TEXT, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("learner", _TEXT, nullable=False),
        sa.Column("actor", _TEXT, nullable=False),
        sa.Column("recorded_at", _TEXT, nullable=False),
        sa.Column("key", _TEXT, unique=True),
        sa.Column("asked", _TEXT),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("previous", _TEXT, nullable=False),
        sa.Column("digest", _TEXT, nullable=False, unique=True),
    )
    op.create_index("entries_by_learner", "entries", ["learner", "recorded_at"])
    op.create_index("entries_by_time", "entries", ["recorded_at"])
    op.create_table(
        "entry_contents",
        sa.Column("stream", _TEXT, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", _TEXT, primary_key=True),
        sa.Column("content", _TEXT, sa.ForeignKey("contents.digest"), nullable=False),
        sa.ForeignKeyConstraint(
            ["stream", "number"], ["entries.stream", "entries.number"]
        ),
    )
    op.create_index("entry_contents_by_content", "entry_contents", ["content"])
    if op.get_context().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    """Remove the tables with everything in them."""
    for table in reversed(_KEYS):
        op.drop_table(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION articulate_refuse()")


def _guard_sqlite() -> None:
    for table, keys in _KEYS.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only ever added'); END"
            )
        there = " OR ".join(f"({key})" for key in keys)
        op.execute(  # of our own names
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {there}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: the row is there already'); END"
        )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION articulate_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME "
        "USING ERRCODE = 'insufficient_privilege'; END $$"
    )
    for table in _KEYS:
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION articulate_refuse()"
            )
