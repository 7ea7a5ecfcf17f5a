"""Grades ahead: how high an average can still become, as courses are decided.

Courses that a group must take, or else lack more credit than there is reason to, count
with the grades they have; all others count where they raise the average.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from articulate.audit.plan import Asks, Floor
from articulate.audit.states.gauges import Gauges
from articulate.audit.states.highest import Graded, highest, highest_needing
from articulate.audit.states.layout import Layout
from articulate.audit.states.musts import Must, musts_of
from articulate.audit.states.packed import Field, Packed, covering
from articulate.audit.states.prospects import Prospects
from articulate.audit.states.scarcity import Scarcity


@dataclass(frozen=True, slots=True)
class Ahead:
    """One average, and who may still count in it.

    `gauges` are its quality and its credit, with what is `fixed` beforehand and the
    `times` that make both whole. `surely` are graded courses that a group needs each by
    itself, with what needs it; the other `graded` ones stand in the order of
    their grades, the best first, and `musts` need some of these. `shift` makes averages
    whole numbers that keep their order; it is `idle` while nothing is graded.
    """

    place: int
    gauges: tuple[Field, Field] | None
    fixed: Graded
    times: Graded
    surely: Mapping[int, tuple[Graded, Must]]
    graded: Mapping[int, Graded]
    musts: tuple[Must, ...]
    shift: int
    floor: Floor

    @property
    def idle(self) -> int:
        """What it stands at while nothing is graded."""
        value = self.floor.value
        return self.whole(value.numerator, value.denominator)

    def whole(self, quality: int, weight: int) -> int:
        """Return an average as a whole number."""
        return (quality << self.shift) // weight

    @property
    def concerned(self) -> frozenset[int]:
        """The candidates that the average may depend on."""
        return frozenset((*self.surely, *self.graded)).union(
            *[must.ones for must in self.musts]
        )

    def stage(self, left: frozenset[int]) -> "Stage":
        """Sort the courses that are still to come."""
        quality, weight = self.fixed
        surely: dict[int, list[tuple[Graded, int]]] = {}
        least: dict[int, int] = {}
        for one, (both, must) in self.surely.items():
            if one in left:
                quality += both[0]
                weight += both[1]
                if must.heap is not None:
                    surely.setdefault(must.heap, []).append((both, must.cost))
                    least[must.heap] = min(must.cost, least.get(must.heap, must.cost))
        open_: list[Open] = []
        looked_at = [] if self.gauges is None else [*self.gauges]
        for must in self.musts:
            ones = [one for one in must.ones if one in left]
            if not ones:
                continue
            mine = tuple([self.graded[one] for one in ones if one in self.graded])
            open_.append(Open(must, len(ones), len(ones) - len(mine), mine))
            looked_at += must.gauges
            if must.heap is not None:
                least[must.heap] = min(must.cost, least.get(must.heap, must.cost))
        return Stage(
            self,
            (quality, weight),
            tuple(surely.items()),
            tuple(open_),
            tuple([both for one, both in self.graded.items() if one in left]),
            covering(looked_at),
            least,
        )


@dataclass(frozen=True, slots=True)
class Open:
    """Several courses of which some must count: how many in all, how many ungraded."""

    must: Must
    size: int
    outside: int
    graded: tuple[Graded, ...]

    def count(self, state: Packed) -> int:
        """Return how many of the graded ones must count."""
        return min(self.must.wanted(state), self.size) - self.outside


@dataclass(frozen=True, slots=True)
class Stage:
    """An average with some courses still to come.

    `base` is what is fixed, with the courses that a group needs each by itself; those
    of them that are scarce are `surely`, by their heap, with what going without costs.
    `open` are those it needs some of, which are among the `free`. `cover` is what it
    looks at, `least` the least that going without one costs, by heap.
    """

    ahead: Ahead
    base: Graded
    surely: tuple[tuple[int, Sequence[tuple[Graded, int]]], ...]
    open: tuple[Open, ...]
    free: tuple[Graded, ...]
    cover: Packed
    least: Mapping[int, int]

    def best(self, state: Packed, spare: Mapping[int, int]) -> int:
        """Bound the average from above.

        *spare* is, by heap, how much credit more than the least its demands may lack.
        """
        ahead = self.ahead
        quality, weight = self.base
        empty = not ahead.fixed[1]
        if ahead.gauges is not None:
            has, of = ahead.gauges
            graded = ((state >> of.shift & of.mask) + of.low) * ahead.times[1]
            quality += ((state >> has.shift & has.mask) + has.low) * ahead.times[0]
            weight += graded
            empty = empty and not graded
        needed = []
        for one in self.open:
            must = one.must
            if must.heap is None or must.cost > spare.get(must.heap, 0):
                count = one.count(state)
                if count > 0:
                    needed.append((one.graded, count))
        losing = []
        for heap, surely in self.surely if spare else ():
            most = spare.get(heap, 0)
            lost = [both for both, cost in surely if cost <= most]
            if lost:
                losing.append((lost, most // self.least[heap]))
        base = quality, weight
        if needed or losing:
            top = highest_needing(base, self.free, needed, losing)
        else:
            top = highest(base, self.free)
        found = ahead.whole(*top)
        return max(found, ahead.idle) if empty else found


def averages_of(
    layout: Layout, prospects: Prospects, scarcity: Scarcity
) -> dict[int, list[Ahead]]:
    """List the averages of each unit that has some, by the place of the unit."""
    found: dict[int, list[Ahead]] = {}
    for u, unit in enumerate(layout.units):
        for inner in unit.groups:
            if inner.asks is None or not inner.asks.floors:
                continue
            g = layout.gauges.places[id(inner)]
            musts = tuple(musts_of(layout, prospects, scarcity, (unit.top, inner.asks)))
            for f, floor in enumerate(inner.asks.floors):
                ahead = _ahead(layout, (g, f), (inner.asks, floor), musts)
                found.setdefault(u, []).append(ahead)
    return found


def _ahead(
    layout: Layout,
    key: tuple[int, int],
    asked: tuple[Asks, Floor],
    musts: tuple[Must, ...],
) -> Ahead:
    gauges, (asks, floor) = layout.gauges, asked
    whole = [part for pair in floor.attempts for part in pair]
    parts = lcm(gauges.scale**2, *(one.denominator for one in whole))
    quality = sum((one for one, _ in floor.attempts), Fraction(0)) * parts
    weight = sum((one for _, one in floor.attempts), Fraction(0)) * parts
    graded: dict[int, Graded] = {}
    fields = None
    at = layout.fields.at
    if key in gauges.floors:
        quality_at, weight_at = gauges.floors[key]
        fields = (at[quality_at], at[weight_at])
        times = parts // gauges.scale**2
        for one, points in _best_first(gauges, floor):
            credit = gauges.credits[one] * gauges.scale * times
            if credit and not asks.leaves.isdisjoint(gauges.leaves_for.get(one, ())):
                graded[one] = (points.numerator * credit // points.denominator, credit)
    most = int(weight) + floor.value.denominator
    most += sum([w for _, w in graded.values()])
    surely = {
        must.ones[0]: (graded.pop(must.ones[0]), must)
        for must in musts
        if len(must.ones) == 1 and must.ones[0] in graded
    }
    return Ahead(
        place=layout.floors[key],
        gauges=fields,
        fixed=(int(quality), int(weight)),
        times=(parts // gauges.scale**2, parts // gauges.scale),
        surely=surely,
        graded=graded,
        musts=tuple([must for must in musts if len(must.ones) > 1]),
        shift=2 * most.bit_length() + 2,
        floor=floor,
    )


def _best_first(gauges: Gauges, floor: Floor) -> list[tuple[int, Fraction]]:
    """List the graded courses with their points, the best grades first."""
    return sorted(floor.points, key=lambda one: -gauges.whole(one[1]))
