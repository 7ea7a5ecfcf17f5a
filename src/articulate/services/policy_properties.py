"""Check the properties that policies state, over the records of their tests."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from articulate.model.calendar import ALWAYS
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.record import LearnerRecord
from articulate.model.totals import totals_of
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.in_force import Headed
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    PortfolioBlock,
    TrainingBlock,
)
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.policy_tests import (
    MonotoneProperty,
    NoWorseProperty,
    PolicyProperty,
    PolicyTest,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.receivers import Unclear, receiver_for

B = TypeVar(
    "B",
    AgreementBlock,
    ExamBlock,
    CredentialBlock,
    TrainingBlock,
    PortfolioBlock,
    PolicyBlock,
)
Better = tuple[str, LearnerRecord]
"""A record with one thing better, and what that is."""


@dataclass(frozen=True, slots=True)
class PropertyResult:
    """What one property came to: over how many cases, and the first that breaks it."""

    stated: PolicyProperty
    cases: int = 0
    broken_by: str = ""
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing breaks it."""
        return not self.broken_by and not self.problem


def check_properties(
    properties: Iterable[PolicyProperty], tests: Sequence[PolicyTest], book: Rulebook
) -> Iterator[PropertyResult]:
    """Check each property by itself, over the records of all tests."""
    for one in properties:
        match one:
            case MonotoneProperty():
                yield _monotone(one, tests, book)
            case NoWorseProperty():
                yield _no_worse(one, tests, book)


def _monotone(
    one: MonotoneProperty, tests: Sequence[PolicyTest], book: Rulebook
) -> PropertyResult:
    better = _BETTER.get(one.fact)
    if better is None:
        known = ", ".join(sorted(_BETTER))
        return PropertyResult(one, problem=f"only {known} can be made better")
    cases = 0
    for test in tests:
        asked = _asked(test, book)
        if asked is None:
            continue
        before = _counted(test.record, asked, book)
        for what, record in better(test.record, book):
            cases += 1
            after = _counted(record, asked, book)
            if after < before:
                broken = f"in “{test.name}”, {what}: {_fall(before, after)}"
                return PropertyResult(one, cases, broken_by=broken)
    return PropertyResult(one, cases)


def _no_worse(
    one: NoWorseProperty, tests: Sequence[PolicyTest], book: Rulebook
) -> PropertyResult:
    new, old = _only(book, one.block), _only(book, one.than)
    if new is None or old is None:
        missing = one.block if new is None else one.than
        return PropertyResult(one, problem=f"there is no `{missing}`")
    cases = 0
    for test in tests:
        asked = _asked(test, book)
        if asked is None:
            continue
        cases += 1
        before = _counted(test.record, asked, old)
        after = _counted(test.record, asked, new)
        if after < before:
            broken = f"in “{test.name}”: {_fall(before, after)}"
            return PropertyResult(one, cases, broken_by=broken)
    return PropertyResult(one, cases)


def _asked(test: PolicyTest, book: Rulebook) -> Asked | None:
    receiving = receiver_for(book, test.degrees, test.receiving)
    if isinstance(receiving, Unclear):
        return None
    return Asked(test.as_of, receiving, test.known_at)


def _counted(record: LearnerRecord, asked: Asked, book: Rulebook) -> Fraction:
    return totals_of(evaluate_record(book, record, asked).evaluation).counted


def _fall(before: Fraction, after: Fraction) -> str:
    return f"{number_text(before)} cr become {number_text(after)} cr"


def _only(book: Rulebook, name: str) -> Rulebook | None:
    """Leave one version of a block, always in force, and drop its other versions."""
    wanted = next((one for one in book.blocks() if one.head.name == name), None)
    if wanted is None:
        return None
    return replace(
        book,
        agreements=_left(book.agreements, wanted),
        equivalencies=_left(book.equivalencies, wanted),
        exams=_left(book.exams, wanted),
        credentials=_left(book.credentials, wanted),
        trainings=_left(book.trainings, wanted),
        portfolios=_left(book.portfolios, wanted),
        policies=_left(book.policies, wanted),
    )


def _left(blocks: tuple[B, ...], wanted: Headed) -> tuple[B, ...]:
    left: list[B] = []
    for block in blocks:
        if (block.head.kind, block.head.id) != (wanted.head.kind, wanted.head.id):
            left.append(block)
        elif block is wanted:
            head = replace(block.head, effective=ALWAYS, supersedes=None)
            left.append(replace(block, head=head))
    return tuple(left)


def _better_grades(record: LearnerRecord, book: Rulebook) -> Iterator[Better]:
    def better(attempt: CourseAttempt) -> tuple[str, CourseAttempt] | None:
        scale = book.scale_of(attempt.code.institution)
        if scale is None or attempt.grade is None:
            return None
        rank = scale.rank(attempt.grade)
        if not rank:
            return None
        mark = scale.points[rank - 1][0]
        what = f"{mark} instead of {attempt.grade} in {attempt.code}"
        return what, replace(attempt, grade=mark)

    return _with_attempts(record, better)


def _more_credits(record: LearnerRecord, _book: Rulebook) -> Iterator[Better]:
    def better(attempt: CourseAttempt) -> tuple[str, CourseAttempt] | None:
        if attempt.credits is None:
            return None
        what = f"one credit more in {attempt.code}"
        return what, replace(attempt, credits=attempt.credits + 1)

    return _with_attempts(record, better)


def _better_scores(record: LearnerRecord, book: Rulebook) -> Iterator[Better]:
    highest = {block.head.id: block.highest for block in book.exams}
    for place, sitting in enumerate(record.exams):
        top = highest.get(sitting.exam)
        if sitting.score is None or top is None or sitting.score >= top:
            continue
        better: ExamSitting = replace(sitting, score=sitting.score + 1)
        exams = (*record.exams[:place], better, *record.exams[place + 1 :])
        what = f"one point more in {sitting.exam}"
        yield what, replace(record, exams=exams)


_BETTER: dict[str, Callable[[LearnerRecord, Rulebook], Iterator[Better]]] = {
    "grade": _better_grades,
    "credits": _more_credits,
    "score": _better_scores,
}


def _with_attempts(
    record: LearnerRecord,
    better: Callable[[CourseAttempt], tuple[str, CourseAttempt] | None],
) -> Iterator[Better]:
    """Make one attempt better at a time."""
    for place, transcript in enumerate(record.transcripts):
        for nth, attempt in enumerate(transcript.courses):
            changed = better(attempt)
            if changed is None:
                continue
            what, improved = changed
            courses = (
                *transcript.courses[:nth],
                improved,
                *transcript.courses[nth + 1 :],
            )
            other = (
                *record.transcripts[:place],
                replace(transcript, courses=courses),
                *record.transcripts[place + 1 :],
            )
            yield what, replace(record, transcripts=other)
