"""The courses of a rule as the rows of a layout: in one cell, in columns, in rows.

A layout has a place for a course on each side, whole or as a subject and a number. More
of them stand in one cell or in columns that the layout has for several; else in rows
that a group, or what they agree in, ties together.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulate.intake.export_cells import Named, in_cell
from articulate.intake.layout import Holds, Layout, LayoutColumn, Several, Written

Cells = dict[Holds, list[str]]
"""The texts of one row, by what their columns hold."""

Parts = tuple[list[tuple[Named, str]], str]
"""The courses of one side, each with its credit, and the word between them."""


@dataclass(frozen=True, slots=True)
class _Side:
    """The columns that one side's courses may stand in."""

    course: Holds
    subject: Holds
    number: Holds
    credits: Holds | None = None


_SENDING = _Side(Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER)
_RECEIVING = _Side(
    Holds.RECEIVING_COURSE,
    Holds.RECEIVING_SUBJECT,
    Holds.RECEIVING_NUMBER,
    Holds.RECEIVING_CREDITS,
)


def rows_of(
    source: Parts, given: Parts, beside: Cells, layout: Layout, *, group: str
) -> list[Cells] | str:
    """Return the rows that a rule takes, or why the layout has no place for it.

    *beside* are the cells that every row of the rule has; *group* is what its rows are
    tied together by, where the layout has a column for that.
    """
    column = layout.column(Holds.GROUP)
    tied = column is not None or bool(layout.grouped_by)
    if tied and max(len(source[0]), len(given[0])) > 1:
        return _in_rows(source, given, beside, layout, group=group)
    sides: Cells = {}
    for side, parts in ((_SENDING, source), (_RECEIVING, given)):
        cells = _in_one_row(side, parts, layout)
        if isinstance(cells, str):
            return cells
        sides.update(cells)
    if column is not None and column.required:
        sides[Holds.GROUP] = [group]
    return [{**beside, **sides}]


def kept_apart(rules: Iterable[tuple[str, list[Cells]]], layout: Layout) -> None:
    """Name the group of rows that would be taken for one rule with those of another."""
    if not layout.grouped_by or layout.column(Holds.GROUP) is None:
        return
    alike = [
        (group, rows, _agreed(rows[0], layout))
        for group, rows in rules
        if rows and Holds.GROUP not in rows[0]
    ]
    count = Counter(agreed for _, _, agreed in alike)
    for group, rows, agreed in alike:
        if count[agreed] > 1:
            for row in rows:
                row[Holds.GROUP] = [group]


def _in_rows(
    source: Parts, given: Parts, beside: Cells, layout: Layout, *, group: str
) -> list[Cells] | str:
    """Write a rule as rows that belong together: everything in them is meant."""
    codes, word = source
    parts, between = given
    if "or" in (word, between):
        return "a choice has no place in rows of one course"
    if all(named.nothing for named, _ in parts):
        return "what is said of a set that gives nothing has no place in rows"
    rows: list[Cells] = []
    for at in range(max(len(codes), len(parts))):
        row = dict(beside)
        for side, one in (
            (_SENDING, codes[min(at, len(codes) - 1)]),
            (_RECEIVING, parts[min(at, len(parts) - 1)]),
        ):
            cells = _in_one_row(side, ([one], ""), layout)
            if isinstance(cells, str):
                return cells
            row.update(cells)
        rows.append(row)
    agreed = {_agreed(row, layout) for row in rows}
    if layout.grouped_by and len(agreed) == 1:
        return rows
    if layout.column(Holds.GROUP) is None:
        return "nothing ties its rows together"
    return [{**row, Holds.GROUP: [group]} for row in rows]


def _agreed(row: Cells, layout: Layout) -> tuple[str, ...]:
    """Return what rows of one rule agree in, where nothing else ties them together."""
    return tuple("".join(row.get(holds, [])) for holds in layout.grouped_by)


def _in_one_row(side: _Side, parts: Parts, layout: Layout) -> Cells | str:
    """Return the cells of one side in one row, or why they have no place there."""
    listed, word = parts
    column = layout.column(side.course)
    if column is not None:
        written = [in_cell(named, stated, column) for named, stated in listed]
        if not _readable(listed, column):
            return "several courses in a cell need the credit of each"
        spread = _spread(written, word, column)
        if spread is None:
            return "more courses than the layout has columns"
        cells = {side.course: spread}
        beside = column.written is Written.CODES
    else:
        named = listed[0][0]
        if len(listed) > 1 or named.several:
            return "several courses have no place in a subject and a number"
        cells = {side.subject: [named.subject], side.number: [named.number]}
        beside = True
    amounts = [stated for _, stated in listed]
    if side.credits is not None and beside and any(amounts):
        same = word == "or" and len(set(amounts)) == 1
        cells[side.credits] = [amounts[0] if same else " + ".join(amounts)]
    return cells


def _readable(listed: Sequence[tuple[Named, str]], column: LayoutColumn) -> bool:
    """Say whether several titled courses can be told apart: by the credit of each."""
    if column.written is not Written.CODE_TITLE_CREDITS:
        return True
    if any(named.several for named, _ in listed):
        return False
    return len(listed) == 1 or all(stated for _, stated in listed)


def _spread(texts: list[str], word: str, column: LayoutColumn) -> list[str] | None:
    """Put several courses into one cell, or into the columns that are for several."""
    together = column.several is Several.TOGETHER and word == "and"
    either = column.several is Several.EITHER and word == "or"
    if together or either:
        return texts if len(texts) <= len(column.headings) else None
    return [f" {word} ".join(texts)]
