"""Guards: the triggers that refuse to change or remove what was written."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from articulate.store.tables import GUARDED

_SQLITE = ("update", "delete", "replace")
_POSTGRESQL = ("update", "delete", "truncate")
_IN_SQLITE = text(
    "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    " AND sql LIKE '%BEFORE%RAISE(ABORT%'"
)
_IN_POSTGRESQL = text(
    "SELECT tgname FROM pg_trigger"
    " JOIN pg_proc ON pg_proc.oid = tgfoid"
    " WHERE pg_table_is_visible(tgrelid) AND tgenabled IN ('O', 'A')"
    " AND proname IN ('articulate_refuse', 'articulate_refuse_unless_erased')"
)


def missing_guards(conn: Connection) -> Iterator[str]:
    """Yield the name of each guard that is gone or was disabled."""
    on_sqlite = conn.dialect.name == "sqlite"
    query = _IN_SQLITE if on_sqlite else _IN_POSTGRESQL
    there = set(conn.execute(query).scalars())
    for table in GUARDED:
        for verb in _SQLITE if on_sqlite else _POSTGRESQL:
            name = f"{table.name}_no_{verb}"
            if name not in there:
                yield name
