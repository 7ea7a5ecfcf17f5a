"""What each row of a table says of its courses, in its own words, read or refused.

Two sources of one agreement are compared by this. Nothing here becomes credit, so a row
that an import refuses is heard as well: `no equiv` against a course is a disagreement.
"""

from collections.abc import Callable
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.courses import CourseExpression, ElectiveCredit, Leaf, ways
from articulate.intake.expressions import read_courses
from articulate.intake.fields import Fields, Found
from articulate.intake.key import Key, read_key
from articulate.intake.layout import Holds, Layout, Written
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.receiving import Targets, read_targets
from articulate.intake.sending import Sources, course_cells, read_sources
from articulate.intake.table_rows import OpenSheet, open_sheet
from articulate.intake.tables import chosen_sheets
from articulate.intake.titled import read_titled

Said = frozenset[frozenset[str]]
"""The ways in which a cell can be met, each a set of codes; words are themselves."""


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One row: the courses it is about, and what it says of them.

    `sources` names them in an order that does not depend on the sheet. `says` is as it
    is written, `means` the same whatever an elective or no credit is called. `words`
    are the receiving cell's own; `beside` what else the row says, by what it is.
    """

    place: CellRef
    sources: str
    says: Said
    means: Said
    words: str
    beside: tuple[tuple[Holds, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SaidRows:
    """The rows of a table, and why nothing could be read where that is so."""

    rows: tuple[SaidRow, ...]
    report: Report


def read_said_rows(
    content: bytes, *, workbook_name: str, layout: Layout, sheet: str | None = None
) -> SaidRows:
    """Hear every row that names its sending courses and says something of them."""
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        return SaidRows((), Report.of([opened]))
    chosen, problems = chosen_sheets(opened, sheet)
    found = [open_sheet(one, layout) for one in chosen]
    sheets = [one for one in found if isinstance(one, OpenSheet)]
    if not sheets:
        missing = [one for one in found if isinstance(one, Diagnostic)]
        return SaidRows((), Report.of([*problems, *missing]))
    rows = [row for one in sheets for row in _heard(one, layout)]
    return SaidRows(tuple(rows), Report())


def _heard(opened: OpenSheet, layout: Layout) -> list[SaidRow]:
    key = read_key(opened.lines, layout.ignored_lines).key
    rows = []
    for fields in opened.rows:
        sources = read_sources(fields, key)
        cells = course_cells(
            fields,
            *(Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT),
            Holds.RECEIVING_NUMBER,
        )
        if isinstance(sources, Sources) and cells:
            rows.append(_row(fields, key, sources, cells))
    return rows


def _row(
    fields: Fields, key: Key, sources: Sources, cells: tuple[Found, ...]
) -> SaidRow:
    says = frozenset(way for cell in cells for way in _says(cell, fields.layout))
    beside = [
        (holds, folded(found.text))
        for holds in (Holds.MINIMUM_GRADE, Holds.RECEIVING_CREDITS)
        if (found := fields.one(holds)) is not None
    ]
    about = _ways(sources.expression, str)
    return SaidRow(
        place=cells[0].place,
        sources=" or ".join(sorted(" and ".join(sorted(way)) for way in about)),
        says=says,
        means=_means(fields, key) or says,
        words=" / ".join(" ".join(plain(cell.text).split()) for cell in cells),
        beside=tuple(beside),
    )


def _says(cell: Found, layout: Layout) -> Said:
    """Return what a receiving cell says as it is written."""
    how = layout.how(Holds.RECEIVING_COURSE)
    column = layout.column(Holds.RECEIVING_COURSE)
    expression: CourseExpression | None = None
    if column is not None and column.written is Written.CODE_TITLE_CREDITS:
        titled = read_titled(cell.text, how)
        expression = None if isinstance(titled, Unread) else titled.expression
    else:
        read = read_courses(cell.text, how)
        expression = None if isinstance(read, Unread) else read.expression
    if expression is None:
        return frozenset({frozenset({" ".join(folded(cell.text).split())})})
    return _ways(expression, str)


def _means(fields: Fields, key: Key) -> Said | None:
    """Return what an import would understand; None where it would not."""
    targets = read_targets(fields, key)
    if not isinstance(targets, Targets):
        return None
    if targets.expression is None:
        return frozenset({frozenset({str(targets.outcome)})})
    return _ways(targets.expression, _meant)


def _meant(leaf: Leaf) -> str:
    """Name what is given: an elective by its subject and level, however it is coded."""
    if not isinstance(leaf, ElectiveCredit):
        return str(leaf)
    return " ".join(map(str, filter(None, ("elective", leaf.subject, leaf.level))))


def _ways(expression: CourseExpression, named: Callable[[Leaf], str]) -> Said:
    return frozenset(frozenset(map(named, way)) for way in ways(expression))
