"""Academic exceptions: proposed by one person, approved by a second, and then a fact.

What is approved is kept with the request, cited and from that day, and the request is
evaluated again with it. It stands before teach-outs and ordinary rules, also when the
request is evaluated by new rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from articulate.cases.publishing import same_person
from articulate.cases.states import state_after
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry, NewEntry
from articulate.model.identifiers import LearnerId
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.services.acting import Act, asked_digest, done_before
from articulate.services.exception_reading import (
    Granting,
    Typed,
    exception_id,
    read_exception,
)
from articulate.services.exception_targets import missing_targets
from articulate.services.kept_exceptions import exceptions_bytes
from articulate.services.kept_rules import rules_of
from articulate.services.moves import standing
from articulate.services.office import Office
from articulate.services.reevaluate import Anew, reevaluate
from articulate.services.stored_evaluation import evaluation_of, newest_evaluation
from articulate.store.chain import said_in
from articulate.store.contents import keep_content
from articulate.store.entries import entries_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection

LEDGER = "ledger"
"""What an exception's origin begins with, wherever its store is."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """An exception that somebody proposed; `number` is that of its entry."""

    number: int
    by: str
    at: str
    typed: Typed


def propose_exception(
    conn: Connection, request: str, typed: Typed, act: Act, *, office: Office
) -> Entry | Diagnostic | Report:
    """Propose an exception for the learner of a request, or say what is against it."""
    said = _said_of(typed)
    move = _Move(request, Move.EXCEPT, said)
    last = move.last(conn, act)
    if not isinstance(last, Entry) or _repeated(last, act):
        return last
    if not typed.reason.strip():
        return _without_reason(last, "proposed", act)
    new = Proposed(last.number + 1, act.actor, act.moment, typed)
    made = _made(conn, last, new, act, day=office.day_of(act.moment))
    return made if isinstance(made, Report) else move.enter(conn, last, act)


def approve_exception(
    conn: Connection, request: str, number: int, act: Act, *, office: Office
) -> Entry | Diagnostic | Report:
    """Approve, as a second person, what another proposed; evaluation goes on with it.

    It is read once more, against the rules that the request is evaluated by now.
    """
    move = _Move(request, Move.GRANT, {"exception": number})
    found = _proposal(conn, move, act)
    if not isinstance(found, tuple):
        return found
    last, proposed = found
    if same_person(proposed.by) == same_person(act.actor):
        return Diagnostic(
            code=Code.APPROVER_PROPOSED_IT,
            place=act.at(last.stream, number),
            message=f"{act.actor} proposed this exception, and cannot approve it",
            help="ask somebody else to approve or to decline it",
        )
    day = office.day_of(act.moment)
    made = _made(conn, last, proposed, act, day=day)
    if isinstance(made, Report):
        return made
    said: dict[str, object] = {
        "exception": number,
        "id": str(made.head.id),
        **_said_of(proposed.typed),
    }
    contents = {"exception": keep_content(conn, exceptions_bytes((made,)))}
    entered = replace(move, said=said).enter(conn, last, act, contents)
    # Who may approve need not be who evaluates; the rights were asked for above.
    plain = replace(act, key=None, person=None)
    asked = evaluation_of(conn, newest_evaluation(entries_of(conn, last.stream))).asked
    on = max(asked.as_of, day)
    came = reevaluate(conn, Anew(request, None, as_of=on, granted=(made,)), plain)
    return came if isinstance(came, Diagnostic) else entered


def decline_exception(
    conn: Connection, request: str, number: int, act: Act, *, reason: str
) -> Entry | Diagnostic:
    """Decline what was proposed, one's own as well, with a reason."""
    move = _Move(request, Move.DECLINE, {"exception": number, "reason": reason})
    found = _proposal(conn, move, act)
    if not isinstance(found, tuple):
        return found
    last, _ = found
    if not reason.strip():
        return _without_reason(last, "declined", act)
    return move.enter(conn, last, act)


