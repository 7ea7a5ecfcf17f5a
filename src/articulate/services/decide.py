"""Decide a request: a person adopts its lines, or settles some otherwise."""

from dataclasses import dataclass

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.case import Move, RequestState
from articulate.model.decision import Decision
from articulate.model.entry import Entry, NewEntry
from articulate.rulebook.bundle import rulebook_in
from articulate.services.acting import Act, asked_digest, done_before, request_of
from articulate.services.decision_document import (
    Signed,
    document_of,
    said_of,
)
from articulate.services.moves import standing
from articulate.services.settlements import wrong_with
from articulate.services.stored_evaluation import evaluation_in, kept, newest_evaluation
from articulate.store.contents import keep_content
from articulate.store.entries import contents_of, entries_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that is entered: its name, and the document that says it."""

    name: str
    document: bytes


def decide(conn: Connection, decision: Decision, act: Act) -> Decided | Report:
    """Enter a decision about a request as it stands, or say what is against it."""
    asked: dict[str, object] = {
        "act": "decide",
        "actor": act.actor,
        "request": decision.request,
        "said": said_of(decision),
    }
    before = done_before(conn, act, asked)
    if isinstance(before, Entry):
        return decided_in(conn, before)
    if before is not None:
        return Report.of([before])
    last = standing(conn, decision.request, Move.DECIDE, act)
    if isinstance(last, Diagnostic):
        return Report.of([last])
    evaluated = newest_evaluation(entries_of(conn, last.stream))
    evaluation = evaluation_in(conn, evaluated)
    rulebook = rulebook_in(evaluation.bundle)
    wrong = wrong_with(decision, evaluation, rulebook, act.at(last.stream))
    if (report := Report.of(wrong)).errors:
        return report
    signed = Signed(
        request=decision.request,
        number=last.number + 1,
        actor=act.actor,
        at=max(act.moment, last.recorded_at),
    )
    document = keep_content(conn, document_of(evaluation, decision, signed))
    new = NewEntry(
        stream=last.stream,
        kind=Move.DECIDE,
        state=RequestState.DECIDED,
        actor=act.actor,
        said=said_of(decision) | {"evaluation": evaluated.number},
        learner=last.learner,
        contents=contents_of(conn, evaluated) | {"decision": document},
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    return decided_in(conn, append(conn, new, act.moment, after=last))


def decided_in(conn: Connection, entry: Entry) -> Decided:
    """Return the decision that an entry is."""
    return Decided(
        decision_name(entry), kept(conn, contents_of(conn, entry), "decision")
    )


def decision_name(entry: Entry) -> str:
    """Name a decision by its request and its place in it: `r-17/4`."""
    return f"{request_of(entry.stream)}/{entry.number}"
