"""What an allocation comes to: every requirement measured, exactly.

This is the one place that says what it means for a requirement to be met and how much
is missing; the searches look for the allocation that measures best. What comes out are
fractions; credit is added up in whole parts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import is_
from typing import NamedTuple

from articulate.audit.plan import (
    COURSE,
    Allocation,
    Asks,
    Branch,
    Floor,
    Leaf,
    Node,
    Plan,
)
from articulate.audit.residence_measure import InResidence, ResidenceMeasure
from articulate.audit.tally_measure import TallyMeasure, tally_measure
from articulate.model.exact import exact_sum, in_parts, ratio
from articulate.rulebook.requirements import SHARES

ZERO = ratio(0, 1)
RELIED, IDLE = True, False
MET, MISSED = True, False

# What is measured is kept in named tuples: an audit makes some hundred of them, and a
# frozen dataclass takes four times as long to make.


class FloorMeasure(NamedTuple):
    """What a GPA came to; None without letter-graded credit, which no floor fails."""

    floor: Floor
    gpa: Fraction | None
    holds: bool

    @property
    def standing(self) -> Fraction:
        """The GPA for comparing allocations; without one, it stands at the floor."""
        return self.floor.value if self.gpa is None else self.gpa


class NodeMeasure(NamedTuple):
    """What one leaf or branch came to. `relied` says that the group around needs it.

    `missing` and `surplus` are in credit. `met` looks at the node alone. Of a branch
    that the group around does without, `asked` is what it comes to if it is asked for.
    """

    node: Node
    met: bool
    relied: bool
    counted: Fraction
    missing: Fraction
    surplus: Fraction
    children: tuple["NodeMeasure", ...] = ()
    tallies: tuple[TallyMeasure, ...] = ()
    floors: tuple[FloorMeasure, ...] = ()
    asked: "NodeMeasure | None" = None


@dataclass(frozen=True)  # no slots: what it adds up to is kept with it
class Measure:
    """Everything one allocation comes to."""

    groups: tuple[NodeMeasure, ...]
    applied: Fraction
    credits_missing: Fraction
    gpas: tuple[FloorMeasure, ...]
    residencies: tuple[ResidenceMeasure, ...]

    @cached_property
    def unmet(self) -> int:
        """How many of the degree's own statements are not met."""
        parts = [one.met for one in self.groups]
        parts += [not self.credits_missing]
        parts += [one.holds for one in self.gpas]
        parts += [one.holds for one in self.residencies]
        return parts.count(False)

    @cached_property
    def missing(self) -> Fraction:
        """The credit missing in all: in groups, in the total, in residency."""
        parts = [one.missing for one in self.groups if one.missing is not ZERO]
        parts += [self.credits_missing] if self.credits_missing else []
        parts += [
            one.short
            for one in self.residencies
            if one.short and one.rule.counted_in not in SHARES
        ]
        return _sum(parts)

    @cached_property
    def surplus(self) -> Fraction:
        """The credit beyond what groups can use."""
        return _sum([one.surplus for one in self.groups if one.surplus is not ZERO])


def measure(plan: Plan, allocation: Allocation) -> Measure:
    """Measure every requirement of *plan* under *allocation*."""
    return _measured(plan, allocation, plan.groups)


def measure_totals(plan: Plan, allocation: Allocation) -> Measure:
    """Measure what is asked of all credit together, as if there were no groups."""
    return _measured(plan, allocation, ())


def _measured(plan: Plan, allocation: Allocation, groups: Iterable[Branch]) -> Measure:
    gauge = _Gauge(plan, allocation)
    applied = ratio(sum(gauge.credit.parts), gauge.credit.scale)
    required = plan.credits or ZERO
    return Measure(
        groups=tuple([gauge.group(group) for group in groups]),
        applied=applied,
        credits_missing=required - applied if required > applied else ZERO,
        gpas=tuple([gauge.floor(floor, None) for floor in plan.gpas]),
        residencies=tuple([gauge.residence(rule) for rule in plan.residencies]),
    )


