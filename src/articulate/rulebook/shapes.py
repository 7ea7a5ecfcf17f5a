"""Shapes: what a condition speaks of, and the ways a target can be read."""

from collections.abc import Iterator
from itertools import product

from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    EachCriterion,
    Every,
    Fact,
    FactName,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    Operand,
    Sum,
    Within,
)
from articulate.rulebook.targets import (
    BlockTarget,
    CourseTarget,
    ElectiveTarget,
    EveryTarget,
    NoTarget,
    OneTarget,
    RequirementTarget,
    Target,
)

LeafTarget = CourseTarget | ElectiveTarget | RequirementTarget | BlockTarget | NoTarget

_GRADES = (FactName.GRADE, FactName.UNDERLYING, FactName.AVERAGE_GRADE)


def names_grade(condition: Condition | None) -> bool:
    """Say whether a rule names a grade itself."""
    return any(
        isinstance(part, Fact) and part.name in _GRADES for part in parts_of(condition)
    )


def asks_record(condition: Condition | None) -> bool:
    """Say whether a condition looks at the whole record with `has`."""
    return any(isinstance(part, Has) for part in parts_of(condition))


def parts_of(  # noqa: C901, PLR0912 - one branch a kind
    condition: Condition | Operand | None,
) -> Iterator[Condition | Operand]:
    """Yield a condition's clauses and facts, inside out."""
    match condition:
        case None:
            return
        case Every(conditions=inner) | AnyOf(conditions=inner):
            for one in inner:
                yield from parts_of(one)
        case Not(condition=negated):
            yield from parts_of(negated)
        case Comparison(left=left, right=right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Membership(fact=fact):
            yield from parts_of(fact)
        case Sum(terms=terms):
            for term in terms:
                yield from parts_of(term)
        case Within(fact=measured, anchor=anchor):
            yield measured
            yield from parts_of(anchor)
        case Includes(fact=listed):
            yield listed
        case Holds(fact=flag):
            yield flag
        case EachCriterion() | CountCriteria():
            yield Fact(FactName.CRITERION)
        case _:
            yield condition


def readings_of(target: Target) -> tuple[tuple[LeafTarget, ...], ...]:
    """Return every way to read a target: `A + B | C` is A with B, or A with C."""
    match target:
        case EveryTarget(parts=parts):
            choices = (readings_of(part) for part in parts)
            return tuple(
                tuple(leaf for reading in chosen for leaf in reading)
                for chosen in product(*choices)
            )
        case OneTarget(parts=parts):
            return tuple(reading for part in parts for reading in readings_of(part))
        case _:
            return ((target,),)
