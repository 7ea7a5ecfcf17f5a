"""A table of articulations: which rows are understood, and why others are not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.intake.annotations import ISSUES
from articulate.intake.columns import Table, repeated
from articulate.intake.fields import Fields, problem
from articulate.intake.groups import grouped
from articulate.intake.institutions import NamedInstitutions, not_meant
from articulate.intake.key import Key, Line, read_key
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcomes import settled
from articulate.intake.parties import Parties
from articulate.intake.preview import (
    ImportPreview,
    RefusedRow,
    Watch,
    unwatched,
)
from articulate.intake.resolutions import Resolution, resolved, unused
from articulate.intake.rows import ArticulationRow, read_row
from articulate.intake.sheet import Sheet, Workbook
from articulate.intake.succession import succeeded
from articulate.intake.table_rows import (
    OpenSheet,
    key_lines,
    open_sheet,
    without_rows,
)

_TOLD_EVERY = 250  # rows


@dataclass(frozen=True, slots=True)
class TableRead:
    """The rows of a table that are understood, and the preview of their import."""

    rows: tuple[ArticulationRow, ...]
    preview: ImportPreview


def read_table(
    workbook: Workbook,
    layout: Layout,
    parties: Parties,
    *,
    sheet: str | None = None,
    watch: Watch = unwatched,
) -> TableRead:
    """Read one sheet, or every visible sheet that has the layout's headings.

    A refused row is a warning: it makes no rule, and does not stop the others.
    """
    chosen, problems = chosen_sheets(workbook, sheet)
    noticed = [*workbook.diagnostics, *problems]
    found = [(one, open_sheet(one, layout)) for one in chosen]
    noticed += without_table(found, named=sheet is not None)
    opened = [one for _, one in found if isinstance(one, OpenSheet)]
    keys = keys_beside(workbook, [one.sheet for one in opened])
    named = NamedInstitutions.of([f for one in opened for f in one.rows])
    reading = Reading(parties, named)
    for one in opened:
        noticed += without_rows(one)
        reading.sheet(one, layout, keys, watch)
    whole = reading.whole()
    if layout.until_next:
        whole = reading.succeeded(whole, opened)
    kept = reading.settled(whole)
    read = sum(len(one.rows) for one in opened)
    understood = sum(1 + len(row.others) for row in kept)
    preview = ImportPreview(
        workbook=workbook.name,
        layout=layout.name,
        sheets=tuple(one.sheet.name for one in opened),
        read=read,
        understood=understood,
        repeated=read - understood - len(reading.refused) - len(reading.elsewhere),
        elsewhere=len(reading.elsewhere),
        refused=tuple(
            RefusedRow(place, codes) for place, codes in reading.refused.items()
        ),
        report=Report.of([*noticed, *reading.noticed()]),
        headings=tuple(
            CellRef(workbook.name, one.sheet.name, "", table.heading)
            for one in opened
            for table in one.tables
        ),
        beside=_beside(opened, kept, reading.refused),
        resolved=len(reading.used),
    )
    return TableRead(kept, preview)


def keys_beside(workbook: Workbook, tabled: Iterable[Sheet]) -> list[Line]:
    """Return the lines of the sheets that are keys of their own, and have no table."""
    names = {one.name for one in tabled}
    return [
        line
        for one in workbook.sheets
        if not one.hidden and one.name not in names
        for line in key_lines(one)
    ]


def sheet_key(
    sheet: Sheet,
    tables: Iterable[Table],
    layout: Layout,
    lines: tuple[list[Line], Iterable[Line]],
) -> tuple[Key, list[Diagnostic]]:
    """Read the key of a sheet, of the workbook's *lines* and its own; what stops it."""
    keys, around = lines
    own = [line for line in around if line not in keys]
    reader = read_key((*keys, *own), layout.ignored_lines)
    stopped = list(reader.problems)
    for table in tables:
        stopped += repeated(table, layout, sheet)
    return reader.key, stopped


def _beside(
    opened: Iterable[OpenSheet],
    kept: Iterable[ArticulationRow],
    refused: Iterable[CellRef],
) -> tuple[CellRef, ...]:
    """Return the rows that are neither understood nor refused."""
    came = {replace(at, column="") for row in kept for at in (row.place, *row.others)}
    came.update(refused)
    places = (fields.row.place() for one in opened for fields in one.rows)
    return tuple(place for place in places if place not in came)


