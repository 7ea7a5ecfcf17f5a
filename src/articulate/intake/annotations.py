"""What an import has to say beside each row of its workbook."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.preview import ImportPreview
from articulate.rulebook.credit_rules import CreditRule

HEADING = "Articulate"
"""The heading of our column, the author of our notes; neither is ever read as data."""

ISSUES = "Articulate issues"
"""The name of our sheet, which is never read either."""

ROWS = "Rows"
"""The name of the sheet that the rows of a delimited text become."""

READ, REFUSED, NEITHER = "read", "refused", "neither"


@dataclass(frozen=True, slots=True)
class RowNote:
    """What a row came to: `read`, `refused`, or `neither`, and in words."""

    sheet: str
    row: int
    came_to: str
    text: str


@dataclass(frozen=True, slots=True)
class CellNote:
    """One problem with one cell: its code, what is wrong, and a way out."""

    sheet: str
    column: str
    row: int
    code: str
    message: str
    help: str

    @property
    def address(self) -> str:
        """The cell as a workbook addresses it; of a whole row its first."""
        return f"{self.column or 'A'}{self.row or 1}"


@dataclass(frozen=True, slots=True)
class Annotations:
    """Everything that is put into the copy of a workbook.

    `headings` are the rows of headings, by sheet, where our own heading stands.
    """

    headings: tuple[tuple[str, int], ...] = ()
    rows: tuple[RowNote, ...] = ()
    cells: tuple[CellNote, ...] = ()


def annotations_of(rules: Iterable[CreditRule], preview: ImportPreview) -> Annotations:
    """Gather what came of every row that an import read."""
    came: dict[tuple[str, int], RowNote] = {}
    for rule in rules:
        at = rule.head.origin
        if isinstance(at, CellRef):
            name, text = _sheet(at), f"read: {rule.head.id}"
            before = came.get((name, at.row))
            if before is not None:
                text = f"{before.text}; {text}"
            came[name, at.row] = RowNote(name, at.row, READ, text)
    for refused in preview.refused:
        name, row = _sheet(refused.place), refused.place.row
        text = f"refused: {', '.join(refused.codes)}, see the sheet {ISSUES}"
        came[name, row] = RowNote(name, row, REFUSED, text)
    for place in preview.beside:
        text = "says no more than another row, or is about other institutions"
        note = RowNote(_sheet(place), place.row, NEITHER, text)
        came.setdefault((_sheet(place), place.row), note)
    return Annotations(
        tuple((_sheet(one), one.row) for one in preview.headings),
        tuple(came[at] for at in sorted(came)),
        tuple(
            _cell_note(one, one.place)
            for one in preview.report.diagnostics
            if isinstance(one.place, CellRef)
        ),
    )


def _cell_note(found: Diagnostic, at: CellRef) -> CellNote:
    return CellNote(
        _sheet(at), at.column, at.row, str(found.code), found.message, found.help
    )


def _sheet(at: CellRef) -> str:
    """Name the sheet of a cell; a delimited text has none, and becomes one."""
    return at.sheet or (ROWS if at.row else "")


def annotations_in_json(annotations: Annotations) -> bytes:
    """Write annotations as one line, on their way to the process that uses them."""
    worded = {
        "headings": annotations.headings,
        "rows": [astuple(one) for one in annotations.rows],
        "cells": [astuple(one) for one in annotations.cells],
    }
    return json.dumps(worded, separators=(",", ":")).encode()


def annotations_from(line: bytes) -> Annotations:
    """Read the line that `annotations_in_json` wrote."""
    read = json.loads(line)
    return Annotations(
        tuple((sheet, row) for sheet, row in read["headings"]),
        tuple(RowNote(*one) for one in read["rows"]),
        tuple(CellNote(*one) for one in read["cells"]),
    )
