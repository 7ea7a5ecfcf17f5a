"""Grades ahead: the highest average a group can still reach, as courses are decided.

Courses that a group must take, or else lack more credit than there is reason to, count
with the grades they have; all others count where they raise the average.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from articulate.audit.layout import Layout
from articulate.audit.packed import Field, Packed
from articulate.audit.plan import Asks, Branch, Floor, Leaf
from articulate.audit.prospects import Prospects
from articulate.audit.scarcity import Scarcity

Graded = tuple[int, int]
"""The quality and the credit of a course, in the same whole parts."""


@dataclass(frozen=True, slots=True)
class Must:
    """Courses of which a group needs some, or it lacks `cost` for each it goes without.

    `gauges` say how many it has, in parts of `unit`. Without a cost it needs them
    whatever is scarce.
    """

    gauges: tuple[Field, ...]
    need: int
    unit: int
    ones: tuple[int, ...]
    cost: int | None

    def wanted(self, state: Packed) -> int:
        """Return how many courses are still needed."""
        had = sum(gauge.value(state) for gauge in self.gauges)
        return -(-(self.need - had * self.unit) // self.unit)


@dataclass(frozen=True, slots=True)
class Ahead:
    """One average, and who may still count in it.

    `gauges` are its quality and its credit, with what is `fixed` beforehand and the
    `times` that make both whole. `shift` makes averages whole numbers that keep their
    order.
    """

    place: int
    floor: Floor
    gauges: tuple[Field, Field] | None
    fixed: Graded
    times: Graded
    graded: Mapping[int, Graded]
    musts: tuple[Must, ...]
    shift: int

    def whole(self, quality: int, weight: int) -> int:
        """Return an average as a whole number."""
        return (quality << self.shift) // weight

    @property
    def idle(self) -> int:
        """What it stands at while nothing is graded."""
        value = self.floor.value
        return self.whole(value.numerator, value.denominator)

    @property
    def concerned(self) -> frozenset[int]:
        """The candidates that the average may depend on."""
        return frozenset(self.graded).union(*(must.ones for must in self.musts))

    def stage(self, left: frozenset[int]) -> "Stage":
        """Sort the courses that are still to come."""
        graded = {
            one: both
            for one, both in self.graded.items()
            if one in left and both[1] > 0
        }
        surely: list[tuple[Graded, int | None]] = []
        open_: list[Open] = []
        for must in self.musts:
            ones = [one for one in must.ones if one in left]
            if not ones:
                continue
            if len(must.ones) == 1:
                if ones[0] in graded:
                    surely.append((graded.pop(ones[0]), must.cost))
                continue
            outside = sum(one not in graded for one in ones)
            mine = tuple(graded[one] for one in ones if one in graded)
            open_.append(Open(must, len(ones), outside, mine))
        fields = () if self.gauges is None else self.gauges
        looked_at = (*fields, *(g for one in open_ for g in one.must.gauges))
        return Stage(
            self,
            tuple(surely),
            tuple(open_),
            tuple(graded.values()),
            _covering(looked_at),
            min(
                (
                    cost
                    for cost in (
                        *(cost for _, cost in surely),
                        *(one.must.cost for one in open_),
                    )
                    if cost is not None
                ),
                default=0,
            ),
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

    `surely` are courses that a group needs each by itself, and what going without costs
    if it is scarce; `open` those it needs some of, which are among the `free`.
    `cover` is what it looks at, `least` the least that going without one costs.
    """

    ahead: Ahead
    surely: tuple[tuple[Graded, int | None], ...]
    open: tuple[Open, ...]
    free: tuple[Graded, ...]
    cover: Packed
    least: int

    def best(self, state: Packed, spare: int) -> int:
        """Bound the average from above.

        *spare* is how much credit more than the least its demands may lack.
        """
        ahead = self.ahead
        quality, weight = ahead.fixed
        if ahead.gauges is not None:
            quality += ahead.gauges[0].value(state) * ahead.times[0]
            weight += ahead.gauges[1].value(state) * ahead.times[1]
        empty = not weight
        quality += sum(both[0] for both, _ in self.surely)
        weight += sum(both[1] for both, _ in self.surely)
        needed = [
            (one.graded, one.count(state))
            for one in self.open
            if one.must.cost is None or one.must.cost > spare
        ]
        lost = [
            both for both, cost in self.surely if cost is not None and cost <= spare
        ]
        drops = spare // self.least if lost else 0
        found = ahead.whole(
            *_highest((quality, weight), self.free, needed, (lost, drops))
        )
        return max(found, ahead.idle) if empty else found


