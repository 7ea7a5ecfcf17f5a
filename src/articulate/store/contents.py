"""Contents: bytes kept under the digest that names them, each once."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Insert, func, insert, select, update
from sqlalchemy.dialects import postgresql

from articulate.store.tables import contents


def content_digest(content: bytes) -> str:
    """Name bytes by their hash.

    >>> content_digest(b"")[:14]
    'sha256:e3b0c44'
    """
    return f"sha256:{sha256(content).hexdigest()}"


def keep_content(conn: Connection, content: bytes) -> str:
    """Keep bytes, unless they are there already, and return their digest."""
    digest = content_digest(content)
    size = func.length(contents.c.content)
    known = conn.execute(select(size).where(contents.c.digest == digest)).scalar()
    if known is None:
        conn.execute(_unless_hidden(conn, {"digest": digest, "content": content}))
    elif known == 0 and content:  # it was erased, and the same has come again
        again = update(contents).where(contents.c.digest == digest)
        conn.execute(again.values(content=content))
    return digest


def content_of(conn: Connection, digest: str) -> bytes | None:
    """Return the bytes a digest names, None where the store does not have them."""
    found = conn.execute(
        select(contents.c.content).where(contents.c.digest == digest)
    ).scalar()
    return None if found is None else bytes(found)


def _unless_hidden(conn: Connection, row: dict[str, Any]) -> Insert:
    """Add bytes, unless they are there where whoever acts may not see them."""
    if conn.dialect.name == "postgresql":
        return postgresql.insert(contents).values(row).on_conflict_do_nothing()
    return insert(contents).values(row)
