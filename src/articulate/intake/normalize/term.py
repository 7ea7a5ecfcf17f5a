"""A term as people write it, `Fall 2019`; it is never turned into a date here."""

import re
from dataclasses import dataclass
from datetime import date

from articulate.intake.normalize.text import plain

_SEASON = "fall|autumn|winter|spring|summer"
_WRITTEN = re.compile(
    rf"(?:(?P<season>{_SEASON}) (?:term |semester |quarter )?(?P<year>\d{{4}})"
    rf"|(?P<year_first>\d{{4}}) (?P<season_last>{_SEASON}))",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?:(?P<institution>[A-Z][A-Z0-9]*):)?(?P<code>\d{4}[A-Z]{1,4})")
_MONTHS = {"Winter": (1, 4), "Spring": (1, 6), "Summer": (5, 8), "Fall": (8, 12)}


@dataclass(frozen=True, slots=True)
class WrittenTerm:
    """A term by season and year, or by the code its institution's calendar gives it."""

    season: str = ""
    year: int = 0
    code: str = ""

    def __str__(self) -> str:
        return self.code or f"{self.season} {self.year}"

    @property
    def earliest(self) -> date:
        """The first day that could belong to it, wherever it is taught."""
        year = self.year or int(self.code[:4])
        if self.season == "Winter" or not self.season:
            return date(year - 1, 11, 1)
        return date(year, _MONTHS[self.season][0], 1)

    @property
    def latest(self) -> date:
        """The last day that could belong to it, wherever it is taught."""
        year = self.year or int(self.code[:4])
        if not self.season:
            return date(year + 1, 1, 31)
        month = _MONTHS[self.season][1]
        return date(year, month, 31 if month in (8, 12) else 30)


def written_term(written: str) -> WrittenTerm | None:
    """Read a term; None when the text is not one.

    >>> [str(written_term(one)) for one in ("fall 2019", "2020 Spring", "soon")]
    ['Fall 2019', 'Spring 2020', 'None']
    """
    text = plain(written)
    if found := _WRITTEN.fullmatch(text):
        season = (found["season"] or found["season_last"]).capitalize()
        year = int(found["year"] or found["year_first"])
        return (
            WrittenTerm("Fall" if season == "Autumn" else season, year)
            if year > 1
            else None
        )
    found = _CODE.fullmatch(text)
    if found is None or int(found["code"][:4]) < 2:  # noqa: PLR2004  the calendar's first year
        return None
    return WrittenTerm(code=found["code"])
