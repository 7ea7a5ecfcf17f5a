"""Holding: can these statements of a degree be met together?

Most such questions are answered by filling the groups beside each other; only what that
leaves open is searched for. What could be held once is remembered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.bound import lacks_alone, wants_too_much
from articulate.audit.conflicts.claiming import Claims
from articulate.audit.conflicts.claims import bits
from articulate.audit.conflicts.fitting import Fitting
from articulate.audit.conflicts.shared_places import Filled
from articulate.audit.conflicts.some_statements import leaves_in, only
from articulate.audit.conflicts.uncut import Uncut
from articulate.audit.lawful import is_lawful
from articulate.audit.measure import measure
from articulate.audit.plan import Allocation, Plan
from articulate.audit.results import statements

MOST_PLACED = 250
"""How many steps the filling of groups may take before it is left to the search."""

MOST_BESIDE = 40
"""How many steps may be spent on a group that was not asked about."""


@dataclass  # no slots: most of it is asked for only where a group might yet be met
class Holding:
    """Says which statements can hold together, and remembers what could.

    `plain` says that nothing is there to choose and no limit cuts, so that only places
    differ. What is `held` are statements met at once, as bits.
    """

    plan: Plan
    best: Search
    budget: Budget
    decided: bool = True
    held: list[int] = field(default_factory=list)
    named: Sequence[tuple[str, bool]] = field(init=False)
    met: set[int] = field(init=False)
    plain: bool = field(init=False)
    _by_place: int = field(init=False)

    def __post_init__(self) -> None:
        plan, best = self.plan, self.best
        self.named = statements(plan, best.found)
        self.met = {place for place, (_, holds) in enumerate(self.named) if holds}
        self.plain = not plan.left_over and not best.objective.unapplied
        rules = len(self.named) - len(plan.residencies)
        self._by_place = bits(
            rules + k for k, rule in enumerate(plan.residencies) if leaves_in(rule)
        )

    @cached_property
    def idle(self) -> set[int]:
        """The groups that are met with nothing in them."""
        return {
            one
            for one, filled in self._filled.items()
            if not filled and (self.plain or not self._leaves(one))
        }

    @property
    def settled(self) -> set[int]:
        """The statements that come out alike in every allocation: totals, mostly."""
        if not self.plain:
            return set()
        totals = range(len(self.plan.groups), len(self.named))
        return {one for one in totals if not self._by_place >> one & 1}

    def holds(self, chosen: Sequence[int]) -> bool:
        """Say whether some allocation meets all of these statements together."""
        wanted = bits(chosen)
        if any(not wanted & ~one for one in self.held):
            return True
        groups = [one for one in chosen if one < len(self.plan.groups)]
        if self.plain and any(map(self._lacks_alone, groups)):
            return False
        sought = 0
        for group, filled in self._filled.items():
            if group not in chosen:
                for _, members in filled:
                    sought |= members
        fitting = Fitting(self._claims, sought)
        if fitting.fit(groups, MOST_PLACED):
            if self._is_held(wanted, bits(groups) | self._along(fitting, groups)):
                return True
        elif self.plain and fitting.exact:
            return False
        if not self.plain:
            answer = self._holds_uncut(chosen, groups, sought)
            if answer is not None:
                return answer
        return not any(map(self.is_hopeless, groups)) and self._searched(chosen)

    def _is_held(self, wanted: int, met: int) -> bool:
        """Remember what is met at once, if it is all that was wanted."""
        if wanted & ~met:
            return False
        self.held.append(met)
        return True

    def _holds_uncut(
        self, chosen: Sequence[int], groups: Sequence[int], sought: int
    ) -> bool | None:
        """Fill groups as if nothing were cut, then cut elsewhere; None leaves it open.

        What cannot be met even so cannot be met at all.
        """
        uncut, offset = self._uncut, len(self.plan.groups)
        if any(uncut.falls_short(one - offset) for one in chosen if one >= offset):
            return False
        fitting = Fitting(uncut.claims, sought)
        if not fitting.fit(groups, MOST_PLACED):
            return False if fitting.exact else None
        self._along(fitting, groups)
        found = uncut.cut_elsewhere(frozenset(fitting.pairs()))
        if not is_lawful(self.plan, found):
            return None
        return self._is_held(bits(chosen), self._statements_met(found)) or None

    def is_hopeless(self, statement: int) -> bool:
        """Say whether a statement is a group that lacks something even alone."""
        if statement >= len(self.plan.groups):
            return False
        asked = self.plan.groups[statement]
        return self._lacks_alone(statement) or wants_too_much(self.plan, asked)

    def _lacks_alone(self, group: int) -> bool:
        """Say whether a group that is not met lacks something even alone."""
        return group not in self.met and bool(
            lacks_alone(self.plan, self.plan.groups[group]) != 0
        )

    @cached_property
    def _claims(self) -> Claims:
        used = self.best.allocation
        return Claims(self.plan, used.applied, self.plan.present(used.options))

    @cached_property
    def _uncut(self) -> Uncut:
        return Uncut(self.plan, self.best.allocation)

    @cached_property
    def _filled(self) -> dict[int, list[Filled]]:
        """List what the best allocation puts in the leaves of each group it meets."""
        inside: dict[int, int] = {}
        for one, leaf in self.best.allocation.placed:
            inside[leaf] = inside.get(leaf, 0) | 1 << one
        return {
            place: [
                (leaf, inside[leaf])
                for leaf in sorted(self._leaves(place))
                if leaf in inside
            ]
            for place in range(len(self.plan.groups))
            if place in self.met
        }

    def _leaves(self, group: int) -> frozenset[int]:
        asks = self.plan.groups[group].asks
        return frozenset() if asks is None else asks.leaves

    def _along(self, fitting: Fitting, groups: Sequence[int]) -> int:
        """Fill what else goes beside some groups; return, as bits, what is met then."""
        met = bits(self.met) >> len(self.plan.groups) << len(self.plan.groups)
        met &= ~self._by_place
        late = []
        for group, filled in self._filled.items():
            if group in groups:
                continue
            if fitting.put(filled):
                met |= 1 << group
            else:
                late.append(group)
        fitting.sought = 0
        for group in late:
            if fitting.fit([group], MOST_BESIDE):
                met |= 1 << group
        if self._by_place:
            return self._measured(fitting)
        return met

    def _measured(self, fitting: Fitting) -> int:
        best = self.best.allocation
        found = Allocation(best.options, best.applied, frozenset(fitting.pairs()))
        return self._statements_met(found)

    def _statements_met(self, allocation: Allocation) -> int:
        named = statements(self.plan, measure(self.plan, allocation))
        return bits(place for place, (_, holds) in enumerate(named) if holds)

    def _searched(self, chosen: Sequence[int]) -> bool:
        """Ask the search whether these statements hold together."""
        search = allocate(only(self.plan, chosen), self.budget, first_only=True)
        if not search.decided:
            self.decided = False
        if search.objective.unmet:
            return False
        self.held.append(bits(chosen) | self._statements_met(search.allocation))
        return True
