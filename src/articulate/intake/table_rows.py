"""Which rows of a sheet belong to its table, and which lines stand outside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.blocks import find_blocks, outside
from articulate.intake.columns import Table, find_table
from articulate.intake.expressions import read_courses
from articulate.intake.fields import Fields
from articulate.intake.key import Line
from articulate.intake.layout import Holds, Layout, Written
from articulate.intake.normalize.phrases import is_total
from articulate.intake.normalize.text import wording
from articulate.intake.normalize.unread import Unread
from articulate.intake.sheet import Cell, Row, Sheet, column_number
from articulate.intake.titled import read_titled

_OUT_OF_FORCE = frozenset({"draft", "superseded", "withdrawn", "inactive", "obsolete"})
_KEY_NAMES = frozenset({"key", "legend", "notes", "footnotes", "explanations", "codes"})
_COURSES = (
    *(Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER),
    *(Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER),
    *(Holds.COURSE, Holds.SUBJECT, Holds.NUMBER, Holds.STARTS, Holds.EXAM),
)
"""The columns that every row of a table fills, one of them at the least."""

_WIDEST_KEY = 2  # a term and its meaning
_NUMBERS = (Holds.SENDING_NUMBER, Holds.RECEIVING_NUMBER, Holds.NUMBER)


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet with its tables: their rows, and the lines outside them."""

    sheet: Sheet
    tables: tuple[Table, ...]
    rows: tuple[Fields, ...]
    lines: tuple[Line, ...]


def open_sheet(sheet: Sheet, layout: Layout) -> OpenSheet | Diagnostic:
    """Find the table of a sheet, or its blocks; say what is missing without any."""
    named = name_lines(sheet)
    if not layout.blocks:
        table = find_table(sheet, layout)
        if isinstance(table, Diagnostic):
            return table
        rows, lines = _parted(sheet, table, layout)
        return OpenSheet(sheet, (table,), rows, (*named, *lines))
    blocks = find_blocks(sheet, layout)
    if isinstance(blocks, Diagnostic):
        return blocks
    all_rows: list[Fields] = []
    around = [line for row in outside(sheet, blocks).rows for line in lines_of(row)]
    for block in blocks:
        rows, lines = _parted(block.view(sheet), block.table, layout)
        all_rows += rows
        around += lines
    around.sort(key=lambda line: (line.place.row, column_number(line.place.column)))
    tables = tuple(block.table for block in blocks)
    return OpenSheet(sheet, tables, tuple(all_rows), (*named, *around))


def name_lines(sheet: Sheet) -> tuple[Line, ...]:
    """Return the name of a sheet where it says that its rows may be out of force."""
    if _OUT_OF_FORCE & set(wording(sheet.name).split()):
        return (Line(f"{sheet.name} (superseded or draft)", sheet.place),)
    return ()


def _parted(
    sheet: Sheet, table: Table, layout: Layout
) -> tuple[tuple[Fields, ...], list[Line]]:
    """Tell rows that name courses from titles, totals and notes around the table."""
    data: list[Row] = []
    lines: list[Line] = []
    for row in sheet.rows:
        if row.number == table.heading or table.is_heading(row):
            continue
        if row.number > table.heading and belongs(row, table, layout):
            data.append(row)
        else:
            lines += lines_of(row)
    zero_led = zero_led_in(data, table)
    return tuple(Fields(row, table, layout, zero_led) for row in data), lines


def without_rows(opened: OpenSheet) -> list[Diagnostic]:
    """Report a table that has headings and no rows."""
    return [] if opened.rows else [nothing_in(opened.sheet)]


def nothing_in(sheet: Sheet) -> Diagnostic:
    """Say that a sheet has a table with headings and no rows."""
    return Diagnostic(
        code=Code.NOTHING_TO_READ,
        place=sheet.place,
        message="the table has headings and no rows",
        help="name the sheet that has the rows, or export the table again",
        severity=Severity.WARNING,
    )


def key_lines(sheet: Sheet) -> list[Line]:
    """Return the lines of a sheet that is a key of its own; none of any other sheet."""
    rows: list[Row] = []
    for row in sheet.rows:
        if len(row.cells) > _WIDEST_KEY:
            return []
        rows.append(row)
    if not rows:
        return []
    named = set(wording(sheet.name).split()) | set(
        wording(rows[0].cells[0].text).split()[:1]
    )
    if not named & _KEY_NAMES:
        return []
    lines = []
    for row in rows:
        words = " = ".join(cell.text.strip() for cell in row.cells)
        shade = "".join(sorted({cell.shade for cell in row.cells if cell.shade}))
        lines.append(Line(words, row.place(row.cells[0].column), shade))
    return lines


def lines_of(row: Row) -> list[Line]:
    """Return what stands in the cells of a row outside a table."""
    return [
        Line(cell.text, row.place(cell.column), cell.shade)
        for cell in row.cells
        if cell.text.strip()
    ]


def belongs(row: Row, table: Table, layout: Layout) -> bool:
    """Say whether a row is one of the table's, not a title, a total or a note."""
    columns = {column for holds in _COURSES for column in table.of(holds)}
    filled = [cell for cell in row.cells if not cell.blank]
    naming = [cell for cell in filled if cell.column in columns]
    if not naming or any(is_total(cell.text) for cell in filled[:2]):
        return False
    return len(filled) > 1 or _names_a_course(naming[0], layout)


def _names_a_course(cell: Cell, layout: Layout) -> bool:
    """Say whether a cell that stands alone in its row is about courses at all."""
    sending = Holds.COURSE if layout.column(Holds.COURSE) else Holds.SENDING_COURSE
    how = layout.how(sending)
    column = layout.column(sending)
    if column is not None and column.written is Written.CODE_TITLE_CREDITS:
        titled = read_titled(cell.text, how)
        return not (
            isinstance(titled, Unread) and titled.code is Code.TARGET_UNEXPLAINED
        )
    reading = read_courses(cell.text, how)
    return not (isinstance(reading, Unread) and reading.code is Code.NOT_A_COURSE)


def zero_led_in(rows: Iterable[Row], table: Table) -> tuple[tuple[str, int], ...]:
    """Find the columns of numbers in which some code begins with 0, and its length."""
    lengths: dict[str, int] = {}
    columns = [letter for holds in _NUMBERS for letter in table.of(holds)]
    for row in rows if columns else ():
        for column in columns:
            cell = row.cell(column)
            text = cell.text.strip() if cell else ""
            if text.startswith("0") and text.isdigit():
                lengths[column] = max(lengths.get(column, 0), len(text))
    return tuple(sorted(lengths.items()))
