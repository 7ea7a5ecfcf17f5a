"""Rounding: bringing an amount to a multiple of a step, where a rule says so."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class RoundingMode(StrEnum):
    """How an amount is brought to a multiple of the step."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    UP = "up"
    DOWN = "down"


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


@dataclass(frozen=True, slots=True)
class TotalRounding:
    """A conversion, by its full name, that rounds the whole and not each course."""

    rule: str
    mode: RoundingMode
    step: Fraction
