"""Fillings: what it costs at least to fill one demand from the courses still to come.

As if no other demand wanted them. So it bounds from below what the demand adds to the
surplus and to the price of places, whatever the rest of the courses do.
"""

from bisect import bisect_left
from dataclasses import dataclass

from articulate.audit.layout import DAYS, Layout
from articulate.audit.plan import Leaf
from articulate.audit.sequence import Sequence

COUNT = 16
"""Bits for how many places are filled."""

SURPLUS = 64
"""Bits for a sum of surplus, or of missing credit, in squared whole parts."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The least cost of a demand, by the courses decided and what its gauge stands at.

    `tables` has a row for each number of its own courses decided. A cost is the surplus
    and the price of places, with the least credit missing above both; `at` are the
    positions of its courses.
    """

    at: tuple[int, ...]
    tables: tuple[tuple[int, ...], ...]
    beyond: tuple[int, int]
    mask: int

    def least(self, position: int, value: int) -> int:
        """Return the least cost, given that as little is missing as could be."""
        return self.whole(position, value) & self.mask

    def whole(self, position: int, value: int) -> int:
        """Return the least cost with what is missing at least, above all else."""
        row = self.tables[bisect_left(self.at, position)]
        if value < len(row):
            return row[value]
        each, over = self.beyond
        return value * each - over

    def settled(self, position: int, value: int) -> tuple[int, int]:
        """Return what is missing at least, and the least cost of that."""
        found = self.whole(position, value)
        return found >> self.mask.bit_length(), found & self.mask


def price_bits(layout: Layout) -> int:
    """Return where surplus begins above a sum of prices."""
    return layout.bits + DAYS + COUNT


def filling_of(layout: Layout, sequence: Sequence, leaf: Leaf) -> Filling:
    """Tabulate the least costs of one demand, from the last of its courses on."""
    gauge, unit, need, worth = layout.judge.leaves[leaf.place]
    above = price_bits(layout)
    lacking = above + SURPLUS
    at, days, weights = sequence.at, layout.days, layout.weights
    mine = sorted([(at[one], one) for one in leaf.eligible])
    steps = [step_of(layout, one, leaf.place, gauge) for _, one in mine]
    full = -(-need // unit)
    size = full + max(steps, default=0) + 1
    row = [
        (need - value * unit) * worth << lacking
        if value * unit < need
        else (value * unit - need) * worth << above
        for value in range(size)
    ]
    rows = [tuple(row)]
    for (_, one), step in zip(reversed(mine), reversed(steps), strict=True):
        price = days[one] - (1 << weights[one, leaf.place])
        if step > 0:
            filled = [price + row[value + step] for value in range(full)]
            row = [*map(min, row, filled), *row[full:]]
        rows.append(tuple(row))
    return Filling(
        at=tuple(k for k, _ in mine),
        tables=tuple(reversed(rows)),
        beyond=(unit * worth << above, need * worth << above),
        mask=(1 << lacking) - 1,
    )


def step_of(layout: Layout, one: int, leaf: int, gauge: int) -> int:
    """Return what a course adds to the gauge of a demand."""
    for way in layout.ways[one]:
        if leaf in way.leaves:
            for moved, amount in way.adds:
                if moved == gauge:
                    return amount
    return 0
