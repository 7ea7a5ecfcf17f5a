"""Fillings: what it costs at least to fill one demand from the courses still to come.

As if no other demand wanted them. So it bounds from below what the demand adds to the
surplus and to the price of places, whatever the rest of the courses do.
"""

from bisect import bisect_left
from dataclasses import dataclass

from articulate.audit.plan import Leaf
from articulate.audit.states.layout import DAYS, Layout
from articulate.audit.states.sequence import Sequence

COUNT = 16
"""Bits for how many places are filled."""

SURPLUS = 64
"""Bits for a sum of surplus, or of missing credit, in squared whole parts."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The least cost of a demand, by the courses decided and what its gauge stands at.

    `tables` has a row for each number of its own courses decided in turn; `at` are the
    positions of these. A cost is the surplus and the price of places, with the least
    credit missing above both.
    """

    at: tuple[int, ...]
    tables: tuple[tuple[int, ...], ...]
    beyond: tuple[int, int]
    mask: int

    def least(self, position: int, value: int) -> int:
        """Return the least cost, given that as little is missing as could be."""
        row = self.tables[bisect_left(self.at, position)]
        if value < len(row):
            return row[value] & self.mask
        each, over = self.beyond
        return value * each - over & self.mask

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
    place = leaf.place
    _, unit, need, worth = layout.judge.leaves[place]
    above = price_bits(layout)
    lacking = above + SURPLUS
    size = len(sequence.order)
    mine = sorted([(sequence.at[one], one) for one in leaf.eligible])
    steps = [step_of(layout, one, place) for _, one in mine]
    full = -(-need // unit)
    each, over = unit * worth << above, need * worth << above
    short = unit * worth << lacking
    row = [(need * worth << lacking) - value * short for value in range(full)]
    row += [value * each - over for value in range(full, full + max(steps, default=0))]
    rows = []
    for (k, one), step in zip(reversed(mine), reversed(steps), strict=True):
        if k < 0:
            break  # it is decided before the first turn
        if k < size:
            rows.append(tuple(row))
        if step > 0:
            price = layout.prices[one, place]
            filled = [price + least for least in row[step : step + full]]
            row[:full] = map(min, row, filled)
    rows.append(tuple(row))
    rows.reverse()
    turns = tuple([k for k, _ in mine if 0 <= k < size])
    return Filling(turns, tuple(rows), (each, over), (1 << lacking) - 1)


def step_of(layout: Layout, one: int, leaf: int) -> int:
    """Return what a course adds to the gauge of a demand."""
    return layout.gauges.amount(one, leaf) if (one, leaf) in layout.fits else 0
