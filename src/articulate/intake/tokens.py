"""Rows as tokens: what stands in each cell, without its address, for comparing rows.

Rows of a table are told apart by what stands in them; most cells are plain texts. A row
of which anything else has to be known is no list of tokens, and is looked at as a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, runtime_checkable

from articulate.intake.sheet import Cell, CellKind, Row, column_number

Token = str | tuple[str, str, str | None, str | None, str]
"""A plain text; else text, kind, exact number, day and shade of a cell."""

WIDEST = 200
"""A row with cells further out is looked at as a row."""


_AT_ONCE = 4096  # rows; more would be no faster, and take memory


@runtime_checkable
class TokenRows(Protocol):
    """Rows that can be had as tokens, and each of them as a row."""

    def __iter__(self) -> Iterator[Row]:
        """Yield every row."""
        ...

    def tokens(self) -> Iterator[tuple[int, Sequence[Token] | None]]:
        """Yield the number of each row and its tokens, by column; None for no tokens.

        Columns that hold nothing have an empty text, those at the end may be left off.
        """
        ...

    def at(self, place: int) -> Row:
        """Return a row by its place among the rows, counted from 0."""
        ...


class _RowsAsTokens:
    """Rows that are there already."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def tokens(self) -> Iterator[tuple[int, Sequence[Token] | None]]:
        """Yield the tokens of each row."""
        return ((row.number, _tokens(row)) for row in self._rows)

    def at(self, place: int) -> Row:
        """Return a row by its place."""
        return self._rows[place]


def token_rows(rows: Iterable[Row]) -> TokenRows:
    """Return rows that can be had as tokens."""
    return rows if isinstance(rows, TokenRows) else _RowsAsTokens(tuple(rows))


def in_batches(
    rows: TokenRows,
) -> Iterator[list[tuple[int, Sequence[Token] | None]]]:
    """Yield the tokens of rows, some thousands of rows at once."""
    left = rows.tokens()
    while batch := [*islice(left, _AT_ONCE)]:
        yield batch


def aligned(cells: Iterable[tuple[str, Token]]) -> list[Token] | None:
    """Put tokens in the places of their columns; None where one is too far out."""
    tokens: list[Token] = []
    for column, token in cells:
        at = column_number(column)
        if at > WIDEST or at <= len(tokens):
            return None
        tokens += [""] * (at - len(tokens) - 1)
        tokens.append(token)
    return tokens


def _tokens(row: Row) -> list[Token] | None:
    if row.hidden or any(cell.attached for cell in row.cells):
        return None
    return aligned((cell.column, _token(cell)) for cell in row.cells)


def _token(cell: Cell) -> Token:
    if cell.kind is CellKind.TEXT and not cell.shade:
        return cell.text
    number = None if cell.number is None else str(cell.number)
    day = None if cell.day is None else cell.day.isoformat()
    return (cell.text, str(cell.kind), number, day, cell.shade)
