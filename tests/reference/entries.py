"""Step 1: each learning of a record as the later steps see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tests.reference.clocks import Asked, NotCoveredError
from tests.reference.marks import PASSED, UNDER_WAY, UNGRADED, state_of

from articulate.model.course import CourseCode
from articulate.model.exam import ExamSitting
from articulate.model.grade import GradeScale
from articulate.model.record import Learning
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.pools import (
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
)


@dataclass(frozen=True, eq=False)
class Entry:
    """One learning: which course it is, whose, how it ended, and when."""

    asked: Asked
    learning: Learning
    institution: str

    @property
    def course(self) -> CourseAttempt | None:
        """The course attempt it is, if it is one."""
        return self.learning if isinstance(self.learning, CourseAttempt) else None

    @property
    def own(self) -> bool:
        """Whether the receiving institution's own transcript reports it."""
        return self.course is not None and self.institution == self.asked.here

    @cached_property
    def scale(self) -> GradeScale:
        """The scale its grade stands on."""
        known = self.asked.book.institution.get(self.institution)  # type: ignore[call-overload]
        if known is None or known.scale is None:
            raise NotCoveredError("no scale")
        return self.asked.book.scale[known.scale]

    @cached_property
    def state(self) -> str:
        """Passed, not passed or under way; only courses are graded."""
        course = self.course
        if course is None:
            return PASSED
        if course.grade is None and course.completed is not None:
            # over, and yet without a grade: a fact is missing
            return UNGRADED if course.completed <= self.asked.as_of else UNDER_WAY
        return state_of(course.grade, self.scale)

    @cached_property
    def day(self) -> date | None:
        """The day it ended; under way without a day, the day of the evaluation."""
        match self.learning:
            case CourseAttempt(completed=day):
                return day or (self.asked.as_of if self.state == UNDER_WAY else None)
            case ConferredAward(awarded=day):
                return day
            case ExamSitting(taken=day):
                return day
            case _:
                raise NotCoveredError(type(self.learning).__name__)

    def key(self) -> tuple[int, str, bool, date, str, str]:
        """The canonical order: by kind, institution, day, name and id."""
        match self.learning:
            case CourseAttempt(completed=day, code=code):
                kind, name = 0, code.local
            case ConferredAward(awarded=day, title=title):
                kind, name = 1, title
            case ExamSitting(taken=day, exam=exam):
                kind, name = 2, str(exam)
            case _:
                raise NotCoveredError(type(self.learning).__name__)
        known = day or date.max
        return (kind, self.institution, day is None, known, name, self.learning.id)


def entries_of(asked: Asked) -> list[Entry]:
    """Read a record, in canonical order."""
    found: list[Entry] = []
    for transcript in asked.record.transcripts:
        if not (transcript.official and transcript.complete):
            raise NotCoveredError("a transcript that is not complete")
        both: Iterable[Learning] = (*transcript.courses, *transcript.awards)
        found += [Entry(asked, one, transcript.institution) for one in both]
    rest = (asked.record.credentials, asked.record.trainings, asked.record.portfolios)
    if any(rest):
        raise NotCoveredError("credentials, training and portfolios")
    found += [Entry(asked, one, "") for one in asked.record.exams]
    return sorted(found, key=Entry.key)


def names(selector: CourseSelector, code: CourseCode) -> bool:
    """Say whether a source or pool names a code."""
    if isinstance(selector, OneCourse):
        return selector.code == code
    if (selector.institution, selector.subject) != (code.institution, code.subject):
        return False
    if isinstance(selector, WholeSubject):
        return True
    if isinstance(selector, CourseRange):
        digits = "".join(c for c in code.number if c.isdigit())
        return bool(digits) and selector.low <= int(digits) <= selector.high
    same = len(selector.pattern) == len(code.number)
    return same and all(
        wanted in ("*", given)
        for wanted, given in zip(selector.pattern, code.number, strict=True)
    )


def same_as(asked: Asked) -> dict[str, str]:
    """Name courses of the receiving side that are one course alike."""
    one: dict[str, str] = {}
    for block in asked.book.catalogs:
        if block.head.receiving == asked.here:
            for course in block.courses:
                for other in course.same_as:
                    one[str(course.code)] = str(other)
            for renaming in block.renamings:
                one[str(renaming.old)] = str(renaming.new)
    return one
