"""What an export writes in a column, and what is read instead: codes as data.

A layout says `202410` is `2024FA`, or with the year left open that `YYYY10` is
`YYYYFA`; that `AC` is `active`, or that `0.000` says nothing at all.
"""

import re
from collections.abc import Iterable
from functools import cache

from articulate.model.exact import parse_number

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


def written_as(spellings: Iterable[tuple[str, str]], text: str) -> str | None:
    """Return the one code that is read as a text; None where none is, or several are.

    A text that says nothing has a code where exactly one says nothing, and is else left
    empty. Where all the codes of a column say nothing, other texts stand as they are:
    numbers only, if those codes are numbers.

    >>> written_as([("000000", ""), ("YYYY10", "YYYYFA")], "2024FA")
    '202410'
    >>> written_as([("0", ""), ("0.0", "")], "C") is None
    True
    """
    listed = tuple(spellings)
    made = {_code(written, means, text) for written, means in listed} - {None}
    codes = [
        code for code in made if code is not None and read_as(listed, code) == text
    ]
    if len(codes) == 1:
        return codes[0]
    if not text:
        return ""
    if codes or any(means for _, means in listed) or read_as(listed, text) != text:
        return None
    numbers = bool(listed) and all(parse_number(one) is not None for one, _ in listed)
    return None if numbers and parse_number(text) is None else text


def _code(written: str, means: str, text: str) -> str | None:
    """Return the code that one spelling may have for a text, its year put back."""
    year = _YEAR.search(written)
    if year is None:
        return written if means == text else None
    meant = _YEAR_MEANT.search(means)
    if meant is None:
        return None
    width = len(year.group())
    before, after = means[: meant.start()], means[meant.end() :]
    shape = rf"{re.escape(before)}([0-9]{{{width}}}){re.escape(after)}"
    found = re.fullmatch(shape, text)
    if found is None:
        return None
    digits = str((int(found[1]) - int(meant[2] or 0)) % 10**width).rjust(width, "0")
    return f"{written[: year.start()]}{digits}{written[year.end() :]}"


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
