"""What is known of one learner's case, as flat facts for the watch rules."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from articulate.cases.facts import CaseFact, FactKind, Value, day_number
from articulate.cases.panels import vacant
from articulate.engine.allowances import teach_outs_for
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.model.panel import PanelState
from articulate.model.reason import ReasonCode
from articulate.model.record import LearnerRecord, Learning
from articulate.model.together import together
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import REQUEST, Act, request_of
from articulate.services.evaluate_record import Asked, evaluate_lines
from articulate.services.move_case import due_day
from articulate.services.office import Office
from articulate.services.panel_case import PANEL, PanelCase, whole_panel
from articulate.services.queue import assigned_to
from articulate.services.stored_evaluation import (
    evaluation_by,
    evaluation_of,
    kept,
    record_in,
)
from articulate.store.entries import contents_of
from articulate.store.erasures import erasure_of
from articulate.store.transaction import Connection

_About = dict[str, Value]
"""Whom facts are about."""

_GIVEN = (Status.AWARDED, Status.ELECTIVE)
_OVER = (RequestState.DECIDED, RequestState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Asking:
    """By whose rules facts are read, on which day, and which kinds are wanted."""

    rulebook: Rulebook
    office: Office
    today: date
    kinds: frozenset[FactKind]


@dataclass(frozen=True, slots=True)
class _Case:
    """One request: its entries, its record, what was asked and how its lines stand."""

    name: str
    entries: tuple[Entry, ...]
    record: LearnerRecord
    asked: Asked
    lines: tuple[Mapping[str, Any], ...]


def requests_about(
    conn: Connection, about: Collection[Entry]
) -> dict[str, tuple[Entry, ...]]:
    """Return the requests among entries about a learner that are not erased."""
    streams = groupby(about, key=lambda one: one.stream)
    return {
        request_of(stream): entries
        for stream, entries in ((name, tuple(some)) for name, some in streams)
        if stream.startswith(REQUEST) and erasure_of(conn, stream) is None
    }


def case_facts(
    conn: Connection, about: Sequence[Entry], asking: Asking, act: Act
) -> tuple[CaseFact, ...]:
    """Return what is known of a learner, in a fixed order.

    A kind of fact that no rule asks for is not looked for.
    """
    requests = requests_about(conn, about)
    if not requests:
        return ()
    found: list[CaseFact] = []
    if "request" in asking.kinds:
        found += [
            one
            for name, entries in requests.items()
            for one in _request(name, entries, asking)
        ]
    if "panel" in asking.kinds:
        streams = dict.fromkeys(one.stream for one in about)
        names = [one.removeprefix(PANEL) for one in streams if one.startswith(PANEL)]
        panels = [whole_panel(conn, name, act) for name in names]
        found += [
            fact
            for one in panels
            if isinstance(one, PanelCase) and one.request in requests
            for fact in _panel(one)
        ]
    if asking.kinds & {"credit", "set", "teachout", "flag", "degree"}:
        found += _of_records(conn, requests, asking)
    return tuple(found)


def _request(name: str, entries: Sequence[Entry], asking: Asking) -> Iterator[CaseFact]:
    if entries[-1].state in _OVER:
        return
    due = due_day(entries, asking.office)
    assigned = assigned_to(entries)
    fields: dict[str, Value] = {
        "learner": entries[0].learner,
        "name": name,
        "assigned": int(bool(assigned)),
    }
    said = "its clock stands, or it has no deadline"
    if due is not None:
        fields["due"] = day_number(due)
        said = f"due on {due}"
    who = f"{assigned} works on it" if assigned else "nobody works on it"
    yield CaseFact("request", fields, f"request {name}: {said}; {who}")


def _panel(case: PanelCase) -> Iterator[CaseFact]:
    """Yield a panel, and what its assessors gave once they may be compared.

    While they are blind they are not, before all that are wanted have submitted.
    """
    if case.state not in (PanelState.ASSESSING, PanelState.JUDGED):
        return
    serving = [one for one in case.seats if one.serves]
    waiting = sum(one.judgement is None for one in serving)
    missing = waiting + max(case.block.assessors - len(serving), 0)
    done = ", ".join(sorted(case.done & {one.assessor for one in serving}))
    more = vacant(case.block, case.seats)
    wanted = f"; {more} more wanted" if more > 0 else ""
    about: _About = {"learner": case.learner}
    yield CaseFact(
        "panel",
        about | {"name": case.name, "submitted": done, "missing": missing},
        f"panel {case.name} of request {case.request}, by {case.block.head.name}:"
        f" {done or 'nobody'} submitted{wanted}",
    )
    if case.block.blind and missing:
        return
    lowest = {one.name: one.lowest for one in case.block.criteria}
    for seat in serving:
        for criterion, level in () if seat.judgement is None else seat.judgement.levels:
            fields: dict[str, Value] = {
                "panel": case.name,
                "assessor": seat.assessor,
                "criterion": criterion,
                "level": int(level - lowest.get(criterion, 0)),
            }
            yield CaseFact("rating", about | fields, f"assessors of {case.name} differ")


def _of_records(
    conn: Connection, requests: Mapping[str, tuple[Entry, ...]], asking: Asking
) -> Iterator[CaseFact]:
    cases = _newest_first(conn, requests)
    if not cases:
        return
    newest = cases[0]
    learner = newest.record.learner
    about: _About = {"learner": str(learner.id)}
    for flag, holds in learner.flags:
        if holds:
            yield CaseFact("flag", about | {"flag": flag}, f"the learner is {flag}")
    for degree in dict.fromkeys((*learner.degrees, *newest.asked.degrees)):
        says = f"the learner pursues {degree}"
        yield CaseFact("degree", about | {"degree": str(degree)}, says)
    if "credit" in asking.kinds:
        yield from _credit(cases, about)
    if "set" in asking.kinds:
        yield from _sets(cases, asking, about)
    if "teachout" in asking.kinds:
        yield from _teach_outs(newest, asking, about)


def _newest_first(
    conn: Connection, requests: Mapping[str, tuple[Entry, ...]]
) -> list[_Case]:
    """Read each request whose place no other took, by its newest evaluation."""
    found: list[tuple[tuple[str, str], _Case]] = []
    for name, entries in requests.items():
        evaluated = evaluation_by(entries)
        if evaluated is None or entries[-1].state == RequestState.SUPERSEDED:
            continue
        evaluation = evaluation_of(conn, evaluated)
        lines = evaluation.lines
        decided = [one for one in entries if one.kind == Move.DECIDE]
        if decided:
            document = kept(conn, contents_of(conn, decided[-1]), "decision")
            lines = json.loads(document)["lines"]
        record = record_in(evaluation.record, name)
        case = _Case(name, entries, record, evaluation.asked, tuple(lines))
        found.append(((evaluated.recorded_at, name), case))
    return [case for _, case in sorted(found, key=lambda one: one[0], reverse=True)]


def _credit(cases: Sequence[_Case], about: _About) -> Iterator[CaseFact]:
    """Yield what each learning came to; of several requests the newest says it."""
    told: set[str] = set()
    for case in cases:
        names = {one.id: learning_text(one) for one in case.record.learnings()}
        for line in case.lines:
            learning = " + ".join(
                sorted(names.get(one, one) for one in line["learning"])
            )
            if learning in told:
                continue
            told.add(learning)
            applied = int(line["status"] in _GIVEN)
            ages = [r for r in line["reasons"] if r["code"] == ReasonCode.AGES_OUT]
            for reason in ages or [{}]:
                rule, last = reason.get("rule", ""), reason.get("wanted")
                fields: dict[str, Value] = {
                    "learning": learning,
                    "rule": rule,
                    "applied": applied,
                }
                says = f"{learning} in request {case.name}: {line['status']}"
                if last is not None:
                    fields["last"] = day_number(date.fromisoformat(last))
                    says = f"{says}; last recent enough on {last} by {rule}"
                yield CaseFact("credit", about | fields, says)


def _sets(cases: Sequence[_Case], asking: Asking, about: _About) -> Iterator[CaseFact]:
    """Yield each set that all records together make, and whether a line has it."""
    whole, renamed = together([case.record for case in cases])
    newest = cases[0].asked
    question = Asked(asking.today, newest.receiving, None, newest.degrees)
    evaluation = evaluate_lines(asking.rulebook, whole, question)
    used = {
        frozenset(names[LearningId(one)] for one in line["learning"] if one in names)
        for case, names in zip(cases, renamed, strict=True)
        for line in case.lines
        if line["status"] in (*_GIVEN, Status.ACCEPTED)
    }
    texts = {one.id: learning_text(one) for one in whole.learnings()}
    for line in evaluation.lines:
        if len(line.learning) < 2 or line.status not in _GIVEN:  # noqa: PLR2004 - a set
            continue
        learning = " + ".join(sorted(texts[one] for one in line.learning))
        fields: dict[str, Value] = {
            "rule": line.rule or "",
            "learning": learning,
            "used": int(any(frozenset(line.learning) <= one for one in used)),
        }
        yield CaseFact("set", about | fields, f"{learning}: all that {line.rule} asks")


def _teach_outs(case: _Case, asking: Asking, about: _About) -> Iterator[CaseFact]:
    question = Asked(asking.today, case.asked.receiving, None, case.asked.degrees)
    for block in teach_outs_for(
        asking.rulebook,
        case.record,
        question.as_of,
        receiving=question.receiving,
        degrees=question.degrees,
    ):
        days = {"award": block.last_award, "apply": block.apply_through}
        fields = {name: day_number(day) for name, day in days.items() if day}
        said = [
            *([f"last award on {block.last_award}"] if block.last_award else []),
            *([f"apply through {block.apply_through}"] if block.apply_through else []),
        ]
        yield CaseFact(
            "teachout",
            {**about, "name": block.head.name, **fields},
            f"teach-out {block.head.name}: {', '.join(said) or 'no day is said'}",
        )


def learning_text(learning: Learning) -> str:
    """Name a learning by what stays the same however often it is handed in."""
    match learning:
        case CourseAttempt():
            when = learning.term or learning.completed
            return f"{learning.code}" if when is None else f"{learning.code} ({when})"
        case ConferredAward():
            return f'award "{learning.title}"'
        case _:
            kind = type(learning).__name__.lower()
            name = getattr(learning, "exam", "") or getattr(learning, "portfolio", "")
            return f"{kind} {name or learning.id}"
