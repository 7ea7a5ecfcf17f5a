"""The layout of a table: its gauges and units, and the ways to place each course."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.plan import (
    Branch,
    Leaf,
    Node,
    Pair,
    Plan,
    day_number,
    groups_of,
    leaves_of,
)
from articulate.audit.states.actions import actions_of
from articulate.audit.states.gauges import Action, Gauges, gauges_of
from articulate.audit.states.judge import Judge, judge_of
from articulate.audit.states.packed import Fields, Packed
from articulate.audit.states.sure import LOOSE, may_take_enough, without_doubt
from articulate.audit.states.units import (
    gauges_in,
    gauges_of_bounds,
    may_overfill,
    units_in,
)

DAYS = 40
"""Bits for a sum of days; no record has courses enough to fill them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Something settled at once: a demand, a choice, or the bounds of a group.

    `top` is its group, -1 for none; `rule` is a residency rule. With none of all these
    it only forgets `gauges`. `groups` are those whose averages and shares it judges.
    """

    top: int
    gauges: frozenset[int]
    node: Node | None = None
    bounds: Branch | None = None
    rule: int | None = None
    groups: tuple[Branch, ...] = ()

    @property
    def forgets(self) -> bool:
        """Whether it judges nothing."""
        return self.node is None and self.bounds is None and self.rule is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a unit comes to: credit missing, surplus, and averages by their place."""

    met: bool
    lacking: int
    over: int
    standing: tuple[tuple[int, Fraction], ...]


NOTHING = Verdict(met=True, lacking=0, over=0, standing=())


