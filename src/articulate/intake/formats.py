"""What a sheet shows for a number: the exact value under its number format."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_PLAIN = frozenset({"General", "@", "", "General_"})
_FIXED = re.compile(
    r"(?P<grouped>#,##)?(?P<whole>[#0]+)(?:\.(?P<places>0+))?(?P<percent>%?)"
)
_POWER = re.compile(r"[#0.?]+E[+-]0+", re.IGNORECASE)
_SPACING = re.compile(r"_.|\*.|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow)\]")
_THIRD_DIGITS = 15
_THIRDS_TOLERANCE = Fraction(1, 10**13)


def exact(value: int | float) -> Fraction:  # noqa: PYI041  a workbook holds both
    """Return the number a person typed, from what a workbook stores for it.

    A stored number is the shortest decimal that gives it back; one that fills all its
    digits and is a third to within them is that third.

    >>> exact(3.3333), exact(8 / 3), exact(0.1)
    (Fraction(33333, 10000), Fraction(8, 3), Fraction(1, 10))
    """
    written = Decimal(repr(value))
    number = Fraction(written)
    if len(written.as_tuple().digits) >= _THIRD_DIGITS:
        third = Fraction(round(number * 3), 3)
        if abs(third - number) < _THIRDS_TOLERANCE:
            return third
    return number


def shown(value: int | float, number_format: str) -> tuple[str, bool]:  # noqa: PYI041  a workbook holds both
    """Return what the sheet shows for a number, and whether its format is a known one.

    >>> shown(64, "000"), shown(2, "0.0"), shown(0.7, "0%"), shown(1000, "0E+00")
    (('064', True), ('2.0', True), ('70%', True), ('1E+03', True))
    >>> shown(101, '"BIOL "0')
    ('101', False)
    """
    number = Decimal(repr(value))
    first = _SPACING.sub("", number_format.split(";", maxsplit=1)[0]).strip()
    if number_format.strip() in _PLAIN or first in _PLAIN:
        return _plain(number), number_format.count(";") == 0
    if _POWER.fullmatch(first):
        return _power(number), True
    fixed = _FIXED.fullmatch(first)
    if fixed is None:
        return _plain(number), False
    return _fixed(number, fixed), True


def _plain(number: Decimal) -> str:
    return f"{number:f}".removesuffix(".0")


def _power(number: Decimal) -> str:
    exponent = number.adjusted()
    leading = f"{number.scaleb(-exponent).normalize():f}"
    sign = "-" if exponent < 0 else "+"
    return f"{leading}E{sign}{abs(exponent):02d}"


def _fixed(number: Decimal, found: re.Match[str]) -> str:
    if found["percent"]:
        number = number * 100
    places = len(found["places"] or "")
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    least = found["whole"].count("0")
    sign, digits = ("-", -rounded) if rounded < 0 else ("", rounded)
    whole, _, decimals = f"{digits:f}".partition(".")
    whole = whole.lstrip("0").rjust(least, "0")
    if found["grouped"]:
        whole = f"{int(whole or '0'):,}"
    tail = f".{decimals}" if decimals else ""
    return f"{sign}{whole}{tail}{found['percent']}"
