"""Gauges: whole numbers that say how far each demand is, as courses are placed.

Placing a candidate adds to some gauges and raises flags on others; what may not be
exceeded is refused on the way, so that every state is lawful.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from articulate.audit.plan import (
    Asks,
    Branch,
    Plan,
    Tally,
    branches_of,
    groups_of,
    leaves_of,
)
from articulate.rulebook.requirements import DISTINCT, SHARES

State = Mapping[int, int]
"""What the gauges stand at that somebody looks at."""


class Action(NamedTuple):
    """One way to place a candidate: leaves to fill, and what that does to the gauges.

    `fills` are the gauges of those leaves.
    """

    leaves: tuple[int, ...]
    fills: tuple[int, ...]
    adds: tuple[tuple[int, int], ...]
    flags: tuple[int, ...]


@dataclass(slots=True)
class Gauges:
    """All gauges of one plan, and what each candidate has to do with them.

    `groups` are all groups, and `places` which is which, by its identity. `leaf`,
    `heap`, `begun`, `share`, `floors`, `rules`, `open` name the gauges of what they are
    about; `of` is all of a group's or a branch's own, by its identity. `most` bounds a
    gauge, `together` bounds how many of several flags are up. `groups_at` and `open_at`
    say by leaf which groups and flags a course there concerns; `leaves_for`, `heaps_of`
    and `points_of` say by candidate where it fits, and what a bound and an average see
    of it; `credits` is what each is worth, in whole parts. Nothing else looks at leaves
    that are `bare`.
    """

    plan: Plan
    scale: int
    size: int = 0
    leaf: dict[int, int] = field(default_factory=dict)
    heap: dict[tuple[int, int, int], int] = field(default_factory=dict)
    begun: dict[tuple[int, int, int], int] = field(default_factory=dict)
    share: dict[tuple[int, int], int] = field(default_factory=dict)
    floors: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    rules: dict[int, tuple[int, int]] = field(default_factory=dict)
    open: dict[tuple[int, int], int] = field(default_factory=dict)
    most: dict[int, int] = field(default_factory=dict)
    together: dict[int, list[tuple[tuple[int, ...], int]]] = field(default_factory=dict)
    groups: list[Branch] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    branches: list[Branch] = field(default_factory=list)
    caps: list[int] = field(default_factory=list)
    of: dict[int, list[int]] = field(default_factory=dict)
    leaves_for: dict[int, list[int]] = field(default_factory=dict)
    groups_at: dict[int, list[int]] = field(default_factory=dict)
    open_at: dict[int, list[int]] = field(default_factory=dict)
    heaps_of: dict[tuple[int, int], dict[int, list[int]]] = field(default_factory=dict)
    points_of: dict[tuple[int, int], dict[int, Fraction]] = field(default_factory=dict)
    bare: frozenset[int] = frozenset()
    credits: list[int] = field(init=False)
    _simple: dict[tuple[int, int], Action] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.credits = [self.whole(one) for one in self.plan.full]

    def amount(self, candidate: int, place: int) -> int:
        """Return what a candidate adds to the gauge of a demand that it fills."""
        leaf = self.plan.leaves[place]
        if leaf.in_courses:
            return 1
        if candidate in leaf.wholly:
            return self.whole(leaf.need)
        return self.credits[candidate]

    def simple(self, place: int, amount: int) -> Action:
        """Return what filling one demand alone does, where nothing else looks at it."""
        known = self._simple.get((place, amount))
        if known is None:
            gauge = self.leaf[place]
            adds = ((gauge, amount),) if amount else ()
            known = self._simple[place, amount] = Action((place,), (gauge,), adds, ())
        return known

    def new(self, most: int | None = None) -> int:
        """Add a gauge; *most* is what it may not exceed."""
        place = self.size
        self.size += 1
        if most is not None:
            self.most[place] = most
        return place

    def whole(self, amount: Fraction) -> int:
        """Return an amount as a whole number of the common part."""
        return amount.numerator * self.scale // amount.denominator

    def heaps(self, judged: AbstractSet[int]) -> list[frozenset[int]]:
        """Return the gauges that nobody judges, in heaps to be forgotten together."""
        bound: dict[int, frozenset[int]] = {}
        for bounds in self.together.values():
            for flags, _ in bounds:
                known = [bound[flag] for flag in flags if flag in bound]
                heap = frozenset(flags).union(*known)
                bound |= dict.fromkeys(heap, heap)
        return [
            bound.get(gauge, frozenset({gauge}))
            for gauge in range(self.size)
            if gauge not in judged
            and (
                gauge not in bound
                or (min(bound[gauge]) == gauge and judged.isdisjoint(bound[gauge]))
            )
        ]

    def bound_flags(self, flags: Sequence[int], most: int) -> None:
        """Let at most so many of these flags be up."""
        for flag in flags:
            self.together.setdefault(flag, []).append((tuple(flags), most))


def gauges_of(plan: Plan) -> Gauges:
    """Lay out the gauges of a plan whose courses are whole and all there."""
    groups = [inner for group in plan.groups for inner in groups_of(group)]
    gauges = Gauges(plan, scale_of(plan, groups), groups=groups)
    gauges.places = {id(group): g for g, group in enumerate(groups)}
    bounds = plan.bounds_on_filling()
    for leaf in plan.leaves:
        gauges.leaf[leaf.place] = gauges.new(leaf.most)
        for one in leaf.eligible if within((leaf.place,), bounds) else ():
            gauges.leaves_for.setdefault(one, []).append(leaf.place)
    for g, inner in enumerate(groups):
        before = gauges.size
        _lay_group(gauges, g, inner)
        gauges.of[id(inner)] = list(range(before, gauges.size))
    for group in plan.groups:
        for branch in branches_of(group):
            if branch.most < len(branch.children):
                before = gauges.size
                _lay_branch(gauges, branch)
                gauges.of.setdefault(id(branch), []).extend(range(before, gauges.size))
    for r in range(len(plan.residencies)):
        gauges.rules[r] = (gauges.new(), gauges.new())
    for cap in plan.caps:
        most = Fraction(cap.most) if cap.in_courses else cap.most
        gauges.caps.append(gauges.new(gauges.whole(most)))
    if not plan.residencies and not plan.caps:
        gauges.bare = frozenset(gauges.leaf).difference(
            gauges.open_at, gauges.groups_at
        )
    return gauges


def scale_of(plan: Plan, groups: Iterable[Branch]) -> int:
    """Return the number that makes every amount of a plan whole."""
    amounts = [*plan.full]
    for leaf in plan.leaves:
        amounts += (leaf.need, leaf.worth, leaf.part)
    for group in groups:
        asks = group.asks
        if asks is None:
            continue
        for tally in asks.tallies:
            amounts += [tally.worth]
            amounts += [] if tally.counted_in in SHARES else [tally.amount]
        amounts += [p for floor in asks.floors for _, p in floor.points]
    amounts += [cap.most for cap in plan.caps]
    for rule in plan.residencies:
        amounts += [] if rule.counted_in in SHARES else [rule.amount]
    return lcm(*{amount.denominator for amount in amounts})


def _lay_group(gauges: Gauges, g: int, group: Branch) -> None:
    asks = group.asks
    if asks is None or not (asks.tallies or asks.floors):
        return
    _list_group(gauges, g, asks)
    for t, tally in enumerate(asks.tallies):
        if tally.counted_in in SHARES:
            gauges.share[g, t] = gauges.new()
            continue
        if tally.counted_in in DISTINCT:
            flags = [gauges.new() for _ in tally.heaps]
            for h, flag in enumerate(flags):
                gauges.begun[g, t, h] = flag
            if not tally.at_least:
                gauges.bound_flags(flags, int(tally.amount))
            continue
        most = None if tally.at_least else gauges.whole(tally.amount)
        for h in range(len(tally.heaps)):
            gauges.heap[g, t, h] = gauges.new(most)
            if tally.each and tally.at_least:
                gauges.begun[g, t, h] = gauges.new()
    for f, floor in enumerate(asks.floors):
        if not floor.all_attempts:
            gauges.floors[g, f] = (gauges.new(), gauges.new())
            gauges.points_of[g, f] = dict(floor.points)


def _list_group(gauges: Gauges, g: int, asks: Asks) -> None:
    """List where a group takes courses, and which heaps of its bounds each is in."""
    for leaf in asks.leaves:
        gauges.groups_at.setdefault(leaf, []).append(g)
    for t, tally in enumerate(asks.tallies):
        mine = gauges.heaps_of.setdefault((g, t), {})
        for h, (_, heap) in enumerate(tally.heaps):
            for one in heap:
                mine.setdefault(one, []).append(h)


def _lay_branch(gauges: Gauges, branch: Branch) -> None:
    b = len(gauges.branches)
    gauges.branches.append(branch)
    flags = [gauges.new() for _ in branch.children]
    for c, (flag, child) in enumerate(zip(flags, branch.children, strict=True)):
        gauges.open[b, c] = flag
        for leaf in leaves_of(child):
            gauges.open_at.setdefault(leaf.place, []).append(flag)
    gauges.bound_flags(flags, branch.most)


def within(way: Sequence[int], bounds: Iterable[tuple[frozenset[int], int]]) -> bool:
    """Say whether no bound on how many leaves are filled is exceeded."""
    return all(len(some.intersection(way)) <= most for some, most in bounds)


def plain(tally: Tally) -> bool:
    """Say whether a bound only refuses: an `at most` that counts."""
    return not tally.at_least and tally.counted_in not in SHARES
