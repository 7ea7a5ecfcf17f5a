"""Local passwords: set by whoever has the store, and recognized at signing in.

How a password is hashed is handed in. A name that nobody has, one without a password
and a wrong password each cost one comparison and get one answer.
"""

from collections.abc import Callable
from typing import Protocol
from unicodedata import normalize

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry, NewEntry
from articulate.model.person import Person
from articulate.services.acting import Act
from articulate.services.people import person_named
from articulate.store.entries import last_entry
from articulate.store.ledger import append
from articulate.store.passwords import (
    any_password,
    hash_of,
    keep_password,
    rehash_password,
    remove_password,
    set_passwords,
)
from articulate.store.sessions import remove_sessions_of
from articulate.store.transaction import Connection

PERSON = "person:"
"""What the name of a stream begins with that is about a person's way in."""
SHORTEST, LONGEST = 12, 1000


class Hasher(Protocol):
    """What turns a password into what is kept, and recognizes it."""

    def hashed(self, password: str) -> str:
        """Hash a password."""
        ...

    def is_it(self, password: str, kept: str | None) -> bool:
        """Say whether a password is the one kept; None costs as much, and is not."""
        ...

    def is_old(self, kept: str) -> bool:
        """Say whether what is kept was made otherwise than it would be now."""
        ...


def weakness(password: str, person: str) -> str:
    """Say why a password will not do, nothing where it will.

    >>> weakness("correct horse battery", "ada"), weakness("short", "ada")
    ('', 'it has fewer than 12 characters')
    """
    plain = plainly(password)
    if len(plain) < SHORTEST:
        return f"it has fewer than {SHORTEST} characters"
    if len(plain) > LONGEST:
        return f"it has more than {LONGEST} characters"
    if len(set(plain)) < SHORTEST // 2:
        return "it has too few different characters"
    if person.casefold() in plain.casefold() and len(plain) < 2 * SHORTEST:
        return "it has the person's own name in it"
    return ""


def plainly(password: str) -> str:
    """Return a password as it is hashed: however its letters were typed."""
    return normalize("NFKC", password)


def set_password(
    conn: Connection, person: Person, password: str | None, act: Act, *, hasher: Hasher
) -> Entry | Diagnostic:
    """Set a person's password, or with None remove it; all their sessions end.

    The ledger says that it was done and by whom, and nothing of the password.
    """
    if password is not None and (why := weakness(password, person.id)):
        return Diagnostic(
            code=Code.PASSWORD_WEAK,
            place=act.at(f"{PERSON}{person.id}"),
            message=f"this will not do as a password of {person.id}: {why}",
            help="several words that nobody would put together are easy to remember",
        )
    if password is None:
        remove_password(conn, person.id)
    else:
        hashed = hasher.hashed(plainly(password))
        keep_password(conn, person.id, hashed, act.moment)
    remove_sessions_of(conn, person.id)
    kind = "password removed" if password is None else "password set"
    stream = f"{PERSON}{person.id}"
    new = NewEntry(stream, kind, kind, act.actor, {})
    return append(conn, new, act.moment, after=last_entry(conn, stream))


Once = Callable[[Callable[[Connection], str | None]], str | None]
"""Does one thing with the store."""


def person_by_password(
    typed: tuple[str, str], people: tuple[Person, ...], hasher: Hasher, once: Once
) -> Person | None:
    """Return who has a name and a password, None where nobody has both.

    The store is asked before and after the comparison, which takes its time on purpose.
    A password that was hashed by older parameters is hashed again.
    """
    name, password = typed[0], plainly(typed[1])
    person = person_named(people, name)
    kept = once(lambda conn: hash_of(conn, name))
    if not hasher.is_it(password, kept) or person is None or kept is None:
        return None
    if hasher.is_old(kept):
        newer = hasher.hashed(password)
        once(lambda conn: rehash_password(conn, name, kept, newer))
    return person


def anybody_has_one(conn: Connection) -> bool:
    """Say whether anybody of the office can sign in by a password."""
    return any_password(conn)


def passwords_since(conn: Connection) -> dict[str, str]:
    """Return who has a password, and since when."""
    return set_passwords(conn)


def wrong_password(act: Act) -> Diagnostic:
    """Say that a name and a password are not those of anybody, and not which."""
    return Diagnostic(
        code=Code.PASSWORD_WRONG,
        place=act.at(),
        message="nobody here has this name and this password",
        help="try again; whoever keeps the office's store can set a new password",
    )
