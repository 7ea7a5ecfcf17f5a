"""Rows as they were compiled before: many values of one kind, each read when asked for.

Values are kept in their canonical form, one to a line. Those of the same shape share
what is the same in all of them, so that a rule of a table is little more than its
codes. Nothing here runs what it reads: a line is JSON, and only `codec.decode` makes it
a value.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Generic, TypeVar, cast, overload

from articulate.model.identifiers import InstitutionId
from articulate.rulebook.block_index import BlockIndex
from articulate.rulebook.codec import Json, encode_as
from articulate.rulebook.shape_reader import HOLE, ShapeReader

T = TypeVar("T")

BETWEEN = "\x1f"
write_leaf = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_written_name = cache(write_leaf)
"""Writes the name of a field; there are not many."""

# JSON as it is written here has no control character, so none of these is mistaken.


def packed(values: Iterable[object], kind: Hashable) -> bytes:
    """Pack values of one kind; `StoredRows` reads them."""
    rows: list[tuple[int, list[str]]] = []
    shapes: dict[str, int] = {}
    for value in values:
        leaves: list[str] = []
        skeleton = skeleton_of(encode_as(kind, value), leaves)
        rows.append((shapes.setdefault(skeleton, len(shapes)), leaves))
    same = same_in(rows)
    written = []
    for shape, leaves in rows:
        kept = same[shape]
        open_ = [leaf for place, leaf in enumerate(leaves) if kept[place] is None]
        written.append(BETWEEN.join((str(shape), *open_)))
    head = write_leaf([[skeleton, same[place]] for skeleton, place in shapes.items()])
    return "\n".join((head, *written)).encode()


@dataclass(eq=False)
class StoredRows(Sequence[T], Generic[T]):
    """Values of one kind as they were packed; equal to a tuple of the same values."""

    kind: object
    text: bytes = field(repr=False)
    size: int
    made: dict[int, T] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(self.size)))
        if not -self.size <= place < self.size:
            raise IndexError(place)
        at = place % self.size
        found = self.made.get(at)
        if found is None:
            found = self.made[at] = self._read(at)
        return found

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(self.size))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, tuple | StoredRows):
            return NotImplemented
        return len(self) == len(other) and all(
            one == another for one, another in zip(self, other, strict=True)
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.decode().split("\n")

    @property
    def shapes(self) -> list[tuple[str, list[str | None]]]:
        """What rows of one shape have in common: a form, and leaves not left open."""
        first, _, _ = self.text.partition(b"\n")
        return [(skeleton, same) for skeleton, same in json.loads(first)]

    @cached_property
    def _readers(self) -> list[ShapeReader[T]]:
        kind = cast("type[T]", self.kind)
        return [ShapeReader(kind, skeleton, same) for skeleton, same in self.shapes]

    def _read(self, place: int) -> T:
        shape, *open_ = self._lines[place + 1].split(BETWEEN)
        return self._readers[int(shape)].read(open_)


@dataclass(eq=False)
class StoredRules(StoredRows[T]):
    """Rules as they were packed, with their index, which is read when it is needed."""

    institutions: frozenset[InstitutionId] = frozenset()
    about_awards: bool = False
    indexed: bytes = field(default=b"", repr=False)

    def pieces(self) -> Iterator[list[str]]:
        """Yield the number of each rule's shape, and then the leaves that are its own.

        A leaf that `shape_reader.open_places` says is open stands one place on.
        """
        return (line.split(BETWEEN) for line in self.text.decode().split("\n")[1:])

    @cached_property
    def block_index(self) -> BlockIndex:
        """Where the rules name what."""
        exact, described, awards, parents, overrides = json.loads(self.indexed)
        return BlockIndex(
            exact,
            described,
            awards,
            set(parents),
            {rule: tuple(over) for rule, over in overrides.items()},
        )


def packed_index(index: BlockIndex) -> bytes:
    """Pack the index of a block's rules."""
    overrides = {str(rule): list(over) for rule, over in index.overrides.items()}
    parts = (index.exact, index.described, index.awards, sorted(index.parents))
    return write_leaf([*parts, overrides]).encode()


def skeleton_of(form: Json, leaves: list[str]) -> str:
    """Write a form with a hole for each text or number, which are *leaves*."""
    match form:
        case dict():
            inside = [
                f"{_written_name(name)}:{skeleton_of(part, leaves)}"
                for name, part in form.items()
            ]
            return "{" + ",".join(inside) + "}"
        case list():
            return "[" + ",".join(skeleton_of(part, leaves) for part in form) + "]"
        case _:
            leaves.append(write_leaf(form))
            return HOLE


def same_in(rows: Sequence[tuple[int, list[str]]]) -> dict[int, list[str | None]]:
    """Find for each shape the leaves that are the same in all its rows."""
    same: dict[int, list[str | None]] = {}
    for shape, leaves in rows:
        kept = same.get(shape)
        if kept is None:
            same[shape] = [*leaves]
            continue
        for place, leaf in enumerate(leaves):
            if kept[place] is not None and kept[place] != leaf:
                kept[place] = None
    return same
