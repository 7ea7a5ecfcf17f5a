"""Impossible: the smallest set of requirements that cannot hold together.

Only requirements that the record could each meet alone are looked at; one that it
cannot meet even alone is merely missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.bound import lacks_alone, wants_too_much
from articulate.audit.measure import measure
from articulate.audit.plan import Allocation, Branch, Plan, Residence
from articulate.audit.results import statements

MOST_TRIES = 400
"""How many sets may be tried; beyond, no smallest one is claimed."""

MOST_STEPS = 20_000
"""How many steps the choice of one of these sets may take."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the way of a degree that is not complete.

    `alone` are the statements that could each be met; `smallest` those of them that
    cannot hold together, empty where they can. `decided` is False past the budget.
    """

    alone: frozenset[int]
    smallest: tuple[int, ...] = ()
    decided: bool = True


def conflict_in(plan: Plan, best: Search, budget: Budget) -> Conflict:
    """Say which statements could be met alone, and which cannot hold together."""
    named = statements(plan, best.found)
    met = {place for place, (_, holds) in enumerate(named) if holds}
    settled = _settled(plan, best, len(named))
    tried = _Tried(plan, budget)
    alone = met | {
        place
        for place in range(len(named))
        if place not in met and place not in settled and tried.holds([place])
    }
    if alone == met:
        return Conflict(frozenset(alone), decided=tried.decided)
    smallest = _smallest(_by_name(named, alone), alone - met, tried)
    return Conflict(frozenset(alone), smallest, tried.decided)


def _by_name(named: Sequence[tuple[str, bool]], chosen: Iterable[int]) -> list[int]:
    """Order statements by name, so that their order on the page decides nothing."""
    return sorted(chosen, key=lambda place: (named[place][0], place))


def _settled(plan: Plan, best: Search, size: int) -> set[int]:
    """List the statements that come out alike in every allocation.

    Where there is nothing to choose and no limit cuts, those are the degree's totals.
    """
    if plan.left_over or best.objective.unapplied:
        return set()
    rules = size - len(plan.residencies)
    placed = {rules + k for k, rule in enumerate(plan.residencies) if _leaves(rule)}
    return set(range(len(plan.groups), size)) - placed


@dataclass(slots=True)
class _Tried:
    """Tries sets of statements; the last allocation found is remembered."""

    plan: Plan
    budget: Budget
    decided: bool = True
    tries: int = 0
    last: Allocation | None = None
    hopeless: dict[int, bool] = field(default_factory=dict)

    def holds(self, chosen: Sequence[int]) -> bool:
        """Say whether some allocation meets all of these statements together."""
        plan = self.plan
        if any(self._is_hopeless(one) for one in chosen if one < len(plan.groups)):
            return False
        self.tries += 1
        small = only(plan, chosen)
        search = allocate(small, self.budget, first_only=True)
        if not search.decided or self.tries > MOST_TRIES:
            self.decided = False
        self.last = search.allocation
        return not search.objective.unmet

    def _is_hopeless(self, group: int) -> bool:
        """Say whether a group lacks something even alone."""
        if group not in self.hopeless:
            plan, asked = self.plan, self.plan.groups[group]
            lacks = lacks_alone(plan, asked) != 0
            self.hopeless[group] = lacks or wants_too_much(plan, asked)
        return self.hopeless[group]

    def met(self, chosen: Sequence[int]) -> frozenset[int]:
        """List the statements met along with those that were just held."""
        if self.last is None:
            return frozenset(chosen)
        whole = statements(self.plan, measure(self.plan, self.last))
        return frozenset(chosen).union(
            place for place, (_, holds) in enumerate(whole) if holds
        )


def _smallest(alone: list[int], removal: set[int], tried: _Tried) -> tuple[int, ...]:
    """Find the smallest set that cannot hold together, the first of equals.

    Every such set must touch each removal: statements without which the rest can hold.
    So the smallest set that touches all known removals either cannot hold, and is the
    answer, or holds, and shows a removal that it does not touch.
    """
    rank = {one: place for place, one in enumerate(alone)}
    removals = [_mask(rank[one] for one in removal)]
    size = 1
    while True:
        ranks = _touching(removals, size)
        if ranks is None or tried.tries > MOST_TRIES:
            tried.decided = False
            return ()
        size = len(ranks)
        candidate = tuple(alone[one] for one in ranks)
        if not tried.holds(candidate):
            return candidate
        met = tried.met(candidate)
        left = _mask(rank[one] for one in alone if one not in met)
        if not left:
            return ()
        removals = [*(one for one in removals if one & left != left), left]


def _mask(ranks: Iterable[int]) -> int:
    """Write a set of ranks as the bits of a number."""
    return sum(1 << one for one in ranks)


def _touching(removals: Sequence[int], size: int) -> tuple[int, ...] | None:
    """Return the smallest set that touches every removal, the first of equals.

    None below *size* does. It is None where that would take too long to find.
    """
    search = _Touching(MOST_STEPS)
    while True:
        found = search.first(removals, size)
        if found is not None or search.left < 0:
            return found
        size += 1


@dataclass(slots=True)
class _Touching:
    """Chooses ranks in ascending order, within so many steps in all."""

    left: int

    def first(self, removals: Sequence[int], size: int) -> tuple[int, ...] | None:
        """Return the first set of so many ranks that touches every removal."""
        if not removals:
            return ()
        self.left -= 1
        if self.left < 0 or _apart(removals) > size:
            return None
        every = 0
        for one in removals:
            every |= one
        while every:
            bit = every & -every
            every ^= bit
            later = ~(2 * bit - 1)
            rest = [one & later for one in removals if not one & bit]
            if all(rest):
                found = self.first(rest, size - 1)
                if found is not None:
                    return (bit.bit_length() - 1, *found)
            if not all(one & later for one in removals):
                return None
        return None


def _apart(removals: Sequence[int]) -> int:
    """Count removals that have nothing in common: each needs a rank of its own."""
    seen = count = 0
    for one in sorted(removals, key=int.bit_count):
        if not one & seen:
            seen |= one
            count += 1
    return count


def only(plan: Plan, chosen: Iterable[int]) -> Plan:
    """Return a plan that asks for some of its statements only.

    A group that a kept residency rule looks at stays as a place for credit, and what it
    refuses stays refused, but nothing is asked of it.
    """
    wanted = set(chosen)
    offset = len(plan.groups)
    gpas = [one for k, one in enumerate(plan.gpas) if offset + k in wanted]
    offset += len(plan.gpas)
    keeps_credits = plan.credits is not None and offset in wanted
    offset += plan.credits is not None
    rules = [one for k, one in enumerate(plan.residencies) if offset + k in wanted]
    looked_at = {leaf for rule in rules for leaf in _leaves(rule)}
    groups = []
    for place, group in enumerate(plan.groups):
        inside = group.asks.leaves if group.asks else frozenset[int]()
        if place in wanted:
            groups.append(group)
        elif inside & looked_at:
            groups.append(Branch(0, 1, (group,)))
    places = {
        leaf
        for place, group in enumerate(plan.groups)
        if group.asks is not None and (place in wanted or group.asks.leaves & looked_at)
        for leaf in group.asks.leaves
    }
    return replace(
        plan,
        leaves=tuple(
            leaf if leaf.place in places else leaf.moved(leaf.place, (), frozenset())
            for leaf in plan.leaves
        ),
        groups=tuple(groups),
        gpas=tuple(gpas),
        credits=plan.credits if keeps_credits else None,
        residencies=tuple(rules),
    )


def _leaves(rule: Residence) -> set[int]:
    return {leaf for _, leaf in rule.there | rule.base_there}
