"""What an import found: rows read, understood, and refused with their reasons."""

from collections.abc import Callable
from dataclasses import dataclass, field

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report

Watch = Callable[[int, int], None]
"""Who is told how many of how many rows were looked at, every now and then."""


def unwatched(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that makes no rule, and the codes that say why; the report has the rest."""

    place: CellRef
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What came of one table: each row is understood, repeated, elsewhere or refused.

    `repeated` are rows that say what an earlier one said; `elsewhere` are rows about
    other institutions than the table's; `beside` are the places of both. `headings` are
    the rows of headings that were found. `resolved` cells were read as people chose.
    """

    workbook: str
    layout: str
    sheets: tuple[str, ...] = ()
    read: int = 0
    understood: int = 0
    repeated: int = 0
    elsewhere: int = 0
    refused: tuple[RefusedRow, ...] = ()
    report: Report = field(default_factory=Report)
    headings: tuple[CellRef, ...] = ()
    beside: tuple[CellRef, ...] = ()
    resolved: int = 0

    def reasons(self) -> tuple[tuple[Code, int], ...]:
        """Count the refused rows by code, the most frequent first."""
        counted: dict[Code, int] = {}
        for row in self.refused:
            for code in row.codes:
                counted[code] = counted.get(code, 0) + 1
        return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
