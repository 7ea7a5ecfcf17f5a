"""A rule table: each row a rule in the words of the policy language, part by part.

Every row below the headings is a rule, or stands for a row that an import refused:
there are no titles, totals or notes. What the words mean is for `language` to say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.columns import Table, find_table, repeated
from articulate.intake.export import Exported
from articulate.intake.fields import Fields
from articulate.intake.layout import Holds, Layout
from articulate.intake.live_text import as_it_was
from articulate.intake.sheet import Sheet
from articulate.intake.tables import chosen_sheets, hidden_parts

REFUSED = "refused"
"""The kind of a row that an import refused, and that still waits for a person."""

Texts = Mapping[Holds, str]
"""What the cells of one row say; an empty cell is left out."""

_PLAIN = (Holds.REASON, Holds.REFER_TO, Holds.CITATION, Holds.READ_FROM)
"""Columns of plain words, which are kept letter by letter."""

_CITATION = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One row: its place, and what its cells say."""

    place: CellRef
    texts: Texts

    def text(self, holds: Holds) -> str:
        """Return what one of its cells says, empty where it is."""
        return self.texts.get(holds, "")

    @property
    def cites(self) -> tuple[str, ...]:
        """What it cites: one citation as it is, several in quotes with commas."""
        return citations(self.text(Holds.CITATION))


@dataclass(frozen=True, slots=True)
class RuleRows:
    """The rows of a rule table, and what is wrong with those that cannot be used."""

    rows: tuple[RuleRow, ...]
    report: Report


def read_rule_table(
    content: bytes, *, workbook_name: str, layout: Layout, sheet: str | None = None
) -> RuleRows:
    """Read the cells of a rule table. It is policy, so whatever is unclear is an error.

    Damaged, hidden and struck-through cells stop their row, as in any other table.
    """
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        return RuleRows((), Report.of([opened]))
    chosen, problems = chosen_sheets(opened, sheet)
    problems += opened.diagnostics
    rows: list[RuleRow] = []
    for one in chosen:
        table = find_table(one, layout)
        if isinstance(table, Diagnostic):
            problems.append(table)
            continue
        problems += repeated(table, layout, one)
        for fields in _below(one, table, layout):
            unusable = [*fields.unusable(), *hidden_parts(fields, one)]
            problems += unusable
            if not unusable:
                rows.append(_row(fields))
    return RuleRows(tuple(rows), Report.of(problems))


def rule_table(rows: Iterable[Texts], layout: Layout) -> Exported:
    """Write rows under the headings of a layout, in the order they are given."""
    columns = [one for one in layout.columns if one.holds is not Holds.IGNORED]
    written = tuple(tuple(row.get(one.holds, "") for one in columns) for row in rows)
    return Exported(tuple(one.headings[0] for one in columns), written, ())


def citation_text(cites: Iterable[str]) -> str:
    """Write citations so that `citations` gives them back.

    >>> citation_text(["Memorandum 7"]), citation_text(["Catalog", "Memorandum 7"])
    ('Memorandum 7', '"Catalog", "Memorandum 7"')
    """
    listed = list(cites)
    if len(listed) == 1 and listed[0] and not listed[0].startswith('"'):
        return listed[0]
    return ", ".join(f'"{_escaped(one)}"' for one in listed)


def citations(text: str) -> tuple[str, ...]:
    """Read what `citation_text` wrote; anything else is one citation.

    >>> citations('"Catalog", "Memorandum 7"')
    ('Catalog', 'Memorandum 7')
    """
    if not text:
        return ()
    quoted = _CITATION.findall(text)
    if text != ", ".join(quoted):
        return (text,)
    return tuple(_ESCAPED.sub(r"\1", one[1:-1]) for one in quoted)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _below(sheet: Sheet, table: Table, layout: Layout) -> Iterator[Fields]:
    for row in sheet.rows:
        if row.number > table.heading and any(not cell.blank for cell in row.cells):
            yield Fields(row, table, layout)


def _row(fields: Fields) -> RuleRow:
    texts = {}
    for holds in fields.table.columns:
        found = fields.one(holds)
        if found is not None:
            text = as_it_was(found.text)
            texts[holds] = text if holds in _PLAIN else " ".join(text.split())
    return RuleRow(fields.place(Holds.RULE_ID), texts)
