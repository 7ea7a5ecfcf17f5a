"""Who does something to the store, when, and how the same thing is not done twice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.model.entry import Entry
from articulate.model.person import Person
from articulate.store.entries import entry_with_key
from articulate.store.erasures import erasure_of
from articulate.store.transaction import Connection

REQUEST = "request:"
"""What the name of a request's stream begins with."""


@dataclass(frozen=True, slots=True)
class Act:
    """A person acts on a store at a moment.

    `store` is how the store is shown, `program` the version of Articulate. `key` is the
    idempotency key, None where the act need not be told from its own repetition.
    `person` is who was let in, and with which roles; None at the command line.
    """

    store: str
    actor: str
    moment: str
    program: str
    key: str | None = None
    person: Person | None = None

    def at(self, stream: str = "", number: int = 0) -> StoreRef:
        """Point at a place in the store."""
        return StoreRef(self.store, stream, number)


def asked_digest(asked: Mapping[str, object]) -> str:
    """Name what was asked for by its content, so that a key stands for one thing."""
    written = json.dumps(asked, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(written.encode()).hexdigest()}"


def done_before(
    conn: Connection, act: Act, asked: Mapping[str, object]
) -> Entry | Diagnostic | None:
    """Return what was entered under an act's key, None where nothing was."""
    if act.key is None:
        return None
    entry = entry_with_key(conn, act.key)
    if entry is None:
        return None
    if entry.asked == asked_digest(asked):
        return was_erased(conn, entry.stream, act) or entry
    return Diagnostic(
        code=Code.KEY_USED_OTHERWISE,
        place=act.at(entry.stream, entry.number),
        message=f"the key `{act.key}` was used for something else",
        help="use a new key for a new act; a key is repeated only to repeat the very"
        " same command",
    )


def was_erased(conn: Connection, stream: str, act: Act) -> Diagnostic | None:
    """Say that what a request rests on was erased, None where it is there."""
    by = erasure_of(conn, stream)
    if by is None:
        return None
    return Diagnostic(
        code=Code.RECORD_ERASED,
        place=act.at(by.stream, by.number),
        message=f"what was kept about {by.learner} was erased by {by.actor} on"
        f" {by.recorded_at[:10]}, and the request `{request_of(stream)}` with it",
        help="only that there were requests and decisions is left; `articulate history`"
        " shows it",
    )


def request_stream(request: str) -> str:
    """Name the stream of a request."""
    return f"{REQUEST}{request}"


def request_of(stream: str) -> str:
    """Name the request of a stream."""
    return stream.removeprefix(REQUEST)
