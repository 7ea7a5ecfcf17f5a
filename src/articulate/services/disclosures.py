"""Disclosures: each look at a learner's record is entered, by whom and at what.

They stand in the ledger in a stream of their own for each learner, so that nobody who
looked can be left out afterwards. A learner's look at their own record is none.
"""

from articulate.model.entry import Entry, NewEntry
from articulate.services.acting import Act
from articulate.store.entries import entries_of, last_entry
from articulate.store.ledger import append
from articulate.store.transaction import Connection

DISCLOSURE = "disclosure:"
"""What the name of a stream of disclosures begins with."""
_SEEN = "seen"


def disclose(conn: Connection, learner: str, what: str, act: Act) -> None:
    """Enter that a person looked at a learner's record, and at what of it."""
    if act.person is not None and act.person.learner == learner:
        return
    stream = f"{DISCLOSURE}{learner}"
    new = NewEntry(stream, _SEEN, _SEEN, act.actor, {"what": what})
    append(conn, new, act.moment, after=last_entry(conn, stream))


def disclosures_of(conn: Connection, learner: str) -> tuple[Entry, ...]:
    """Return who looked at a learner's record, in their order."""
    return entries_of(conn, f"{DISCLOSURE}{learner}")
