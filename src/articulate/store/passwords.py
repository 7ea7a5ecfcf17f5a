"""Passwords, by their hashes: the one table that is neither record nor work in hand.

A backup does not have them, so whoever restores one sets them again.
"""

from sqlalchemy import Connection, delete, func, insert, select, update

from articulate.store.tables import passwords


def keep_password(conn: Connection, person: str, hashed: str, moment: str) -> None:
    """Keep the hash of a person's password in place of an earlier one."""
    remove_password(conn, person)
    new = {"person": person, "hash": hashed, "set_at": moment}
    conn.execute(insert(passwords).values(new))


def rehash_password(conn: Connection, person: str, old: str, hashed: str) -> None:
    """Keep the same password under a newer hash, unless it was changed meanwhile."""
    same = (passwords.c.person == person) & (passwords.c.hash == old)
    conn.execute(update(passwords).where(same).values(hash=hashed))


def hash_of(conn: Connection, person: str) -> str | None:
    """Return the hash of a person's password, None where none is set."""
    query = select(passwords.c.hash).where(passwords.c.person == person)
    found = conn.execute(query).scalar()
    return None if found is None else str(found)


def remove_password(conn: Connection, person: str) -> bool:
    """Remove a person's password, and say whether there was one."""
    gone = conn.execute(delete(passwords).where(passwords.c.person == person))
    return gone.rowcount > 0


def set_passwords(conn: Connection) -> dict[str, str]:
    """Return who has a password, and since when."""
    query = select(passwords.c.person, passwords.c.set_at).order_by(passwords.c.person)
    return {row.person: row.set_at for row in conn.execute(query)}


def any_password(conn: Connection) -> bool:
    """Say whether anybody has a password."""
    query = select(func.count()).select_from(passwords)
    return bool(conn.execute(query).scalar())
