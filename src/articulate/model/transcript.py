"""Transcripts: an institution's record of a learner, course by course."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import (
    Attribute,
    InstitutionId,
    LearningId,
    Mark,
    TermCode,
)

Decisions = tuple[tuple[str, str], ...]
"""What people found about a learning, by the name of the question, sorted by name."""


@dataclass(frozen=True, slots=True)
class CourseAttempt:
    """One taking of one course, as a transcript reports it.

    `written` is the code exactly as reported; `underlying` the grade behind a P or S.
    A fact that the transcript does not state is None.
    """

    id: LearningId
    code: CourseCode
    written: str
    title: str = ""
    credits: Fraction | None = None
    unit: CreditUnit = CreditUnit.UNKNOWN
    grade: Mark | None = None
    underlying: Mark | None = None
    level: CourseLevel | None = None
    term: TermCode | None = None
    completed: date | None = None
    attributes: tuple[Attribute, ...] = ()
    delivery: str | None = None
    percentile: Fraction | None = None
    decisions: Decisions = ()


@dataclass(frozen=True, slots=True)
class ConferredAward:
    """A degree or certificate an institution conferred, by its title."""

    id: LearningId
    institution: InstitutionId
    title: str
    awarded: date | None = None
    decisions: Decisions = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """An institution's record of a learner: official or not, complete or not."""

    institution: InstitutionId
    official: bool = True
    complete: bool = True
    issued: date | None = None
    courses: tuple[CourseAttempt, ...] = ()
    awards: tuple[ConferredAward, ...] = ()
