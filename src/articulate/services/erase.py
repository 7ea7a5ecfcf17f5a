"""Erase what is kept about a learner, on request; that it was kept stays provable.

The records as they came, their normal form, evaluations and decisions are emptied.
What stays is the chain: that requests were made and decided, by whom and when, under
the learner's id, with the digests of what was erased and the words of reasons.
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
from articulate.store.batches import every_batch
from articulate.store.chain import said_in
from articulate.store.entries import entries_about, last_entry, latest_entries
from articulate.store.erasures import ERASED, erase, kept_about
from articulate.store.ledger import append
from articulate.store.transaction import Connection

ERASURE_SCHEMA = "articulate.erasure/1"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a learner.

    `shared` are contents that stay, since they are about others too: a file that
    brought many records. `batches` are runs in hand, which may hold the learner until
    they are forgotten. `entry` is None where nothing was left to erase.
    """

    learner: str
    requests: tuple[str, ...]
    contents: tuple[str, ...]
    shared: tuple[str, ...]
    batches: tuple[str, ...]
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
        return _said(conn, before)
    if not reason.strip():
        return Diagnostic(
            code=Code.REASON_MISSING,
            place=act.at(),
            message=f"what is kept about {learner} is erased without a reason",
            help="give the reason in your own words with --reason",
        )
    about = [
        one for one in entries_about(conn, learner) if one.stream.startswith(REQUEST)
    ]
    if not about:
        return _nobody(conn, learner, act)
    requests = tuple(dict.fromkeys(request_of(one.stream) for one in about))
    theirs = kept_about(conn, learner)
    if not theirs.alone:
        return Erased(learner, requests, (), theirs.shared, _in_hand(conn), None)
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
        },
        learner=learner,
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    entry = append(conn, new, act.moment, after=last_entry(conn, ERASED))
    erase(conn, theirs.alone, entry)
    return _said(conn, entry)


def erased_json(erased: Erased) -> dict[str, Json]:
    """Turn what was erased into JSON."""
    entry = erased.entry
    return {
        "schema": ERASURE_SCHEMA,
        "learner": erased.learner,
        "requests": list(erased.requests),
        "contents": list(erased.contents),
        "shared": list(erased.shared),
        "batches": list(erased.batches),
        "number": None if entry is None else entry.number,
        "at": None if entry is None else entry.recorded_at,
    }


def _in_hand(conn: Connection) -> tuple[str, ...]:
    return tuple(one.name for one in every_batch(conn))


def _said(conn: Connection, entry: Entry) -> Erased:
    said = said_in(entry)
    return Erased(
        entry.learner,
        tuple(said["requests"]),
        tuple(said["contents"]),
        tuple(said["shared"]),
        _in_hand(conn),
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
