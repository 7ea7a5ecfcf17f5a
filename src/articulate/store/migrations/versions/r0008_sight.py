"""Which institution a case is for, and on PostgreSQL who may see a row at all.

The policies know no role and no person: what somebody may see is said to them for one
transaction (`store.sight`), and where nothing is said, nothing is seen. Whoever owns
the tables is not bound, and a role that works for a whole office gets a policy of its
own.
"""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _said(name: str) -> str:
    """Return what is said of whoever a transaction is for, null where nothing is."""
    return f"(SELECT nullif(current_setting('articulate.{name}', true), ''))"


_ABOUT = "CASE WHEN stream LIKE 'disclosure:%' THEN substr(stream, 12) ELSE learner END"
"""Whom an entry is about: a look at a record stands in a stream of its own."""
_NO_CASE = "stream !~ '^(request|panel):'"
_EVERY_LEARNER = f"{_said('learners')} = 'all'"
_EVERYTHING = (
    f"({_EVERY_LEARNER} AND {_said('office')} = 'all'"
    f" AND {_said('institutions')} IS NULL)"
)
_SOMEBODY = f"{_said('actor')} IS NOT NULL"
_FUNCTIONS = {
    # They look as the owner does: a policy of a table must not ask that table again.
    "articulate_institutions()": (
        "text[]",
        f"SELECT string_to_array({_said('institutions')}, ',')",
    ),
    "articulate_cases()": (
        "SETOF text",
        (
            "SELECT stream FROM case_institutions"
            " WHERE institution = ANY (articulate_institutions())"
        ),
    ),
    "articulate_learners()": (
        "SETOF text",
        (
            "SELECT learner FROM case_institutions"
            " WHERE institution = ANY (articulate_institutions())"
        ),
    ),
    "articulate_panels()": (
        "SETOF text",
        (
            "SELECT stream FROM entries WHERE stream LIKE 'panel:%' AND kind = 'assign'"
            f" AND body::jsonb #>> '{{said,assessor}}' = {_said('assessor')}"
        ),
    ),
    "articulate_assessed()": (
        "SETOF text",
        (
            "SELECT learner FROM entries WHERE number = 1"
            " AND stream IN (SELECT articulate_panels())"
        ),
    ),
}
_SEEN_ENTRIES = " OR ".join(
    (
        "stream LIKE 'policy:%'",
        _EVERYTHING,
        f"{_ABOUT} = {_said('learner')}",
        f"({_ABOUT} = '' AND {_said('office')} = 'all')",
        (
            f"({_ABOUT} <> '' AND {_EVERY_LEARNER} AND"
            f" ({_said('institutions')} IS NULL"
            " OR stream IN (SELECT articulate_cases())"
            f" OR ({_NO_CASE} AND {_ABOUT} IN (SELECT articulate_learners()))))"
        ),
        (
            f"({_said('assessor')} IS NOT NULL AND"
            " (stream IN (SELECT articulate_panels())"
            f" OR ({_NO_CASE} AND {_ABOUT} IN (SELECT articulate_assessed()))))"
        ),
        f"({_said('panels')} = 'all' AND stream LIKE 'panel:%')",
    )
)
_SEEN = {
    "entries": _SEEN_ENTRIES,
    "entry_contents": f"{_EVERYTHING} OR EXISTS (SELECT FROM entries"
    " WHERE entries.stream = entry_contents.stream"
    " AND entries.number = entry_contents.number)",
    "contents": f"{_EVERYTHING} OR EXISTS (SELECT FROM entry_contents"
    " WHERE entry_contents.content = contents.digest)",
    "heads": _SEEN_ENTRIES,
    "case_institutions": f"{_EVERY_LEARNER} OR {_said('assessor')} IS NOT NULL"
    f" OR learner = {_said('learner')}",
}
"""Which rows of a table are seen."""
_ADDED = {
    "entries": f"actor = {_said('actor')} AND ({_EVERY_LEARNER} OR {_SEEN_ENTRIES})",
    "entry_contents": _SOMEBODY,
    "contents": _SOMEBODY,
    "heads": f"{_SOMEBODY} AND ({_EVERY_LEARNER} OR {_SEEN_ENTRIES})",
    "case_institutions": _SOMEBODY,
}
"""Which rows may be added: of entries, those in one's own name."""


