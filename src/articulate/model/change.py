"""Changes of a record that somebody imagines: a fact said otherwise, or one more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from articulate.model.course import CourseLevel
from articulate.model.credential import Credential, Evidence
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    GroupId,
    LearningId,
)
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning, ReachedMilestone
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

L = TypeVar(
    "L",
    CourseAttempt,
    ConferredAward,
    ExamSitting,
    Credential,
    Training,
    Portfolio,
)
V = TypeVar("V")
Said = str | bool | date | Fraction
"""What a fact is imagined to be: a mark or text, yes or no, a day, a number."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact said otherwise: of one learning, or of the learner where it is None.

    `fact` is spelled as conditions spell it: `grade`, `score AB`, `flag honors`.
    `operator` says how far the value is only an end: `>=` is this or better or later.
    """

    learning: LearningId | None
    fact: str
    value: Said
    operator: str = "="


@dataclass(frozen=True, slots=True)
class Addition:
    """One more learning on the record: `CIS 131 as well`.

    `at_least` says that a better grade or score would do as well.
    """

    learning: Learning
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """A milestone of a degree, reached."""

    degree: BlockId
    group: GroupId
    on: date


Change = FactChange | Addition | MilestoneReached


def changed(record: LearnerRecord, changes: Iterable[Change]) -> LearnerRecord:
    """Return the record as it would be; the record given stays as it is."""
    for one in changes:
        match one:
            case FactChange(learning=None):
                record = _of_learner(record, one)
            case FactChange():
                record = _of_learning(record, one)
            case Addition(learning=learning):
                record = _with(record, learning)
            case MilestoneReached():
                name = LearningId(f"milestone-{one.degree}-{one.group}")
                reached = ReachedMilestone(name, one.degree, one.group, one.on)
                record = replace(record, milestones=(*record.milestones, reached))
    return record


def can_change(learning: Learning, fact: str) -> bool:
    """Say whether a learning has this fact for a record to state."""
    kind, _, argument = fact.partition(" ")
    if kind == "decision":
        return bool(argument)
    match learning:
        case CourseAttempt():
            return kind in _OF_COURSES
        case ExamSitting():
            return kind in ("score", "percentile", "taken")
        case Credential():
            return kind in _OF_CREDENTIALS
        case Training():
            return kind in ("location", "skill", "completed", "recommended")
        case Portfolio():
            return kind == "decided" or (kind == "criterion" and bool(argument))
        case ConferredAward():
            return kind == "awarded"


_OF_COURSES = (
    *("grade", "underlying", "credits", "level", "completed"),
    *("delivery", "attribute", "percentile"),
)
_OF_CREDENTIALS = (
    *("verified", "unexpired", "awarded", "issuer"),
    *("evidence", "result", "alignment", "endorsed"),
)
_DAYS = ("admitted", "declared", "graduated")


def can_change_learner(fact: str) -> bool:
    """Say whether the office states this fact of a learner; a GPA follows from it."""
    return fact in (*_DAYS, "requested") or fact.startswith("flag ")


def _of_learner(record: LearnerRecord, one: FactChange) -> LearnerRecord:
    if one.fact == "requested" and isinstance(one.value, date):
        return replace(record, requested=one.value)
    learner = record.learner
    if one.fact.startswith("flag "):
        flags = dict(learner.flags) | {one.fact.removeprefix("flag "): bool(one.value)}
        learner = replace(learner, flags=tuple(sorted(flags.items())))
    elif one.fact in _DAYS and isinstance(one.value, date):
        days: dict[str, Any] = {one.fact: one.value}
        learner = replace(learner, **days)
    return replace(record, learner=learner)


def _of_learning(record: LearnerRecord, one: FactChange) -> LearnerRecord:
    return replace(
        record,
        transcripts=tuple(
            replace(
                each, courses=_each(each.courses, one), awards=_each(each.awards, one)
            )
            for each in record.transcripts
        ),
        exams=_each(record.exams, one),
        credentials=_each(record.credentials, one),
        trainings=_each(record.trainings, one),
        portfolios=_each(record.portfolios, one),
    )


def _each(learnings: tuple[L, ...], one: FactChange) -> tuple[L, ...]:
    return tuple(
        replace(learning, **_fields(learning, one))
        if learning.id == one.learning
        else learning
        for learning in learnings
    )


def _fields(learning: Learning, one: FactChange) -> dict[str, Any]:
    """Say which fields of a learning hold a fact, and what they would be."""
    kind, _, argument = one.fact.partition(" ")
    value = one.value
    if kind == "decision":
        return {"decisions": _put(learning.decisions, argument, _text(value))}
    match learning:
        case CourseAttempt():
            return _of_course(learning, one)
        case ExamSitting(subscores=subscores) if kind == "score" and argument:
            return {"subscores": _put(subscores, argument, value)}
        case Credential():
            return _of_credential(learning, one)
        case Training(recommended=recommended) if kind == "recommended":
            return {"recommended": (*(recommended or ()), str(value))}
        case Portfolio(criteria=criteria) if kind == "criterion":
            return {"criteria": _put(criteria, argument, value)}
        case _:
            return {kind: value}


def _of_course(attempt: CourseAttempt, one: FactChange) -> dict[str, Any]:
    kind, _, argument = one.fact.partition(" ")
    match kind:
        case "level":
            return {"level": CourseLevel(str(one.value))}
        case "attribute":
            left = tuple(each for each in attempt.attributes if each != argument)
            more = (Attribute(argument),) if one.value else ()
            return {"attributes": (*left, *more)}
        case "completed":
            return {"completed": one.value, "term": None}
        case _:
            return {kind: one.value}


def _of_credential(credential: Credential, one: FactChange) -> dict[str, Any]:
    kind, _, argument = one.fact.partition(" ")
    match kind:
        case "unexpired":
            return {"valid_until": None if one.value else date.min}
        case "evidence":
            evidence = credential.evidence or ()
            return {"evidence": (*evidence, Evidence(str(one.value)))}
        case "result":
            return {"results": _put(credential.results, argument, str(one.value))}
        case "alignment":
            put = _put(credential.alignments, argument, _text(one.value))
            return {"alignments": put}
        case _:
            return {kind: one.value}


def _put(
    pairs: tuple[tuple[str, V], ...], name: str, value: V
) -> tuple[tuple[str, V], ...]:
    return tuple(sorted((dict(pairs) | {name: value}).items()))


def _text(value: Said) -> str:
    if isinstance(value, Fraction):
        return number_text(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _with(record: LearnerRecord, learning: Learning) -> LearnerRecord:
    match learning:
        case CourseAttempt(code=code):
            more = Transcript(code.institution, courses=(learning,))
            return replace(record, transcripts=(*record.transcripts, more))
        case ConferredAward(institution=institution):
            more = Transcript(institution, awards=(learning,))
            return replace(record, transcripts=(*record.transcripts, more))
        case ExamSitting():
            return replace(record, exams=(*record.exams, learning))
        case Credential():
            return replace(record, credentials=(*record.credentials, learning))
        case Training():
            return replace(record, trainings=(*record.trainings, learning))
        case Portfolio():
            return replace(record, portfolios=(*record.portfolios, learning))
