"""Catalogs and calendars whose rows stay in a workbook."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.catalog_rows import (
    CatalogRow,
    read_calendar_row,
    read_catalog_row,
)
from articulate.intake.columns import repeated
from articulate.intake.fields import Fields
from articulate.intake.key import read_key
from articulate.intake.layout import Layout
from articulate.intake.table_rows import OpenSheet, open_sheet, without_rows
from articulate.intake.tables import chosen_sheets, hidden_parts
from articulate.model.calendar import Term
from articulate.model.identifiers import InstitutionId

R = TypeVar("R", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PublishedRows(Generic[R]):
    """The rows of a table that are understood, and what is wrong with the others."""

    rows: tuple[R, ...]
    report: Report


def read_catalog(
    content: bytes,
    institution: InstitutionId,
    *,
    workbook_name: str,
    layout: Layout,
    sheet: str | None = None,
) -> PublishedRows[CatalogRow]:
    """Read a catalog from the bytes of its file; a refused row is a warning."""
    return _read(
        (content, workbook_name, sheet),
        layout,
        read=lambda fields: read_catalog_row(fields, institution),
        named=lambda row: None if row.course is None else str(row.course.code),
    )


def read_calendar(
    content: bytes, *, workbook_name: str, layout: Layout, sheet: str | None = None
) -> PublishedRows[Term]:
    """Read a calendar from the bytes of its file; a refused row is a warning."""
    return _read(
        (content, workbook_name, sheet),
        layout,
        read=read_calendar_row,
        named=lambda term: str(term.code),
    )


def _read(
    file: tuple[bytes, str, str | None],
    layout: Layout,
    *,
    read: Callable[[Fields], R | list[Diagnostic]],
    named: Callable[[R], str | None],
) -> PublishedRows[R]:
    content, workbook_name, sheet = file
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        return PublishedRows((), Report.of([opened]))
    chosen, problems = chosen_sheets(opened, sheet)
    found = [open_sheet(one, layout) for one in chosen]
    sheets = [one for one in found if isinstance(one, OpenSheet)]
    noticed = [*opened.diagnostics, *problems]
    without = [one for one in found if isinstance(one, Diagnostic)]
    if not sheets:
        return PublishedRows((), Report.of([*noticed, *without]))
    if sheet is None:
        noticed += [replace(one, severity=Severity.WARNING) for one in without]
    rows: list[tuple[R, Fields]] = []
    refused: list[Diagnostic] = []
    for one in sheets:
        noticed += without_rows(one)
        stopped = read_key(one.lines, layout.ignored_lines).problems
        for table in one.tables:
            stopped += repeated(table, layout, one.sheet)
        for fields in one.rows:
            row = read(fields)
            against = [*stopped, *hidden_parts(fields, one.sheet)]
            if isinstance(row, list):
                refused += [*against, *row]
            elif against:
                refused += against
            else:
                rows.append((row, fields))
    kept, twice = _once(rows, named)
    noticed += [replace(one, severity=Severity.WARNING) for one in (*refused, *twice)]
    return PublishedRows(tuple(kept), Report.of(noticed))


def _once(
    rows: list[tuple[R, Fields]], named: Callable[[R], str | None]
) -> tuple[list[R], list[Diagnostic]]:
    """Refuse what is described twice; a row without a name of its own is kept."""
    by_name: dict[str, list[Fields]] = {}
    for row, fields in rows:
        name = named(row)
        if name is not None:
            by_name.setdefault(name, []).append(fields)
    problems = []
    for name, several in by_name.items():
        places = [fields.row.place() for fields in several]
        problems += [
            Diagnostic(
                code=Code.SEVERAL_OUTCOMES,
                place=place,
                message=f"`{name}` is described in {len(places)} rows",
                help="keep one row; what changed is another version of the table",
                also=tuple(one for one in places if one != place),
            )
            for place in places
            if len(places) > 1
        ]
    kept = []
    for row, _ in rows:
        name = named(row)
        if name is None or len(by_name[name]) == 1:
            kept.append(row)
    return kept, problems
