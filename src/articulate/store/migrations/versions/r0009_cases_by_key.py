"""A head says for which institution it is, and an entry's case is looked up by its key.

Before, a function made the set of all cases of somebody's institutions, row by row and
for each query. What is seen is the same.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

_TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_COLUMNS = ["waits", "institution", "due", "received_at", "stream"]


def _said(name: str) -> str:
    """Return what is said of whoever a transaction is for, null where nothing is."""
    return f"(SELECT nullif(current_setting('articulate.{name}', true), ''))"


_SOMEBODY = f"{_said('actor')} IS NOT NULL"
_EVERY_LEARNER = f"{_said('learners')} = 'all'"
_EVERYTHING = (
    f"({_EVERY_LEARNER} AND {_said('office')} = 'all'"
    f" AND {_said('institutions')} IS NULL)"
)
_CASE_BEFORE = "stream IN (SELECT articulate_cases())"
_LEARNERS_BEFORE = "SELECT articulate_learners()"
_OURS = f"= ANY ((SELECT string_to_array({_said('institutions')}, ','))::text[])"
"""Says of an institution that it is whoever's; the list is read once for a query."""
_THEIRS = f"FROM case_institutions AS theirs WHERE theirs.institution {_OURS}"
_LEARNERS = f"SELECT theirs.learner {_THEIRS}"
_CASE = {
    "entries": (
        "(SELECT theirs.institution FROM case_institutions AS theirs"
        f" WHERE theirs.stream = entries.stream) {_OURS}"
    ),
    # A head is looked for in the act that notes for which institution its case is: then
    # it does not say so yet.
    "heads": (
        f"institution {_OURS} OR (institution = '' AND stream ~ '^(request|panel):'"
        f" AND stream IN (SELECT theirs.stream {_THEIRS}))"
    ),
}

_TRUE = (
    "institution = coalesce((SELECT theirs.institution FROM case_institutions AS theirs"
    " WHERE theirs.stream = heads.stream), '')"
)
"""Says of a head that it names the institution of its case, and no other."""


def _seen(case: str, learners: str) -> str:
    """Say which rows with a stream and a learner are seen."""
    about = (
        "CASE WHEN stream LIKE 'disclosure:%' THEN substr(stream, 12) ELSE learner END"
    )
    no_case = "stream !~ '^(request|panel):'"
    return " OR ".join(
        (
            "stream LIKE 'policy:%'",
            _EVERYTHING,
            f"{about} = {_said('learner')}",
            f"({about} = '' AND {_said('office')} = 'all')",
            (
                f"({about} <> '' AND {_EVERY_LEARNER} AND"
                f" ({_said('institutions')} IS NULL OR {case}"
                f" OR ({no_case} AND {about} IN ({learners}))))"
            ),
            (
                f"({_said('assessor')} IS NOT NULL AND"
                " (stream IN (SELECT articulate_panels())"
                f" OR ({no_case} AND {about} IN (SELECT articulate_assessed()))))"
            ),
            f"({_said('panels')} = 'all' AND stream LIKE 'panel:%')",
        )
    )


_FUNCTIONS = {
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
}
"""What made the sets, as it was."""


def upgrade() -> None:
    """Say it in each head, and let policies look it up."""
    op.add_column(
        "heads", sa.Column("institution", _TEXT, nullable=False, server_default="")
    )
    op.execute(
        "UPDATE heads SET institution = coalesce((SELECT institution"
        " FROM case_institutions WHERE case_institutions.stream = heads.stream), '')"
    )
    op.create_index("heads_by_institution", "heads", _COLUMNS)
    if op.get_bind().dialect.name == "postgresql":
        for table, case in _CASE.items():
            _show(table, _seen(case, _LEARNERS), only=_TRUE)
        for name in reversed(_FUNCTIONS):
            op.execute(f"DROP FUNCTION {name}")


def downgrade() -> None:
    """Let functions make the sets again."""
    conn = op.get_bind()
    if conn.dialect.name == "postgresql":
        schema = conn.execute(sa.text("SELECT quote_ident(current_schema())")).scalar()
        for name, (returned, query) in _FUNCTIONS.items():
            op.execute(
                f"CREATE FUNCTION {name} RETURNS {returned} LANGUAGE sql STABLE"
                f" SECURITY DEFINER SET search_path = {schema}, pg_temp AS $${query}$$"
            )
        for table in _CASE:
            _show(table, _seen(_CASE_BEFORE, _LEARNERS_BEFORE))
    op.drop_index("heads_by_institution", "heads")
    op.drop_column("heads", "institution")


def _show(table: str, seen: str, *, only: str = "true") -> None:
    """Let the policies of a table show some rows, and let no others be added.

    A head is written *only* where that is so.
    """
    own = f"actor = {_said('actor')}" if table == "entries" else _SOMEBODY
    added = f"{own} AND ({_EVERY_LEARNER} OR {seen})"
    if table == "heads":
        added = f"{added} AND {only}"
        op.execute(
            f"ALTER POLICY changed ON {table} USING ({seen})"
            f" WITH CHECK (({seen}) AND {only})"
        )
    op.execute(f"ALTER POLICY seen ON {table} USING ({seen})")
    op.execute(f"ALTER POLICY added ON {table} WITH CHECK ({added})")
