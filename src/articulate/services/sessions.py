"""Sessions: a person signs in, is recognized by a secret, and signs out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from articulate.model.person import VISITOR, Person
from articulate.services.acting import Act
from articulate.services.people import person_named
from articulate.store.sessions import (
    keep_session,
    remove_over,
    remove_session,
    session_under,
)
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class Session:
    """A session on its way in: who, by which secret, and for how many hours."""

    person: Person
    secret: str
    hours: int


def begin_session(conn: Connection, new: Session, act: Act) -> None:
    """Sign a person in; sessions that are over are removed with that."""
    remove_over(conn, act.moment)
    until = datetime.fromisoformat(act.moment) + timedelta(hours=new.hours)
    ends = until.isoformat(timespec="microseconds").replace("+00:00", "Z")
    person = new.person
    row = {
        "person": person.id,
        "name": person.name,
        "roles": ",".join(sorted(person.roles)),
        "learner": person.learner,
        "begun": act.moment,
        "until": ends,
    }
    keep_session(conn, hashed(new.secret), row)


def person_with(
    conn: Connection, secret: str, people: tuple[Person, ...], act: Act
) -> Person:
    """Return who has a secret; a visitor, where no session is under it any more.

    Their roles are those that the office's people have now, whatever they were when
    the session began; whoever is not among them any more is a visitor.
    """
    row = session_under(conn, hashed(secret), act.moment)
    return (row and person_named(people, row["person"])) or VISITOR


def end_session(conn: Connection, secret: str) -> None:
    """Sign out."""
    remove_session(conn, hashed(secret))


def hashed(secret: str) -> str:
    """Hash a secret, so that whoever reads the store cannot use it.

    >>> hashed("a")[:8]
    'ca978112'
    """
    return sha256(secret.encode()).hexdigest()
