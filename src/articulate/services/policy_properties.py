"""Check the properties that policies state, over tests and imagined learners."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from articulate.model.award import AwardKind
from articulate.model.calendar import ALWAYS
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.line import Status
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
from articulate.services.evaluate_record import Asked, evaluate_lines
from articulate.services.imagined_learners import learners_for
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
    """Check each property by itself, over the tests' records and imagined ones."""
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
    blocks = (*book.agreements, *book.equivalencies, *book.exams)
    for where, case, asked in _tried(one, tests, book, blocks):
        before = _counted(case, asked, book)
        for what, record in better(case, book):
            cases += 1
            after = _counted(record, asked, book)
            if after < before:
                broken = f"{where}, {what}: {_fall(before, after)}"
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
    names = (one.block, one.than)
    blocks = [block for block in book.blocks() if block.head.name in names]
    for where, case, asked in _tried(one, tests, book, blocks):
        cases += 1
        before, after = (_worth(case, asked, each) for each in (old, new))
        for was, now, what in zip(before, after, _WORTH, strict=True):
            if now < was:
                broken = f"{where}: {_fall(was, now)}{what}"
                return PropertyResult(one, cases, broken_by=broken)
    return PropertyResult(one, cases)


def _tried(
    one: PolicyProperty,
    tests: Sequence[PolicyTest],
    book: Rulebook,
    blocks: Sequence[object],
) -> Iterator[tuple[str, LearnerRecord, Asked]]:
    """Yield each record that a property is tried on, and where it is from."""
    for test in tests:
        asked = _asked(test, book)
        if asked is not None:
            yield f"in “{test.name}”", test.record, asked
    for receiving in (one.receiving,) if one.receiving else book.receivers:
        for learner in learners_for(book, receiving, blocks):
            asked = Asked(learner.as_of, receiving)
            yield f"for {learner.words}", learner.record, asked


def _asked(test: PolicyTest, book: Rulebook) -> Asked | None:
    receiving = receiver_for(book, test.degrees, test.receiving)
    if isinstance(receiving, Unclear):
        return None
    return Asked(test.as_of, receiving, test.known_at)


def _counted(record: LearnerRecord, asked: Asked, book: Rulebook) -> Fraction:
    return totals_of(evaluate_lines(book, record, asked)).counted


_WORTH = ("", " of named courses", " requirements without hours")


def _worth(
    record: LearnerRecord, asked: Asked, book: Rulebook
) -> tuple[Fraction, Fraction, Fraction]:
    """Say what a learner has: credit, credit by name, and requirements satisfied."""
    evaluation = evaluate_lines(book, record, asked)
    totals = totals_of(evaluation)
    satisfied = sum(
        target.kind is AwardKind.REQUIREMENT
        for line in evaluation.lines
        if line.status is Status.AWARDED
        for target in line.targets
    )
    return totals.counted, totals.of(Status.AWARDED), Fraction(satisfied)


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