class _Gauge:
    """Measures one allocation; what is placed where is looked up once."""

    def __init__(self, plan: Plan, allocation: Allocation) -> None:
        self.plan = plan
        nothing_cut = allocation.applied is plan.full
        self.credit = plan.credit if nothing_cut else in_parts(allocation.applied)
        self.present = plan.present(allocation.options)
        inside = InResidence(plan, self.credit, self.present, allocation.placed)
        self.residence = inside.measure
        self.placed: dict[int, list[int]] = {}
        for candidate, leaf in allocation.placed:
            self.placed.setdefault(leaf, []).append(candidate)

    def group(self, group: Branch) -> NodeMeasure:
        """Measure a top-level group: met if it can be, else by what is missing."""
        met, cheapest = self._required(group)
        return met if met.met else cheapest

    def _required(self, branch: Branch) -> tuple[NodeMeasure, NodeMeasure]:
        """Measure what is asked for, twice where there is a choice inside.

        The first goes by what is met, the second by what is missing.
        """
        mets: list[NodeMeasure] = []
        cheap = mets  # one list, until the two part
        for child in branch.children:
            if isinstance(child, Leaf):
                met = cheapest = self._leaf(child)
            else:
                met, cheapest = self._required(child)
                if met is not cheapest and cheap is mets:
                    cheap = mets.copy()
            mets.append(met)
            if cheap is not mets:
                cheap.append(cheapest)
        alike = cheap is mets
        if branch.least < len(mets):
            idle = [_idle(a if a.met else b) for a, b in zip(mets, cheap, strict=True)]
            alike = alike and len({one.met for one in mets}) == 1
            cheap = _chosen(branch.least, cheap, idle, must=False)
            if not alike:
                mets = _chosen(branch.least, mets, idle, must=True)
                alike = all(map(is_, mets, cheap))
        joined = self._joined(branch, cheap if alike else mets)
        return joined, joined if alike else self._joined(branch, cheap)

    def _leaf(self, leaf: Leaf) -> NodeMeasure:
        placed = self.placed.get(leaf.place)
        if leaf.in_courses and leaf.need is COURSE:  # what most demands are
            if placed is None:
                lacking = leaf.worth or ZERO
                return NodeMeasure(leaf, MISSED, RELIED, ZERO, lacking, ZERO)
            if len(placed) == 1:
                return NodeMeasure(leaf, MET, RELIED, COURSE, ZERO, ZERO)
        need, bottom = leaf.need.as_integer_ratio()
        if placed is None:
            counted = 0
        elif leaf.in_courses:
            counted = bottom * len(placed)
        else:
            counted, bottom = self._credit_in(leaf, placed)
            need *= self.credit.scale
        over = counted - need
        missing = surplus = ZERO
        if over < 0:
            missing = _worth(leaf, -over, bottom)
        elif over:
            surplus = _worth(leaf, over, bottom)
        amount = ratio(counted, bottom)
        return NodeMeasure(leaf, over >= 0, RELIED, amount, missing, surplus)

    def _credit_in(self, leaf: Leaf, placed: Iterable[int]) -> tuple[int, int]:
        """Return the credit that counts in a leaf, and how many parts make one."""
        need, bottom = leaf.need.as_integer_ratio()
        scale, parts = self.credit
        wholly = leaf.wholly
        counted = sum(
            [need * scale if one in wholly else parts[one] * bottom for one in placed]
        )
        return counted, scale * bottom

    def _joined(self, node: Branch, children: list[NodeMeasure]) -> NodeMeasure:
        done = 0
        lacking, over = [], []
        for child in children:
            if child.met and child.relied:
                done += 1
            if child.missing is not ZERO:
                lacking.append(child.missing)
            if child.surplus is not ZERO:
                over.append(child.surplus)
        met = done >= node.least
        tallies: tuple[TallyMeasure, ...] = ()
        floors: tuple[FloorMeasure, ...] = ()
        asks = node.asks
        if asks is None or not (asks.tallies or asks.floors):
            met = met and (asks is None or asks.reached)
        else:
            inside = self._inside(asks.leaves)
            tallies = tuple(
                [tally_measure(one, inside, self.credit) for one in asks.tallies]
            )
            floors = tuple([self.floor(one, inside) for one in asks.floors])
            met = met and _bounds_hold(asks, tallies, floors)
            lacking += [
                one.short * one.tally.worth
                for one in tallies
                if one.short and one.tally.counted_in not in SHARES
            ]
        return NodeMeasure(
            node,
            met,
            RELIED,
            ratio(done, 1),
            _sum(lacking),
            _sum(over),
            tuple(children),
            tallies,
            floors,
        )

    def _inside(self, leaves: frozenset[int]) -> dict[int, Fraction]:
        """Return each candidate placed in these leaves, with its part of a course."""
        parts: dict[int, Fraction] = {}
        for leaf in leaves:
            placed = self.placed.get(leaf)
            if placed is not None:
                part = self.plan.leaves[leaf].part
                for one in placed:
                    if one not in parts or parts[one] < part:
                        parts[one] = part
        return parts

    def floor(
        self, floor: Floor, inside: Mapping[int, Fraction] | None
    ) -> FloorMeasure:
        """Measure a GPA: over what is placed, or over all there is where None."""
        scale, parts = self.credit
        graded: Sequence[tuple[int, Fraction]] = floor.points
        if floor.all_attempts:
            scale, parts = self.plan.credit
            graded = [pair for pair in graded if self.present[pair[0]]]
        elif inside is not None:
            graded = [pair for pair in graded if pair[0] in inside]
        tops: dict[int, int] = {}
        weight = 0
        for one, points in graded:
            top, bottom = points.as_integer_ratio()
            credit = parts[one]
            tops[bottom] = tops.get(bottom, 0) + top * credit
            weight += credit
        common = lcm(*tops)
        quality = sum([top * (common // bottom) for bottom, top in tops.items()])
        if floor.attempts:
            tried = exact_sum(one for _, one in floor.attempts)
            earned = exact_sum(one for one, _ in floor.attempts)
            return _average(
                floor,
                Fraction(quality, common * scale) + earned,
                Fraction(weight, scale) + tried,
            )
        return _average(floor, quality, common * weight)


def _worth(leaf: Leaf, amount: int, one: int) -> Fraction:
    """Return the credit that an amount of what a leaf counts stands for."""
    top, bottom = leaf.worth.as_integer_ratio()
    return ratio(amount * top, one * bottom)


def _average(
    floor: Floor, quality: Fraction | int, weight: Fraction | int
) -> FloorMeasure:
    """Compare an average with its floor; without any credit there is none."""
    if not weight:
        return FloorMeasure(floor, None, holds=True)
    gpa = Fraction(quality, weight)
    holds = gpa > floor.value if floor.strict else gpa >= floor.value
    return FloorMeasure(floor, gpa, holds)


def _idle(asked: NodeMeasure) -> NodeMeasure:
    """Measure what the group around does not rely on: it lacks nothing, all is over."""
    node = asked.node
    if not asked.relied:
        return asked
    if isinstance(node, Leaf):
        counted = asked.counted
        surplus = _worth(node, *counted.as_integer_ratio()) if counted else ZERO
        return NodeMeasure(node, asked.met, IDLE, asked.counted, ZERO, surplus)
    children = tuple([_idle(child) for child in asked.children])
    tallies, floors = asked.tallies, asked.floors
    return NodeMeasure(
        node,
        _bounds_hold(node.asks, tallies, floors),
        IDLE,
        ZERO,
        ZERO,
        _sum([child.surplus for child in children if child.surplus is not ZERO]),
        children,
        tallies,
        floors,
        asked,
    )


def _bounds_hold(
    asks: Asks | None,
    tallies: Iterable[TallyMeasure],
    floors: Iterable[FloorMeasure],
) -> bool:
    """Say whether all holds that a group asks besides its members."""
    return (
        (asks is None or asks.reached)
        and all(one.holds for one in tallies)
        and all(one.holds for one in floors)
    )


def _chosen(
    least: int, options: list[NodeMeasure], idle: list[NodeMeasure], *, must: bool
) -> list[NodeMeasure]:
    """Rely on the best of several members, and leave the others idle."""
    ranked = sorted(
        [
            (
                must and not one.met,
                _plain(one.missing),
                _plain(one.surplus) - _plain(alone.surplus),
                place,
            )
            for place, (one, alone) in enumerate(zip(options, idle, strict=True))
        ]
    )
    chosen = list(idle)
    for *_, place in ranked[:least]:
        chosen[place] = options[place]
    return chosen


def _plain(amount: Fraction) -> Fraction | int:
    """Return a whole number as one: those are compared ten times as fast."""
    top, bottom = amount.as_integer_ratio()
    return top if bottom == 1 else amount


def _sum(amounts: Sequence[Fraction]) -> Fraction:
    """Add amounts up, of which there are few."""
    return exact_sum(amounts) if len(amounts) > 1 else amounts[0] if amounts else ZERO
