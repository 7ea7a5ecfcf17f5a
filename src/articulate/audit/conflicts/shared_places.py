"""Shared places: what one candidate may fill at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from articulate.audit.conflicts.claims import bits, each_bit, weight
from articulate.audit.plan import Pair, Plan

Filled = tuple[int, int]
"""A leaf, by its place, with the candidates in it, as bits."""


_MOST_DEGREES = 64
"""Of how many degrees it is remembered which leaves share."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much in a leaf of each side at once; the sides are bits of leaves."""

    most: int
    in_courses: bool
    one: int
    other: int


@dataclass(frozen=True, slots=True)
class SharedPlaces:
    """Which leaves may share candidates, and how many; leaves too are bits.

    `sharers` are those that share with a leaf. `fills` bounds how many of some leaves
    one candidate fills. `credit` is of each candidate, in whole numbers.
    """

    credit: Sequence[int]
    sharers: Mapping[int, int]
    fills: tuple[tuple[int, int], ...]
    caps: tuple[Cap, ...]

    @classmethod
    def of(cls, plan: Plan, credit: Sequence[int], scale: int) -> "SharedPlaces":
        """Read what may be shared; *scale* is how many make up one hour of credit."""
        return cls(
            credit,
            _sharers(plan.may_share),
            tuple((bits(some), most) for some, most in plan.bounds_on_filling()),
            tuple(
                Cap(
                    one.most * (1 if one.in_courses else scale) // 1,
                    one.in_courses,
                    bits(one.one),
                    bits(one.other),
                )
                for one in plan.caps
            ),
        )

    @property
    def bounded(self) -> bool:
        """Whether it is bounded at all how much is shared."""
        return bool(self.fills or self.caps)

    def blocked(self, place: int, placed: Sequence[Filled], used: int) -> int:
        """Return the candidates used elsewhere that a leaf may not share."""
        sharers = self.sharers.get(place)
        if sharers is None:
            return used
        blocked = 0
        for other, members in placed:
            if not sharers >> other & 1:
                blocked |= members
        return blocked

    def allow(self, placed: Sequence[Filled], last: Filled, used: int) -> bool:
        """Say whether all bounds are kept when one more leaf is filled."""
        place, members = last
        filled = (*placed, last)
        again = members & used
        return all(
            self._fills(bit, leaves, filled) <= most
            for leaves, most in self.fills
            if leaves >> place & 1
            for bit in each_bit(again)
        ) and all(
            self._shared(cap, filled) <= cap.most
            for cap in self.caps
            if (cap.one | cap.other) >> place & 1
        )

    def _fills(self, bit: int, leaves: int, filled: Sequence[Filled]) -> int:
        return sum(1 for leaf, some in filled if some & bit and leaves >> leaf & 1)

    def _shared(self, cap: Cap, filled: Sequence[Filled]) -> int:
        here = there = 0
        for leaf, some in filled:
            here |= some if cap.one >> leaf & 1 else 0
            there |= some if cap.other >> leaf & 1 else 0
        shared = here & there
        return shared.bit_count() if cap.in_courses else weight(shared, self.credit)


@lru_cache(_MOST_DEGREES)
def _sharers(may_share: frozenset[Pair]) -> Mapping[int, int]:
    """Say which leaves share with a leaf: for all learners of a degree the same."""
    sharers: dict[int, int] = {}
    for one, other in may_share:
        sharers[one] = sharers.get(one, 0) | 1 << other
        sharers[other] = sharers.get(other, 0) | 1 << one
    return MappingProxyType(sharers)
