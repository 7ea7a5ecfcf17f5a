"""Ceilings: how much a demand can still take where bounds hold back its courses.

`at most 6 cr per subject` lets a pool have no more than 6 hours of each; and if all of
the subject's courses have 4 hours, no more than 4.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articulate.audit.plan import Branch, Leaf
from articulate.audit.states.fillings import step_of
from articulate.audit.states.gauges import plain
from articulate.audit.states.layout import Layout
from articulate.audit.states.packed import Packed
from articulate.rulebook.requirements import CountedIn


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A bound on some courses of a demand: what they can bring, by the room there is.

    `gauge` is what counts against the bound, `most` the bound. `at` are the positions
    of the courses, and `tables` have a row for each number of them decided.
    """

    gauge: int
    most: int
    at: tuple[int, ...]
    tables: tuple[tuple[int, ...], ...]

    def brings(self, position: int, value: int) -> int:
        """Return what the courses still to come can bring at most."""
        decided = bisect_left(self.at, position)
        return self.tables[decided][max(0, self.most - value)]


@dataclass(frozen=True, slots=True)
class Ceilings:
    """The bounds on one demand, and the courses under none: positions and amounts."""

    bounds: tuple[Ceiling, ...]
    free: tuple[tuple[int, int], ...]

    @property
    def gauges(self) -> frozenset[int]:
        """What counts against the bounds."""
        return frozenset(one.gauge for one in self.bounds)

    def brings(self, layout: Layout, position: int, state: Packed) -> int:
        """Return what all courses still to come can bring the demand at most."""
        brought = 0
        for at, amount in self.free:
            if at >= position:
                brought += amount
        for one in self.bounds:
            value = layout.fields.at[one.gauge].value(state)
            brought += one.brings(position, value)
        return brought


def ceilings_of(
    layout: Layout, place: Mapping[int, int], leaf: Leaf
) -> Ceilings | None:
    """Find the bounds that hold a demand back; *place* is when courses are decided."""
    gauges = layout.gauges
    for g in gauges.groups_at.get(leaf.place, ()):
        group = gauges.groups[g]
        tallies = group.asks.tallies if group.asks else ()
        if not any(map(plain, tallies)):
            continue
        amounts = {one: step_of(layout, one, leaf.place) for one in leaf.eligible}
        for t in range(len(tallies)):
            bounds = list(_bounds(layout, place, (g, t, group), amounts))
            if bounds:
                held = {one for _, ones in bounds for one in ones}
                free = tuple(
                    (place[one], amount)
                    for one, amount in amounts.items()
                    if one not in held
                )
                return Ceilings(tuple(one for one, _ in bounds), free)
    return None


def _bounds(
    layout: Layout,
    place: Mapping[int, int],
    named: tuple[int, int, Branch],
    amounts: dict[int, int],
) -> Iterator[tuple[Ceiling, Sequence[int]]]:
    """Yield the bounds of one statement that courses could exceed, with these."""
    g, t, group = named
    tally = group.asks.tallies[t] if group.asks else None
    if tally is None or not plain(tally):
        return
    if tally.counted_in not in (CountedIn.CREDIT, CountedIn.COURSES):
        return
    if sum(len(heap) for _, heap in tally.heaps) > len(
        frozenset[int]().union(*(heap for _, heap in tally.heaps))
    ):
        return
    for h, (_, heap) in enumerate(tally.heaps):
        gauge = layout.gauges.heap[g, t, h]
        most = layout.gauges.most[gauge]
        ones = sorted(heap.intersection(amounts), key=place.__getitem__)
        weights = [_weight(layout, one, gauge) for one in ones]
        if sum(weights) <= most or min(weights, default=0) <= 0:
            continue
        rows = [(0,) * (most + 1)]
        for one, weight in zip(reversed(ones), reversed(weights), strict=True):
            last, amount = rows[-1], amounts[one]
            rows.append(
                tuple(
                    max(last[room], last[room - weight] + amount)
                    if room >= weight
                    else last[room]
                    for room in range(most + 1)
                )
            )
        at = tuple(place[one] for one in ones)
        yield Ceiling(gauge, most, at, tuple(reversed(rows))), ones


def _weight(layout: Layout, one: int, gauge: int) -> int:
    """Return the least that a course counts against a bound where it is counted."""
    counted = [
        sum(amount for g, amount in way.adds if g == gauge) for way in layout.ways[one]
    ]
    return min((amount for amount in counted if amount > 0), default=0)
