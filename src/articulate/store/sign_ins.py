"""Sign-ins under way: who went to a provider, and must come back with what they took.

Like sessions they are kept under the hash of a secret that only their browser has, and
are no part of the record. One is taken once.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from articulate.store.tables import sign_ins


def keep_sign_in(conn: Connection, secret: str, row: Mapping[str, str]) -> None:
    """Keep what must come back, under the hash of a secret."""
    conn.execute(insert(sign_ins).values(secret=secret, **row))


def take_sign_in(
    conn: Connection, secret: str, moment: str
) -> Mapping[str, Any] | None:
    """Remove what was kept under the hash of a secret; return it unless it is over."""
    here = sign_ins.c.secret == secret
    row = conn.execute(select(sign_ins).where(here)).mappings().first()
    conn.execute(delete(sign_ins).where(here))
    return None if row is None or row["until"] <= moment else dict(row)


def remove_forgotten(conn: Connection, moment: str) -> None:
    """Remove those that nobody came back from."""
    conn.execute(delete(sign_ins).where(sign_ins.c.until <= moment))