class Reading:
    """Collects what the rows of every sheet come to."""

    def __init__(self, parties: Parties, named: NamedInstitutions) -> None:
        self.rows: list[ArticulationRow] = []
        self.refused: dict[CellRef, tuple[Code, ...]] = {}
        self.problems: list[Diagnostic] = []
        self.elsewhere: list[tuple[Unread, CellRef]] = []
        self.broken: dict[str, CellRef] = {}
        self._parties = parties
        self._named = named
        self.used: list[Resolution] = []

    def sheet(
        self,
        opened: OpenSheet,
        layout: Layout,
        keys: list[Line],
        watch: Watch = unwatched,
    ) -> None:
        """Read the rows of one sheet, with its key and the workbook's."""
        key, stopped = sheet_key(
            opened.sheet, opened.tables, layout, (keys, opened.lines)
        )
        for done, fields in enumerate(opened.rows):
            if not done % _TOLD_EVERY:
                watch(done, len(opened.rows))
            self.row(fields, key, opened.sheet, stopped)

    def row(
        self, fields: Fields, key: Key, sheet: Sheet, stopped: list[Diagnostic]
    ) -> ArticulationRow | tuple[Unread, CellRef] | None:
        """Read one row; None where it is refused, a reason where it is not meant."""
        other = self._named.other(fields, self._parties)
        if other is not None:
            self.elsewhere.append(other)
            return other
        place = fields.row.place()
        read = stopped or self._row(fields, key, sheet)
        if isinstance(read, ArticulationRow):
            self.rows.append(read)
            return read
        self.refuse(place, read)
        group = fields.one(Holds.GROUP)
        if group is not None:
            self.broken.setdefault(" ".join(group.text.split()), place)
        return None

    def refuse(self, place: CellRef, problems: list[Diagnostic]) -> None:
        """Note that a row makes no rule, and why."""
        codes = (*self.refused.get(place, ()), *(one.code for one in problems))
        self.refused[place] = tuple(dict.fromkeys(codes))
        self.problems += problems

    def whole(self) -> list[ArticulationRow]:
        """Put the rows of groups together."""
        whole, apart = grouped(self.rows, self.broken)
        for found in apart:
            self.refuse(row_of(found), [found])
        return whole

    def succeeded(
        self, whole: list[ArticulationRow], opened: Iterable[OpenSheet]
    ) -> list[ArticulationRow]:
        """End each row where the next one about its courses begins."""
        refused = [
            fields
            for one in opened
            for fields in one.rows
            if fields.row.place() in self.refused
        ]
        kept, against = succeeded(whole, refused, self._parties)
        for found in against:
            self.refuse(row_of(found), [found])
        return kept

    def settled(self, whole: list[ArticulationRow]) -> tuple[ArticulationRow, ...]:
        """Return those rows that may stand together, each once."""
        kept, against = settled(whole)
        others = {replace(row.place, column=""): row.others for row in whole}
        for found in against:
            self.refuse(row_of(found), [found])
            for other in others.get(row_of(found), ()):
                self.refuse(replace(other, column=""), [replace(found, place=other)])
        return kept

    def noticed(self) -> list[Diagnostic]:
        """Return what was found in all of the rows; a refused row is a warning."""
        refused = [replace(one, severity=Severity.WARNING) for one in self.problems]
        return [
            *refused,
            *not_meant(self.elsewhere),
            *unused(self._parties.resolutions, self.used),
        ]

    def _row(
        self, fields: Fields, key: Key, sheet: Sheet
    ) -> ArticulationRow | list[Diagnostic]:
        hidden = hidden_parts(fields, sheet)
        chosen = resolved(fields, self._parties.resolutions)
        self.used += chosen.used
        read = read_row(chosen.fields, key)
        if isinstance(read, list):
            return [*hidden, *read]
        cites = (*read.cites, *(one.cites for one in chosen.used))
        return hidden or replace(read, cites=cites)


def chosen_sheets(
    workbook: Workbook, name: str | None
) -> tuple[list[Sheet], list[Diagnostic]]:
    """Return the sheet that is named, or all that can be seen, and what is wrong.

    The sheet that an annotated copy lists its problems on is never read.
    """
    if name is None:
        problems = [
            _hidden_sheet(one, Severity.WARNING)
            for one in workbook.sheets
            if one.hidden
        ]
        seen = [one for one in workbook.sheets if not one.hidden]
        return [one for one in seen if one.name != ISSUES], problems
    for one in workbook.sheets:
        if one.name == name:
            return (
                ([], [_hidden_sheet(one, Severity.ERROR)])
                if one.hidden
                else ([one], [])
            )
    names = [one.name for one in workbook.sheets]
    listed = ", ".join(f"`{one}`" for one in names) or "none"
    missing = Diagnostic(
        code=Code.SHEET_MISSING,
        place=workbook.place,
        message=f"the workbook has no sheet `{name}`",
        help=did_you_mean(name, names, otherwise=f"its sheets are {listed}"),
    )
    return [], [missing]


def without_table(
    found: Iterable[tuple[Sheet, object]], *, named: bool
) -> list[Diagnostic]:
    """Say of which sheets no table was found: what was, is what is wrong with them.

    A key of its own needs no table. Where some sheet has one, or one was named, the
    others are only noticed.
    """
    sheets = list(found)
    without = [
        one
        for sheet, one in sheets
        if isinstance(one, Diagnostic) and not key_lines(sheet)
    ]
    if all(isinstance(one, Diagnostic) for _, one in sheets):
        return without
    if named:
        return []
    return [replace(one, severity=Severity.WARNING) for one in without]


def hidden_parts(fields: Fields, sheet: Sheet) -> list[Diagnostic]:
    """Report a hidden row, and entries of a row in hidden columns."""
    problems = []
    if fields.row.hidden:
        message = "the row is hidden, and a hidden row makes no rule"
        unread = Unread(Code.ROW_HIDDEN, message, "unhide it if it holds, or delete it")
        problems.append(problem(unread, fields.row.place()))
    for cell in fields.row.cells:
        if cell.column in sheet.hidden_columns and not cell.blank:
            message = f"the row has an entry in column {cell.column}, which is hidden"
            way_out = "unhide the column, or delete it"
            unread = Unread(Code.ROW_HIDDEN, message, way_out)
            problems.append(problem(unread, fields.row.place(cell.column)))
    return problems


def _hidden_sheet(sheet: Sheet, severity: Severity) -> Diagnostic:
    return Diagnostic(
        code=Code.SHEET_HIDDEN,
        place=sheet.place,
        message=f"the sheet `{sheet.name}` is hidden, and a hidden sheet makes no"
        " rules",
        help="unhide it if it holds, or delete it",
        severity=severity,
    )


def row_of(found: Diagnostic) -> CellRef:
    """Return the row that a problem with one of its cells is about."""
    at = found.place
    if not isinstance(at, CellRef):
        msg = f"a row's problem has a cell, not {at}"
        raise TypeError(msg)
    return CellRef(at.workbook, at.sheet, "", at.row)
