"""Rows that are alike are understood once: the others say the same of other courses.

What one row says may depend on others: on a row about the same courses, on one with the
same id. Such rows are put with those that were read by themselves, and settled there.
"""

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import itemgetter

from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    Leaf,
    WrittenCode,
    ways,
)
from articulate.intake.identities import made_id
from articulate.intake.rows import ArticulationRow
from articulate.rulebook.packing import Alike

Parts = tuple[str, ...]
"""The parts of codes: subject, number, subject, number, … ."""


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

    def row(self, number: int, rule_id: str, parts: Parts) -> ArticulationRow:
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

    def ways(self, parts: Parts) -> Sequence[Hashable]:
        """Return the sets of courses that are enough, as `way_of` writes them."""
        named = list(zip(parts[::2], parts[1::2], strict=True))[: self.sources]
        if self.every:
            several = frozenset(named)
            return (several if len(several) > 1 else named[0],)
        return named


@dataclass(frozen=True, slots=True)
class PlainRows:
    """Rows of one shape, in columns: place, number, id, and the parts of their codes.

    Places are counted through all sheets of a table.
    """

    shape: RowShape
    alike: Alike
    places: Sequence[int]
    numbers: Sequence[int]
    ids: Sequence[str]
    parts: Sequence[Parts]

    def chosen(self, places: Container[int], *, inside: bool) -> "PlainRows":
        """Return the rows whose places are inside of some, or outside of them."""
        kept = [(place in places) is inside for place in self.places]
        return replace(
            self,
            places=[*compress(self.places, kept)],
            numbers=[*compress(self.numbers, kept)],
            ids=[*compress(self.ids, kept)],
            parts=[*compress(self.parts, kept)],
        )


@dataclass(slots=True)
class AlikeRows:
    """Tells rows that stand by themselves from those that have to be settled."""

    plain: list[PlainRows] = field(default_factory=list)
    _ways: dict[Hashable, int] = field(default_factory=dict)
    _ids: dict[Hashable, int] = field(default_factory=dict)
    _contested: set[int] = field(default_factory=set)

    def add(self, rows: PlainRows) -> None:
        """Add rows that are like others."""
        self.plain.append(rows)
        self._note(self._ids, rows.ids, rows.places)
        ways_of = rows.shape.ways
        if rows.shape.sources == 1:
            self._note(self._ways, [parts[:2] for parts in rows.parts], rows.places)
            return
        together = [
            (way, place)
            for place, parts in zip(rows.places, rows.parts, strict=True)
            for way in ways_of(parts)
        ]
        self._note(self._ways, *zip(*together, strict=True))

    def contested(self, whole: Iterable[ArticulationRow]) -> list[ArticulationRow]:
        """Take out the rows that touch others, or one that was read by itself."""
        for row in whole:
            touched = [self._ways.get(way_of(way)) for way in ways(row.sources)]
            touched += [self._ids.get(row.rule_id or made_id(row))]
            self._contested.update(one for one in touched if one is not None)
        if not self._contested:
            return []
        taken = [
            (place, rows.shape.row(number, rule_id, parts))
            for every in self.plain
            for rows in (every.chosen(self._contested, inside=True),)
            for place, number, rule_id, parts in zip(
                rows.places, rows.numbers, rows.ids, rows.parts, strict=True
            )
        ]
        self.plain = [one.chosen(self._contested, inside=False) for one in self.plain]
        return [row for _, row in sorted(taken, key=itemgetter(0))]

    def _note(
        self,
        known: dict[Hashable, int],
        said: Sequence[Hashable],
        places: Sequence[int],
    ) -> None:
        """Note what rows say; those that say what another says touch each other."""
        new = dict(zip(said, places, strict=True))
        if len(new) == len(said) and known.keys().isdisjoint(new):
            known |= new
            return
        for one, place in zip(said, places, strict=True):
            first = known.setdefault(one, place)
            if first != place:
                self._contested |= {first, place}


def way_of(way: frozenset[Leaf]) -> Hashable:
    """Return a set of courses by subjects and numbers; one course stands for itself."""
    named = frozenset(
        (one.subject, one.number) if isinstance(one, WrittenCode) else one
        for one in way
    )
    return next(iter(named)) if len(named) == 1 else named


def _naming(
    expression: CourseExpression, named: Iterator[tuple[str, str]]
) -> CourseExpression:
    """Return an expression of the same form with other courses, from left to right."""
    if isinstance(expression, AllOf | AnyOne):
        parts = tuple(_naming(part, named) for part in expression.parts)
        return type(expression)(parts)
    return WrittenCode(*next(named))
