"""Targets: the right side of a rule, what it gives and how much."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import Subject


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """`[4 cr]`; `unit` None is the receiving institution's own; 0 is without hours."""

    amount: Fraction
    unit: CreditUnit | None = None


@dataclass(frozen=True, slots=True)
class EarnedAmount:
    """`[earned]`: what was earned, converted; `[earned min 3 cr]`, `[earned max 4 cr]`.

    Limits are in the receiving institution's unit. The default from courses.
    """

    least: Fraction | None = None
    most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class CatalogAmount:
    """`[catalog]`: what the catalog says. The default from all but courses."""


@dataclass(frozen=True, slots=True)
class RestAmount:
    """`[rest]`: what the other targets left over."""


Amount = FixedAmount | EarnedAmount | CatalogAmount | RestAmount


class SameSubject(StrEnum):
    """`same subject`: the subject of the learning, as the sending side spells it."""

    SAME = "same subject"


@dataclass(frozen=True, slots=True)
class CourseTarget:
    """A course of the receiving institution. `amount` None is the default."""

    code: CourseCode
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class ElectiveTarget:
    """`elective [SUBJECT | same subject] [lower|upper]`."""

    subject: Subject | SameSubject | None = None
    level: CourseLevel | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class RequirementTarget:
    """`requirement GE.HUM`: satisfies without hours, unless an amount is written."""

    attribute: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class BlockTarget:
    """`block "Lower-division nursing" [30 cr]`."""

    title: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class NoTarget:
    """`none`: the rule speaks and gives nothing."""


@dataclass(frozen=True, slots=True)
class EveryTarget:
    """`A + B`: all of them."""

    parts: tuple["Target", ...]


@dataclass(frozen=True, slots=True)
class OneTarget:
    """`A | B`: one of them; the degree chooses."""

    parts: tuple["Target", ...]


Target = (
    CourseTarget
    | ElectiveTarget
    | RequirementTarget
    | BlockTarget
    | NoTarget
    | EveryTarget
    | OneTarget
)


def gives_course(target: Target, course: CourseCode) -> bool:
    """Say whether a target is this course, or has it among its parts."""
    match target:
        case CourseTarget(code=code):
            return code == course
        case EveryTarget(parts=parts) | OneTarget(parts=parts):
            return any(gives_course(part, course) for part in parts)
        case _:
            return False
