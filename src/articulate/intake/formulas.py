"""May a formula's stored result be read? Only if all it uses is in this workbook.

A formula is never computed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articulate.intake.sheet import column_letters, column_number

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_OUTSIDE = re.compile(r"\[[^\]]*\]|\||\\\\|://")
_CELLS = re.compile(
    r"(?<![\w.!$])(?:(?P<quoted>'(?:[^']|'')+')!|(?P<sheet>[A-Za-z_][\w.]*)!)?"
    r"\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})?"
    r"(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7})?)?(?![\w(.!])"
)
_FUNCTION = re.compile(r"([A-Za-z_][\w.]*)\(")
_NAME = re.compile(r"(?<![\w.!$])([A-Za-z_\\][\w.]*)(?![\w(!])")
_WORDS = frozenset({"TRUE", "FALSE"})
_UNTRACEABLE = frozenset(
    {
        *("CALL", "CUBEKPIMEMBER", "CUBEMEMBER", "CUBEMEMBERPROPERTY"),
        *("CUBERANKEDMEMBER", "CUBESET", "CUBESETCOUNT", "CUBEVALUE", "DDE"),
        *("FILTERXML", "GETPIVOTDATA", "IMAGE", "IMPORTDATA", "IMPORTFEED"),
        *("IMPORTHTML", "IMPORTRANGE", "IMPORTXML", "INDIRECT", "INFO", "NOW"),
        *("OFFSET", "RAND", "RANDARRAY", "RANDBETWEEN", "REGISTER.ID", "RTD"),
        *("SQL.REQUEST", "STOCKHISTORY", "TODAY", "TRANSLATE", "WEBSERVICE"),
    }
)
_MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its equals sign, and whether a result is stored for it."""

    text: str
    stored: bool


Address = tuple[str, str, int]
"""A cell's sheet, column and row."""


def untraceable(
    formulas: Mapping[Address, Formula], names: Mapping[str, str]
) -> frozenset[Address]:
    """Return the formulas whose result may come from outside the workbook.

    *names* are the workbook's defined names with what each stands for. A formula that
    uses an untraceable one is untraceable itself.
    """
    tainted = {at for at, one in formulas.items() if _from_outside(one.text, names)}
    users = _users(formulas, names) if tainted else {}
    waiting = list(tainted)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user not in tainted:
                tainted.add(user)
                waiting.append(user)
    return frozenset(tainted)


def _from_outside(text: str, names: Mapping[str, str], depth: int = 0) -> bool:
    bare = _TEXT.sub('""', text)
    if _OUTSIDE.search(bare):
        return True
    if any(
        name.upper().removeprefix("_XLFN.") in _UNTRACEABLE
        for name in _FUNCTION.findall(bare)
    ):
        return True
    used = [name for name in _names(bare) if name.upper() not in _WORDS]
    if not used:
        return False
    if depth > len(names):
        return True
    return any(
        name.upper() not in names
        or _from_outside(names[name.upper()], names, depth + 1)
        for name in used
    )


def _names(bare: str) -> list[str]:
    return _NAME.findall(_CELLS.sub(" ", bare))


def _users(
    formulas: Mapping[Address, Formula], names: Mapping[str, str]
) -> dict[Address, list[Address]]:
    users: dict[Address, list[Address]] = {}
    for at, formula in formulas.items():
        for used in _used(formula.text, at[0], formulas, names):
            users.setdefault(used, []).append(at)
    return users


def _used(
    text: str,
    sheet: str,
    formulas: Mapping[Address, Formula],
    names: Mapping[str, str],
) -> Iterable[Address]:
    bare = _TEXT.sub('""', text)
    texts = [
        bare,
        *(names[name.upper()] for name in _names(bare) if name.upper() in names),
    ]
    for one in texts:
        for found in _CELLS.finditer(one):
            yield from _covered(found, sheet, formulas)


def _covered(
    found: re.Match[str], sheet: str, formulas: Mapping[Address, Formula]
) -> Iterable[Address]:
    quoted = found["quoted"]
    on = quoted[1:-1].replace("''", "'") if quoted else found["sheet"] or sheet
    left = column_number(found["left"])
    right = column_number(found["right"] or found["left"])
    top = int(found["top"] or 1)
    bottom = int(found["bottom"] or found["top"] or 1_048_576)
    if (right - left + 1) * (bottom - top + 1) <= _MOST_CELLS:
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield on, column_letters(column), row
        return
    for at in formulas:
        if (
            at[0] == on
            and left <= column_number(at[1]) <= right
            and top <= at[2] <= bottom
        ):
            yield at
