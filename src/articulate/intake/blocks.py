"""Several tables on one sheet, side by side and below each other, each under headings.

A block reaches from its first heading to the first heading of the block beside it, and
down to the next headings in its columns. What stands in no block is above or beside
the tables, and may explain all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.columns import (
    Table,
    column_missing,
    spellings_of,
    table_under,
)
from articulate.intake.layout import Layout
from articulate.intake.normalize.text import wording
from articulate.intake.sheet import Row, Sheet, column_letters, column_number

_LAST = 1 << 20
"""Beyond every column and row of a sheet."""


@dataclass(frozen=True, slots=True)
class Block:
    """One table among several: its columns and rows, the last ones excluded."""

    table: Table
    columns: range
    rows: range

    def part(self, row: Row) -> Row:
        """Return what a row has in the columns of this block."""
        cells = (one for one in row.cells if column_number(one.column) in self.columns)
        return replace(row, cells=tuple(cells))

    def view(self, sheet: Sheet) -> Sheet:
        """Return the part of a sheet that this block is, headings included."""
        inside = (row for row in sheet.rows if row.number in self.rows)
        parts = tuple(part for row in inside if (part := self.part(row)).cells)
        return replace(sheet, rows=parts)


def find_blocks(sheet: Sheet, layout: Layout) -> tuple[Block, ...] | Diagnostic:
    """Find every table of a sheet, in the order of its rows, or say what is missing."""
    if layout.tables:
        return tuple(_where(layout))
    found: list[Block] = []
    for row in sheet.rows:
        headed = _headed(row, layout)
        if headed:
            found = [_ended(one, row.number, headed) for one in found]
            found += _opened(row.number, headed, found)
    return tuple(found) if found else column_missing(sheet, layout)


def _where(layout: Layout) -> Iterator[Block]:
    """Yield the tables that a layout places; letters count from a table's first."""
    for placed in layout.tables:
        first, last = placed.rows
        for left, right in placed.columns:
            start, stop = column_number(left), column_number(right) + 1
            moved = {
                one.holds: tuple(_moved(letter, start) for letter in one.columns)
                for one in layout.columns
                if one.columns
            }
            table = Table(first - 1, moved, spellings=spellings_of(layout))
            yield Block(table, range(start, stop), range(first, last + 1))


def _moved(letter: str, start: int) -> str:
    return column_letters(column_number(letter) + start - 1)


def outside(sheet: Sheet, blocks: Iterable[Block]) -> Sheet:
    """Return what stands in none of the blocks."""
    kept = tuple(blocks)
    rows = []
    for row in sheet.rows:
        around = [one.columns for one in kept if row.number in one.rows]
        cells = tuple(
            cell
            for cell in row.cells
            if not any(column_number(cell.column) in columns for columns in around)
        )
        if cells:
            rows.append(replace(row, cells=cells))
    return replace(sheet, rows=tuple(rows))


def _headed(row: Row, layout: Layout) -> list[tuple[Table, range]]:
    """Return the tables whose headings stand in a row, and where they stand."""
    found = []
    for letters in _begun(row):
        table = table_under(_only(row, letters), layout)
        if table is not None:
            across = range(column_number(letters[0]), column_number(letters[-1]) + 1)
            found.append((table, across))
    return found


def _opened(
    number: int, headed: list[tuple[Table, range]], above: list[Block]
) -> Iterator[Block]:
    """Open the blocks of one row of headings, between those that go on beside it."""
    beside = [one for one in above if number in one.rows]
    starts = [one.columns.start for one in beside]
    starts += [across.start for _, across in headed]
    for place, (table, across) in enumerate(headed):
        after = min((one for one in starts if one > across.start), default=_LAST)
        lies_left = place > 0 or any(one < across.start for one in starts)
        first = across.start if lies_left else 1
        yield Block(table, range(first, after), range(number, _LAST))


def _begun(row: Row) -> Iterator[list[str]]:
    """Part a row where a heading repeats one of the block that it would belong to."""
    letters: list[str] = []
    words: set[str] = set()
    for cell in row.cells:
        heading = wording(cell.text)
        if heading in words:
            yield letters
            letters, words = [], set()
        letters.append(cell.column)
        words.add(heading)
    yield letters


def _only(row: Row, letters: list[str]) -> Row:
    return replace(row, cells=tuple(one for one in row.cells if one.column in letters))


def _ended(block: Block, number: int, headed: list[tuple[Table, range]]) -> Block:
    """End a block above a row whose headings stand in its columns."""
    below = any(
        one.start < block.columns.stop and block.columns.start < one.stop
        for _, one in headed
    )
    if below and number in block.rows:
        return replace(block, rows=range(block.rows.start, number))
    return block