def _highest(
    base: Graded,
    free: Sequence[Graded],
    needed: Sequence[tuple[Sequence[Graded], int]],
    losing: tuple[Sequence[Graded], int],
) -> Graded:
    """Return the highest average as a quality and a credit.

    *free* courses count if that raises it, of those *needed* so many at least, and of
    the *losing* ones, which the base has, so many at most may not count.
    """
    lost, drops = losing
    high, low = 0, 1
    while True:  # each round finds a higher average, or that there is none
        quality, weight = base
        for q, w in free:
            if q * low > w * high:
                quality += q
                weight += w
        for graded, count in needed:
            ranked = sorted([w * high - q * low, q, w] for q, w in graded)
            for below, q, w in ranked[: max(0, count)]:
                if below >= 0:
                    quality += q
                    weight += w
        if drops:
            worst = sorted([q * low - w * high, q, w] for q, w in lost)
            for above, q, w in worst[:drops]:
                if above < 0:
                    quality -= q
                    weight -= w
        if not weight or quality * low <= high * weight:
            return high, low
        high, low = quality, weight


def averages_of(
    layout: Layout, prospects: Prospects, scarcity: Scarcity
) -> dict[int, list[Ahead]]:
    """List the averages of each unit that has some, by the place of the unit."""
    found: dict[int, list[Ahead]] = {}
    for u, unit in enumerate(layout.units):
        for inner in unit.groups:
            if inner.asks is None or not inner.asks.floors:
                continue
            g = layout.judge.places[id(inner)]
            musts = tuple(_musts(layout, prospects, scarcity, (unit.top, inner.asks)))
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
        graded = {
            one: (int(points * credit * parts), int(credit * parts))
            for one, points in floor.points
            for credit in [layout.plan.candidates[one].award.credits]
            if not asks.leaves.isdisjoint(gauges.leaves_for.get(one, ()))
        }
    most = int(weight) + sum(w for _, w in graded.values()) + floor.value.denominator
    return Ahead(
        place=layout.floors[key],
        floor=floor,
        gauges=fields,
        fixed=(int(quality), int(weight)),
        times=(parts // gauges.scale**2, parts // gauges.scale),
        graded=graded,
        musts=musts,
        shift=2 * most.bit_length() + 2,
    )


def _covering(fields: Sequence[Field]) -> Packed:
    cover = 0
    for one in fields:
        cover |= one.mask << one.shift
    return cover


def _musts(
    layout: Layout, prospects: Prospects, scarcity: Scarcity, group: tuple[int, Asks]
) -> Iterator[Must]:
    """Yield the demands of a group that whole courses meet; its top comes with it."""
    gauges, at, (top, asks) = layout.gauges, layout.fields.at, group
    taken: dict[int, list[int]] = {}
    for p, piece in enumerate(prospects.pieces):
        if piece.top != top or piece.node is None:
            continue
        leaves = list(_courses(piece.node))
        places = [leaf.place for leaf in leaves]
        if not prospects.held.keys().isdisjoint(places):
            continue  # a bound may be why it lacks a course
        if not leaves or not asks.leaves.issuperset(places):
            continue
        ones = tuple(sorted({one for leaf in leaves for one in leaf.eligible}))
        if len(ones) < sum(len(leaf.eligible) for leaf in leaves):
            continue
        parts = [
            scarcity.parts.get((one, leaf.place), 0)
            for leaf in leaves
            for one in leaf.eligible
        ]
        if not ones or min(parts) <= 0:
            continue
        mine = [(one, leaf.place) for leaf in leaves for one in leaf.eligible]
        if any(
            (min(place, other), max(place, other)) in layout.plan.may_share
            for one, place in mine
            for other in taken.get(one, ())
        ):
            continue  # one course may count for both
        for one, place in mine:
            taken.setdefault(one, []).append(place)
        node = piece.node
        need = gauges.whole(leaves[0].need)
        cost = min(gauges.scale * gauges.whole(leaf.worth) for leaf in leaves)
        yield Must(
            gauges=tuple(at[gauges.leaf[place]] for place in places),
            need=need if isinstance(node, Leaf) else need * node.least,
            unit=gauges.scale,
            ones=ones,
            cost=cost if p in scarcity.pieces else None,
        )


def _courses(node: Leaf | Branch) -> Iterator[Leaf]:
    """Yield the demand for courses, or the single courses that a choice is between."""
    if isinstance(node, Leaf):
        if node.in_courses:
            yield node
        return
    simple = [
        child
        for child in node.children
        if isinstance(child, Leaf) and child.in_courses and child.need == 1
    ]
    single = all(len(child.eligible) <= 1 for child in simple)
    if single and len(simple) == len(node.children):
        yield from simple
