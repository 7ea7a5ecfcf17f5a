"""Sheets and rows as lines of JSON, on their way from the process that reads them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.sheet import (
    Attached,
    Attachment,
    Cell,
    CellKind,
    Row,
    Sheet,
    SheetOpened,
    Workbook,
)
from articulate.intake.tokens import Token, aligned

DONE = b'["done"]'
"""The last line: without it the reading was cut short, and nothing may be used."""

Event = SheetOpened | Row | Diagnostic
"""What comes of a workbook while it is read: sheets, their rows, and problems."""

_ROW = b'["row"'
_PLAIN = 2  # what a cell has that is nothing but a text: its column and the text


@dataclass(frozen=True, slots=True)
class _SpooledRows:
    """The rows of one sheet, decoded whenever one goes through them."""

    workbook: str
    sheet: str
    lines: tuple[bytes, ...]

    def __iter__(self) -> Iterator[Row]:
        return map(self.at, range(len(self.lines)))

    def at(self, place: int) -> Row:
        """Return a row by its place."""
        _, number, hidden, cells = json.loads(self.lines[place])
        read = tuple(_cell(*cell) for cell in cells)
        return Row(self.workbook, self.sheet, number, read, hidden)

    def tokens(self) -> Iterator[tuple[int, Sequence[Token] | None]]:
        """Yield the tokens of each row."""
        for line in self.lines:
            _, number, hidden, cells = json.loads(line)
            if hidden or any(len(cell) > _PLAIN and cell[5] for cell in cells):
                yield number, None
            else:
                yield number, aligned((cell[0], _token(cell)) for cell in cells)


def line_of(event: Event) -> bytes:
    """Write an event as one line."""
    match event:
        case SheetOpened(name, hidden, columns):
            worded: list[object] = ["sheet", name, hidden, sorted(columns)]
        case Row():
            cells = [_worded(cell) for cell in event.cells]
            worded = ["row", event.number, event.hidden, cells]
        case Diagnostic(place=CellRef(sheet=sheet, column=column, row=row)):
            said = (event.code, event.severity, event.message, event.help)
            worded = ["problem", *said, sheet, column, row]
        case Diagnostic():
            msg = f"a workbook's problem has a cell, not {event.place}"
            raise TypeError(msg)
    return json.dumps(worded, separators=(",", ":")).encode()


def workbook_of(name: str, events: Iterable[Event]) -> Workbook | Diagnostic:
    """Gather events into a workbook; a problem that stops the work is all there is."""
    opened: list[tuple[SheetOpened, list[Row]]] = []
    noticed: list[Diagnostic] = []
    for event in events:
        match event:
            case SheetOpened():
                opened.append((event, []))
            case Row():
                opened[-1][1].append(event)
            case Diagnostic(severity=Severity.WARNING):
                noticed.append(event)
            case Diagnostic():
                return event
    sheets = (
        Sheet(name, one.name, tuple(rows), one.hidden, one.hidden_columns)
        for one, rows in opened
    )
    return Workbook(name, tuple(sheets), tuple(noticed))


def spooled_workbook(name: str, lines: Iterable[bytes]) -> Workbook | Diagnostic:
    """Gather the lines of a whole reading; rows stay lines until they are used."""
    opened: list[tuple[SheetOpened, list[bytes]]] = []
    noticed: list[Diagnostic] = []
    for line in lines:
        if line.startswith(_ROW):
            opened[-1][1].append(line)
            continue
        kind, *rest = json.loads(line)
        if kind == "sheet":
            sheet, hidden, columns = rest
            opened.append((SheetOpened(sheet, hidden, frozenset(columns)), []))
            continue
        problem = _problem(name, *rest)
        if problem.severity is Severity.ERROR:
            return problem
        noticed.append(problem)
    sheets = (
        Sheet(
            name,
            one.name,
            _SpooledRows(name, one.name, tuple(rows)),
            one.hidden,
            one.hidden_columns,
        )
        for one, rows in opened
    )
    return Workbook(name, tuple(sheets), tuple(noticed))


def _token(cell: list[Any]) -> Token:
    if len(cell) == _PLAIN:
        return str(cell[1])
    _, text, kind, number, day, _, shade = cell
    plain = kind == CellKind.TEXT and not shade
    return text if plain else (text, kind, number, day, shade)


def _problem(name: str, *worded: str) -> Diagnostic:
    code, severity, message, way_out, sheet, column, row = worded
    return Diagnostic(
        code=Code(code),
        place=CellRef(name, sheet, column, int(row)),
        message=message,
        help=way_out,
        severity=Severity(severity),
    )


def _worded(cell: Cell) -> list[object]:
    """Write a cell as a short list; what it does not have is left off its end."""
    if cell.kind is CellKind.TEXT and not cell.attached and not cell.shade:
        return [cell.column, cell.text]
    number = None if cell.number is None else str(cell.number)
    day = None if cell.day is None else cell.day.isoformat()
    attached = [[one.kind, one.text] for one in cell.attached]
    return [cell.column, cell.text, cell.kind, number, day, attached, cell.shade]


def _cell(
    column: str,
    text: str,
    *rest: str | list[list[str]] | None,
) -> Cell:
    if not rest:
        return Cell(column, text)
    kind, number, day, attached, shade = rest
    return Cell(
        column,
        text,
        CellKind(str(kind)),
        number=Fraction(number) if isinstance(number, str) else None,
        day=date.fromisoformat(day) if isinstance(day, str) else None,
        attached=tuple(
            Attached(Attachment(one), words)
            for one, words in (attached if isinstance(attached, list) else ())
        ),
        shade=str(shade),
    )