@dataclass(slots=True)
class Layout:
    """One part as a table sees it.

    `ways` are how each candidate may be placed, without what cannot be best: not at all
    first, where that may be. `short` has a flag for each group; `floors` are places of
    averages. `enough` is, by gauge, what a leaf needs where more would be surplus.
    `weights` rank the places, the first the heaviest, and `bits` is how many there are.
    `prices` say what places cost: each as much as any other, then days, then which it
    is; earlier ones weigh more, and count against the price. `touched` are the gauges
    that one moves, `concerned` the units that look at one of them. `sure` are
    candidates with one way only, and `loose` those that fill one demand or nothing, and
    change nothing else.
    """

    plan: Plan
    ways: Sequence[tuple[Action, ...]]
    gauges: Gauges
    fields: Fields = field(init=False)
    judge: Judge = field(init=False)
    units: list[Unit] = field(init=False)
    short: dict[int, int] = field(init=False)
    floors: dict[tuple[int, int], int] = field(init=False)
    enough: dict[int, int] = field(init=False)
    weights: dict[Pair, int] = field(init=False)
    prices: dict[Pair, int] = field(init=False)
    bits: int = field(init=False)
    fits: set[Pair] = field(init=False)
    touched: list[frozenset[int]] = field(init=False)
    concerned: list[list[int]] = field(init=False)
    sure: tuple[int, ...] = field(init=False)
    loose: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        gauges = self.gauges
        self.judge = judge_of(gauges)
        pairs = [
            (one, leaf)
            for one, leaves in sorted(gauges.leaves_for.items())
            for leaf in leaves
        ]
        self.bits = len(pairs)
        self.weights = {pair: bit for bit, pair in enumerate(reversed(pairs))}
        days = [
            (1 << DAYS) + day_number(one) << self.bits for one in self.plan.candidates
        ]
        self.prices = {
            pair: days[pair[0]] - (1 << bit) for pair, bit in self.weights.items()
        }
        self.short = {}
        self.units = []
        for top, group in enumerate(self.plan.groups):
            nodes, bounds = units_in(group)
            self.units += [
                Unit(
                    top,
                    gauges_in(gauges, node),
                    node=node,
                    groups=tuple(groups_of(node)),
                )
                for node in nodes
            ]
            self.units += [
                Unit(top, gauges_of_bounds(gauges, one), bounds=one, groups=(one,))
                for one in bounds
            ]
            self.short[top] = gauges.new()
        for r in range(len(self.plan.residencies)):
            self.units.append(Unit(-1, frozenset(gauges.rules[r]), rule=r))
        self.units.sort(key=_canonical)
        judged = {*self.short.values()}.union(*(unit.gauges for unit in self.units))
        self.units += [Unit(-1, heap) for heap in gauges.heaps(judged)]
        overfull = may_overfill(gauges)
        self.enough = {
            gauges.leaf[leaf.place]: int(leaf.need)
            if leaf.in_courses
            else gauges.whole(leaf.need)
            for leaf in self.plan.leaves
            if leaf.place not in overfull
        }
        named = sorted(
            (floor.name, g, f)
            for g, group in enumerate(gauges.groups)
            for f, floor in enumerate(group.asks.floors if group.asks else ())
        )
        self.floors = {(g, f): place for place, (_, g, f) in enumerate(named)}
        self.fields = Fields(gauges, self.ways, self.enough)
        self._look()
        demands = {
            gauge
            for unit in self.units
            if isinstance(unit.node, Leaf) and may_take_enough(unit.node)
            for gauge in unit.gauges
        }
        self.sure = tuple(o for o, ways in enumerate(self.ways) if len(ways) == 1)
        self.loose = tuple(
            one
            for one, ways in enumerate(self.ways)
            if len(ways) == LOOSE
            and not ways[0].leaves
            and not ways[0].adds
            and not ways[1].flags
            and len(ways[1].adds) == 1
            and ways[1].adds[0][0] in demands
            and ways[1].adds[0][1] > 0
        )

    def _look(self) -> None:
        """Find which gauges each candidate moves, and which units look at these."""
        looking: dict[int, list[int]] = {}
        for u, unit in enumerate(self.units):
            for gauge in unit.gauges:
                looking.setdefault(gauge, []).append(u)
        self.touched, self.concerned, self.fits = [], [], set()
        for one, ways in enumerate(self.ways):
            self.fits.update([(one, leaf) for way in ways for leaf in way.leaves])
            touched = {gauge for way in ways for gauge, _ in way.adds}
            touched.update(*[way.flags for way in ways if way.flags])
            concerned: set[int] = set()
            for gauge in touched:
                concerned.update(looking.get(gauge, ()))
            self.touched.append(frozenset(touched))
            self.concerned.append(sorted(concerned))

    def price(self, one: int, way: Action) -> int:
        """Price a way by the places it fills."""
        return sum([self.prices[one, leaf] for leaf in way.leaves])

    def places(self, price: int) -> frozenset[Pair]:
        """Read the places off a sum of prices."""
        bits = -price % (1 << self.bits)
        return frozenset(pair for pair, bit in self.weights.items() if bits >> bit & 1)

    def verdict(self, unit: Unit, state: Packed) -> Verdict | None:
        """Judge a unit by its own gauges; None where that may not be at all."""
        gauges = {one: self.fields.at[one].value(state) for one in unit.gauges}
        if unit.rule is not None:
            rule = self.plan.residencies[unit.rule]
            met, lacking = self.judge.rule(rule, unit.rule, gauges)
            return Verdict(met, lacking, 0, ())
        standing: tuple[tuple[int, Fraction], ...] = ()
        if unit.groups:
            if not self.judge.lawful(unit.groups, gauges):
                return None
            averages = self.judge.standing(unit.groups, gauges)
            standing = tuple([(self.floors[key], gpa) for key, gpa in averages])
        if unit.bounds is not None:
            return Verdict(*self.judge.bounds(unit.bounds, gauges), standing)
        if unit.node is None:
            return NOTHING
        return Verdict(*self.judge.unit(unit.node, gauges), standing)


def layout_of(plan: Plan) -> Layout | None:
    """Lay out a part; None where hours are counted, or a course has too many ways."""
    if any(rule.width is not None for rule in plan.residencies):
        return None
    gauges = gauges_of(plan)
    ways = []
    for one in range(len(plan.candidates)):
        found = actions_of(gauges, one)
        if found is None:
            return None
        ways.append(found)
    return Layout(plan, without_doubt(gauges, ways), gauges)


def _canonical(unit: Unit) -> tuple[int, int]:
    """Order units by their first leaf, wherever they stand on the page."""
    leaves: Iterable[int] = ()
    if unit.node is not None:
        leaves = (leaf.place for leaf in leaves_of(unit.node))
    elif unit.bounds is not None and unit.bounds.asks is not None:
        leaves = unit.bounds.asks.leaves
    return (-1 if unit.rule is None else unit.rule, min(leaves, default=-1))
