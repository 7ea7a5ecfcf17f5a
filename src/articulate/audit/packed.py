"""Packed states: all gauges of a table in one whole number, a field for each.

Placing a course is then one addition, and forgetting a unit one mask, however many
gauges there are. A field is as wide as the gauge could ever need, and starts above
nought by what could be taken from it, so that no field ever borrows from another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articulate.audit.gauges import Action, Gauges

Packed = int
"""A state of all gauges."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a gauge is in a state: `low` is what the gauge is where the field is 0."""

    shift: int
    mask: int
    low: int

    def value(self, state: Packed) -> int:
        """Return what the gauge is."""
        return (state >> self.shift & self.mask) + self.low


@dataclass(frozen=True, slots=True)
class Move:
    """A way to place a course, as it changes a state.

    It may not be made where a field of `full` has reached its amount before, nor where
    one of `over` would be above its amount after, nor where more than so many of the
    flags of `together` would be up.
    """

    plus: Packed
    raised: Packed
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

    `enough` is, by gauge, what a leaf needs where more would be surplus.
    """

    gauges: Gauges
    actions: Sequence[Sequence[Action]]
    enough: Mapping[int, int]
    at: list[Field] = field(init=False)

    def __post_init__(self) -> None:
        low, high = [0] * self.gauges.size, [1] * self.gauges.size
        for ways in self.actions:
            less: dict[int, int] = {}
            more: dict[int, int] = {}
            for way in ways:
                for gauge, amount in _sums(way).items():
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

    def start(self) -> Packed:
        """Return the state before any course is placed."""
        return sum(-one.low << one.shift for one in self.at)

    def covering(self, gauges: Iterable[int]) -> Packed:
        """Return a mask over the fields of some gauges."""
        cover = 0
        for one in gauges:
            at = self.at[one]
            cover |= at.mask << at.shift
        return cover

    def flag(self, gauge: int) -> Packed:
        """Return a gauge of 1 alone."""
        return 1 << self.at[gauge].shift

    def move(self, way: Action) -> Move:
        """Pack a way to place a course."""
        gauges, at = self.gauges, self.at
        plus = raised = 0
        over = []
        for gauge, amount in way.adds:
            plus += amount << at[gauge].shift
            if gauge in gauges.most:
                over.append(self._bound(gauge, gauges.most[gauge]))
        together: set[tuple[Packed, int]] = set()
        for flag in way.flags:
            raised |= self.flag(flag)
            for flags, at_most in gauges.together.get(flag, ()):
                together.add((sum(map(self.flag, flags)), at_most))
        full = [
            self._bound(gauge, self.enough[gauge])
            for gauge in way.fills
            if gauge in self.enough
        ]
        return Move(plus, raised, tuple(full), tuple(over), tuple(sorted(together)))

    def _bound(self, gauge: int, amount: int) -> tuple[int, int, int]:
        at = self.at[gauge]
        return at.shift, at.mask, amount - at.low


def _sums(way: Action) -> dict[int, int]:
    """Add up what a way adds to each gauge."""
    if len(way.adds) <= 1:
        return dict(way.adds)
    found: dict[int, int] = {}
    for gauge, amount in way.adds:
        found[gauge] = found.get(gauge, 0) + amount
    return found
