"""Placing: where else credit could count, and what that would cost."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.course import CourseCode
from articulate.model.identifiers import GroupId, LearningId


class Loss(StrEnum):
    """What would be lost first if credit counted elsewhere, in the order of an audit.

    `turned away` is no loss: what the group asks for is not there.
    """

    UNMET = "unmet"
    MISSING = "missing"
    UNAPPLIED = "unapplied"
    GPA = "gpa"
    SURPLUS = "surplus"
    LATER = "later"
    ORDER = "order"
    NOTHING = "nothing"
    TURNED_AWAY = "turned away"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One place that credit could fill and does not, and why not.

    `text` is what stands there, as the degree writes it. `amount` is how much would be
    lost; `instead` are the statements that would no longer be met; `asks` the
    qualifier that turns the credit away.
    """

    group: tuple[GroupId, ...]
    text: str
    loss: Loss
    amount: Fraction = Fraction(0)
    instead: tuple[str, ...] = ()
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """Where one target of a learning counts: the places it fills, and those it could.

    `places` are groups with what stands there; empty for credit that fills none.
    """

    learning: tuple[LearningId, ...]
    target: int
    name: str
    places: tuple[tuple[tuple[GroupId, ...], str], ...]
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class OpenDemand:
    """One demand that is not met, with what could still fill it.

    `lacking` is in courses or credit. `courses` are those of the catalog that would do
    and are not on the record; `elsewhere` are learnings that would do and fill another
    place; `under_way` those still in progress; `turned_away` those that a qualifier
    turns away, with the qualifier. `least_grade` is what is asked of each course.
    """

    group: tuple[GroupId, ...]
    text: str
    lacking: Fraction
    in_courses: bool
    courses: tuple[CourseCode, ...] = ()
    elsewhere: tuple[LearningId, ...] = ()
    under_way: tuple[LearningId, ...] = ()
    turned_away: tuple[tuple[LearningId, str], ...] = ()
    least_grade: str = ""
    milestone: bool = False
