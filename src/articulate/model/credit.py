"""Credit: an amount, and the unit it is counted in."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Self

from articulate.model.exact import number_text


class CreditUnit(StrEnum):
    """What credit is counted in; unknown credit is never converted."""

    SEMESTER = "semester"
    QUARTER = "quarter"
    ECTS = "ects"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Credits:
    """An exact amount of credit, which never travels without its unit.

    >>> four = Credits(Fraction(4), CreditUnit.QUARTER)
    >>> four.into(CreditUnit.SEMESTER, ratio=Fraction(2, 3)).amount
    Fraction(8, 3)
    >>> str(four)
    '4 quarter'
    """

    amount: Fraction
    unit: CreditUnit

    def __post_init__(self) -> None:
        if self.amount < 0:
            msg = f"credit cannot be negative: {self.amount}"
            raise ValueError(msg)

    def __str__(self) -> str:
        return f"{number_text(self.amount)} {self.unit}"

    def into(self, unit: CreditUnit, *, ratio: Fraction) -> Self:
        """Count the same credit in another unit, without rounding."""
        return replace(self, amount=self.amount * ratio, unit=unit)
