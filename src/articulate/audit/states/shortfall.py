"""Shortfall: groups that go without, where scarce demands lack more than others could.

Where demands must lack more between them than those of groups already given up, some
other group lacks too, and is not met.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from articulate.audit.states.packed import Packed


@dataclass(frozen=True, slots=True)
class Shortfall:
    """The groups whose scarce demands are open, once some courses are decided.

    Each is named by its flag, with what it may lack at most; `flags` are all of them.
    `known` is, for the flags that are up, how much may be lacking while no other group
    goes without, while one does, and so on.
    """

    open: tuple[tuple[Packed, int], ...]
    flags: Packed
    known: dict[Packed, tuple[int, ...]] = field(default_factory=dict)

    def groups(self, state: Packed, lacking: int) -> int:
        """Return how many groups that are not given up yet must go without."""
        raised = state & self.flags
        most = self.known.get(raised)
        if most is None:
            most = self.known[raised] = self._most(raised)
        return 0 if lacking <= most[0] else bisect_left(most, lacking)

    def _most(self, raised: Packed) -> tuple[int, ...]:
        given_up = sum([most for flag, most in self.open if flag & raised])
        others = [most for flag, most in self.open if not flag & raised]
        return tuple(accumulate(sorted(others, reverse=True), initial=given_up))


def shortfall_of(
    wants: Mapping[int, int], flags: Sequence[Packed], ends: Sequence[int], size: int
) -> tuple[Shortfall, ...]:
    """List the groups of scarce pieces after each turn, of so many.

    *wants* is what these want at most; by piece, *flags* are of its group, and *ends*
    how many courses are decided when it is closed.
    """
    closing = {ends[p] for p in wants}
    found: list[Shortfall] = []
    for k in range(size + 1):
        if k and k not in closing:
            found.append(found[-1])  # with what it knows
            continue
        groups: dict[Packed, int] = {}
        for p, wanted in wants.items():
            if ends[p] > k:
                groups[flags[p]] = groups.get(flags[p], 0) + wanted
        found.append(Shortfall(tuple(groups.items()), sum(groups)))
    return tuple(found)
