"""Renaming: what a plan asks, said of the candidates and leaves of one part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import is_

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
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """New places for the candidates and leaves that stay.

    `moved` are the leaves as they stand then, by their old places; `there` is all that
    is there in the whole. With `same_leaves` each of them keeps its place. What stays
    as it is is not made anew, and the rest is made without names: `replace` would take
    four times as long.
    """

    plan: Plan
    there: frozenset[int]
    candidates: Mapping[int, int]
    leaves: Mapping[int, int]
    moved: Mapping[int, Leaf]
    same_leaves: bool

    @classmethod
    def of(
        cls,
        plan: Plan,
        kept: Sequence[int],
        places: Sequence[int],
        there: frozenset[int],
    ) -> "Renaming":
        """Number the candidates and the leaves that stay from the first."""
        to = {one: new for new, one in enumerate(kept)}
        same = next((new for one, new in to.items() if one != new), len(to))
        moved = {}
        for new, place in enumerate(places):
            leaf = plan.leaves[place]
            if new != place or leaf.wholly or max(leaf.eligible, default=-1) >= same:
                wholly = leaf.wholly
                if wholly:
                    wholly = frozenset([to[one] for one in wholly if one in to])
                eligible = tuple([to[one] for one in leaf.eligible if one in to])
                leaf = leaf.moved(new, eligible, wholly)
            moved[place] = leaf
        leaves = {place: new for new, place in enumerate(places)}
        return cls(
            plan, there, to, leaves, moved, list(places) == list(range(len(places)))
        )

    def _some(self, many: Iterable[int]) -> frozenset[int]:
        to = self.candidates
        return frozenset([to[one] for one in many if one in to])

    def _pairs(self, many: Iterable[Pair]) -> frozenset[Pair]:
        return frozenset(
            (self.candidates[one], self.leaves[leaf])
            for one, leaf in many
            if one in self.candidates and leaf in self.leaves
        )

    def places(self, many: Iterable[int]) -> frozenset[int]:
        """Return the new places of the leaves that stay."""
        to = self.leaves
        return frozenset([to[one] for one in many if one in to])

    def branch(self, branch: Branch) -> Branch:
        """Return the same branch with what is under it renamed."""
        moved, asks = self.moved, branch.asks
        children = [
            moved[child.place] if isinstance(child, Leaf) else self.branch(child)
            for child in branch.children
        ]
        asked = None if asks is None else self._asks(asks)
        if asked is asks and all(map(is_, children, branch.children)):
            return branch
        return Branch(branch.least, branch.most, tuple(children), asked, branch.member)

    def _asks(self, asks: Asks) -> Asks:
        if self.same_leaves and not asks.tallies and not asks.floors:
            return asks
        return Asks(
            asks.path,
            asks.title,
            self.places(asks.leaves),
            tuple([self._tally(one) for one in asks.tallies]),
            tuple([self._floor(one) for one in asks.floors]),
            asks.milestone,
            asks.reached,
            asks.waived,
            asks.doubts,
        )

    def _tally(self, tally: Tally) -> Tally:
        heaps = tuple([(name, self._some(heap)) for name, heap in tally.heaps])
        return Tally(
            tally.text,
            tally.at_least,
            tally.amount,
            tally.counted_in,
            heaps,
            tally.worth,
            tally.each,
        )

    def _floor(self, floor: Floor) -> Floor:
        if floor.all_attempts:
            known = [
                (p * credit, credit)
                for one, p in floor.points
                for credit in [self._credit(one)]
            ]
            return floor._replace(points=(), attempts=(*floor.attempts, *known))
        to = self.candidates
        points = tuple([(to[one], points) for one, points in floor.points if one in to])
        return Floor(floor.name, floor.value, floor.strict, points)

    def _credit(self, one: int) -> Fraction:
        here = one in self.there
        return self.plan.candidates[one].award.credits if here else Fraction(0)

    def residence(self, rule: Residence) -> Residence:
        """Return the same rule over what stays."""
        return replace(
            rule,
            always=self._some(rule.always),
            there=self._pairs(rule.there),
            base_always=self._some(rule.base_always),
            base_there=self._pairs(rule.base_there),
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
        """Return the same bound over the leaves that stay."""
        return replace(cap, one=self.places(cap.one), other=self.places(cap.other))
