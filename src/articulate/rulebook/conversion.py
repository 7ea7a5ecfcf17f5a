"""Conversion: the ratio between two credit units, and where rounding happens."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.credit import CreditUnit
from articulate.model.rounding import RoundingMode
from articulate.rulebook.version import RuleHead


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
