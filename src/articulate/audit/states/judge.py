"""Judging: what a state of the gauges says of a demand, in whole numbers.

The same as `measure` says of an allocation in fractions; the suite compares the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.plan import (
    Branch,
    Leaf,
    Node,
    Residence,
    Tally,
    leaves_of,
)
from articulate.audit.states.gauges import Gauges, State
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import DISTINCT, SHARES

Judgment = tuple[bool, int, int]
"""Whether it is met, the credit missing, and the surplus, in squared whole parts."""

_Heaps = tuple[int, list[int], list[int]]


@dataclass(slots=True)
class Judge:
    """Judges units of one plan.

    `leaves` are, by place, the gauge, what one step of it is, what is needed, and what
    that is worth.
    """

    gauges: Gauges
    leaves: dict[int, tuple[int, int, int, int]]
    _known: dict[tuple[int, int], _Heaps] = field(default_factory=dict)

    def rule(self, rule: Residence, place: int, state: State) -> tuple[bool, int]:
        """Judge a residency rule: whether it is met, and the credit missing."""
        total, base = self.gauges.rules[place]
        scale = self.gauges.scale
        if rule.counted_in in SHARES:
            return state[total] >= 0 and (bool(state[base]) or not rule.demanded), 0
        short = max(0, self.gauges.whole(rule.amount) - state[total])
        return not short, short * scale

    def lawful(self, groups: Iterable[Branch], state: State) -> bool:
        """Say whether every `at most 50% of …` of some groups holds."""
        return all(
            state[self.gauges.share[self.gauges.places[id(inner)], t]] <= 0
            for inner in groups
            if inner.asks is not None
            for t, tally in enumerate(inner.asks.tallies)
            if tally.counted_in in SHARES and not tally.at_least
        )

    def unit(self, node: Node, state: State) -> Judgment:
        """Judge a unit: met if it can be, else by what is missing; then its surplus."""
        found = self._required(node, state, must=True)
        return found if found[0] else self._required(node, state, must=False)

    def _required(self, node: Node, state: State, *, must: bool) -> Judgment:
        if isinstance(node, Leaf):
            return self._leaf(node, state)
        met, missing, surplus = True, 0, 0
        if node.least == len(node.children):
            for child in node.children:
                holds, short, over = self._required(child, state, must=must)
                met = met and holds
                missing += short
                surplus += over
        else:
            met, missing, surplus = self._chosen(node, state, must=must)
        holds, short, _ = self.bounds(node, state)
        return met and holds, missing + short, surplus

    def bounds(self, branch: Branch, state: State) -> Judgment:
        """Judge what a group asks of all that is put toward it, its demands aside."""
        asks = branch.asks
        if asks is None:
            return True, 0, 0
        g, met, missing = self.gauges.places[id(branch)], asks.reached, 0
        for t, tally in enumerate(asks.tallies):
            holds, short = self.tally(tally, (g, t), state)
            met = met and holds
            missing += short * self.gauges.whole(tally.worth)
        for f, floor in enumerate(asks.floors):
            gpa = self._gpa((g, f), state)
            met = met and (gpa is None or gpa >= floor.value)
            met = met and not (floor.strict and gpa == floor.value)
        return met, missing, 0

    def _chosen(self, node: Branch, state: State, *, must: bool) -> Judgment:
        """Judge the best children of a choice, as many as it needs."""
        options = []
        for k, child in enumerate(node.children):
            met, missing, surplus = self._required(child, state, must=must)
            idle = self._idle(child, state)
            options.append((must and not met, missing, surplus - idle, k, idle, met))
        options.sort()
        met, missing, surplus = True, 0, 0
        for n, (_, short, more, _, idle, holds) in enumerate(options):
            surplus += idle
            if n < node.least:
                met = met and holds
                missing += short
                surplus += more
        return met, missing, surplus

    def _idle(self, node: Node, state: State) -> int:
        """Return the surplus of what is put toward a child that is not chosen."""
        idle = 0
        for leaf in (node,) if isinstance(node, Leaf) else leaves_of(node):
            gauge, unit, _, worth = self.leaves[leaf.place]
            idle += state[gauge] * unit * worth
        return idle

    def _leaf(self, leaf: Leaf, state: State) -> Judgment:
        gauge, unit, need, worth = self.leaves[leaf.place]
        over = state[gauge] * unit - need
        return (True, 0, over * worth) if over >= 0 else (False, -over * worth, 0)

    def tally(
        self, tally: Tally, key: tuple[int, int], state: State
    ) -> tuple[bool, int]:
        """Judge one bound of a group: whether it holds, and how much is short."""
        if tally.counted_in in SHARES:
            net = state[self.gauges.share[key]]
            return (net >= 0 if tally.at_least else net <= 0), 0
        if not tally.at_least:
            return True, 0
        wanted, begun, heaps = self._heaps(tally, key)
        if tally.counted_in in DISTINCT:
            up = sum([state[flag] for flag in begun])
            short = max(0, wanted - up * self.gauges.scale)
            return not short, short
        short = 0
        for h, heap in enumerate(heaps):
            if not tally.each or state[begun[h]]:
                short += max(0, wanted - state[heap])
        return not short, short

    def _heaps(self, tally: Tally, key: tuple[int, int]) -> _Heaps:
        """Return what a bound wants, and its gauges: what is begun, and how much."""
        known = self._known.get(key)
        if known is None:
            gauges, heaps = self.gauges, [(*key, h) for h in range(len(tally.heaps))]
            known = self._known[key] = (
                gauges.whole(tally.amount),
                [gauges.begun[one] for one in heaps if one in gauges.begun],
                [gauges.heap[one] for one in heaps if one in gauges.heap],
            )
        return known

    def _gpa(self, key: tuple[int, int], state: State) -> Fraction | None:
        asks = self.gauges.groups[key[0]].asks
        if asks is None:
            return None
        floor = asks.floors[key[1]]
        if not floor.attempts and key in self.gauges.floors:
            q, w = self.gauges.floors[key]
            weighed = state[w] * self.gauges.scale
            return Fraction(state[q], weighed) if weighed else None
        quality = exact_sum(one for one, _ in floor.attempts)
        weight = exact_sum(one for _, one in floor.attempts)
        if key in self.gauges.floors:
            q, w = self.gauges.floors[key]
            quality += Fraction(state[q], self.gauges.scale**2)
            weight += Fraction(state[w], self.gauges.scale)
        return quality / weight if weight else None

    def standing(
        self, groups: Iterable[Branch], state: State
    ) -> Iterator[tuple[tuple[int, int], Fraction]]:
        """Yield each GPA floor of some groups with the average it stands at."""
        for inner in groups:
            if inner.asks is None or not inner.asks.floors:
                continue
            g = self.gauges.places[id(inner)]
            for f, floor in enumerate(inner.asks.floors):
                gpa = self._gpa((g, f), state)
                yield (g, f), floor.value if gpa is None else gpa


def judge_of(gauges: Gauges) -> Judge:
    """Return who judges the units of a plan."""
    leaves = {
        leaf.place: (
            gauges.leaf[leaf.place],
            gauges.scale if leaf.in_courses else 1,
            gauges.whole(leaf.need),
            gauges.whole(leaf.worth),
        )
        for leaf in gauges.plan.leaves
    }
    return Judge(gauges, leaves)
