"""Touching: the smallest set with something of each of several sets.

Sets are sets of ranks, as the bits of a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb


def first_touching(
    removals: Sequence[int], after: tuple[int, ...], steps: int
) -> tuple[int, ...] | None:
    """Return the smallest set that touches every removal, the first of equals.

    None that comes before *after* does. It is None where that would take too long to
    find.
    """
    search = _Touching(steps)
    size = max(1, len(after))
    while True:
        found = search.first(removals, size, after)
        if found is not None or search.left < 0:
            return found
        size, after = size + 1, ()


@dataclass(slots=True)
class _Touching:
    """Chooses ranks in ascending order, within so many steps in all."""

    left: int

    def first(
        self, removals: Sequence[int], size: int, after: tuple[int, ...]
    ) -> tuple[int, ...] | None:
        """Return the first set of so many ranks that touches every removal."""
        if not removals:
            return ()
        self.left -= 1
        if self.left < 0 or _apart(removals) > size:
            return None
        here = after[0] if after else 0
        later = -1 << here
        every = 0
        for one in removals:
            every |= one
        every &= later
        while all(one & later for one in removals):
            bit = every & -every
            every ^= bit
            later = ~(2 * bit - 1)
            rest = [one & later for one in removals if not one & bit]
            kept = after[1:] if after and bit == 1 << here else ()
            found = self.first(rest, size - 1, kept)
            if found is not None:
                return (bit.bit_length() - 1, *found)
        return None


def _apart(removals: Sequence[int]) -> int:
    """Count removals that have nothing in common: each needs a rank of its own."""
    seen = count = 0
    for one in sorted(removals, key=int.bit_count):
        if not one & seen:
            seen |= one
            count += 1
    return count


def sets_up_to(ranks: Sequence[int], size: int, among: int) -> int:
    """Count the sets of ranks below *size* that come no later than this one.

    Sets with fewer ranks come first, then those with lower ones; only sets that have
    something of *among* are counted.
    """
    others = [one for one in range(size) if not among >> one & 1]
    every = _sets_up_to(ranks, range(size))
    return every - _sets_up_to(ranks, others)


def _sets_up_to(ranks: Sequence[int], pool: Sequence[int]) -> int:
    count, large = 0, len(ranks)
    for fewer in range(large):
        count += comb(len(pool), fewer)
    after = -1
    for k, rank in enumerate(ranks):
        left = large - k - 1
        for place, one in enumerate(pool):
            if after < one < rank:
                count += comb(len(pool) - place - 1, left)
        if rank not in pool:
            return count
        after = rank
    return count + 1
