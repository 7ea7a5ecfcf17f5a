"""Judging: what a state of the gauges says of a demand, in whole numbers.

The same as `measure` says of an allocation in fractions; the suite compares the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.gauges import Gauges, State
from articulate.audit.plan import (
    Branch,
    Leaf,
    Node,
    Residence,
    Tally,
    leaves_of,
)
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import DISTINCT, SHARES

Judgment = tuple[bool, int, int]
"""Whether it is met, the credit missing, and the surplus, in squared whole parts."""


@dataclass(slots=True)
class Judge:
    """Judges units of one plan; groups are looked up by identity.

    `leaves` are, by place, the gauge, what one step of it is, what is needed, and what
    that is worth.
    """

    gauges: Gauges
    places: dict[int, int] = field(init=False)
    leaves: dict[int, tuple[int, int, int, int]] = field(init=False)

    def __post_init__(self) -> None:
        gauges = self.gauges
        self.places = {id(group): g for g, group in enumerate(gauges.groups)}
        self.leaves = {
            leaf.place: (
                gauges.leaf[leaf.place],
                gauges.scale if leaf.in_courses else 1,
                gauges.whole(leaf.need),
                gauges.whole(leaf.worth),
            )
            for leaf in gauges.plan.leaves
        }

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
            state[self.gauges.share[self.places[id(inner)], t]] <= 0
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
            return self._leaf(node, state, relied=True)
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
        g, met, missing = self.places[id(branch)], asks.reached, 0
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
        options = [self._required(child, state, must=must) for child in node.children]
        idle = [self._idle(child, state) for child in node.children]
        order = sorted(
            range(len(options)),
            key=lambda k: (
                must and not options[k][0],
                options[k][1],
                options[k][2] - idle[k],
            ),
        )
        chosen = order[: node.least]
        met = all(options[k][0] for k in chosen)
        missing = sum(options[k][1] for k in chosen)
        surplus = sum(options[k][2] for k in chosen)
        surplus += sum(idle[k] for k in order[node.least :])
        return met, missing, surplus

    def _idle(self, node: Node, state: State) -> int:
        return sum(self._leaf(leaf, state, relied=False)[2] for leaf in leaves_of(node))

    def _leaf(self, leaf: Leaf, state: State, *, relied: bool) -> Judgment:
        gauge, unit, need, worth = self.leaves[leaf.place]
        counted = state[gauge] * unit
        wanted = need if relied else 0
        over = counted - wanted
        return over >= 0, -over * worth if over < 0 else 0, max(0, over) * worth

    def tally(
        self, tally: Tally, key: tuple[int, int], state: State
    ) -> tuple[bool, int]:
        """Judge one bound of a group: whether it holds, and how much is short."""
        if tally.counted_in in SHARES:
            net = state[self.gauges.share[key]]
            return (net >= 0 if tally.at_least else net <= 0), 0
        if not tally.at_least:
            return True, 0
        wanted = self.gauges.whole(tally.amount)
        heaps = [(*key, h) for h in range(len(tally.heaps))]
        if tally.counted_in in DISTINCT:
            up = sum(state[self.gauges.begun[heap]] for heap in heaps)
            short = max(0, wanted - up * self.gauges.scale)
            return not short, short
        short = sum(
            max(0, wanted - state[self.gauges.heap[heap]])
            for heap in heaps
            if not tally.each or state[self.gauges.begun[heap]]
        )
        return not short, short

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
            g = self.places[id(inner)]
            for f, floor in enumerate(inner.asks.floors):
                gpa = self._gpa((g, f), state)
                yield (g, f), floor.value if gpa is None else gpa
