"""Readings that people chose for unclear cells, and where they apply.

A choice is found by what the cell says and by the courses beside it, never by its
address, so that rows can be sorted and added. Nothing else of the row is touched: a
cell that is struck through or carries an unexplained mark is refused as before.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import Origin
from articulate.intake.fields import Fields
from articulate.intake.layout import Holds
from articulate.intake.normalize.text import folded
from articulate.intake.sending import sending_cells
from articulate.intake.sheet import Cell


@dataclass(frozen=True, slots=True)
class Resolution:
    """One choice: what a cell of a kind says, beside which courses, and what it means.

    `beside` are the sending courses of the row as they are written; empty for a cell
    of the sending side itself.
    """

    place: Origin
    holds: Holds
    written: str
    means: str
    beside: str
    chosen_by: str
    on: date
    because: str = ""

    @property
    def cites(self) -> str:
        """Who chose, when and why, as the rule of the row cites it."""
        said = f"reading chosen by {self.chosen_by} on {self.on}"
        return f"{said}: {self.because}" if self.because else said


@dataclass(frozen=True, slots=True)
class Resolved:
    """A row in which chosen readings stand for unclear cells, and which were used."""

    fields: Fields
    used: tuple[Resolution, ...] = ()


def resolved(fields: Fields, resolutions: Iterable[Resolution]) -> Resolved:
    """Put chosen readings into the cells of a row that they were chosen for."""
    beside = folded(" ".join(found.text for found in sending_cells(fields)))
    used: list[Resolution] = []
    cells = {cell.column: cell for cell in fields.row.cells}
    for one in resolutions:
        if one.beside and folded(one.beside) != beside:
            continue
        for column in fields.table.of(one.holds):
            cell = cells.get(column)
            if cell is not None and folded(cell.text) == folded(one.written):
                cells[column] = _read_as(cell, one.means)
                used.append(one)
    if not used:
        return Resolved(fields)
    row = replace(fields.row, cells=tuple(cells.values()))
    return Resolved(replace(fields, row=row), tuple(dict.fromkeys(used)))


def unused(
    resolutions: Iterable[Resolution], used: Iterable[Resolution]
) -> list[Diagnostic]:
    """Report choices for cells that no longer say what was chosen for."""
    seen = set(used)
    return [
        Diagnostic(
            code=Code.RESOLUTION_UNUSED,
            place=one.place,
            message=f"no {one.holds} says `{' '.join(one.written.split())}`"
            + (f" beside `{one.beside}`" if one.beside else ""),
            help="delete the choice if the workbook says it clearly now, or correct"
            " what is written and beside which courses",
            severity=Severity.WARNING,
        )
        for one in resolutions
        if one not in seen
    ]


def _read_as(cell: Cell, means: str) -> Cell:
    """Return a cell with its chosen reading as text, and all that is attached to it."""
    return Cell(cell.column, means, attached=cell.attached, shade=cell.shade)
