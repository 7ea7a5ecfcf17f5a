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
    Residence,
    Tally,
    branches_of,
    groups_of,
    leaves_of,
)
from articulate.rulebook.requirements import DISTINCT, IN_COURSES, SHARES

State = Mapping[int, int]
"""What the gauges stand at that somebody looks at."""

MOST_ACTIONS = 64


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
    """All gauges of one plan, and the actions of each candidate.

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
        for one in leaf.eligible if _within((leaf.place,), bounds) else ():
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


IDLE = Action((), (), (), ())
"""Not to place a candidate, where nothing looks at it then."""


def actions_of(gauges: Gauges, candidate: int) -> tuple[Action, ...] | None:
    """List the ways to place a candidate, not at all first; None if they are many."""
    ways = _ways(gauges.plan, gauges.leaves_for.get(candidate, []))
    if ways is None:
        return None
    bare = gauges.bare
    idle = _action(gauges, candidate, ()) if gauges.plan.residencies else IDLE
    found = [idle]
    for way in ways:
        if len(way) == 1 and way[0] in bare:
            found.append(gauges.simple(way[0], gauges.amount(candidate, way[0])))
        else:
            found.append(_action(gauges, candidate, way))
    return tuple(found)


def _ways(plan: Plan, mine: Sequence[int]) -> list[tuple[int, ...]] | None:
    """List which leaves may be filled together, None if these are too many."""
    bounds, share = plan.bounds_on_filling(), plan.may_share
    more: list[tuple[int, ...]] = [(leaf,) for leaf in mine]
    ways: list[tuple[int, ...]] = []
    while more:
        if bounds:
            more = [way for way in more if _within(way, bounds)]
        ways += more
        if len(ways) >= MOST_ACTIONS:
            return None
        more = [
            (*way, leaf)
            for way in (more if share else ())
            for leaf in mine
            if leaf > way[-1] and all((other, leaf) in share for other in way)
        ]
    return ways


def _within(way: Sequence[int], bounds: Iterable[tuple[frozenset[int], int]]) -> bool:
    """Say whether no bound on how many leaves are filled is exceeded."""
    return all(len(some.intersection(way)) <= most for some, most in bounds)


def _action(gauges: Gauges, candidate: int, way: tuple[int, ...]) -> Action:
    plan = gauges.plan
    fills = tuple([gauges.leaf[place] for place in way])
    adds = [
        (gauge, gauges.amount(candidate, place))
        for gauge, place in zip(fills, way, strict=True)
    ]
    flags: list[int] = []
    if way:
        groups = {g for leaf in way for g in gauges.groups_at.get(leaf, ())}
        for g in groups:
            _add_group(gauges, (g, gauges.groups[g]), (candidate, way), (adds, flags))
        for place in way:
            flags += gauges.open_at.get(place, ())
        for k, cap in enumerate(plan.caps):
            if cap.one.intersection(way) and cap.other.intersection(way):
                shared = gauges.scale if cap.in_courses else gauges.credits[candidate]
                adds.append((gauges.caps[k], shared))
    for r, rule in enumerate(plan.residencies):
        adds += _residence_adds(gauges, (r, rule), (candidate, way))
    kept = tuple([one for one in adds if one[1]])
    return Action(way, fills, kept, tuple(dict.fromkeys(flags)))


def _add_group(
    gauges: Gauges,
    group: tuple[int, Branch],
    placed: tuple[int, tuple[int, ...]],
    into: tuple[list[tuple[int, int]], list[int]],
) -> None:
    g, branch = group
    candidate, way = placed
    adds, flags = into
    asks = branch.asks
    if asks is None:
        return
    credit = gauges.credits[candidate]
    for t, tally in enumerate(asks.tallies):
        mine = gauges.heaps_of[g, t].get(candidate, ())
        share = tally.counted_in in SHARES
        if not mine and not share:
            continue
        weight = credit
        if tally.counted_in in IN_COURSES:
            weight = gauges.whole(_part(gauges.plan, asks, way))
        if share:
            inside = bool(mine)
            net = weight * (tally.amount.denominator * inside - tally.amount.numerator)
            adds.append((gauges.share[g, t], net))
            continue
        for h in mine:
            if (g, t, h) in gauges.heap:
                adds.append((gauges.heap[g, t, h], weight))
            if (g, t, h) in gauges.begun:
                flags.append(gauges.begun[g, t, h])
    for f in range(len(asks.floors)):
        points = gauges.points_of.get((g, f), {}).get(candidate)
        if points is None:
            continue
        quality, weight_ = gauges.floors[g, f]
        adds.append((quality, gauges.whole(points) * credit))
        adds.append((weight_, credit))


def _part(plan: Plan, asks: Asks, way: Iterable[int]) -> Fraction:
    return max([plan.leaves[leaf].part for leaf in way if leaf in asks.leaves])


def _residence_adds(
    gauges: Gauges, known: tuple[int, Residence], placed: tuple[int, tuple[int, ...]]
) -> list[tuple[int, int]]:
    r, rule = known
    candidate, way = placed
    counted = _residence_weight(gauges, rule, placed, base=False)
    total, base = gauges.rules[r]
    if rule.counted_in not in SHARES:
        return [(total, counted)]
    of = _residence_weight(gauges, rule, (candidate, way), base=True)
    net = counted * rule.amount.denominator - of * rule.amount.numerator
    return [(total, net), (base, of)]


def _residence_weight(
    gauges: Gauges,
    rule: Residence,
    placed: tuple[int, tuple[int, ...]],
    *,
    base: bool,
) -> int:
    candidate, way = placed
    always = rule.base_always if base else rule.always
    there = rule.base_there if base else rule.there
    parts = [Fraction(1)] if candidate in always else []
    parts += [
        gauges.plan.leaves[leaf].part for leaf in way if (candidate, leaf) in there
    ]
    if not parts:
        return 0
    if rule.counted_in in IN_COURSES:
        return gauges.whole(max(parts))
    return gauges.credits[candidate]


def plain(tally: Tally) -> bool:
    """Say whether a bound only refuses: an `at most` that counts."""
    return not tally.at_least and tally.counted_in not in SHARES
