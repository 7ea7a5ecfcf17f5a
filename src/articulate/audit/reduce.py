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
    Pair,
    Plan,
    Residence,
    ShareCap,
    Tally,
    groups_of,
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
    size = len(plan.groups)
    joined = _Joined(size)
    leaves = [list(leaves_of(group)) for group in plan.groups]
    rules = placed_rules(plan)
    there = frozenset([one for one, here in enumerate(present) if here])
    takers: dict[int, int] = {}
    for g, mine in enumerate(leaves):
        wanted = there.intersection(_eligible(mine))
        joined.all([g, *{takers[one] for one in wanted if one in takers}])
        takers |= dict.fromkeys(wanted, g)
    if plan.caps or rules:
        of_leaf = {leaf.place: g for g, mine in enumerate(leaves) for leaf in mine}
        together = [cap.one | cap.other for cap in plan.caps]
        for looked_at in (*together, *(inside for _, inside in rules)):
            joined.all([of_leaf[leaf] for leaf in looked_at if leaf in of_leaf])
    heaps: dict[int, list[int]] = {}
    for g in range(size):
        heaps.setdefault(joined.first(g), []).append(g)
    found = []
    for _, heap in sorted(heaps.items()):
        groups = [plan.groups[g] for g in heap]
        places = sorted([leaf.place for g in heap for leaf in leaves[g]])
        found.append(_part_of(plan, groups, places, there=there, rules=rules))
    return tuple(found)


def placed_rules(plan: Plan) -> list[tuple[Residence, frozenset[int]]]:
    """List the residency rules that look at where credit is placed, with the leaves."""
    found = []
    for rule in plan.residencies:
        if rule.there or rule.base_there:
            places = frozenset(leaf for _, leaf in rule.there | rule.base_there)
            found.append((rule, places))
    return found


def _part_of(
    plan: Plan,
    groups: Sequence[Branch],
    places: Sequence[int],
    *,
    there: frozenset[int],
    rules: Sequence[tuple[Residence, frozenset[int]]],
) -> Part:
    """Take some groups of a plan alone, with the candidates that concern them."""
    inside = frozenset(places)
    mine = [rule for rule, looked_at in rules if looked_at & inside]
    wanted = _eligible([plan.leaves[leaf] for leaf in places])
    for rule in mine:
        wanted |= rule.always | rule.base_always
        wanted |= {one for order in rule.orders for heap in order for one in heap}
    kept = sorted(wanted & there)
    if _is_all_of(plan, kept, places):
        part = Plan(
            plan.candidates,
            plan.leaves,
            tuple(groups),
            residencies=tuple(mine),
            may_share=plan.may_share,
            caps=plan.caps,
            fills_at_most=plan.fills_at_most,
            fills=plan.fills,
        )
        return Part(part, tuple(kept), tuple(places))
    to = _Renaming.of(plan, kept, places, there)
    part = Plan(
        candidates=tuple([_fixed(plan.candidates[one]) for one in kept]),
        leaves=tuple(to.moved.values()),
        groups=tuple([to.branch(group) for group in groups]),
        residencies=tuple([to.residence(rule) for rule in mine]),
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


def _is_all_of(plan: Plan, kept: Sequence[int], places: Sequence[int]) -> bool:
    """Say whether a part has every candidate and leaf, so that none is renamed."""
    return (
        len(kept) == len(plan.candidates)
        and len(places) == len(plan.leaves)
        and all(one.option is None for one in plan.candidates)
        and not any(
            floor.all_attempts
            for group in plan.groups
            for inner in groups_of(group)
            for floor in (inner.asks.floors if inner.asks else ())
        )
    )


def _eligible(leaves: Iterable[Leaf]) -> set[int]:
    """Return the candidates that may fill any of some leaves."""
    return set[int]().union(*[leaf.eligible for leaf in leaves])


def _fixed(candidate: Candidate) -> Candidate:
    """Return a candidate as one that is there whatever is chosen."""
    return candidate if candidate.option is None else replace(candidate, option=None)


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
        for one in many:
            self.join(many[0], one)


@dataclass(frozen=True, slots=True)
class _Renaming:
    """New places for the candidates and leaves that stay.

    `moved` are the leaves as they stand then, by their old places; `there` is all that
    is there in the whole. What an audit has many of is made anew without names:
    `replace` would take four times as long.
    """

    plan: Plan
    there: frozenset[int]
    candidates: Mapping[int, int]
    leaves: Mapping[int, int]
    moved: Mapping[int, Leaf]

    @classmethod
    def of(
        cls,
        plan: Plan,
        kept: Sequence[int],
        places: Sequence[int],
        there: frozenset[int],
    ) -> "_Renaming":
        """Number the candidates and the leaves that stay from the first."""
        to = {one: new for new, one in enumerate(kept)}
        moved = {}
        for new, place in enumerate(places):
            leaf = plan.leaves[place]
            eligible = [to[one] for one in leaf.eligible if one in to]
            wholly = leaf.wholly and frozenset(
                [to[one] for one in leaf.wholly if one in to]
            )
            moved[place] = leaf.moved(new, tuple(eligible), wholly)
        leaves = {place: new for new, place in enumerate(places)}
        return cls(plan, there, to, leaves, moved)

    def some(self, many: Iterable[int]) -> frozenset[int]:
        to = self.candidates
        return frozenset([to[one] for one in many if one in to])

    def pairs(self, many: Iterable[Pair]) -> frozenset[Pair]:
        return frozenset(
            (self.candidates[one], self.leaves[leaf])
            for one, leaf in many
            if one in self.candidates and leaf in self.leaves
        )

    def places(self, many: Iterable[int]) -> frozenset[int]:
        to = self.leaves
        return frozenset([to[one] for one in many if one in to])

    def branch(self, branch: Branch) -> Branch:
        moved, asks = self.moved, branch.asks
        children = [
            moved[child.place] if isinstance(child, Leaf) else self.branch(child)
            for child in branch.children
        ]
        return Branch(
            branch.least,
            branch.most,
            tuple(children),
            None if asks is None else self.asks(asks),
            branch.member,
        )

    def asks(self, asks: Asks) -> Asks:
        return Asks(
            asks.path,
            asks.title,
            self.places(asks.leaves),
            tuple([self.tally(one) for one in asks.tallies]),
            tuple([self.floor(one) for one in asks.floors]),
            asks.milestone,
            asks.reached,
            asks.waived,
            asks.doubts,
        )

    def tally(self, tally: Tally) -> Tally:
        heaps = tuple([(name, self.some(heap)) for name, heap in tally.heaps])
        return Tally(
            tally.text,
            tally.at_least,
            tally.amount,
            tally.counted_in,
            heaps,
            tally.worth,
            tally.each,
        )

    def floor(self, floor: Floor) -> Floor:
        if floor.all_attempts:
            known = [
                (p * credit, credit)
                for one, p in floor.points
                for credit in [self._credit(one)]
            ]
            return replace(floor, points=(), attempts=(*floor.attempts, *known))
        to = self.candidates
        points = tuple([(to[one], points) for one, points in floor.points if one in to])
        return replace(floor, points=points)

    def _credit(self, one: int) -> Fraction:
        here = one in self.there
        return self.plan.candidates[one].award.credits if here else Fraction(0)

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
