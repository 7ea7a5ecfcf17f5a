"""Erase what is kept about a learner, on request; that it was kept stays provable.

The records as they came, their normal form, evaluations and decisions are emptied, in
batches what waits and what came of it, and whoever is signed in as the learner is no
longer. What stays is the chain: that requests were made and decided, by whom and when,
under the learner's id, with the digests of what was erased and the words of reasons.
"""

from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.machine import Json
from articulate.model.entry import Entry, NewEntry
from articulate.services.access import Task, refusal
from articulate.services.acting import (
    REQUEST,
    Act,
    asked_digest,
    done_before,
    request_of,
)
from articulate.services.erase_batches import Emptied, erase_in_batches
from articulate.store.chain import said_in
from articulate.store.entries import entries_about, last_entry, latest_entries
from articulate.store.erasures import ERASED, erase, kept_about
from articulate.store.ledger import append
from articulate.store.sessions import remove_sessions_about
from articulate.store.transaction import Connection
from articulate.store.watched import forget_look

ERASURE_SCHEMA = "articulate.erasure/1"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a learner.

    `shared` are contents that stay, since they are about others too: a file that
    brought many records. `batches` are runs in hand in which places of the learner were
    emptied. `entry` is None where nothing was left to erase.
    """

    learner: str
    requests: tuple[str, ...]
    contents: tuple[str, ...]
    shared: tuple[str, ...]
    batches: tuple[Emptied, ...]
    entry: Entry | None


def erase_learner(
    conn: Connection, learner: str, reason: str, act: Act
) -> Erased | Diagnostic:
    """Empty what is kept about a learner, and enter that it was done and why."""
    if refused := refusal(act, Task.ERASE):
        return refused
    asked: dict[str, object] = {
        "act": "erase",
        "actor": act.actor,
        "learner": learner,
        "reason": reason,
    }
    before = done_before(conn, act, asked)
    if isinstance(before, Diagnostic):
        return before
    if before is not None:
        return _said(before)
    if not reason.strip():
        return Diagnostic(
            code=Code.REASON_MISSING,
            place=act.at(),
            message=f"what is kept about {learner} is erased without a reason",
            help="give the reason in your own words with --reason",
        )
    about = entries_about(conn, learner)
    streams = dict.fromkeys(one.stream for one in about)
    requests = tuple(request_of(one) for one in streams if one.startswith(REQUEST))
    theirs = kept_about(conn, learner)
    batches = erase_in_batches(conn, learner, requests)
    sessions = remove_sessions_about(conn, learner)
    forget_look(conn, learner)
    if not (about or batches or sessions):
        return _nobody(conn, learner, act)
    if not (theirs.alone or batches):
        return Erased(learner, requests, (), theirs.shared, (), None)
    new = NewEntry(
        stream=ERASED,
        kind="erase",
        state="erased",
        actor=act.actor,
        said={
            "reason": reason,
            "requests": list(requests),
            "contents": list(theirs.alone),
            "shared": list(theirs.shared),
            "batches": {one.batch: one.places for one in batches},
        },
        learner=learner,
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    entry = append(conn, new, act.moment, after=last_entry(conn, ERASED))
    erase(conn, theirs.alone, entry)
    return _said(entry)


def erased_json(erased: Erased) -> dict[str, Json]:
    """Turn what was erased into JSON."""
    entry = erased.entry
    return {
        "schema": ERASURE_SCHEMA,
        "learner": erased.learner,
        "requests": list(erased.requests),
        "contents": list(erased.contents),
        "shared": list(erased.shared),
        "batches": {one.batch: one.places for one in erased.batches},
        "number": None if entry is None else entry.number,
        "at": None if entry is None else entry.recorded_at,
    }


def _said(entry: Entry) -> Erased:
    said = said_in(entry)
    return Erased(
        entry.learner,
        tuple(said["requests"]),
        tuple(said["contents"]),
        tuple(said["shared"]),
        tuple(Emptied(*one) for one in said.get("batches", {}).items()),
        entry,
    )


def _nobody(conn: Connection, learner: str, act: Act) -> Diagnostic:
    known = {one.learner for one in latest_entries(conn, REQUEST)}
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(),
        message=f"nothing is kept about a learner `{learner}`",
        help=did_you_mean(
            learner, known, otherwise="`articulate history` lists the requests"
        ),
    )
