"""Matching: groups that want so many courses each, and courses that fill one of them.

Courses are taken earliest first, each making room by moving others along a path. If
every demand comes out full, nothing is unmet, missing or over, and no smaller or
earlier set of courses would do. Bounds are set aside at first: if what was found keeps
them all the same, they could only have made it worse. It answers None for all else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from articulate.audit.lawful import is_lawful
from articulate.audit.measure import measure
from articulate.audit.plan import (
    Allocation,
    Branch,
    Leaf,
    Pair,
    Plan,
    branches_of,
    day_number,
)
from articulate.rulebook.requirements import SHARES

Step = tuple[int, int, int]
"""A course leaves one place for another; a place that is nowhere is `NOWHERE`."""

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Matched:
    """The best places, and how many paths were looked for."""

    placed: frozenset[Pair]
    steps: int


def settle_by_matching(plan: Plan) -> Matched | None:
    """Place the courses of one part in the best way, None where this is no matching."""
    sizes = _sizes(plan)
    if sizes is None:
        return None
    days = [day_number(one) for one in plan.candidates]
    if days != sorted(days):
        return None
    search = _Matching(plan, sizes, days)
    if not search.fill():
        return None
    search.settle()
    placed = frozenset(search.place.items())
    credit = tuple(one.award.credits for one in plan.candidates)
    allocation = Allocation((), credit, placed)
    if not is_lawful(plan, allocation) or measure(plan, allocation).unmet:
        return None
    return Matched(placed, search.steps)


def _sizes(plan: Plan) -> dict[int, int] | None:
    """Say how many courses fill each demand, None where that is not one number."""
    if plan.may_share or plan.caps or plan.residencies:
        return None
    branches = [one for group in plan.groups for one in branches_of(group)]
    if not all(map(_is_plain, branches)):
        return None
    found = {}
    for leaf in plan.leaves:
        size = _size(plan, leaf)
        if size is None:
            return None
        found[leaf.place] = size
    return found


def _is_plain(branch: Branch) -> bool:
    """Say whether a branch wants all of its children, and no average or share."""
    asks = branch.asks
    return branch.least == len(branch.children) == branch.most and (
        asks is None
        or (
            asks.reached
            and not asks.floors
            and not any(one.counted_in in SHARES for one in asks.tallies)
        )
    )


def _size(plan: Plan, leaf: Leaf) -> int | None:
    if leaf.in_courses:
        return int(leaf.need)
    credit = {plan.candidates[one].award.credits for one in leaf.eligible}
    if len(credit) != 1 or leaf.wholly or not all(credit):
        return None
    return int(-(-leaf.need // credit.pop()))


@dataclass(slots=True)
class _Matching:
    """Courses in their places. `settled` are those whose place is final."""

    plan: Plan
    sizes: Mapping[int, int]
    days: Sequence[int]
    place: dict[int, int] = field(default_factory=dict)
    inside: dict[int, list[int]] = field(init=False)
    wants: list[list[int]] = field(init=False)
    settled: int = 0
    steps: int = 0

    def __post_init__(self) -> None:
        self.inside = {leaf.place: [] for leaf in self.plan.leaves}
        self.wants = [[] for _ in self.plan.candidates]
        for leaf in self.plan.leaves:
            for one in leaf.eligible:
                self.wants[one].append(leaf.place)

    def fill(self) -> bool:
        """Take courses earliest first, wherever there is room; say if all is full."""
        for one in range(len(self.plan.candidates)):
            self.steps += 1
            path = self._room_for(one, set())
            for moved, leaf in path or ():
                self._move(moved, leaf)
        return all(len(self.inside[leaf]) == size for leaf, size in self.sizes.items())

    def _room_for(self, one: int, seen: set[int]) -> list[Pair] | None:
        for leaf in self.wants[one]:
            if leaf in seen:
                continue
            seen.add(leaf)
            if len(self.inside[leaf]) < self.sizes[leaf]:
                return [(one, leaf)]
            for other in self.inside[leaf]:
                path = self._room_for(other, seen)
                if path is not None:
                    return [*path, (one, leaf)]
        return None

    def _move(self, one: int, leaf: int) -> None:
        """Put a course in another place, or nowhere."""
        if one in self.place:
            self.inside[self.place.pop(one)].remove(one)
        if leaf != NOWHERE:
            self.place[one] = leaf
            self.inside[leaf].append(one)

    def settle(self) -> None:
        """Give each course in turn the first place that costs the days nothing."""
        for one, wanted in enumerate(self.wants):
            self.settled = one
            now = self.place.get(one, NOWHERE)
            better = [leaf for leaf in wanted if now == NOWHERE or leaf < now]
            if not better:
                continue
            self.steps += 1
            costs, ways = self._costs_to(now, one)
            price = self.days[one] if now == NOWHERE else 0
            for leaf in better:
                if leaf in costs and costs[leaf] + price == 0:
                    self._follow(one, leaf, now, ways)
                    break

    def _follow(self, one: int, leaf: int, now: int, ways: Mapping[int, Pair]) -> None:
        moves = [(one, leaf)]
        while leaf != now:
            other, leaf = ways[leaf]
            moves.append((other, leaf))
        for moved, to in moves:
            self._move(moved, to)

    def _costs_to(self, end: int, one: int) -> tuple[dict[int, int], dict[int, Pair]]:
        """Say what it costs in days to make room in each place by emptying into *end*.

        A course may go to another place for nothing; going nowhere saves its day, and
        coming from nowhere costs it. As the days are least already, no round trip
        saves any.
        """
        into: dict[int, dict[int, Pair]] = {}
        for other in range(one + 1, len(self.wants)):
            here = self.place.get(other, NOWHERE)
            day = self.days[other]
            for leaf in self.wants[other]:
                if leaf != here:
                    cost = day if here == NOWHERE else 0
                    _keep(into, leaf, here, (cost, other))
            if here != NOWHERE:
                _keep(into, NOWHERE, here, (-day, other))
        costs, ways = {end: 0}, dict[int, Pair]()
        changed = [end]
        while changed:
            leaf = changed.pop(0)
            for here, (cost, other) in into.get(leaf, {}).items():
                total = costs[leaf] + cost
                if here not in costs or total < costs[here]:
                    costs[here], ways[here] = total, (other, leaf)
                    if here not in changed:
                        changed.append(here)
        return costs, ways


def _keep(into: dict[int, dict[int, Pair]], leaf: int, here: int, way: Pair) -> None:
    """Keep the cheapest way from one place into another, the first of equals."""
    known = into.setdefault(leaf, {})
    if here not in known or way < known[here]:
        known[here] = way
