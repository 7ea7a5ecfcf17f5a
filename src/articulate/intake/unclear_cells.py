"""Cells that kept a row from being read, and the readings that one could choose.

A reading is offered only after the row was read with it, so that what is chosen from is
the rules that would come of it. Nothing is chosen here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.cell import CellRef
from articulate.intake.articulations import rules_of
from articulate.intake.fields import Fields
from articulate.intake.layout import HELD, Holds, Layout, Reads
from articulate.intake.normalize.lookalikes import likely
from articulate.intake.parties import Parties
from articulate.intake.preview import ImportPreview
from articulate.intake.resolutions import Resolution
from articulate.intake.sending import sending_cells
from articulate.intake.sheet import Workbook
from articulate.intake.table_rows import OpenSheet, open_sheet
from articulate.intake.tables import chosen_sheets, read_table
from articulate.rulebook.credit_rules import CreditRule

MOST_TRIED = 3_000
"""Rows of a table up to which readings are tried; each is a reading of the whole."""

_SENDING = (Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER)
_RECEIVING = (Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER)
_APART = re.compile(r"\s*(?:[/\n;|]|,(?!\d))\s*")
_WAYS = 4
_NOBODY = "nobody yet"
_SOME_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell, and the rules that the row would become by it."""

    means: str
    rules: tuple[CreditRule, ...]


@dataclass(frozen=True, slots=True)
class UnclearCell:
    """A cell that a reading can be chosen for: what it holds and says, beside what."""

    place: CellRef
    holds: Holds
    written: str
    beside: str
    readings: tuple[Reading, ...] = ()

    def means(
        self, means: str, chosen_by: str, on: date, because: str = ""
    ) -> Resolution:
        """Return the choice of a reading for this cell."""
        return Resolution(
            self.place,
            self.holds,
            self.written,
            means,
            self.beside,
            chosen_by,
            on,
            because,
        )


def unclear_cells(
    workbook: Workbook,
    layout: Layout,
    parties: Parties,
    preview: ImportPreview,
    *,
    sheet: str | None = None,
) -> tuple[UnclearCell, ...]:
    """Return the cells of refused rows that a reading can be chosen for.

    Those are the cells with a text that a problem of the row points at.
    """
    refused = {row.place for row in preview.refused}
    wanted = [
        one.place
        for one in preview.report.diagnostics
        if isinstance(one.place, CellRef) and replace(one.place, column="") in refused
    ]
    rows = dict(_rows(workbook, layout, sheet))
    found = dict.fromkeys(_cells(wanted, rows))
    if not found or preview.read > MOST_TRIED:
        return tuple(found)
    return _tried(tuple(found), workbook, layout, parties, sheet=sheet)


def _rows(
    workbook: Workbook, layout: Layout, sheet: str | None
) -> Iterator[tuple[CellRef, Fields]]:
    for one in chosen_sheets(workbook, sheet)[0]:
        opened = open_sheet(one, layout)
        if isinstance(opened, OpenSheet):
            for fields in opened.rows:
                yield fields.row.place(), fields


def _cells(
    wanted: Iterable[CellRef], rows: Mapping[CellRef, Fields]
) -> Iterator[UnclearCell]:
    for place in wanted:
        fields = rows.get(replace(place, column=""))
        cell = None if fields is None else fields.row.cell(place.column)
        if fields is None or cell is None or cell.blank:
            continue
        holds = _held(fields, place.column)
        if holds is None:
            continue
        beside = " ".join(one.text.strip() for one in sending_cells(fields))
        if holds in _SENDING:
            beside = ""
        elif not beside.strip():
            continue
        yield UnclearCell(place, holds, cell.text.strip(), beside)


def _held(fields: Fields, column: str) -> Holds | None:
    """Return what a column holds, if a reading can stand for it."""
    for holds, columns in fields.table.columns.items():
        if column in columns and holds in HELD[Reads.ARTICULATIONS]:
            return holds
    return None


def _tried(
    cells: Sequence[UnclearCell],
    workbook: Workbook,
    layout: Layout,
    parties: Parties,
    *,
    sheet: str | None,
) -> tuple[UnclearCell, ...]:
    """Read the table once for each way, and keep the readings that make rules."""
    ways = {one: ways_to_read(one) for one in cells}
    kept: dict[UnclearCell, list[Reading]] = {one: [] for one in cells}
    for number in range(max(map(len, ways.values()))):
        tried = {one: said[number] for one, said in ways.items() if number < len(said)}
        choices = [one.means(said, _NOBODY, _SOME_DAY) for one, said in tried.items()]
        sides = replace(parties, resolutions=(*choices, *parties.resolutions))
        read = read_table(workbook, layout, sides, sheet=sheet)
        made = rules_of(read.rows, read.preview, sides)
        by_row: dict[CellRef, list[CreditRule]] = {}
        for rule in made.rules:
            origin = rule.head.origin
            if isinstance(origin, CellRef):
                by_row.setdefault(replace(origin, column=""), []).append(rule)
        for one, said in tried.items():
            rules = by_row.get(replace(one.place, column=""))
            if rules:
                kept[one].append(Reading(said, tuple(rules)))
    return tuple(replace(one, readings=tuple(kept[one])) for one in cells)


def ways_to_read(cell: UnclearCell) -> tuple[str, ...]:
    """Return what a person may have meant, in words that are read without a doubt.

    >>> cell = UnclearCell(CellRef("a.csv", "", "B", 2), Holds.SENDING_COURSE,
    ...     "ART 105/106", "")
    >>> ways_to_read(cell)
    ('ART 105 and ART 106', 'ART 105 or ART 106')
    """
    ways: list[str] = []
    parts = [one for one in _APART.split(cell.written) if one]
    if len(parts) > 1:
        whole = [parts[0], *(_with_subject(one, parts[0]) for one in parts[1:])]
        ways += [" and ".join(whole), " or ".join(whole)]
    seen = likely(cell.written)
    if seen is not None:
        ways.append(seen)
    if cell.holds in _RECEIVING:
        ways.append("no credit")
    return tuple(dict.fromkeys(ways))[:_WAYS]


def _with_subject(part: str, first: str) -> str:
    """Put the subject of the first course before a number that stands alone."""
    subject = first.rpartition(" ")[0]
    return f"{subject} {part}" if subject and part[:1].isdigit() else part
