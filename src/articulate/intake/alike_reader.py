"""Rows of a sheet that are alike: the first of them is read for all.

What is their own stands in few columns, and is looked up column by column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import add

from articulate.diagnostics.cell import CellRef
from articulate.intake.alike_rows import AlikeRows, Parts, PlainRows, RowShape
from articulate.intake.alike_sheet import ALONE, AlikeSheet
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    WrittenCode,
    leaves,
)
from articulate.intake.identities import made_id
from articulate.intake.key import Key
from articulate.intake.normalize.unread import Unread
from articulate.intake.rows import ArticulationRow
from articulate.intake.tables import Reading
from articulate.intake.tokens import Token, in_batches
from articulate.rulebook.packing import OPEN_ROW, Alike, open_code


class AlikeReader:
    """Reads the rows of one sheet, those that are alike once."""

    def __init__(
        self,
        opened: AlikeSheet,
        key: Key,
        reading: Reading,
        pack: Callable[[ArticulationRow, int], Alike | None],
    ) -> None:
        self._opened = opened
        self._key = key
        self._reading = reading
        self._pack = pack
        self._like: dict[int, _Shape] = {}
        self._unlike: dict[int, _Elsewhere | None] = {}

    def read(self, into: AlikeRows, before: int) -> None:
        """Read every row of the sheet; so many came *before* it in its table."""
        states = iter(self._opened.states)
        place = -1
        for batch in in_batches(self._opened.rows):
            waiting: dict[int, list[_Row]] = {state: [] for state in self._like}
            for number, tokens in batch:
                place += 1
                state = next(states)
                if tokens is None or state < 0:
                    if state == ALONE:
                        self._alone(place)
                elif state in waiting:
                    waiting[state].append((before + place, number, tokens))
                elif self._understood(state, place, number, tokens):
                    waiting[state] = []
            for state, rows in waiting.items():
                if rows:
                    into.add(self._like[state].plain(rows))

    def _understood(
        self, state: int, place: int, number: int, tokens: Sequence[Token]
    ) -> bool:
        """Read a row by itself; say whether it shows what others of its shape say."""
        if state not in self._unlike:
            shape = self._shape(state, self._alone(place), tokens)
            if isinstance(shape, _Shape):
                self._like[state] = shape
                return True
            self._unlike[state] = shape
            return False
        elsewhere = self._unlike[state]
        if elsewhere is None:
            self._alone(place)
        else:
            unread, at = elsewhere
            self._reading.elsewhere.append((unread, replace(at, row=number)))
        return False

    def _alone(self, place: int) -> "ArticulationRow | _Elsewhere | None":
        fields = self._opened.fields(place)
        return self._reading.row(fields, self._key, self._opened.sheet, [])

    def _shape(
        self,
        state: int,
        example: "ArticulationRow | _Elsewhere | None",
        tokens: Sequence[Token],
    ) -> "_Shape | _Elsewhere | None":
        """Find what rows of a shape have in common; None where each is read alone."""
        if not isinstance(example, ArticulationRow):
            return example
        cells, places = self._opened.columns.cells, self._opened.shapes[state]
        named = tuple(
            (cells[place].parts, place)
            for place in (*places.sending, *places.receiving)
        )
        given = places.rule_id
        (parts,) = _parts(named, [tokens])
        row = _shape_of(example, parts, has_id=given is not None)
        if row is None:
            return None
        codes = len(parts) // 2
        opened = tuple(part for one in range(codes) for part in open_code(one))
        alike = self._pack(row.row(OPEN_ROW, "", opened), codes)
        if alike is None:
            return None
        return _Shape(
            row, alike, named, None if given is None else (cells[given].parts, given)
        )


_Elsewhere = tuple[Unread, CellRef]
_Column = tuple[Mapping[Token, Parts], int]
_Row = tuple[int, int, Sequence[Token]]
"""A row: its place among all rows, its number, and its tokens."""


def _column(read: _Column, rows: Sequence[Sequence[Token]]) -> list[Parts]:
    """Return what the cells of one column name in each of the rows."""
    known, at = read
    return [known[row[at]] for row in rows]


def _parts(named: Sequence[_Column], rows: Sequence[Sequence[Token]]) -> list[Parts]:
    """Return what each of the rows names, in the cells of several columns."""
    first, *others = (_column(one, rows) for one in named)
    for column in others:
        first = [*map(add, first, column)]
    return first


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape that was understood, and where its rows have what is their own."""

    row: RowShape
    alike: Alike
    named: tuple[_Column, ...]
    given: _Column | None

    def plain(self, rows: Sequence[_Row]) -> PlainRows:
        """Return rows of this shape in columns."""
        places, numbers, tokens = zip(*rows, strict=True)
        parts = _parts(self.named, tokens)
        if self.given is None:
            asked = 2 * self.row.sources
            ids = [
                f"{'-'.join(one[:asked]).lower()}{self.row.from_day}" for one in parts
            ]
        else:
            ids = [text for (text,) in _column(self.given, tokens)]
        return PlainRows(self.row, self.alike, places, numbers, ids, parts)


def _shape_of(
    example: ArticulationRow, parts: Parts, *, has_id: bool
) -> RowShape | None:
    """Say what is shared, where the example names just the codes of its plain cells."""
    named = [WrittenCode(*pair) for pair in zip(parts[::2], parts[1::2], strict=True)]
    asked = list(leaves(example.sources))
    given = [] if example.targets is None else list(leaves(example.targets))
    sources = len(asked)
    flat = len(_parts_of(example.sources)) in (0, sources)
    if asked != named[:sources] or named[sources:] not in ([], given) or not flat:
        return None
    made = made_id(example)
    plain = "-".join(parts[: 2 * sources]).lower()
    own_id = bool(example.rule_id) == has_id
    if example.group or not own_id or not made.startswith(plain):
        return None
    return RowShape(
        example=example,
        sources=sources,
        every=not isinstance(example.sources, AnyOne),
        has_id=has_id,
        from_day=made.removeprefix(plain),
    )


def _parts_of(expression: CourseExpression) -> tuple[CourseExpression, ...]:
    return expression.parts if isinstance(expression, AllOf | AnyOne) else ()