def upgrade() -> None:
    """Make the table, fill it from what entries say, and close the others."""
    op.create_table(
        "case_institutions",
        sa.Column("stream", _TEXT, primary_key=True),
        sa.Column("institution", _TEXT, nullable=False),
        sa.Column("learner", _TEXT, nullable=False),
    )
    op.create_index("cases_by_institution", "case_institutions", ["institution"])
    conn = op.get_bind()
    for row in list(_cases(conn)):
        conn.execute(
            sa.text("INSERT INTO case_institutions VALUES (:stream, :at, :learner)"),
            row,
        )
    if conn.dialect.name == "postgresql":
        _close(conn)


def downgrade() -> None:
    """Open what was closed: a role that may read a table reads every row again."""
    conn = op.get_bind()
    if conn.dialect.name == "postgresql":
        for table in _SEEN:
            names = conn.execute(
                sa.text(
                    "SELECT policyname FROM pg_policies"
                    " WHERE tablename = :table AND schemaname = current_schema()"
                ),
                {"table": table},
            ).scalars()
            for name in list(names):
                op.execute(f'DROP POLICY "{name}" ON {table}')
            op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.drop_table("case_institutions")
    if conn.dialect.name == "postgresql":
        for name in reversed(_FUNCTIONS):
            op.execute(f"DROP FUNCTION {name}")


def _cases(conn: sa.Connection) -> Iterator[dict[str, str]]:
    """Yield for which institution each request and each panel is."""
    at: dict[str, str] = {}
    rows = conn.execute(
        sa.text(
            "SELECT stream, learner, body FROM entries"
            " WHERE kind IN ('evaluate', 'convene') ORDER BY stream DESC, number"
        )
    )
    for row in rows:  # requests before panels
        said = json.loads(row.body)["said"]
        asked = said.get("asked") or {}
        found = asked.get("receiving") or at.get(f"request:{said.get('request')}")
        if found and row.stream not in at:
            at[row.stream] = found
            yield {"stream": row.stream, "at": found, "learner": row.learner}


def _close(conn: sa.Connection) -> None:
    """Let every row be seen and added by policies only."""
    schema = conn.execute(sa.text("SELECT quote_ident(current_schema())")).scalar()
    for name, (returned, query) in _FUNCTIONS.items():
        op.execute(
            f"CREATE FUNCTION {name} RETURNS {returned} LANGUAGE sql STABLE"
            f" SECURITY DEFINER SET search_path = {schema}, pg_temp AS $${query}$$"
        )
    for table, seen in _SEEN.items():
        added = _ADDED[table]
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen ON {table} FOR SELECT USING ({seen})")
        op.execute(f"CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({added})")
    op.execute(f"CREATE POLICY changed ON heads FOR UPDATE USING ({_SEEN['heads']})")
    for role in _worked_before(conn):
        for table in _SEEN:
            op.execute(
                f'CREATE POLICY "whole office: {role}" ON {table}'
                f' TO "{role}" USING (true) WITH CHECK (true)'
            )
            if table == "case_institutions":
                op.execute(f'GRANT SELECT, INSERT ON {table} TO "{role}"')


def _worked_before(conn: sa.Connection) -> list[str]:
    """Name the roles that an owner let work with the store, each with every row."""
    found = conn.execute(
        sa.text(
            "SELECT DISTINCT grantee FROM information_schema.role_table_grants"
            " WHERE table_name = 'entries' AND table_schema = current_schema()"
            " AND privilege_type = 'INSERT' AND grantee <> current_user"
            " AND grantee <> 'PUBLIC' ORDER BY grantee"
        )
    ).scalars()
    return [str(one) for one in found]
