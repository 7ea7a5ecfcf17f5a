"""A credit award: what a learning gives, and how much."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.course import CourseCode, CourseLevel
from articulate.model.identifiers import Attribute, Mark, Subject


class AwardKind(StrEnum):
    """As what credit is given."""

    COURSE = "course"
    ELECTIVE = "elective"
    REQUIREMENT = "requirement"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class CreditAward:
    """One target of a line: credit as a course, elective, requirement or block.

    `credits` is exact and in the receiving institution's unit; `applied` is what of it
    stands under every limit (the difference is accepted, not applied). `grade` is what
    the award is graded, where the rule or the attempt gives one.
    """

    kind: AwardKind
    credits: Fraction
    applied: Fraction
    code: CourseCode | None = None
    subject: Subject | None = None
    level: CourseLevel | None = None
    attributes: tuple[Attribute, ...] = ()
    title: str = ""
    grade: Mark | None = None
