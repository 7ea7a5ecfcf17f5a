"""What is typed about lines: one row of a form for each, in the order of the page."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form

_Column = Annotated[list[str] | None, Form()]


@dataclass(frozen=True, slots=True)
class Typed:
    """Settlements as they are written on the command line, and the reason.

    `rows` are the same as they were typed: by learning, how, what it gives, credits.
    """

    settled: tuple[str, ...] = ()
    reason: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()

    def row(self, learning: str) -> tuple[str, str, str]:
        """Return what was typed about a line: how, what it gives, how much."""
        for name, *rest in self.rows:
            if name == learning:
                how, gives, amount = rest
                return how, gives, amount
        return "", "", ""


def typed_lines(
    learning: _Column = None,
    status: _Column = None,
    gives: _Column = None,
    amount: _Column = None,
    reason: Annotated[str, Form(max_length=4000)] = "",
) -> Typed:
    """Read the rows of a form; a line without a status is adopted."""
    names = learning or []
    columns = [_filled(column, len(names)) for column in (status, gives, amount)]
    rows = tuple(zip(names, *columns, strict=True))
    settled = tuple(_written(row) for row in rows if row[1])
    return Typed(settled, reason, rows)


def _filled(column: list[str] | None, length: int) -> list[str]:
    """Return a column as long as there are lines."""
    some = column or []
    return [*some, *[""] * length][:length]


def _written(row: tuple[str, str, str, str]) -> str:
    """Write one line as it is written on the command line.

    >>> _written(("c1", "awarded", "CSCI 141", "4"))
    'c1=awarded CSCI 141 4 cr'
    >>> _written(("c1", "denied", "", ""))
    'c1=denied'
    """
    learning, how, gives, amount = (" ".join(one.split()) for one in row)
    some = f"{amount} cr" if amount else ""
    return " ".join(one for one in (f"{learning}={how}", gives, some) if one)


TypedLines = Annotated[Typed, Depends(typed_lines)]
"""A route's parameter for what was typed about lines."""
