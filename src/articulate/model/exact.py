"""Exact numbers and the one way each is written."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:/\d+)?\Z")


def number_text(number: Fraction) -> str:
    """Write an exact number: a decimal where one is exact, else a fraction.

    >>> number_text(Fraction(267, 100)), number_text(Fraction(8, 3))
    ('2.67', '8/3')
    """
    rest = number.denominator
    if rest == 1:
        return str(number.numerator)
    twos = fives = 0
    while rest % 2 == 0:
        rest //= 2
        twos += 1
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    # Digits are placed by hand: a Decimal would round to the precision of its context.
    digits = str(abs(number.numerator) * 10**places // number.denominator)
    digits = digits.rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    point = len(digits) - places
    return sign + digits[:point] + (f".{digits[point:]}" if places else "")


def exact_sum(amounts: Iterable[Fraction]) -> Fraction:
    """Add exact numbers up, those with one denominator as whole numbers.

    Most credit is whole hours, and adding fractions one by one takes ten times as long.

    >>> exact_sum([Fraction(3), Fraction(8, 3), Fraction(4), Fraction(1, 3)])
    Fraction(10, 1)
    >>> exact_sum([])
    Fraction(0, 1)
    """
    whole = 0
    tops: dict[int, int] = {}
    for one in amounts:
        top, bottom = one.as_integer_ratio()
        if bottom == 1:
            whole += top
        else:
            tops[bottom] = tops.get(bottom, 0) + top
    if not tops:
        return ratio(whole, 1)
    parts = (Fraction(top, bottom) for bottom, top in tops.items())
    return sum(parts, Fraction(whole))


class InParts(NamedTuple):
    """Amounts in whole parts of equal size, of which `scale` make one."""

    scale: int
    parts: Sequence[int]


def in_parts(amounts: Iterable[Fraction]) -> InParts:
    """Write amounts in the largest parts that make all of them whole.

    Whole numbers are added and compared ten times as fast as fractions.

    >>> in_parts([Fraction(3), Fraction(8, 3)])
    InParts(scale=3, parts=[9, 8])
    """
    ratios = [one.as_integer_ratio() for one in amounts]
    scale = lcm(*{bottom for _, bottom in ratios})
    if scale == 1:
        return InParts(1, [top for top, _ in ratios])
    return InParts(scale, [top * (scale // bottom) for top, bottom in ratios])


_WHOLE = tuple(map(Fraction, range(256)))


def ratio(top: int, bottom: int) -> Fraction:
    """Return so many parts as an exact number; small whole ones are at hand.

    >>> ratio(9, 3), ratio(8, 3)
    (Fraction(3, 1), Fraction(8, 3))
    """
    if bottom == 1 and 0 <= top < len(_WHOLE):
        return _WHOLE[top]
    return Fraction(top, bottom)


def parse_number(text: str) -> Fraction | None:
    """Read a decimal, a fraction or a percent exactly; None when it is no number.

    >>> parse_number("2.67"), parse_number("2/3"), parse_number("25%")
    (Fraction(267, 100), Fraction(2, 3), Fraction(1, 4))
    >>> parse_number("x") is None
    True
    """
    written = text.strip()
    percent = written.endswith("%")
    bare = written.removesuffix("%")
    if not _NUMBER.match(bare):
        return None
    top, _, bottom = bare.partition("/")
    if bottom and not int(bottom):
        return None
    number = Fraction(top) / int(bottom or "1")
    return number / 100 if percent else number