def proposed_in(entries: Sequence[Entry]) -> tuple[Proposed, ...]:
    """List what was proposed for a request and is neither approved nor declined."""
    settled = {
        said_in(one)["exception"]
        for one in entries
        if one.kind in {Move.GRANT, Move.DECLINE}
    }
    return tuple(
        Proposed(one.number, one.actor, one.recorded_at, _typed_in(said_in(one)))
        for one in entries
        if one.kind == Move.EXCEPT and one.number not in settled
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """A move about exceptions on its way into a request's stream."""

    request: str
    move: Move
    said: dict[str, object]

    def asked(self, act: Act) -> dict[str, object]:
        """Say what is asked for, so that a key stands for one thing."""
        return {
            "act": self.move,
            "actor": act.actor,
            "request": self.request,
            "said": {name: self.said[name] for name in sorted(self.said)},
        }

    def last(self, conn: Connection, act: Act) -> Entry | Diagnostic:
        """Return the entry to follow on, or what the same act came to before."""
        before = done_before(conn, act, self.asked(act))
        if before is not None:
            return before
        return standing(conn, self.request, self.move, act)

    def enter(
        self,
        conn: Connection,
        last: Entry,
        act: Act,
        contents: dict[str, str] | None = None,
    ) -> Entry:
        """Append the move after the entry by which it was judged."""
        state = state_after(RequestState(last.state), self.move)
        asked = replace(self, said=_key_part(self)).asked(act)
        new = NewEntry(
            stream=last.stream,
            kind=self.move,
            state=state or last.state,
            actor=act.actor,
            said=self.said,
            learner=last.learner,
            contents=contents or {},
            key=act.key,
            asked=None if act.key is None else asked_digest(asked),
        )
        return append(conn, new, act.moment, after=last)


def _repeated(last: Entry, act: Act) -> bool:
    """Say whether what is to be followed on is what the same act came to before."""
    return act.key is not None and last.key == act.key


def _key_part(move: _Move) -> dict[str, object]:
    """Return what of a move its key stands for: what was asked, not what came of it."""
    if move.move is Move.GRANT:
        return {"exception": move.said["exception"]}
    return move.said


def _proposal(
    conn: Connection, move: _Move, act: Act
) -> tuple[Entry, Proposed] | Entry | Diagnostic:
    """Return the last entry and the proposal that a move is about."""
    last = move.last(conn, act)
    if isinstance(last, Diagnostic) or _repeated(last, act):
        return last
    number = move.said["exception"]
    waiting = proposed_in(entries_of(conn, last.stream))
    found = next((one for one in waiting if one.number == number), None)
    if found is not None:
        return last, found
    listed = ", ".join(str(one.number) for one in waiting)
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(last.stream),
        message=f"no exception {number} of the request `{move.request}` waits for a"
        " second person",
        help=f"those that wait are {listed}" if listed else "propose one first",
    )


def _made(
    conn: Connection, last: Entry, proposed: Proposed, act: Act, *, day: date
) -> AcademicException | Report:
    """Read an exception against the rules that a request was last evaluated by."""
    typed, number = proposed.typed, proposed.number
    evaluated = newest_evaluation(entries_of(conn, last.stream))
    receiving = evaluation_of(conn, evaluated).asked.receiving
    granting = Granting(
        id=exception_id(last.stream.partition(":")[2], number),
        learner=LearnerId(last.learner),
        receiving=receiving,
        origin=StoreRef(LEDGER, last.stream, number),
        granted=day,
        by=act.actor,
    )
    made = read_exception(typed, granting)
    if isinstance(made, Report):
        wrong = [*made.diagnostics]
    else:
        wrong = [*missing_targets(made, rules_of(conn, evaluated))]
        wrong += _over(typed, day, act)
    if isinstance(made, Report) or wrong:
        place = act.at(last.stream)
        return Report.of(replace(one, place=place) for one in wrong)
    return made


def _over(typed: Typed, day: date, act: Act) -> Iterator[Diagnostic]:
    if typed.through is not None and typed.through < day:
        yield Diagnostic(
            code=Code.EXCEPTION_NOT_READ,
            place=act.at(),
            message=f"it would end on {typed.through}, before it begins on {day}",
            help="give a later last day, or none",
        )


def _without_reason(last: Entry, done: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.REASON_MISSING,
        place=act.at(last.stream, last.number),
        message=f"an academic exception is not {done} without a reason",
        help="give the reason in your own words",
    )


def _said_of(typed: Typed) -> dict[str, object]:
    return {
        "statement": " ".join(typed.statement.split()),
        "reason": typed.reason.strip(),
        "cites": typed.cites.strip(),
        "through": None if typed.through is None else typed.through.isoformat(),
    }


def _typed_in(said: dict[str, Any]) -> Typed:
    through = said["through"]
    return Typed(
        said["statement"],
        said["reason"],
        said["cites"],
        None if through is None else date.fromisoformat(through),
    )
