"""How much credit a cell states, exactly; the unit only where the cell says it."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.text import folded
from articulate.intake.normalize.unit import unit_in_words
from articulate.intake.normalize.unread import Unread
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text

_MOST = 60
"""More than this is no credit of a course but a year, a code or a total."""

_REMEMBERED = 1024  # a table says few different things of credit, and many times
_NUMBER = r"\d{1,6}(?:\.\d{1,20})?"
_ONE = re.compile(rf"(?P<amount>{_NUMBER}) ?(?P<words>[a-z. ]*)")
_SEVERAL = re.compile(
    rf"({_NUMBER})(?: ?(?:\+|&|and|plus) ?({_NUMBER}))+ ?(?P<words>[a-z. ]*)"
)
_RANGE = re.compile(rf"({_NUMBER}) ?(?:-|to) ?({_NUMBER}) ?(?P<words>[a-z. ]*)")
_COMMA = re.compile(r"(\d{1,3}),(\d{1,4})( ?[a-z. ]*)")
_EMPTY_WORDS = frozenset(
    {
        "",
        "cr",
        "crs",
        "credit",
        "credits",
        "hour",
        "hours",
        "hr",
        "hrs",
        "unit",
        "units",
    }
    | {"credit hour", "credit hours", "cr hrs", "cr hr", "credit units"}
)


@dataclass(frozen=True, slots=True)
class StatedCredits:
    """Credit as a cell states it: one amount, one for each course, or a range.

    `most` is the upper end of a range, whose lower end is the only amount.
    """

    amounts: tuple[Fraction, ...]
    most: Fraction | None = None
    unit: CreditUnit | None = None

    def __str__(self) -> str:
        if self.most is not None:
            return f"{number_text(self.amounts[0])}..{number_text(self.most)}"
        return "+".join(map(number_text, self.amounts))


@lru_cache(maxsize=_REMEMBERED)
def stated_credits(
    written: str, *, decimal_comma: bool = False
) -> StatedCredits | Unread:
    """Read credit from a text; a comma is a decimal comma only where that is known.

    >>> [str(stated_credits(one)) for one in ("3 + 1", "3.0-4.0", " 3 cr ")]
    ['3+1', '3..4', '3']
    >>> stated_credits("4 quarter hours").unit
    <CreditUnit.QUARTER: 'quarter'>
    >>> stated_credits("3/4").message
    'credit `3/4` can be read in more than one way'
    """
    text = folded(written)
    if decimal_comma and (found := _COMMA.fullmatch(text)):
        text = f"{found[1]}.{found[2]}{found[3]}"
    for pattern in (_ONE, _SEVERAL, _RANGE):
        if found := pattern.fullmatch(text):
            return _stated(written, found, pattern)
    return _unclear(written)


def _stated(
    written: str, found: re.Match[str], pattern: re.Pattern[str]
) -> StatedCredits | Unread:
    words = found["words"].replace(".", " ").strip()
    unit = unit_in_words(words)
    if unit is None and " ".join(words.split()) not in _EMPTY_WORDS:
        return _unclear(written)
    bare = found.group()[: found.start("words") - found.start()]
    amounts = tuple(Fraction(one) for one in re.findall(_NUMBER, bare))
    if any(amount > _MOST for amount in amounts):
        return _unclear(written)
    if pattern is _RANGE:
        least, most = amounts
        return (
            StatedCredits((least,), most, unit) if least < most else _unclear(written)
        )
    return StatedCredits(amounts, None, unit)


def _unclear(written: str) -> Unread:
    return Unread(
        Code.CREDITS_UNCLEAR,
        f"credit `{written.strip()}` can be read in more than one way",
        "write one number, such as `3` or `2.67`; one for each course with `+` between"
        " them, such as `3 + 1`; or a range, such as `3-4`",
    )
