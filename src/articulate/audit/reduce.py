"""Reduce: requirements that compete for no credit are settled apart.

When every option is chosen and no limit cuts, what remains is to place whole courses.
Two groups then touch only if some course may fill either, a share is bounded between
them, or a residency rule looks at both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.plan import (
    Asks,
    Branch,
    Floor,
    Leaf,
    Node,
    Pair,
    Plan,
    Residence,
    ShareCap,
    Tally,
    leaves_of,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A plan of some groups alone, with the places its numbers had in the whole."""

    plan: Plan
    candidates: tuple[int, ...]
    leaves: tuple[int, ...]

    def in_whole(self, placed: Iterable[Pair]) -> frozenset[Pair]:
        """Name candidates and leaves by their places in the whole plan."""
        return frozenset(
            (self.candidates[one], self.leaves[leaf]) for one, leaf in placed
        )


def parts_of(plan: Plan, present: Sequence[bool]) -> tuple[Part, ...]:
    """Split a plan into parts that share no candidate, by their first group."""
    joined = _Joined(len(plan.groups))
    of_leaf = {
        leaf.place: g
        for g, group in enumerate(plan.groups)
        for leaf in leaves_of(group)
    }
    takers: dict[int, int] = {}
    for leaf in plan.leaves:
        for one in leaf.eligible:
            if present[one]:
                joined.join(
                    takers.setdefault(one, of_leaf[leaf.place]), of_leaf[leaf.place]
                )
    for cap in plan.caps:
        joined.all(
            [of_leaf[leaf] for leaf in sorted(cap.one | cap.other) if leaf in of_leaf]
        )
    for rule in placed_rules(plan):
        joined.all(
            [of_leaf[leaf] for leaf in sorted(_leaves_in(rule)) if leaf in of_leaf]
        )
    heaps: dict[int, list[int]] = {}
    for g in range(len(plan.groups)):
        heaps.setdefault(joined.first(g), []).append(g)
    return tuple(part_of(plan, heap, present) for _, heap in sorted(heaps.items()))


def placed_rules(plan: Plan) -> tuple[Residence, ...]:
    """List the residency rules that look at where credit is placed."""
    return tuple(rule for rule in plan.residencies if _leaves_in(rule))


def part_of(plan: Plan, groups: Sequence[int], present: Sequence[bool]) -> Part:
    """Take some groups of a plan alone, with the candidates that concern them."""
    chosen = [plan.groups[g] for g in groups]
    places = sorted(leaf.place for group in chosen for leaf in leaves_of(group))
    inside = set(places)
    rules = [rule for rule in placed_rules(plan) if _leaves_in(rule) & inside]
    wanted = {one for leaf in places for one in plan.leaves[leaf].eligible}
    for rule in rules:
        wanted |= rule.always | rule.base_always
        wanted |= {one for order in rule.orders for heap in order for one in heap}
    kept = [one for one in sorted(wanted) if present[one]]
    to = _Renaming(
        {one: new for new, one in enumerate(kept)},
        {leaf: new for new, leaf in enumerate(places)},
        tuple(
            one.award.credits if there else Fraction(0)
            for one, there in zip(plan.candidates, present, strict=True)
        ),
    )
    part = Plan(
        candidates=tuple(_fixed(plan.candidates[one]) for one in kept),
        leaves=tuple(to.leaf(plan.leaves[leaf]) for leaf in places),
        groups=tuple(to.branch(group) for group in chosen),
        residencies=tuple(to.residence(rule) for rule in rules),
        may_share=frozenset(
            (to.leaves[a], to.leaves[b])
            for a, b in plan.may_share
            if a in inside and b in inside
        ),
        caps=tuple(to.cap(cap) for cap in plan.caps if (cap.one | cap.other) & inside),
        fills_at_most=plan.fills_at_most,
        fills=tuple((to.places(some), most) for some, most in plan.fills),
    )
    return Part(part, tuple(kept), tuple(places))


def _fixed(candidate: Candidate) -> Candidate:
    """Return a candidate as one that is there whatever is chosen."""
    return candidate if candidate.option is None else replace(candidate, option=None)


def _leaves_in(rule: Residence) -> frozenset[int]:
    return frozenset(leaf for _, leaf in rule.there | rule.base_there)


class _Joined:
    """Groups joined into heaps; a heap is named by its first group."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def first(self, one: int) -> int:
        while self.parent[one] != one:
            one = self.parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.first(one), self.first(other)))
        self.parent[high] = low

    def all(self, many: Sequence[int]) -> None:
        for one in many[1:]:
            self.join(many[0], one)


@dataclass(frozen=True, slots=True)
class _Renaming:
    """New places for the candidates and leaves that stay."""

    candidates: Mapping[int, int]
    leaves: Mapping[int, int]
    credits: tuple[Fraction, ...]

    def some(self, many: Iterable[int]) -> frozenset[int]:
        return frozenset(self.candidates[one] for one in many if one in self.candidates)

    def pairs(self, many: Iterable[Pair]) -> frozenset[Pair]:
        return frozenset(
            (self.candidates[one], self.leaves[leaf])
            for one, leaf in many
            if one in self.candidates and leaf in self.leaves
        )

    def places(self, many: Iterable[int]) -> frozenset[int]:
        return frozenset(self.leaves[one] for one in many if one in self.leaves)

    def leaf(self, leaf: Leaf) -> Leaf:
        eligible = tuple(sorted(self.some(leaf.eligible)))
        return leaf.moved(self.leaves[leaf.place], eligible, self.some(leaf.wholly))

    def node(self, node: Node) -> Node:
        return self.leaf(node) if isinstance(node, Leaf) else self.branch(node)

    def branch(self, branch: Branch) -> Branch:
        asks = branch.asks
        return replace(
            branch,
            children=tuple(self.node(child) for child in branch.children),
            asks=None if asks is None else self.asks(asks),
        )

    def asks(self, asks: Asks) -> Asks:
        return replace(
            asks,
            leaves=self.places(asks.leaves),
            tallies=tuple(self.tally(one) for one in asks.tallies),
            floors=tuple(self.floor(one) for one in asks.floors),
        )

    def tally(self, tally: Tally) -> Tally:
        heaps = tuple((name, self.some(heap)) for name, heap in tally.heaps)
        return replace(tally, heaps=heaps)

    def floor(self, floor: Floor) -> Floor:
        if floor.all_attempts:
            known = [
                (p * self.credits[one], self.credits[one]) for one, p in floor.points
            ]
            return replace(floor, points=(), attempts=(*floor.attempts, *known))
        points = tuple(
            (self.candidates[one], points)
            for one, points in floor.points
            if one in self.candidates
        )
        return replace(floor, points=points)

    def residence(self, rule: Residence) -> Residence:
        return replace(
            rule,
            always=self.some(rule.always),
            there=self.pairs(rule.there),
            base_always=self.some(rule.base_always),
            base_there=self.pairs(rule.base_there),
            orders=tuple(
                tuple(
                    tuple(
                        self.candidates[one] for one in heap if one in self.candidates
                    )
                    for heap in order
                )
                for order in rule.orders
            ),
        )

    def cap(self, cap: ShareCap) -> ShareCap:
        return replace(cap, one=self.places(cap.one), other=self.places(cap.other))
