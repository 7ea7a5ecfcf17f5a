"""Conversion: the ratio between two credit units, and where rounding happens."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.credit import CreditUnit
from articulate.rulebook.version import RuleHead


class RoundingMode(StrEnum):
    """How an amount is brought to a multiple of the step."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    UP = "up"
    DOWN = "down"


class RoundingPlace(StrEnum):
    """Where rounding happens."""

    PER_COURSE = "per course"
    PER_TOTAL = "per total"


@dataclass(frozen=True, slots=True)
class ConversionRule:
    """`convert quarter -> semester by 2/3 round half-up to 0.01 per course`.

    `mode` None never rounds.
    """

    head: RuleHead
    source: CreditUnit
    target: CreditUnit
    ratio: Fraction
    mode: RoundingMode | None = None
    step: Fraction = Fraction(1)
    place: RoundingPlace = RoundingPlace.PER_COURSE


def rounded(amount: Fraction, mode: RoundingMode, step: Fraction) -> Fraction:
    """Bring *amount* to a multiple of *step*.

    >>> rounded(Fraction(8, 3), RoundingMode.HALF_UP, Fraction(1, 100))
    Fraction(267, 100)
    >>> rounded(Fraction(5, 2), RoundingMode.HALF_EVEN, Fraction(1))
    Fraction(2, 1)
    """
    steps = amount / step
    floor = steps.numerator // steps.denominator
    rest = steps - floor
    half = Fraction(1, 2)
    match mode:
        case RoundingMode.DOWN:
            up = False
        case RoundingMode.UP:
            up = rest > 0
        case RoundingMode.HALF_UP:
            up = rest >= half
        case RoundingMode.HALF_DOWN:
            up = rest > half
        case RoundingMode.HALF_EVEN:
            up = rest > half or (rest == half and floor % 2 == 1)
    return step * (floor + up)
