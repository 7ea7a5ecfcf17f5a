"""Packed states: all gauges of a table in one whole number, a field for each.

Placing a course is then one addition, and forgetting a unit one mask, however many
gauges there are. A field is as wide as the gauge could ever need, and starts above
nought by what could be taken from it, so that no field ever borrows from another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articulate.audit.states.gauges import Action, Gauges

Packed = int
"""A state of all gauges."""


class Field(NamedTuple):
    """Where a gauge is in a state: `low` is what the gauge is where the field is 0."""

    shift: int
    mask: int
    low: int

    def value(self, state: Packed) -> int:
        """Return what the gauge is."""
        return (state >> self.shift & self.mask) + self.low


def covering(fields: Iterable[Field]) -> Packed:
    """Return a mask over some fields."""
    cover = 0
    for one in fields:
        cover |= one.mask << one.shift
    return cover


class Move(NamedTuple):
    """A way to place a course, as it changes a state.

    It may not be made where a field of `full` has reached its amount before, nor where
    one of `over` would be above its amount after, nor where more than so many of the
    flags of `together` would be up. `cover` is all that it looks at or changes.
    """

    plus: Packed
    raised: Packed
    cover: Packed
    full: tuple[tuple[int, int, int], ...]
    over: tuple[tuple[int, int, int], ...]
    together: tuple[tuple[Packed, int], ...]

    def made(self, state: Packed) -> Packed | None:
        """Return the state after it, None where it may not be made."""
        for shift, mask, enough in self.full:
            if state >> shift & mask >= enough:
                return None
        state += self.plus
        for shift, mask, most in self.over:
            if state >> shift & mask > most:
                return None
        if self.raised:
            state |= self.raised
            for flags, at_most in self.together:
                if (state & flags).bit_count() > at_most:
                    return None
        return state


@dataclass(slots=True)
class Fields:
    """The fields of all gauges, wide enough for every way to place the courses.

    `enough` is, by gauge, what a leaf needs where more would be surplus. `bits` is how
    many all fields have.
    """

    gauges: Gauges
    actions: Sequence[Sequence[Action]]
    enough: Mapping[int, int]
    at: list[Field] = field(init=False)
    masks: list[Packed] = field(init=False)
    bits: int = field(init=False)
    _moves: dict[int, Move] = field(default_factory=dict)

    def __post_init__(self) -> None:
        low, high = [0] * self.gauges.size, [1] * self.gauges.size
        for ways in self.actions:
            less: dict[int, int] = {}
            more: dict[int, int] = {}
            for way in ways:
                for gauge, amount in way.adds:
                    if amount > more.get(gauge, 0):
                        more[gauge] = amount
                    elif amount < less.get(gauge, 0):
                        less[gauge] = amount
            for gauge, amount in less.items():
                low[gauge] += amount
            for gauge, amount in more.items():
                high[gauge] += amount
        self.at = []
        shift = 0
        for least, most in zip(low, high, strict=True):
            bits = (most - least).bit_length()
            self.at.append(Field(shift, (1 << bits) - 1, least))
            shift += bits
        self.bits = shift
        self.masks = [one.mask << one.shift for one in self.at]

    def start(self) -> Packed:
        """Return the state before any course is placed."""
        return sum(-one.low << one.shift for one in self.at)

    def covering(self, gauges: Iterable[int]) -> Packed:
        """Return a mask over the fields of some gauges."""
        cover = 0
        for one in gauges:
            cover |= self.masks[one]
        return cover

    def flag(self, gauge: int) -> Packed:
        """Return a gauge of 1 alone."""
        return 1 << self.at[gauge].shift

    def move(self, way: Action) -> Move:
        """Pack a way to place a course; many courses have the same."""
        known = self._moves.get(id(way))
        if known is None:
            known = self._moves[id(way)] = self._packed(way)
        return known

    def _packed(self, way: Action) -> Move:
        gauges, at, enough = self.gauges, self.at, self.enough
        plus = raised = cover = 0
        over, full = [], []
        for gauge, amount in way.adds:
            here = at[gauge]
            plus += amount << here.shift
            cover |= self.masks[gauge]
            if gauge in gauges.most:
                over.append((here.shift, here.mask, gauges.most[gauge] - here.low))
        for gauge in way.fills:
            if gauge in enough:
                here = at[gauge]
                cover |= self.masks[gauge]
                full.append((here.shift, here.mask, enough[gauge] - here.low))
        if not way.flags:
            return Move(plus, 0, cover, tuple(full), tuple(over), ())
        together: set[tuple[Packed, int]] = set()
        for flag in way.flags:
            raised |= self.flag(flag)
            for flags, at_most in gauges.together.get(flag, ()):
                these = sum(map(self.flag, flags))
                together.add((these, at_most))
                cover |= these
        bounds = tuple(sorted(together))
        return Move(plus, raised, cover | raised, tuple(full), tuple(over), bounds)
