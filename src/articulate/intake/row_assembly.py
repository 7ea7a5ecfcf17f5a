"""Rows put together: the values of cells, and what is attached to them elsewhere."""

from collections.abc import Iterable
from dataclasses import replace

from articulate.intake.attachments import At, Attachments
from articulate.intake.formulas import Address
from articulate.intake.sheet import Attached, Attachment, Cell, Row, column_number


class RowAssembly:
    """Puts the rows of one sheet together, from the top down.

    *outside* are the formulas of the workbook whose results may come from elsewhere.
    """

    def __init__(
        self,
        workbook: str,
        sheet: str,
        *,
        beside: Attachments,
        outside: frozenset[Address],
    ) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._beside = beside
        self._outside = outside
        self._anchored = frozenset(beside.spread.values())
        self._anchors: dict[At, Cell] = {}
        self._merged_over: dict[int, list[tuple[str, At]]] = {}
        for (column, row), anchor in beside.spread.items():
            self._merged_over.setdefault(row, []).append((column, anchor))
        self._lone: dict[int, list[str]] = {}
        for column, row in (*beside.formulas, *beside.comments):
            self._lone.setdefault(row, []).append(column)

    def has_beside(self, number: int) -> bool:
        """Say whether a row without values has anything: a note, or a merged cell."""
        return number in self._lone or number in self._merged_over

    def row(self, number: int, cells: Iterable[Cell]) -> Row:
        """Return a row with what is attached to its cells, those without value too."""
        read = {cell.column: self._whole(cell, number) for cell in cells}
        for column in self._lone.get(number, ()):
            if column not in read:
                read[column] = self._whole(Cell(column, ""), number)
        for column, cell in read.items():
            if (column, number) in self._anchored:
                self._anchors[column, number] = cell
        for column, anchor in self._merged_over.get(number, ()):
            if column not in read and anchor in self._anchors:
                above = self._anchors[anchor]
                merged = Attached(Attachment.MERGED, f"{anchor[0]}{anchor[1]}")
                spread = (*above.attached, merged)
                read[column] = replace(above, attached=spread)
        ordered = sorted(read.values(), key=lambda cell: column_number(cell.column))
        hidden = number in self._beside.hidden_rows
        return Row(self._workbook, self._sheet, number, tuple(ordered), hidden)

    def _whole(self, cell: Cell, row: int) -> Cell:
        at = (cell.column, row)
        found = self._attached(at)
        pieces = self._beside.pieces.get(at)
        if pieces is None:
            return replace(cell, attached=(*cell.attached, *found)) if found else cell
        return replace(cell, text=pieces.text, attached=(*cell.attached, *found))

    def _attached(self, at: At) -> list[Attached]:
        found = []
        beside = self._beside
        if (formula := beside.formulas.get(at)) is not None:
            if (self._sheet, *at) in self._outside:
                found.append(Attached(Attachment.OUTSIDE_VALUE, formula.text))
            elif not formula.stored:
                found.append(Attached(Attachment.NO_STORED_VALUE, formula.text))
        if (pieces := beside.pieces.get(at)) is not None:
            if pieces.raised:
                found.append(Attached(Attachment.FOOTNOTE, pieces.raised))
            if pieces.struck:
                found.append(Attached(Attachment.STRUCK))
        if (comment := beside.comments.get(at)) is not None:
            found.append(Attached(Attachment.COMMENT, comment))
        return found
