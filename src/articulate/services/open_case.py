"""Open a request: keep the record as it came, evaluate it, and refer what is open."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry, NewEntry
from articulate.model.line import Status
from articulate.services.access import Task, refusal
from articulate.services.acting import (
    Act,
    asked_digest,
    done_before,
    request_of,
    request_stream,
)
from articulate.services.moves import standing
from articulate.services.stored_evaluation import (
    StoredEvaluation,
    asked_json,
    keep_evaluation,
    kept,
    newest_evaluation,
)
from articulate.store.contents import content_digest, keep_content
from articulate.store.entries import contents_of, entries_of, last_entry
from articulate.store.ledger import append
from articulate.store.transaction import Connection

REQUEST_SCHEMA = "articulate.request/1"


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request on its way in: its name, and the record exactly as it was handed in.

    `named` says that a person chose the name. `supersedes` is the request whose place
    this one takes. `within` is how many business days it may take, None for no end.
    """

    name: str
    file: str
    received: bytes
    named: bool = True
    supersedes: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request as it stands: its name, its state and its entries."""

    name: str
    state: RequestState
    entries: tuple[Entry, ...]
    result: bytes

    @property
    def person_needed(self) -> bool:
        """Whether a line waits for a person to decide it."""
        return self.state is RequestState.REFERRED

    @property
    def lines(self) -> list[tuple[str, str, str | None]]:
        """Each line as the rules gave it: its learnings, its status and its rule."""
        lines = json.loads(self.result)["lines"]
        return [
            (" + ".join(one["learning"]), one["status"], one["rule"]) for one in lines
        ]


def open_request(
    conn: Connection, new: NewRequest, evaluation: StoredEvaluation, act: Act
) -> OpenRequest | Diagnostic:
    """Enter a request with its evaluation, all of it or nothing."""
    receiving = evaluation.asked.receiving
    if refused := refusal(act, Task.OPEN_REQUEST, evaluation.learner, receiving):
        return refused
    asked = _asked(new, evaluation, act)
    before = done_before(conn, act, asked)
    if isinstance(before, Diagnostic):
        return before
    if before is not None:
        return request_now(conn, request_of(before.stream))
    stream = request_stream(new.name)
    if last_entry(conn, stream) is not None:
        return _taken(new.name, act)
    older = _to_supersede(conn, new, act)
    if isinstance(older, Diagnostic):
        return older
    contents = keep_evaluation(conn, evaluation)
    received = keep_content(conn, new.received)
    common = _Common(stream, evaluation.learner, act)
    first = append(
        conn,
        NewEntry(
            stream=stream,
            kind=Move.RECEIVE,
            state=RequestState.RECEIVED,
            actor=act.actor,
            said={
                "file": new.file,
                "supersedes": new.supersedes,
                "within": new.within,
            },
            learner=evaluation.learner,
            contents={"received": received, "record": contents["record"]},
            key=act.key,
            asked=None if act.key is None else asked_digest(asked),
        ),
        act.moment,
        after=None,
    )
    result = _evaluated(common, evaluation, contents)
    second = append(conn, result, act.moment, after=first)
    if open_lines := lines_to_decide(evaluation.lines):
        append(conn, _referred(common, open_lines), act.moment, after=second)
    if older is not None:
        append(conn, _superseded(older, new.name, act), act.moment, after=older)
    return request_now(conn, new.name)


def request_now(conn: Connection, name: str) -> OpenRequest:
    """Return a request as it stands; it must exist."""
    entries = entries_of(conn, request_stream(name))
    evaluated = newest_evaluation(entries)
    result = kept(conn, contents_of(conn, evaluated), "evaluation")
    return OpenRequest(name, RequestState(entries[-1].state), entries, result)


def request_json(request: OpenRequest) -> dict[str, Json]:
    """Turn a request into the object that `request --format json` prints."""
    return {
        "schema": REQUEST_SCHEMA,
        "request": request.name,
        "learner": request.entries[0].learner,
        "state": str(request.state),
        "evaluation": json.loads(request.result),
    }


def lines_to_decide(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the lines that only a person can decide."""
    return [line for line in lines if line["status"] == Status.REFERRED]


def _to_supersede(
    conn: Connection, new: NewRequest, act: Act
) -> Entry | Diagnostic | None:
    if new.supersedes is None:
        return None
    return standing(conn, new.supersedes, Move.SUPERSEDE, act)


@dataclass(frozen=True, slots=True)
class _Common:
    stream: str
    learner: str
    act: Act


def _evaluated(
    common: _Common, evaluation: StoredEvaluation, contents: Mapping[str, str]
) -> NewEntry:
    return NewEntry(
        stream=common.stream,
        kind=Move.EVALUATE,
        state=RequestState.EVALUATED,
        actor=common.act.actor,
        said={
            "asked": asked_json(evaluation.asked),
            "rulebook": evaluation.rulebook,
            "program": common.act.program,
        },
        learner=common.learner,
        contents=contents,
    )


def _referred(common: _Common, lines: Sequence[Mapping[str, Any]]) -> NewEntry:
    return NewEntry(
        stream=common.stream,
        kind=Move.REFER,
        state=RequestState.REFERRED,
        actor=common.act.actor,
        said={"lines": [line["learning"] for line in lines]},
        learner=common.learner,
    )


def _superseded(older: Entry, by: str, act: Act) -> NewEntry:
    return NewEntry(
        stream=older.stream,
        kind=Move.SUPERSEDE,
        state=RequestState.SUPERSEDED,
        actor=act.actor,
        said={"by": by},
        learner=older.learner,
    )


def _asked(
    new: NewRequest, evaluation: StoredEvaluation, act: Act
) -> dict[str, object]:
    return {
        "act": "request",
        "actor": act.actor,
        "name": new.name if new.named else None,
        "received": content_digest(new.received),
        "supersedes": new.supersedes,
        "asked": asked_json(evaluation.asked),
    }


def _taken(name: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.REQUEST_NAME_TAKEN,
        place=act.at(request_stream(name)),
        message=f"there is a request `{name}` already",
        help="give another name, or none; to replace that request, name it with"
        " --supersedes",
    )
