"""Where a sheet's table begins, and which of its columns is which, by the layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import nearest
from articulate.intake.annotations import HEADING
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.text import wording
from articulate.intake.sheet import Row, Sheet, column_number

_OURS = wording(HEADING)
_FIRST_ROWS = 200
"""Headings stand among the first rows; a later table is described by letters."""


_SENDING = (Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER)
_RECEIVING = (Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER)
_COURSES = frozenset((*_SENDING, *_RECEIVING))
_ANY_NUMBER = frozenset({Holds.IGNORED, Holds.NOTES, Holds.FOOTNOTES, Holds.CITATION})
"""Every filled column of these kinds is read."""


Spellings = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet: its heading row, and the columns that hold each thing.

    `undescribed` are columns under a heading that the layout does not mention. Rows up
    to `heading` are above the table; 0 is a table without headings. `spellings` are
    what codes of an export are read as, by what their columns hold.
    """

    heading: int
    columns: Mapping[Holds, tuple[str, ...]]
    undescribed: tuple[tuple[str, str], ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    spellings: Mapping[Holds, Spellings] = field(default_factory=dict)

    def of(self, holds: Holds) -> tuple[str, ...]:
        """Return the letters of the columns of one kind."""
        return self.columns.get(holds, ())

    def is_heading(self, row: Row) -> bool:
        """Say whether a row repeats the headings."""
        return len(row.cells) == len(self.headings) and all(
            wording(cell.text) == heading
            for cell, (_, heading) in zip(row.cells, self.headings, strict=True)
        )


def find_table(sheet: Sheet, layout: Layout) -> Table | Diagnostic:
    """Find the table of a sheet, or say which column is missing and what is nearest."""
    if layout.first_row is not None:
        columns = {one.holds: one.columns for one in layout.columns if one.columns}
        return Table(layout.first_row - 1, columns, spellings=spellings_of(layout))
    best: tuple[int, Row] | None = None
    for row in islice(sheet.rows, _FIRST_ROWS):
        table = table_under(row, layout)
        if table is not None:
            return table
        found = _headings(row, layout)
        if found and (best is None or len(found) > best[0]):
            best = (len(found), row)
    return column_missing(sheet, layout, best[1] if best else None)


def table_under(row: Row, layout: Layout) -> Table | None:
    """Return the table that a row is the headings of; None for any other row."""
    found = _headings(row, layout)
    missing = [
        one.holds for one in layout.columns if one.required and one.holds not in found
    ]
    if not found or missing or not _enough(found):
        return None
    return _table(row, found, layout)


def spellings_of(layout: Layout) -> dict[Holds, Spellings]:
    """Return what codes are read as, by what their columns hold."""
    return {one.holds: one.reads_as for one in layout.columns if one.reads_as}


def repeated(table: Table, layout: Layout, sheet: Sheet) -> list[Diagnostic]:
    """Report kinds of columns that occur twice, where nothing says how they combine.

    Columns of courses under different headings (Course 1, Course 2) are left to the
    rows: most fill only one, and the sheet may say how several combine.
    """
    problems = []
    titles = dict(table.headings)
    heading = Row(sheet.workbook, sheet.name, table.heading)
    for holds, letters in table.columns.items():
        described = layout.column(holds)
        told_apart = len({titles.get(letter, letter) for letter in letters})
        left_to_rows = holds in _COURSES and told_apart == len(letters)
        if (
            len(letters) > 1
            and not left_to_rows
            and holds not in _ANY_NUMBER
            and described is not None
            and described.several is None
        ):
            problems.append(
                Diagnostic(
                    code=Code.COLUMN_REPEATED,
                    place=heading.place(letters[1]),
                    message=f"columns {_listed(letters)} all stand for the {holds}",
                    help="say in the layout how they combine: `several` is `together`"
                    " or `either`; or list the other headings under `ignored`",
                    also=(heading.place(letters[0]),),
                )
            )
    return problems


def _headings(row: Row, layout: Layout) -> dict[Holds, list[str]]:
    """Find what the columns hold by their headings.

    A heading that both sides use (Credits) belongs to the side whose courses stand to
    its left, where the sending courses stand first; elsewhere nobody can tell.
    """
    known: dict[str, list[Holds]] = {}
    for column in layout.columns:
        for heading in column.headings:
            known.setdefault(wording(heading), []).append(column.holds)
    found: dict[Holds, list[str]] = {}
    either: list[tuple[str, list[Holds]]] = []
    for cell in row.cells:
        holds = known.get(wording(cell.text), [])
        if len(holds) == 1:
            found.setdefault(holds[0], []).append(cell.column)
        elif holds:
            either.append((cell.column, holds))
    sending, receiving = _first(found, _SENDING), _first(found, _RECEIVING)
    for column_letter, (on_sending, on_receiving) in either:
        at = column_number(column_letter)
        if sending < at < receiving:
            found.setdefault(on_sending, []).append(column_letter)
        elif sending < receiving < at:
            found.setdefault(on_receiving, []).append(column_letter)
    return found


def _first(found: dict[Holds, list[str]], kinds: tuple[Holds, ...]) -> int:
    """Return the number of the first column of courses on one side; 0 for none."""
    columns = [letter for holds in kinds for letter in found.get(holds, ())]
    return min(map(column_number, columns), default=0)


def _enough(found: dict[Holds, list[str]]) -> bool:
    sides = (
        {Holds.SENDING_COURSE, Holds.SENDING_NUMBER},
        {Holds.RECEIVING_COURSE, Holds.RECEIVING_NUMBER},
    )
    both = all(side & found.keys() for side in sides)
    alone = {Holds.COURSE, Holds.NUMBER, Holds.STARTS, Holds.EXAM, Holds.SOURCE}
    return both or bool(alone & found.keys())


def _table(row: Row, found: dict[Holds, list[str]], layout: Layout) -> Table:
    ours = [one.column for one in row.cells if wording(one.text) == _OURS]
    if ours:
        found = {**found, Holds.IGNORED: [*found.get(Holds.IGNORED, ()), *ours]}
    used = {letter for letters in found.values() for letter in letters}
    undescribed = tuple(
        (cell.column, " ".join(cell.text.split()))
        for cell in row.cells
        if cell.column not in used
    )
    return Table(
        heading=row.number,
        columns=MappingProxyType({holds: tuple(many) for holds, many in found.items()}),
        undescribed=undescribed,
        headings=tuple(
            (cell.column, wording(cell.text))
            for cell in row.cells
            if cell.column not in ours
        ),
        spellings=spellings_of(layout),
    )


def column_missing(sheet: Sheet, layout: Layout, row: Row | None = None) -> Diagnostic:
    """Say which required column no row has a heading for, and what is nearest."""
    found = _headings(row, layout) if row else {}
    missing = [one for one in layout.columns if one.required and one.holds not in found]
    wanted = missing[0] if missing else layout.columns[0]
    names = " or ".join(f"`{heading}`" for heading in wanted.headings[:3])
    near = _nearest_heading(
        row or next(iter(sheet.rows), None), wanted.headings, layout
    )
    return Diagnostic(
        code=Code.COLUMN_MISSING,
        place=row.place() if row else sheet.place,
        message=f"no column holds the {wanted.holds}: the layout `{layout.name}`"
        f" looks for {names}",
        help=f"the nearest heading is `{near}`: if that is the one, add it to the"
        " layout"
        if near
        else "name the layout that fits this sheet, or add its headings to the layout",
        severity=Severity.ERROR,
    )


def _nearest_heading(
    row: Row | None, wanted: tuple[str, ...], layout: Layout
) -> str | None:
    if row is None:
        return None
    taken = {
        wording(heading) for column in layout.columns for heading in column.headings
    }
    there = {
        wording(cell.text): " ".join(cell.text.split())
        for cell in row.cells
        if wording(cell.text) and wording(cell.text) not in taken
    }
    for heading in wanted:
        near = nearest(wording(heading), there)
        if near is not None:
            return there[near]
    return None


def _listed(letters: tuple[str, ...]) -> str:
    return f"{', '.join(letters[:-1])} and {letters[-1]}"
