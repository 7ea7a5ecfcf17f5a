"""Erasures: bytes about a learner may be emptied once an entry says that they were."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_REFUSED = "contents: rows are only ever added"


def upgrade() -> None:
    """Make the table of erasures, and let what it names be emptied."""
    op.create_table(
        "erasures",
        sa.Column("content", _TEXT, sa.ForeignKey("contents.digest"), primary_key=True),
        sa.Column("stream", _TEXT, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["stream", "number"], ["entries.stream", "entries.number"]
        ),
    )
    if op.get_context().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def downgrade() -> None:
    """Close the contents again; what was emptied stays so."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER contents_no_update")
        op.execute(
            "CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
    else:
        op.execute("DROP TRIGGER contents_no_update ON contents")
        op.execute("DROP FUNCTION articulate_refuse_unless_erased()")
        op.execute(
            "CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents "
            "FOR EACH STATEMENT EXECUTE FUNCTION articulate_refuse()"
        )
    op.drop_table("erasures")


def _guard_sqlite() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER erasures_no_{verb.lower()} BEFORE {verb} ON erasures "
            "BEGIN SELECT RAISE(ABORT, 'erasures: rows are only ever added'); END"
        )
    op.execute(
        "CREATE TRIGGER erasures_no_replace BEFORE INSERT ON erasures "
        "WHEN EXISTS (SELECT 1 FROM erasures WHERE content = NEW.content) "
        "BEGIN SELECT RAISE(ABORT, 'erasures: the row is there already'); END"
    )
    op.execute("DROP TRIGGER contents_no_update")
    op.execute(
        "CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents "
        "WHEN NOT (NEW.digest IS OLD.digest "
        "AND (NEW.content IS X'' OR OLD.content IS X'') "
        "AND EXISTS (SELECT 1 FROM erasures WHERE content = OLD.digest)) "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
    )


def _guard_postgresql() -> None:
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER erasures_no_{verb.lower()} BEFORE {verb} ON erasures "
            "FOR EACH STATEMENT EXECUTE FUNCTION articulate_refuse()"
        )
    op.execute(
        "CREATE FUNCTION articulate_refuse_unless_erased() RETURNS trigger "
        "LANGUAGE plpgsql AS $$ BEGIN "
        "IF NEW.digest IS NOT DISTINCT FROM OLD.digest "
        "AND (NEW.content = ''::bytea OR OLD.content = ''::bytea) "
        "AND EXISTS (SELECT 1 FROM erasures WHERE content = OLD.digest) "
        "THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME "
        "USING ERRCODE = 'insufficient_privilege'; END $$"
    )
    op.execute("DROP TRIGGER contents_no_update ON contents")
    op.execute(
        "CREATE TRIGGER contents_no_update BEFORE UPDATE ON contents "
        "FOR EACH ROW EXECUTE FUNCTION articulate_refuse_unless_erased()"
    )
