"""What records and lines tell of one learner, as flat facts for the watch rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from articulate.cases.facts import CaseFact, FactKind, Value, day_number
from articulate.engine.allowances import teach_outs_for
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.model.reason import ReasonCode
from articulate.model.record import LearnerRecord, Learning
from articulate.model.together import together
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_lines
from articulate.services.office import Office

_About = dict[str, Value]
"""Whom facts are about."""

_GIVEN = (Status.AWARDED, Status.ELECTIVE)


@dataclass(frozen=True, slots=True)
class Asking:
    """By whose rules facts are read, on which day, and which kinds are wanted."""

    rulebook: Rulebook
    office: Office
    today: date
    kinds: frozenset[FactKind]


@dataclass(frozen=True, slots=True)
class ReadCase:
    """One request: its record, what was asked of it, and how its lines stand.

    The lines are as they stand in the JSON of an evaluation or a decision.
    """

    name: str
    record: LearnerRecord
    asked: Asked
    lines: tuple[Mapping[str, Any], ...]


def record_facts(cases: Sequence[ReadCase], asking: Asking) -> Iterator[CaseFact]:
    """Yield what records and lines tell of a learner, the newest case first."""
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


def _credit(cases: Sequence[ReadCase], about: _About) -> Iterator[CaseFact]:
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


def _sets(
    cases: Sequence[ReadCase], asking: Asking, about: _About
) -> Iterator[CaseFact]:
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


def _teach_outs(case: ReadCase, asking: Asking, about: _About) -> Iterator[CaseFact]:
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
