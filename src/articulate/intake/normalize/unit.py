"""What credit is counted in, where words say it. `credits` and `hours` do not."""

import re

from articulate.diagnostics.codes import Code
from articulate.intake.normalize.text import wording
from articulate.intake.normalize.unread import Unread
from articulate.model.credit import CreditUnit

_SEMESTER = frozenset({"semester", "sem", "semesters"})
_QUARTER = frozenset({"quarter", "qtr", "quarters"})
_ECTS = frozenset({"ects"})
_COUNTED = frozenset(
    {"credit", "credits", "hour", "hours", "hr", "hrs", "cr", "unit", "units"}
)


def unit_in_words(words: str) -> CreditUnit | None:
    """Return the unit that words name, None when they name none.

    >>> unit_in_words("semester hours"), unit_in_words("hours")
    (<CreditUnit.SEMESTER: 'semester'>, None)
    """
    said = set(re.findall(r"[a-z]+", words.casefold()))
    if said - _SEMESTER - _QUARTER - _ECTS - _COUNTED:
        return None
    named = [
        unit
        for unit, names in (
            (CreditUnit.SEMESTER, _SEMESTER),
            (CreditUnit.QUARTER, _QUARTER),
            (CreditUnit.ECTS, _ECTS),
        )
        if said & names
    ]
    return named[0] if len(named) == 1 else None


def stated_unit(written: str) -> CreditUnit | Unread:
    """Read the unit in a column of units.

    >>> stated_unit("Quarter"), stated_unit("clock hours").message
    (<CreditUnit.QUARTER: 'quarter'>, '`clock hours` is no unit of credit we know')
    """
    words = wording(written)
    unit = unit_in_words(words)
    if unit is not None:
        return unit
    if words in ("unknown", "not stated"):
        return CreditUnit.UNKNOWN
    return Unread(
        Code.UNIT_UNCLEAR,
        f"`{written.strip()}` is no unit of credit we know",
        "write `semester`, `quarter` or `ects`; leave the cell empty where it is"
        " not known",
    )
