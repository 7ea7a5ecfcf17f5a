"""Move a request by hand: assign it, refer it, stop its clock, or appeal it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articulate.cases.deadlines import due_on, stops_in
from articulate.cases.states import state_after
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.case import OVER, Move, RequestState
from articulate.model.entry import Entry, NewEntry
from articulate.services.acting import Act, asked_digest, done_before
from articulate.services.appeals import Right, rights_of
from articulate.services.kept_rules import rules_of
from articulate.services.moves import standing
from articulate.services.office import Office
from articulate.services.stored_evaluation import (
    evaluation_of,
    newest_evaluation,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.entries import entries_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class CaseMove:
    """A move as a person asks for it.

    `to` is who is asked, or who takes it on, nobody where empty; `lines` the learnings
    it is about, `reason` the question or the reason, in the person's own words.
    """

    request: str
    move: Move
    to: str = ""
    lines: tuple[str, ...] = ()
    reason: str = ""


def move_case(
    conn: Connection, asked: CaseMove, office: Office, act: Act
) -> Entry | Diagnostic:
    """Enter a move, or say why it is not allowed."""
    said: dict[str, object] = {
        "to": asked.to,
        "lines": list(asked.lines),
        "reason": asked.reason,
    }
    wanted = said | {"act": asked.move, "actor": act.actor, "request": asked.request}
    before = done_before(conn, act, wanted)
    if before is not None:
        return before
    last = standing(conn, asked.request, asked.move, act)
    if isinstance(last, Diagnostic):
        return last
    entries = entries_of(conn, last.stream)
    wrong = _wrong_with(asked, entries, act)
    if wrong is None and asked.move is Move.APPEAL:
        rights = _rights(conn, asked, entries)
        wrong = _late(rights, last, office, act)
        said |= {"by": [one.name for one in rights]}
        said["to"] = asked.to or ", ".join(dict.fromkeys(one.rule.to for one in rights))
    if wrong is not None:
        return wrong
    state = state_after(RequestState(last.state), asked.move)
    new = NewEntry(
        stream=last.stream,
        kind=asked.move,
        state=state or last.state,
        actor=act.actor,
        said=said,
        learner=last.learner,
        key=act.key,
        asked=None if act.key is None else asked_digest(wanted),
    )
    return append(conn, new, act.moment, after=last)


_SPEAK_FOR_THEMSELVES = frozenset({Move.ASSIGN, Move.RESUME})


def due_day(entries: Sequence[Entry], office: Office) -> date | None:
    """Return the day on which a request is due.

    None where it has no deadline, where its clock stands, and where it is over.
    """
    within = said_in(entries[0]).get("within")
    if within is None or entries[-1].state in OVER:
        return None
    begun = office.day_of(entries[0].recorded_at)
    return due_on(begun, within, stops_in(_days(entries, office)), office.calendar)


def stands_still(entries: Sequence[Entry]) -> bool:
    """Say whether the clock of a request stands."""
    clock = [one.kind for one in entries if one.kind in {Move.PAUSE, Move.RESUME}]
    return bool(clock) and clock[-1] == Move.PAUSE


def _days(entries: Sequence[Entry], office: Office) -> list[tuple[str, date]]:
    return [(one.kind, office.day_of(one.recorded_at)) for one in entries]


def _wrong_with(
    asked: CaseMove, entries: Sequence[Entry], act: Act
) -> Diagnostic | None:
    """Say what is wrong with a move as it is asked for."""
    last = entries[-1]
    if not asked.reason.strip() and asked.move not in _SPEAK_FOR_THEMSELVES:
        return Diagnostic(
            code=Code.REASON_MISSING,
            place=act.at(last.stream, last.number),
            message=f"a request is not moved by `{asked.move}` without a reason",
            help="give the reason in your own words with --reason",
        )
    if asked.move in {Move.PAUSE, Move.RESUME}:
        return _clock_is_so(asked, entries, act)
    return None


def _rights(
    conn: Connection, asked: CaseMove, entries: Sequence[Entry]
) -> tuple[Right, ...]:
    """List the rights by which lines are appealed; all lines, where none are named."""
    evaluated = newest_evaluation(entries)
    evaluation = evaluation_of(conn, evaluated)
    record = record_in(evaluation.record, asked.request)
    lines = asked.lines or [
        one for line in evaluation.lines for one in line["learning"]
    ]
    return rights_of(rules_of(conn, evaluated), record, evaluation.asked, lines)


def _clock_is_so(
    asked: CaseMove, entries: Sequence[Entry], act: Act
) -> Diagnostic | None:
    """Say where a clock that stands would be stopped, or one that runs resumed."""
    still = stands_still(entries)
    if still is (asked.move is Move.RESUME):
        return None
    how, way_out = ("stands already", "resume") if still else ("runs", "pause")
    return Diagnostic(
        code=Code.CLOCK_AS_IT_IS,
        place=act.at(entries[-1].stream, entries[-1].number),
        message=f"the clock of the request `{asked.request}` {how}",
        help=f"`articulate case {asked.request} {way_out}` is what can be done",
    )


def _late(
    rights: Sequence[Right], decided: Entry, office: Office, act: Act
) -> Diagnostic | None:
    """Say where the last day for an appeal is over, by the rule that leaves longest."""
    made = office.day_of(decided.recorded_at)
    days = [right.last_day(made, office) for right in rights]
    stated = [day for day in days if day is not None]
    today = office.day_of(act.moment)
    if not stated or len(stated) < len(days) or today <= max(stated):
        return None
    last = max(stated)
    rule = rights[days.index(last)].name
    return Diagnostic(
        code=Code.APPEAL_LATE,
        place=act.at(decided.stream, decided.number),
        message=f"by `{rule}` the last day for an appeal was {last}",
        help="only another request can change what was decided; --supersedes names this"
        " one",
    )
