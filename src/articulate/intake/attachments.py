"""What is attached to the cells of a sheet, or hides them.

The reader of values does not see these; a part that mentions none of them is not gone
through a second time.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from articulate.intake.formulas import Formula
from articulate.intake.parts import Pieces, comments, mentions, pieces_of, tag
from articulate.intake.sheet import column_letters, column_number

At = tuple[str, int]
"""A cell's column and row on its sheet."""

_WORTH_A_LOOK = (
    *(b"<f", b":f>", b":f ", b"hidden=", b"mergeCell", b"vertAlign", b"strike"),
    *(b'ht="0"', b'width="0"'),
)
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_MERGED = 100_000
_YES = frozenset({"1", "true"})


@dataclass(slots=True)
class Attachments:
    """What was found on one sheet. `spread` maps a merged-over cell to its anchor."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    formulas: dict[At, Formula] = field(default_factory=dict)
    pieces: dict[At, Pieces] = field(default_factory=dict)
    comments: dict[At, str] = field(default_factory=dict)
    spread: dict[At, At] = field(default_factory=dict)


def attachments(archive: ZipFile, part: str, shared: dict[int, Pieces]) -> Attachments:
    """Collect what is attached to the cells of one sheet.

    *shared* are the workbook's shared texts with raised or struck pieces.
    """
    found = Attachments()
    for address, text in comments(archive, part).items():
        at = _at(address)
        if at is not None:
            found.comments[at] = text
    if not shared and not mentions(archive, part, _WORTH_A_LOOK):
        return found
    row = 0
    with archive.open(part) as source:
        for _, element in iterparse(source, forbid_dtd=True):
            match tag(element):
                case "row":
                    row = _read_row(element, row, shared, found)
                    element.clear()
                case "col":
                    _read_columns(element, found)
                case "mergeCell":
                    _spread(element.get("ref", ""), found)
                case _:
                    pass
    return found


def _read_row(
    element: Element, before: int, shared: dict[int, Pieces], found: Attachments
) -> int:
    row = int(element.get("r") or before + 1)
    if element.get("hidden") in _YES or _zero(element.get("ht")):
        found.hidden_rows.add(row)
    column = 0
    for cell in element:
        at = _at(cell.get("r", ""))
        column = column_number(at[0]) if at else column + 1
        _read_cell(cell, (column_letters(column), row), shared, found)
    return row


def _read_cell(
    cell: Element, at: At, shared: dict[int, Pieces], found: Attachments
) -> None:
    value = next((child.text for child in cell if tag(child) == "v"), None)
    for child in cell:
        if tag(child) == "f":
            found.formulas[at] = Formula(child.text or "", stored=bool(value))
        if tag(child) == "is":
            pieces = pieces_of(child)
            if pieces is not None:
                found.pieces[at] = pieces
    if cell.get("t") == "s" and value is not None and int(value) in shared:
        found.pieces[at] = shared[int(value)]


def _read_columns(element: Element, found: Attachments) -> None:
    if element.get("hidden") in _YES or _zero(element.get("width")):
        first, last = int(element.get("min", "1")), int(element.get("max", "1"))
        found.hidden_columns.update(
            column_letters(number) for number in range(first, min(last, 16_384) + 1)
        )


def _spread(reference: str, found: Attachments) -> None:
    """Let what stands over merged rows of one column hold for each of these rows."""
    first, _, last = reference.partition(":")
    top, bottom = _at(first), _at(last or first)
    if top is None or bottom is None or bottom[1] - top[1] > _MOST_MERGED:
        return
    if len(found.spread) < _MOST_MERGED:
        for row in range(top[1] + 1, bottom[1] + 1):
            found.spread[top[0], row] = top


def _at(address: str) -> At | None:
    found = _ADDRESS.fullmatch(address)
    return (found[1], int(found[2])) if found else None


def _zero(size: str | None) -> bool:
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False
