"""Sessions: who is signed in, kept under the hash of a secret that only they have.

Rows are removed: a session is no part of the record.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from articulate.store.tables import sessions


def keep_session(conn: Connection, secret: str, row: Mapping[str, str | None]) -> None:
    """Keep a session under the hash of its secret."""
    conn.execute(insert(sessions).values(secret=secret, **row))


def session_under(
    conn: Connection, secret: str, moment: str
) -> Mapping[str, Any] | None:
    """Return the session under the hash of a secret, None where it is none or over."""
    query = select(sessions).where(sessions.c.secret == secret)
    row = conn.execute(query.where(sessions.c.until > moment)).mappings().first()
    return None if row is None else dict(row)


def remove_session(conn: Connection, secret: str) -> None:
    """End one session."""
    conn.execute(delete(sessions).where(sessions.c.secret == secret))


def remove_over(conn: Connection, moment: str) -> None:
    """Remove every session that is over."""
    conn.execute(delete(sessions).where(sessions.c.until <= moment))


def remove_sessions_about(conn: Connection, learner: str) -> int:
    """End every session of somebody who is a learner, and count them."""
    return conn.execute(delete(sessions).where(sessions.c.learner == learner)).rowcount


def remove_sessions_of(conn: Connection, person: str) -> None:
    """End every session of a person."""
    conn.execute(delete(sessions).where(sessions.c.person == person))
