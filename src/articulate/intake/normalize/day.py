"""A day as people write it; one that can be read two ways is not read."""

import re
from datetime import date
from enum import StrEnum

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.term import WrittenTerm, written_term
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unread import Unread, could_mean

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?[ ,-]{1,2}(\d{4})"
)


class DateOrder(StrEnum):
    """How an office writes dates in figures, where it says so."""

    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"


def written_day(
    written: str, order: DateOrder | None = None
) -> date | WrittenTerm | Unread:
    """Read a day or a term from a text.

    >>> [str(written_day(one)) for one in ("August 15, 2024", "31/12/2020")]
    ['2024-08-15', '2020-12-31']
    >>> written_day("01/02/2021").message
    'date `01/02/2021` can be read in two ways'
    """
    text = plain(written).replace("\n", " ")
    term = written_term(text)
    if term is not None:
        return term
    if found := _ISO.fullmatch(text):
        days = [_day(*map(int, found.groups()))]
    elif found := _FIGURES.fullmatch(text):
        days = _in_figures(*map(int, found.groups()), order=order)
    elif found := _MONTH_FIRST.fullmatch(text):
        days = [_day(int(found[3]), _month(found[1]), int(found[2]))]
    elif found := _DAY_FIRST.fullmatch(text):
        days = [_day(int(found[3]), _month(found[2]), int(found[1]))]
    else:
        days = []
    possible = tuple(sorted({day for day in days if day is not None}))
    if len(possible) == 1:
        return possible[0]
    return _unclear(written, possible)


def _in_figures(
    first: int, second: int, year: int, *, order: DateOrder | None
) -> list[date | None]:
    match order:
        case DateOrder.MONTH_FIRST:
            return [_day(year, first, second)]
        case DateOrder.DAY_FIRST:
            return [_day(year, second, first)]
        case None:
            return [_day(year, first, second), _day(year, second, first)]


def _unclear(written: str, possible: tuple[date, ...]) -> Unread:
    shown = written.strip()
    if possible:
        readings = tuple(day.isoformat() for day in possible)
        message = f"date `{shown}` can be read in two ways"
        return Unread(Code.DATE_UNCLEAR, message, could_mean(readings), readings)
    return Unread(
        Code.DATE_UNCLEAR,
        f"`{shown}` is not a date or a term we can read",
        "write it as `2024-08-15`, or a term as `Fall 2024`",
    )


def _month(name: str) -> int:
    written = name.casefold()
    for number, month in enumerate(_MONTHS, start=1):
        if written in (month, month[:3], month[:4] if month == "september" else month):
            return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
