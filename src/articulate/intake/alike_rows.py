"""Rows that are alike are understood once: the others say the same of other courses.

What one row says may depend on others: on a row about the same courses, on one with the
same id. Such rows are put with those that were read by themselves, and settled there.
"""

from collections.abc import (
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from articulate.diagnostics.cell import CellRef
from articulate.intake.alike_sheet import ALONE, AlikeSheet
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    Leaf,
    WrittenCode,
    leaves,
    ways,
)
from articulate.intake.identities import made_id
from articulate.intake.key import Key
from articulate.intake.normalize.unread import Unread
from articulate.intake.rows import ArticulationRow
from articulate.intake.tables import Reading
from articulate.intake.tokens import Token
from articulate.rulebook.packing import OPEN_ROW, Alike, open_code

_Parts = tuple[str, ...]


@dataclass(slots=True)
class RowShape:
    """What rows of one shape say, as it was understood of the first of them.

    `sources` is how many courses they ask for, `every` whether for all of them;
    `from_day` is what an id that is made of these ends with.
    """

    example: ArticulationRow
    sources: int
    every: bool
    has_id: bool
    from_day: str

    def row(self, number: int, rule_id: str, parts: _Parts) -> ArticulationRow:
        """Return what a row of this shape says, with all that is its own."""
        example = self.example
        named = iter(zip(parts[::2], parts[1::2], strict=True))
        sources = _naming(example.sources, named)
        targets = example.targets
        if targets is not None and len(parts) > 2 * self.sources:
            targets = _naming(targets, named)
        return replace(
            example,
            place=replace(example.place, row=number),
            source_place=replace(example.source_place, row=number),
            sources=sources,
            targets=targets,
            rule_id=rule_id if self.has_id else "",
        )

    def ways(self, parts: _Parts) -> Iterable[Hashable]:
        """Return the sets of courses that are enough, as `way_of` writes them."""
        if self.sources == 1:
            return (parts[:2],)
        named = list(zip(parts[::2], parts[1::2], strict=True))[: self.sources]
        if self.every:
            several = frozenset(named)
            return (several if len(several) > 1 else named[0],)
        return named


class PlainRow(NamedTuple):
    """A row that is like others: its shape, its number, and what is its own."""

    shape: RowShape
    alike: Alike
    number: int
    rule_id: str
    parts: _Parts


@dataclass(slots=True)
class AlikeRows:
    """Tells rows that stand by themselves from those that have to be settled."""

    plain: list[PlainRow] = field(default_factory=list)
    _ways: dict[Hashable, int] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _contested: set[int] = field(default_factory=set)

    def add(self, row: PlainRow) -> None:
        """Add a row that is like others."""
        place = len(self.plain)
        self.plain.append(row)
        firsts = [self._ids.setdefault(row.rule_id, place)]
        for way in row.shape.ways(row.parts):
            firsts.append(self._ways.setdefault(way, place))  # noqa: PERF401 - faster
        for first in firsts:
            if first != place:
                self._contested |= {first, place}

    def contested(self, whole: Iterable[ArticulationRow]) -> list[ArticulationRow]:
        """Take out the rows that touch others, or one that was read by itself."""
        for row in whole:
            touched = [self._ways.get(way_of(way)) for way in ways(row.sources)]
            touched += [self._ids.get(row.rule_id or made_id(row))]
            self._contested.update(one for one in touched if one is not None)
        taken = [self.plain[place] for place in sorted(self._contested)]
        kept = enumerate(self.plain)
        self.plain = [one for place, one in kept if place not in self._contested]
        return [one.shape.row(one.number, one.rule_id, one.parts) for one in taken]


def way_of(way: frozenset[Leaf]) -> Hashable:
    """Return a set of courses by subjects and numbers; one course stands for itself."""
    named = frozenset(
        (one.subject, one.number) if isinstance(one, WrittenCode) else one
        for one in way
    )
    return next(iter(named)) if len(named) == 1 else named


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
        self._shapes: dict[int, _Shape | _Elsewhere | None] = {}

    def read(self, into: AlikeRows) -> None:
        """Read every row of the table."""
        opened, shapes = self._opened, self._shapes
        pairs = zip(opened.states, opened.rows.tokens(), strict=True)
        for place, (state, (number, tokens)) in enumerate(pairs):
            if state < 0 or tokens is None:
                if state == ALONE:
                    self._alone(place)
                continue
            shape = shapes.get(state, _NOT_YET)
            if isinstance(shape, _Shape):
                parts = shape.parts(tokens)
                rule_id = shape.rule_id(tokens, parts)
                into.add(PlainRow(shape.row, shape.alike, number, rule_id, parts))
            elif shape is _NOT_YET:
                shapes[state] = self._shape(state, self._alone(place), tokens)
            elif isinstance(shape, tuple):
                unread, at = shape
                self._reading.elsewhere.append((unread, replace(at, row=number)))
            else:
                self._alone(place)

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
        parts = _parts(named, tokens)
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
_Column = tuple[Mapping[Token, _Parts], int]
_NOT_YET = object()


def _parts(named: tuple[_Column, ...], tokens: Sequence[Token]) -> _Parts:
    parts: _Parts = ()
    for read, place in named:
        parts += read[tokens[place]]
    return parts


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape that was understood, and where its rows have what is their own."""

    row: RowShape
    alike: Alike
    named: tuple[_Column, ...]
    given: _Column | None

    def parts(self, tokens: Sequence[Token]) -> _Parts:
        """Return the parts of the codes that a row names."""
        return _parts(self.named, tokens)

    def rule_id(self, tokens: Sequence[Token], parts: _Parts) -> str:
        """Return the id of a row, its own or one made of its courses."""
        if self.given is None:
            made = "-".join(parts[: 2 * self.row.sources]).lower()
            return f"{made}{self.row.from_day}"
        read, place = self.given
        return read[tokens[place]][0]


def _shape_of(
    example: ArticulationRow, parts: _Parts, *, has_id: bool
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


def _naming(
    expression: CourseExpression, named: Iterator[tuple[str, str]]
) -> CourseExpression:
    """Return an expression of the same form with other courses, from left to right."""
    if isinstance(expression, AllOf | AnyOne):
        parts = tuple(_naming(part, named) for part in expression.parts)
        return type(expression)(parts)
    return WrittenCode(*next(named))
