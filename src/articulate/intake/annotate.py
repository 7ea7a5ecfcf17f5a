"""The same workbook, with our findings beside each row.

A copy, never the file itself: formats, validations and other sheets stay as they are.
It is read again as if nothing had been added: our column, our notes and our sheet are
no data. The workbook is untrusted, so this runs in the process that reads it.
"""

import io
import warnings

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from articulate.intake.annotations import (
    HEADING,
    ISSUES,
    READ,
    REFUSED,
    ROWS,
    Annotations,
    CellNote,
)
from articulate.intake.sheet import Sheet, column_letters, column_number

_FILLS = {
    READ: PatternFill("solid", fgColor="E2EFDA"),
    REFUSED: PatternFill("solid", fgColor="F8CBAD"),
}
_WIDE, _NARROW = 48, 14
_WIDEST = 702  # ZZ: what stands beyond is no part of a table
_BOLD = Font(bold=True)
_LONGEST_NOTE = 1_000
_COLUMNS = (
    *(("Sheet", _NARROW), ("Cell", _NARROW), ("Code", _NARROW)),
    *(("What is wrong", _WIDE * 2), ("What to do", _WIDE * 2)),
)


def annotated(content: bytes | Sheet, annotations: Annotations) -> bytes:
    """Return a workbook with the annotations; rows of a text become a sheet of one."""
    book = _of_rows(content) if isinstance(content, Sheet) else _opened(content)
    for sheet in book.worksheets:
        if sheet.title != ISSUES:
            _annotate(sheet, annotations)
    if ISSUES in book.sheetnames:
        del book[ISSUES]
    _list(book.create_sheet(ISSUES), annotations)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _opened(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts that openpyxl does not keep
        return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)


def _of_rows(rows: Sheet) -> openpyxl.Workbook:
    """Put the rows of a text into a sheet, every field as text, none as a formula."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = ROWS
    for row in rows.rows:
        for cell in row.cells:
            place = column_number(cell.column)
            if place <= _WIDEST:
                _write(sheet, row.number, place, cell.text)
    return book


def _annotate(sheet: Worksheet, annotations: Annotations) -> None:
    here = sheet.title
    headings = [row for name, row in annotations.headings if name == here]
    notes = [one for one in annotations.rows if one.sheet == here]
    if not headings and not notes:
        return
    column = _our_column(sheet, headings, [one.row for one in notes])
    for row in headings:
        if row:
            _write(sheet, row, column, HEADING).font = _BOLD
    for note in notes:
        cell = _write(sheet, note.row, column, note.text)
        if (fill := _FILLS.get(note.came_to)) is not None:
            cell.fill = fill
    sheet.column_dimensions[column_letters(column)].width = _WIDE
    for cell_note in annotations.cells:
        if cell_note.sheet == here and cell_note.column:
            _pin(sheet, cell_note)


def _our_column(sheet: Worksheet, headings: list[int], rows: list[int]) -> int:
    """Return the column that is ours already, else the first that is free."""
    last = 0
    for row in {*headings, *rows}:
        for cell in sheet[row] if row else ():
            if cell.value is None or cell.column > _WIDEST:
                continue
            if cell.value == HEADING and row in headings:
                return int(cell.column)
            last = max(last, int(cell.column))
    return last + 1


def _pin(sheet: Worksheet, note: CellNote) -> None:
    """Pin a note to a cell that has none; what somebody else wrote there stays."""
    cell = sheet.cell(note.row, column_number(note.column))
    if isinstance(cell, MergedCell):
        return
    text = f"{note.code}: {note.message}\n{note.help}"[:_LONGEST_NOTE]
    if cell.comment is None or cell.comment.author == HEADING:
        cell.comment = Comment(text, HEADING, width=420, height=140)


def _list(sheet: Worksheet, annotations: Annotations) -> None:
    """List every problem, each with a link to its cell."""
    for place, (title, width) in enumerate(_COLUMNS, start=1):
        _write(sheet, 1, place, title).font = _BOLD
        sheet.column_dimensions[column_letters(place)].width = width
    for row, note in enumerate(annotations.cells, start=2):
        parts = (note.sheet, note.address, note.code, note.message, note.help)
        for place, text in enumerate(parts, start=1):
            cell = _write(sheet, row, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if note.sheet:
            quoted = note.sheet.replace("'", "''")
            link = f"'{quoted}'!{note.address}"
            sheet.cell(row, 2).hyperlink = Hyperlink(f"B{row}", location=link)
            sheet.cell(row, 2).style = "Hyperlink"
    sheet.freeze_panes = "A2"


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text as text: whatever it begins with, it is never a formula."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        msg = f"{cell.coordinate} is merged over, and our column is beside the table"
        raise TypeError(msg)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell
