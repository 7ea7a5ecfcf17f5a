"""Costs: the order of preference as one whole number, the smallest the best.

Statements unmet lead, then credit missing, the averages, surplus and the price of
places, each above all that follow it; so costs add up, and compare at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articulate.audit.states.fillings import SURPLUS, price_bits
from articulate.audit.states.grades_ahead import Ahead
from articulate.audit.states.layout import Layout, Verdict

UNMET = 1 << 64
"""One statement unmet, above any credit missing."""

POINTS = 16
"""Bits for the points of an average, above its fraction."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Where surplus, each average, and what leads them begin, in bits."""

    surplus: int
    averages: tuple[tuple[Ahead, int], ...]
    lead: int

    @property
    def unmet(self) -> int:
        """What one statement unmet costs."""
        return UNMET << self.lead

    def stood(self, place: int, average: int) -> int:
        """Return the cost of an average: the higher, the less."""
        ahead, begins = self.averages[place]
        return ((1 << ahead.shift + POINTS) - 1 - average) << begins

    def of(self, verdict: Verdict) -> int:
        """Return what a verdict costs, without its being unmet."""
        cost = (verdict.lacking << self.lead) + (verdict.over << self.surplus)
        for place, gpa in verdict.standing:
            ahead = self.averages[place][0]
            cost += self.stood(place, ahead.whole(gpa.numerator, gpa.denominator))
        return cost

    def price(self, cost: int) -> int:
        """Return the price of places in a cost."""
        return cost & (1 << self.surplus) - 1


def costs_of(layout: Layout, averages: Iterable[Ahead]) -> Costs:
    """Lay out the costs of one search."""
    surplus = price_bits(layout)
    begins = surplus + SURPLUS
    laid: list[tuple[Ahead, int]] = []
    for one in sorted(averages, key=lambda one: -one.place):
        laid.append((one, begins))
        begins += one.shift + POINTS
    return Costs(surplus, tuple(reversed(laid)), begins)


def fits(layout: Layout) -> bool:
    """Say whether credit missing and surplus stay within their bits."""
    gauges, leaves = layout.gauges, layout.plan.leaves
    most = top = 0
    for place, (_, unit, need, worth) in layout.judge.leaves.items():
        most += (need + unit * len(leaves[place].eligible)) * worth
        top = max(top, worth)
    for group in gauges.groups:
        for tally in group.asks.tallies if group.asks else ():
            amount = gauges.whole(tally.amount * len(tally.heaps) + 1)
            most += amount * gauges.whole(tally.worth)
    rules = sum([gauges.whole(one.amount) for one in layout.plan.residencies])
    most += rules * gauges.scale + sum(gauges.credits) * top * len(leaves)
    return most < UNMET >> 1
