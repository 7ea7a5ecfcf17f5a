"""Decide a request: a person adopts its lines, or settles some otherwise.

Where the policy lets a denial stand only after a second review, the decision waits for
another person, who confirms it or decides otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articulate.cases.publishing import same_person
from articulate.cases.states import state_after
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.case import BESIDE, Move, RequestState
from articulate.model.decision import Decision
from articulate.model.entry import Entry, NewEntry
from articulate.model.line import Status
from articulate.rulebook.rulebook import Rulebook
from articulate.services.access import Task, refusal
from articulate.services.acting import Act, asked_digest, done_before, request_of
from articulate.services.appeals import rights_of
from articulate.services.decision_document import (
    Signed,
    decision_in,
    document_of,
    said_of,
)
from articulate.services.kept_rules import rules_of
from articulate.services.moves import standing
from articulate.services.settlements import wrong_with
from articulate.services.stored_evaluation import (
    KeptEvaluation,
    evaluation_of,
    kept,
    newest_evaluation,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.contents import keep_content
from articulate.store.entries import contents_of, entries_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class Outcome:
    """What deciding came to: one of the two below."""


@dataclass(frozen=True, slots=True)
class Decided(Outcome):
    """A decision that is entered: its name, and the document that says it."""

    name: str
    document: bytes


@dataclass(frozen=True, slots=True)
class Waiting(Outcome):
    """A decision that waits for a second person, and the rules that want one."""

    request: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """A decision on its way into the ledger, after what it was judged on."""

    decision: Decision
    evaluated: Entry
    evaluation: KeptEvaluation
    last: Entry
    act: Act
    asked: str


def decide(
    conn: Connection, decision: Decision, act: Act
) -> Decided | Waiting | Report:
    """Enter a decision about a request as it stands, or say what is against it."""
    asked: dict[str, object] = {
        "act": "decide",
        "actor": act.actor,
        "request": decision.request,
        "said": said_of(decision),
    }
    if refused := refusal(act, Task.DECIDE):
        return Report.of([refused])
    last = _last(conn, decision.request, act, asked)
    if not isinstance(last, Entry):
        return last
    evaluated = newest_evaluation(entries_of(conn, last.stream))
    evaluation = evaluation_of(conn, evaluated)
    rulebook = rules_of(conn, evaluated)
    place = act.at(last.stream)
    wrong = list(wrong_with(decision, evaluation, rulebook, place))
    rules = tuple(dict.fromkeys(_reviewed(decision, evaluation, rulebook)))
    if rules and not decision.reason.strip():
        wrong.append(
            Diagnostic(
                code=Code.REASON_MISSING,
                place=place,
                message=f"`{rules[0]}` wants a denial reviewed, and no reason is given",
                help="give the reason in your own words with --reason",
            )
        )
    if (report := Report.of(wrong)).errors:
        return report
    digest = asked_digest(asked)
    made = _Made(decision, evaluated, evaluation, last, act, digest)
    return _to_review(conn, made, rules) if rules else _decided(conn, made, None)


def confirm(conn: Connection, request: str, act: Act) -> Decided | Waiting | Report:
    """Confirm, as a second person, the decision that waits for one."""
    asked: dict[str, object] = {
        "act": "confirm",
        "actor": act.actor,
        "request": request,
    }
    if refused := refusal(act, Task.DECIDE):
        return Report.of([refused])
    last = _last(conn, request, act, asked)
    if not isinstance(last, Entry):
        return last
    entries = entries_of(conn, last.stream)
    waiting = next((one for one in reversed(entries) if one.kind not in BESIDE), last)
    if waiting.kind != Move.REVIEW:
        return _refused(
            Code.MOVE_NOT_ALLOWED,
            f"no decision about the request `{request}` waits for a second person",
            "decide it yourself, without --confirm",
            act.at(last.stream, last.number),
        )
    if same_person(waiting.actor) == same_person(act.actor):
        return _refused(
            Code.REVIEWER_DECIDED,
            f"{act.actor} made this decision, and cannot be its second person",
            "ask somebody else to confirm it, or to decide otherwise",
            act.at(waiting.stream, waiting.number),
        )
    evaluated = newest_evaluation(entries)
    made = _Made(
        decision_in(request, said_in(waiting)),
        evaluated,
        evaluation_of(conn, evaluated),
        last,
        act,
        asked_digest(asked),
    )
    return _decided(conn, made, waiting.actor)


def _last(
    conn: Connection, request: str, act: Act, asked: dict[str, object]
) -> Entry | Decided | Waiting | Report:
    """Return the entry to follow on, or what the same act came to before."""
    before = done_before(conn, act, asked)
    if isinstance(before, Entry):
        if before.kind == Move.REVIEW:
            return Waiting(request, tuple(said_in(before)["rules"]))
        return decided_in(conn, before)
    last = standing(conn, request, Move.DECIDE, act) if before is None else before
    return last if isinstance(last, Entry) else Report.of([last])


def _reviewed(
    decision: Decision, evaluation: KeptEvaluation, rulebook: Rulebook
) -> Iterator[str]:
    """Name each rule that wants a second person to look at a line that is denied."""
    settled = {one.learning: one.status for one in decision.settled}
    record = record_in(evaluation.record, decision.request)
    for line in evaluation.lines:
        said = [settled[one] for one in line["learning"] if one in settled]
        status = said[0] if said else line["status"]
        if status == Status.DENIED:
            rights = rights_of(rulebook, record, evaluation.asked, line["learning"])
            yield from (right.name for right in rights if right.second_review)


def _to_review(conn: Connection, made: _Made, rules: tuple[str, ...]) -> Waiting:
    said = said_of(made.decision)
    new = _entry(made, Move.REVIEW, said | {"rules": list(rules)})
    append(conn, new, made.act.moment, after=made.last)
    return Waiting(made.decision.request, rules)


def _decided(conn: Connection, made: _Made, first: str | None) -> Decided:
    signed = Signed(
        request=made.decision.request,
        number=made.last.number + 1,
        actor=first or made.act.actor,
        at=max(made.act.moment, made.last.recorded_at),
        reviewer=None if first is None else made.act.actor,
    )
    document = document_of(made.evaluation, made.decision, signed)
    said = said_of(made.decision) | {
        "evaluation": made.evaluated.number,
        "decided_by": first,
    }
    contents = contents_of(conn, made.evaluated)
    contents["decision"] = keep_content(conn, document)
    new = replace(_entry(made, Move.DECIDE, said), contents=contents)
    return decided_in(conn, append(conn, new, made.act.moment, after=made.last))


def _entry(made: _Made, move: Move, said: dict[str, object]) -> NewEntry:
    state = state_after(RequestState(made.last.state), move)
    return NewEntry(
        stream=made.last.stream,
        kind=move,
        state=state or made.last.state,
        actor=made.act.actor,
        said=said,
        learner=made.last.learner,
        key=made.act.key,
        asked=None if made.act.key is None else made.asked,
    )


def _refused(code: Code, message: str, way_out: str, place: StoreRef) -> Report:
    problem = Diagnostic(code=code, place=place, message=message, help=way_out)
    return Report.of([problem])


def decided_in(conn: Connection, entry: Entry) -> Decided:
    """Return the decision that an entry is."""
    return Decided(
        decision_name(entry), kept(conn, contents_of(conn, entry), "decision")
    )


def decision_name(entry: Entry) -> str:
    """Name a decision by its request and its place in it: `r-17/4`."""
    return f"{request_of(entry.stream)}/{entry.number}"
