"""Rows for groups: what it takes for each to be met, and what is missing of it."""

from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.formulation.pool_rows import Demand, demand_rows
from articulate.audit.formulation.terms import ONE, Terms
from articulate.audit.plan import Asks, Branch, Floor, Leaf, Node, Tally, leaves_of
from articulate.audit.program import Linear, total
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import DISTINCT, IN_COURSES, SHARES


@dataclass(frozen=True, slots=True)
class FloorTerms:
    """A GPA as two sums in the same whole parts: quality, and the credit under it."""

    floor: Floor
    quality: Linear
    weight: Linear

    def above(self, gpa: Fraction) -> Linear:
        """Return what is not below 0 exactly where the average reaches *gpa*."""
        return self.quality * gpa.denominator - self.weight * gpa.numerator


@dataclass(slots=True)
class GroupRows:
    """Writes one group after the other; what is missing or over is in squared parts."""

    terms: Terms
    plain: frozenset[int]
    missing: list[Linear] = field(default_factory=list)
    surplus: list[Linear] = field(default_factory=list)
    floors: list[FloorTerms] = field(default_factory=list)

    def group(self, group: Branch) -> Linear:
        """Write a top-level group; return the literal that says it is met."""
        met = self.terms.program.yes_or_no()
        self._node(group, ONE, met)
        return met

    def _node(self, node: Node, relied: Linear, met: Linear) -> None:
        if isinstance(node, Leaf):
            self._leaf(node, relied, met)
            return
        program = self.terms.program
        below = [relied] * len(node.children)
        if node.least < len(node.children):
            below = [program.yes_or_no() for _ in node.children]
            wanted = relied * node.least
            program.at_least(total(below), wanted)
            program.at_most(total(below), wanted)
        if node.most < len(node.children):
            self._open(node)
        for child, needed in zip(node.children, below, strict=True):
            self._node(child, needed, met)
        if node.asks is not None:
            self._asks(node.asks, relied, met)

    def _open(self, branch: Branch) -> None:
        program, terms = self.terms.program, self.terms
        opened = []
        for child in branch.children:
            one = program.yes_or_no()
            opened.append(one)
            for leaf in leaves_of(child):
                placed = [terms.placed[other, leaf.place] for other in leaf.eligible]
                if leaf.most == 1:  # one row says more than one for each
                    placed = [total(placed)]
                for each in placed:
                    program.at_most(each, one)
        program.at_most(total(opened), branch.most)

    def _leaf(self, leaf: Leaf, relied: Linear, met: Linear) -> None:
        terms = self.terms
        demand = Demand(leaf, relied, met)
        short, over = demand_rows(terms, demand, plain=leaf.place in self.plain)
        worth = terms.amount(leaf.worth)
        self.missing.append(short * worth)
        self.surplus.append(over * worth)

    def _asks(self, asks: Asks, relied: Linear, met: Linear) -> None:
        if not asks.reached:
            self.terms.program.at_most(relied, 0, met)
        for tally in asks.tallies:
            if tally.counted_in in SHARES:
                self._share(tally, asks, (relied, met))
            elif tally.counted_in in DISTINCT:
                self._distinct(tally, asks, (relied, met))
            else:
                self._sums(tally, asks, (relied, met))
        for floor in asks.floors:
            self.floors.append(self.floor(floor, asks.leaves))
            self.hold(self.floors[-1], relied, met)

    def _weight(self, tally: Tally, asks: Asks, one: int) -> Linear:
        if tally.counted_in in IN_COURSES:
            return self.terms.part_inside(one, asks.leaves)
        return self.terms.credit_inside(one, asks.leaves)

    def _share(self, tally: Tally, asks: Asks, held: tuple[Linear, Linear]) -> None:
        amount = tally.amount
        inside = {one for _, heap in tally.heaps for one in heap}
        net = total(
            self._weight(tally, asks, one)
            * (amount.denominator * (one in inside) - amount.numerator)
            for one in self._all_in(asks)
        )
        if tally.at_least:
            self.terms.program.at_least(net, 0, *held)
        else:
            self.terms.program.at_most(net, 0)

    def _sums(self, tally: Tally, asks: Asks, held: tuple[Linear, Linear]) -> None:
        program, amount = self.terms.program, self.terms.amount(tally.amount)
        relied, met = held
        for _, heap in tally.heaps:
            there = [one for one in sorted(heap) if self.terms.mine(one, asks.leaves)]
            counted = total(self._weight(tally, asks, one) for one in there)
            if not tally.at_least:
                program.at_most(counted, amount)
                continue
            wanted = relied
            if tally.each:
                begun = program.yes_or_no()
                for one in there:
                    for leaf in self.terms.mine(one, asks.leaves):
                        program.at_least(begun, self.terms.placed[one, leaf])
                wanted = begun + relied - ONE
            self._short(tally, wanted * amount - counted, met)

    def _distinct(self, tally: Tally, asks: Asks, held: tuple[Linear, Linear]) -> None:
        program, terms = self.terms.program, self.terms
        relied, met = held
        begun = []
        for _, heap in tally.heaps:
            one_of = program.yes_or_no()
            begun.append(one_of)
            places = [
                terms.placed[one, leaf]
                for one in sorted(heap)
                for leaf in terms.mine(one, asks.leaves)
            ]
            if tally.at_least:
                program.at_most(one_of, total(places))
            for place in [] if tally.at_least else places:
                program.at_least(one_of, place)
        if not tally.at_least:
            program.at_most(total(begun), int(tally.amount))
            return
        wanted = relied * terms.amount(tally.amount)
        self._short(tally, wanted - total(begun) * terms.scale, met)

    def _short(self, tally: Tally, lacking: Linear, met: Linear) -> None:
        program = self.terms.program
        _, most = program.range_of(lacking)
        short = program.whole(0, max(0, most))
        program.at_least(short, lacking)
        program.at_most(short, 0, met)
        self.missing.append(short * self.terms.amount(tally.worth))

    def floor(self, floor: Floor, leaves: frozenset[int] | None) -> FloorTerms:
        """Write a GPA over what fills some leaves, or over all credit where None."""
        terms = self.terms
        quality, weight = [], []
        for one, points in floor.points:
            if floor.all_attempts:
                credit = terms.present[one] * terms.full[one]
            elif leaves is None:
                credit = terms.applied[one]
            else:
                credit = terms.credit_inside(one, leaves)
            quality.append(credit * terms.amount(points))
            weight.append(credit * terms.scale)
        square = terms.scale**2
        fixed_quality = exact_sum(one for one, _ in floor.attempts) * square
        fixed_weight = exact_sum(one for _, one in floor.attempts) * square
        return FloorTerms(
            floor,
            total(quality) + int(fixed_quality),
            total(weight) + int(fixed_weight),
        )

    def hold(self, terms: FloorTerms, relied: Linear, met: Linear) -> None:
        """Let a statement be met only where its GPA reaches the floor.

        Above a strict floor the average must be, unless nothing is graded.
        """
        program, floor = self.terms.program, terms.floor
        margin = terms.above(floor.value)
        if not floor.strict:
            program.at_least(margin, 0, relied, met)
            return
        nothing = program.yes_or_no()
        program.at_most(terms.weight, 0, nothing)
        program.at_least(margin + nothing, 1, relied, met)

    def _all_in(self, asks: Asks) -> list[int]:
        leaves = [self.terms.plan.leaves[leaf] for leaf in sorted(asks.leaves)]
        return sorted({one for leaf in leaves for one in leaf.eligible})
