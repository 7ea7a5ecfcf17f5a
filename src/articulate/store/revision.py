"""The revision of a store's tables, without loading what changes them."""

from sqlalchemy import Connection, inspect, text

NEWEST = "r0009"
"""The revision that this program works with."""


def revision_of(conn: Connection) -> str | None:
    """Return the revision of the tables, None where there are none of ours."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found = conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
