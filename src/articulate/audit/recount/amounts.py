"""Amounts for recounting: credit counted in whole parts of an hour.

A part is an hour where all credit comes in whole hours, a third where a third occurs.
Whole numbers are as exact as fractions, and added in a tenth of the time.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

Amount = int | Fraction
"""A number of parts, or of courses: a whole number wherever it is one."""


def parts_of_an_hour(credit: Iterable[Fraction]) -> int:
    """Return how many parts an hour must have, so that each credit is whole parts."""
    return lcm(*{one.denominator for one in credit})


def in_parts(credit: Fraction, parts: int) -> Amount:
    """Return credit in parts of which an hour has so many."""
    top, bottom = credit.as_integer_ratio()
    if bottom == 1:
        return top * parts
    whole, rest = divmod(top * parts, bottom)
    return Fraction(top * parts, bottom) if rest else whole


def average_of(graded: Sequence[tuple[Fraction, Amount]]) -> Fraction | None:
    """Average grade points by credit, None without any."""
    weight = sum([credit for _, credit in graded])
    if not weight:
        return None
    tops: dict[int, Amount] = {}
    for points, credit in graded:
        top, bottom = points.as_integer_ratio()
        tops[bottom] = tops.get(bottom, 0) + top * credit
    common = lcm(*tops)
    quality = sum([top * (common // bottom) for bottom, top in tops.items()])
    return Fraction(quality, common * weight)
