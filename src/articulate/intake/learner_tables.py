"""Tables about learners: their sheets opened, and what came of their rows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.fields import Fields
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.text import folded
from articulate.intake.preview import ImportPreview, RefusedRow
from articulate.intake.table_rows import OpenSheet, open_sheet, without_rows
from articulate.intake.tables import chosen_sheets

_TOTALS = re.compile(r"(?:grand |sub[- ]?)?totals?\b.*|page \d.*|gpa\b.*")


class Gathered(Protocol):
    """What the rows of one learner came to."""

    @property
    def understood(self) -> int:
        """How many rows are in the record."""
        ...

    @property
    def repeated(self) -> int:
        """How many rows say what an earlier one said."""
        ...

    @property
    def refused(self) -> Mapping[CellRef, tuple[Code, ...]]:
        """The rows that are not in the record, and why."""
        ...

    @property
    def problems(self) -> list[Diagnostic]:
        """What was noticed."""
        ...


@dataclass(frozen=True, slots=True)
class LearnerTable:
    """The sheets of a table about learners, and what was noticed in opening them."""

    preview: ImportPreview
    layout: Layout
    sheets: tuple[OpenSheet, ...]
    problems: tuple[Diagnostic, ...]

    def rows(self) -> Iterator[tuple[Fields, OpenSheet]]:
        """Yield every row with the sheet it stands on, those without a course too.

        In a list of equivalencies such a row is a note. Here it is about a learner, and
        has to be reported.
        """
        for one in self.sheets:
            for fields in (*one.rows, *_without_course(one, self.layout)):
                yield fields, one

    def learners(self) -> dict[str, CellRef]:
        """Return who the rows are about, each with the first cell that names them."""
        learners: dict[str, CellRef] = {}
        for fields, _ in self.rows():
            found = fields.one(Holds.LEARNER)
            if found is not None:
                learners.setdefault(learner_named(found.text), found.place)
        return learners

    def came(self, gathered: Iterable[Gathered]) -> ImportPreview:
        """Say what came of every row."""
        all_of_them = list(gathered)
        empty = [warning for one in self.sheets for warning in without_rows(one)]
        noticed = [problem for one in all_of_them for problem in one.problems]
        refused = [pair for one in all_of_them for pair in one.refused.items()]
        return ImportPreview(
            workbook=self.preview.workbook,
            layout=self.preview.layout,
            sheets=tuple(one.sheet.name for one in self.sheets),
            read=sum(1 for _ in self.rows()),
            understood=sum(one.understood for one in all_of_them),
            repeated=sum(one.repeated for one in all_of_them),
            refused=tuple(RefusedRow(place, codes) for place, codes in refused),
            report=Report.of([*self.problems, *empty, *noticed]),
        )


def open_learner_table(
    content: bytes, name: str, layout: Layout, sheet: str | None
) -> LearnerTable | ImportPreview:
    """Open a table about learners; a preview alone says why nothing can be read."""
    opened = open_table(content, name, layout)
    if isinstance(opened, Diagnostic):
        return ImportPreview(name, layout.name, report=Report.of([opened]))
    chosen, problems = chosen_sheets(opened, sheet)
    found = [open_sheet(one, layout) for one in chosen]
    tables = tuple(one for one in found if isinstance(one, OpenSheet))
    noticed = [*opened.diagnostics, *problems]
    if not tables:
        noticed += [one for one in found if isinstance(one, Diagnostic)]
        return ImportPreview(name, layout.name, report=Report.of(noticed))
    preview = ImportPreview(name, layout.name)
    return LearnerTable(preview, layout, tables, tuple(noticed))


def _without_course(opened: OpenSheet, layout: Layout) -> Iterator[Fields]:
    """Yield the rows below the headings that say something, and name no course."""
    if len(opened.tables) != 1:
        return
    (table,) = opened.tables
    known = {fields.row.number for fields in opened.rows}
    described = {
        letter
        for holds, letters in table.columns.items()
        for letter in letters
        if holds is not Holds.IGNORED
    }
    for row in opened.sheet.rows:
        if row.number <= table.heading or row.number in known or table.is_heading(row):
            continue
        said = [one for one in row.cells if one.column in described and not one.blank]
        total = any(_TOTALS.fullmatch(folded(one.text)) for one in said[:2])
        if len(said) > 1 and not total:
            yield Fields(row, table, layout)


def learner_named(text: str) -> str:
    """Return who is meant by a cell: blanks are single."""
    return " ".join(text.split())


def whose(fields: Fields) -> Diagnostic:
    """Report a row that does not say which learner it is about."""
    return Diagnostic(
        code=Code.SEVERAL_LEARNERS,
        place=fields.place(Holds.LEARNER),
        message="the row does not say which learner it is about",
        help="fill in the learner; with one learner in the file the column may be"
        " left out",
    )
