"""Cells with their addresses, out of an .xlsx workbook; no meaning yet.

The only module that knows openpyxl. The file is untrusted: its zip directory is looked
at first, entities are never expanded, formulas never computed, nothing outside opened.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.archive import LIMITS, Limits, damaged, refuse_archive
from articulate.intake.attachments import Attachments, attachments
from articulate.intake.formats import exact, shown
from articulate.intake.formulas import Address, Formula, untraceable
from articulate.intake.parts import defined_names, shared_pieces, sheet_parts
from articulate.intake.row_assembly import RowAssembly
from articulate.intake.sheet import (
    Attached,
    Attachment,
    Cell,
    CellKind,
    Row,
    SheetOpened,
    Workbook,
)
from articulate.intake.spool import Event, workbook_of

_OUT_OF_MEMORY = re.compile(r"memory|Error -4 ")  # as expat and zlib put it
_BATCH = 500
_LAST_COLUMN = 702  # ZZ: no table of ours is wider
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})


Looks = dict[int, tuple[tuple[Attached, ...], str]]
"""What a style makes of its cells, and its shade, by the style's number."""


def read_workbook(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Workbook | Diagnostic:
    """Read every sheet of a workbook, or say why it is not read at all."""
    return workbook_of(name, stream_workbook(content, name, limits))


def stream_workbook(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Iterator[Event]:
    """Yield sheets and their rows as they are read; an error ends the reading.

    After an error nothing that was yielded before it may be used.
    """
    refused = refuse_archive(content, name, limits)
    if refused is not None:
        yield refused
        return
    if not openpyxl.DEFUSEDXML:
        msg = "openpyxl must read through defusedxml; unset OPENPYXL_DEFUSEDXML"
        raise RuntimeError(msg)
    place = CellRef(name, "", "", 0)
    try:
        yield from _stream(content, name, limits)
    except MemoryError:
        raise
    except Exception as error:  # a broken file breaks its reader in any way
        if _OUT_OF_MEMORY.search(str(error)):
            raise MemoryError from error
        yield damaged(place, f"reading it failed ({type(error).__name__})")


def _stream(content: bytes, name: str, limits: Limits) -> Iterator[Event]:
    with ZipFile(io.BytesIO(content)) as archive:
        broken = archive.testzip()
        if broken is not None:
            yield damaged(CellRef(name, "", "", 0), f"its part `{broken}` is broken")
            return
        parts = sheet_parts(archive)
        shared = shared_pieces(archive)
        found = {one.name: attachments(archive, one.part, shared) for one in parts}
        names = defined_names(archive)
        external = any("externalLinks/" in one for one in archive.namelist())
    if len(parts) > limits.sheets:
        yield _too_many(name, f"it has {len(parts)} sheets", limits.sheets)
        return
    if external:
        yield _refers_elsewhere(name)
    outside = untraceable(_all_formulas(found), names)
    left = limits.cells
    book = _quietly_opened(content)
    for one in parts:
        beside = found[one.name]
        yield SheetOpened(one.name, one.hidden, frozenset(beside.hidden_columns))
        assembly = RowAssembly(name, one.name, beside=beside, outside=outside)
        for row in _rows(book, one.name, assembly):
            left -= len(row.cells)
            if left < 0:
                yield _too_many(name, "it holds too many cells", limits.cells)
                return
            yield row


def _quietly_opened(content: bytes) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts we do not read
        return openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )


def _rows(book: openpyxl.Workbook, name: str, assembly: RowAssembly) -> Iterator[Row]:
    sheet: object = book[name]
    if not isinstance(sheet, ReadOnlyWorksheet):
        return  # a sheet that is one chart has no cells
    sheet.reset_dimensions()
    rows = enumerate(sheet.rows, start=1)
    looks: Looks = {}
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a date out of range arrives as an error
            batch = list(islice(rows, _BATCH))
        if not batch:
            return
        for number, cells in batch:
            # Before a far cell the reader brings a million rows that are not there.
            if not cells and not assembly.has_beside(number):
                continue
            row = assembly.row(number, _cells(cells, looks))
            if row.cells:
                yield row


def _all_formulas(found: dict[str, Attachments]) -> dict[Address, Formula]:
    return {
        (sheet, column, row): formula
        for sheet, beside in found.items()
        for (column, row), formula in beside.formulas.items()
    }


def _cells(row: tuple[object, ...], looks: Looks) -> list[Cell]:
    """Read the cells of one row that hold something; *looks* remembers styles."""
    read = []
    for given in row[:_LAST_COLUMN]:
        if not isinstance(given, ReadOnlyCell) or given.value is None:
            continue
        style: int = given._style_id  # type: ignore[attr-defined]  # noqa: SLF001  openpyxl has no public name for it
        look = looks.get(style)
        if look is None:
            look = looks[style] = (_look(given), _shade(given))
        cell, (attached, shade) = _value(given), look
        if attached or shade:
            cell = replace(cell, attached=(*cell.attached, *attached), shade=shade)
        read.append(cell)
    return read


def _value(given: ReadOnlyCell) -> Cell:
    column, value = given.column_letter, given.value
    if given.data_type == "e":
        return Cell(column, str(value), CellKind.ERROR)
    match value:
        case bool():
            return Cell(column, "TRUE" if value else "FALSE", CellKind.BOOLEAN)
        case int() | float():
            text, known = shown(value, given.number_format)
            odd = () if known else (Attached(Attachment.FORMAT, given.number_format),)
            return Cell(column, text, CellKind.NUMBER, exact(value), attached=odd)
        case datetime():
            return _day(column, value.date(), whole=value.time() == time())
        case date():
            return _day(column, value, whole=True)
        case time() | timedelta():
            odd = (Attached(Attachment.FORMAT, given.number_format),)
            return Cell(column, str(value), CellKind.DATE, attached=odd)
        case _:
            return Cell(column, str(value))


def _day(column: str, day: date, *, whole: bool) -> Cell:
    odd = () if whole else (Attached(Attachment.FORMAT, "a time of day"),)
    return Cell(column, day.isoformat(), CellKind.DATE, day=day, attached=odd)


def _look(given: ReadOnlyCell) -> tuple[Attached, ...]:
    font, fill = given.font, given.fill
    found = []
    if font.strike:
        found.append(Attached(Attachment.STRUCK))
    if font.vertAlign in ("superscript", "subscript"):
        found.append(Attached(Attachment.FOOTNOTE, "the whole cell"))
    ink = (
        font.color.rgb if font.color is not None and font.color.type == "rgb" else None
    )
    paper = "FFFFFFFF"
    if isinstance(fill, PatternFill) and fill.fill_type == "solid":
        paper = fill.fgColor.rgb
    if ink is not None and (ink == paper or (ink in _WHITE and paper in _WHITE)):
        found.append(Attached(Attachment.INVISIBLE))
    return tuple(found)


def _shade(given: ReadOnlyCell) -> str:
    """Name the color behind a cell: equal names are equal colors; empty for white."""
    fill = given.fill
    if not isinstance(fill, PatternFill) or fill.fill_type in (None, "none"):
        return ""
    color = fill.fgColor
    if color.type != "rgb":
        number = color.theme if color.type == "theme" else color.indexed
        return f"{fill.fill_type} {color.type} {number} {color.tint}"
    if fill.fill_type == "solid":
        return "" if color.rgb in _WHITE else color.rgb[2:]
    return f"{fill.fill_type} {color.rgb[2:]}"


def _too_many(name: str, what: str, limit: int) -> Diagnostic:
    return Diagnostic(
        code=Code.WORKBOOK_TOO_LARGE,
        place=CellRef(name, "", "", 0),
        message=f"the workbook is too large to be read safely: {what}",
        help=f"split it into smaller workbooks; the limit is {limit:,}",
    )


def _refers_elsewhere(name: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FORMULA_NOT_READ,
        place=CellRef(name, "", "", 0),
        message="the workbook refers to another file, which is not opened",
        help="cells whose value comes from there are refused; paste them as values",
        severity=Severity.WARNING,
    )
