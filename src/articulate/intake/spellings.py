"""What an export writes in a column, and what is read instead: codes as data.

A layout says `202410` is `2024FA`, or with the year left open that `YYYY10` is
`YYYYFA`; that `AC` is `active`, or that `0.000` says nothing at all.
"""

import re
from collections.abc import Iterable
from functools import cache

_YEAR = re.compile(r"YYYY|YY")
_YEAR_MEANT = re.compile(r"(YYYY|YY)([+-]1)?")


def read_as(spellings: Iterable[tuple[str, str]], text: str) -> str:
    """Return what is read instead of a text; the text itself, where nothing is said.

    `YYYY` and `YY` stand for the digits of a year, `YYYY+1` for the year after it.

    >>> read_as([("YYYY10", "YYYYFA"), ("1YY2", "20YYSP")], "202410")
    '2024FA'
    >>> read_as([("YYYY20", "YYYY-1SP"), ("0", "")], "0")
    ''
    """
    said = text.strip()
    for written, means in spellings:
        if said == written:
            return means
        shape = _shape(written)
        found = None if shape is None else shape.fullmatch(said)
        if found is not None:
            return _of_year(found["year"], means)
    return text


def _of_year(written: str, means: str) -> str:
    """Put the digits of a year where they are meant."""

    def moved(meant: re.Match[str]) -> str:
        year = int(written) + int(meant[2] or 0)
        return str(year % 10 ** len(written)).rjust(len(written), "0")

    return _YEAR_MEANT.sub(moved, means)


@cache
def _shape(written: str) -> re.Pattern[str] | None:
    """Return the shape of codes that leave the year open; None for any other."""
    year = _YEAR.search(written)
    if year is None:
        return None
    digits = rf"(?P<year>[0-9]{{{len(year.group())}}})"
    before, after = written[: year.start()], written[year.end() :]
    return re.compile(f"{re.escape(before)}{digits}{re.escape(after)}")
