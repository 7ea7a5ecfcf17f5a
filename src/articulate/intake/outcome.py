"""What a row of a table comes to."""

from enum import StrEnum

from articulate.intake.courses import (
    CourseExpression,
    RequirementCredit,
    WrittenCode,
    leaves,
)


class Outcome(StrEnum):
    """What a row comes to."""

    COURSE = "course"
    ELECTIVE = "elective"
    REQUIREMENT = "requirement"
    NO_CREDIT = "no credit"
    REFER = "refer"


def outcome_of(expression: CourseExpression) -> Outcome:
    """Return what an expression gives: courses first, then requirements."""
    named = list(leaves(expression))
    if any(isinstance(leaf, WrittenCode) for leaf in named):
        return Outcome.COURSE
    if any(isinstance(leaf, RequirementCredit) for leaf in named):
        return Outcome.REQUIREMENT
    return Outcome.ELECTIVE
