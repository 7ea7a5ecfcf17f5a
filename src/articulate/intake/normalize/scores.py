"""Which scores of an exam a cell means: one, a list of neighbors, or a band."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.text import folded
from articulate.intake.normalize.unread import Unread
from articulate.model.exact import number_text

_N = r"\d{1,4}(?:\.\d{1,4})?"
_ONE = re.compile(rf"(?P<n>{_N})")
_AT_LEAST = re.compile(
    rf"(?:(?:>=|≥|min(?:imum|\.)?(?: of)?|at least) ?(?P<before>{_N})"
    rf"|(?P<after>{_N}) ?(?:\+|(?:or|and) (?:above|better|higher|more|up)))"
)
_BAND = re.compile(rf"(?P<low>{_N}) ?(?:-|to|through) ?(?P<high>{_N})")
_LIST = re.compile(rf"{_N}(?: ?(?:, ?or|, ?and|,|or|and|&) ?{_N})+")


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A stretch of an exam's scale, both ends inclusive; without `high` no ceiling.

    >>> str(ScoreBand(Fraction(3), Fraction(4))), str(ScoreBand(Fraction(50)))
    ('3..4', '50..')
    """

    low: Fraction
    high: Fraction | None = None

    def overlaps(self, other: "ScoreBand") -> bool:
        """Say whether some score lies in both."""
        below = self.high is not None and self.high < other.low
        above = other.high is not None and other.high < self.low
        return not below and not above

    def __str__(self) -> str:
        high = "" if self.high is None else number_text(self.high)
        return f"{number_text(self.low)}..{high}"


def score_band(
    written: str, *, heading_says_minimum: bool = False
) -> ScoreBand | Unread:
    """Read a cell of scores; a bare number is that score alone, unless said otherwise.

    >>> [str(score_band(one)) for one in ("4 or 5", "3, 4", "3 to 5", "50+", "5")]
    ['4..5', '3..4', '3..5', '50..', '5..5']
    >>> str(score_band("4", heading_says_minimum=True))
    '4..'
    """
    text = folded(written)
    if (found := _ONE.fullmatch(text)) is not None:
        only = Fraction(found["n"])
        return ScoreBand(only, None if heading_says_minimum else only)
    if (found := _AT_LEAST.fullmatch(text)) is not None:
        return ScoreBand(Fraction(found["before"] or found["after"]))
    if (found := _BAND.fullmatch(text)) is not None:
        low, high = Fraction(found["low"]), Fraction(found["high"])
        return ScoreBand(low, high) if low < high else _unclear(written)
    if _LIST.fullmatch(text):
        scores = [Fraction(one) for one in re.findall(_N, text)]
        steps = {after - one for one, after in pairwise(scores)}
        if steps == {1}:
            return ScoreBand(scores[0], scores[-1])
    return _unclear(written)


def _unclear(written: str) -> Unread:
    return Unread(
        Code.SCORE_UNCLEAR,
        f"`{' '.join(written.split())}` is no score and no band of scores",
        "write one score, a band such as `3-5`, or `50 or above`; one row for each",
    )
