"""Combining: several degrees planned as one, and what came of it told apart again.

Between two degrees sharing is open, unless one of them closes it or says how much. The
credit that each demands is counted like a residency rule that looks at all credit, so
that each is a statement of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from articulate.audit.limits import used
from articulate.audit.measure import measure
from articulate.audit.plan import (
    Allocation,
    Asks,
    Branch,
    Floor,
    Leaf,
    Limit,
    Node,
    Pair,
    Plan,
    Residence,
    ShareCap,
)
from articulate.audit.results import statements
from articulate.model.identifiers import RuleId
from articulate.rulebook.degree import DegreeBlock, ExclusiveRule, ShareRule
from articulate.rulebook.requirements import CountedIn


@dataclass(frozen=True)
class Combined:
    """Degrees with their plans, in the order of their ids, as one plan."""

    degrees: tuple[DegreeBlock, ...]
    plans: tuple[Plan, ...]

    @cached_property
    def plan(self) -> Plan:
        """The one plan of all of them."""
        first = self.plans[0]
        limits: dict[str, Limit] = {}
        for plan in self.plans:
            limits |= {one.rule: one for one in plan.limits}
        numbered = tuple(enumerate(self.plans))
        return Plan(
            candidates=first.candidates,
            leaves=tuple(
                self._leaf(leaf, n) for n, plan in numbered for leaf in plan.leaves
            ),
            groups=tuple(
                self._branch(group, n) for n, plan in numbered for group in plan.groups
            ),
            gpas=tuple(
                self._floor(floor, n) for n, plan in numbered for floor in plan.gpas
            ),
            residencies=tuple(
                rule for n, plan in numbered for rule in self._residencies(plan, n)
            ),
            limits=tuple(limits[rule] for rule in sorted(limits)),
            left_over=first.left_over,
            may_share=frozenset(self._pairs()),
            caps=tuple(self._caps()),
            fills=tuple(
                (self._leaves(n), most)
                for n, plan in numbered
                for _, most in plan.bounds_on_filling()
            ),
        )

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """Where the leaves of each degree begin."""
        found, at = [], 0
        for plan in self.plans:
            found.append(at)
            at += len(plan.leaves)
        return tuple(found)

    def part(self, number: int, whole: Allocation) -> Allocation:
        """Return what an allocation of the one plan places in one of the degrees."""
        start, mine = self.offsets[number], self._leaves(number)
        placed = frozenset(
            (one, leaf - start) for one, leaf in whole.placed if leaf in mine
        )
        return Allocation(whole.options, whole.applied, placed)

    def named(self, whole: Allocation) -> list[tuple[int, int, str]]:
        """Name each statement of the one plan: its degree, its place there, its name.

        They stand as the one plan has them: groups, averages, then all else.
        """
        heaps: tuple[list[tuple[int, int, str]], ...] = ([], [], [])
        for number, plan in enumerate(self.plans):
            found = measure(plan, self.part(number, whole))
            groups, gpas = len(plan.groups), len(plan.groups) + len(plan.gpas)
            for place, (name, _) in enumerate(statements(plan, found)):
                heap = heaps[(place >= groups) + (place >= gpas)]
                heap.append((number, place, name))
        return [one for heap in heaps for one in heap]

    def _leaves(self, number: int) -> frozenset[int]:
        start = self.offsets[number]
        return frozenset(range(start, start + len(self.plans[number].leaves)))

    def _leaf(self, leaf: Leaf, number: int) -> Leaf:
        return leaf._replace(place=leaf.place + self.offsets[number])

    def _branch(self, branch: Branch, number: int) -> Branch:
        children: list[Node] = [
            self._leaf(child, number)
            if isinstance(child, Leaf)
            else self._branch(child, number)
            for child in branch.children
        ]
        asks = None if branch.asks is None else self._asks(branch.asks, number)
        return branch._replace(children=tuple(children), asks=asks)

    def _asks(self, asks: Asks, number: int) -> Asks:
        start = self.offsets[number]
        return asks._replace(
            leaves=frozenset(leaf + start for leaf in asks.leaves),
            floors=tuple(self._floor(floor, number) for floor in asks.floors),
        )

    def _floor(self, floor: Floor, number: int) -> Floor:
        return floor._replace(name=f"{self.degrees[number].head.id}/{floor.name}")

    def _residencies(self, plan: Plan, number: int) -> Iterator[Residence]:
        start, degree = self.offsets[number], self.degrees[number].head.id
        if plan.credits is not None:
            yield Residence(
                RuleId(f"{degree}/credits"),
                plan.credits,
                CountedIn.CREDIT,
                always=frozenset(range(len(plan.candidates))),
                there=frozenset(),
            )
        for rule in plan.residencies:
            yield replace(
                rule,
                rule=RuleId(f"{degree}/{rule.rule}"),
                there=frozenset((one, leaf + start) for one, leaf in rule.there),
                base_there=frozenset(
                    (one, leaf + start) for one, leaf in rule.base_there
                ),
            )

    def _pairs(self) -> Iterator[Pair]:
        for number, plan in enumerate(self.plans):
            start = self.offsets[number]
            yield from ((a + start, b + start) for a, b in plan.may_share)
        for one, other in combinations(range(len(self.plans)), 2):
            closed = [
                (self._under(rule, here), self._leaves(there))
                for here, there in ((one, other), (other, one))
                for rule in self.degrees[here].exclusives
                if rule.degree == self.degrees[there].head.id
            ]
            for a, b in product(self._leaves(one), self._leaves(other)):
                if not any({a, b} & here and {a, b} & there for here, there in closed):
                    yield a, b

    def _caps(self) -> Iterator[ShareCap]:
        for number, plan in enumerate(self.plans):
            start = self.offsets[number]
            for cap in plan.caps:
                yield replace(
                    cap,
                    one=frozenset(leaf + start for leaf in cap.one),
                    other=frozenset(leaf + start for leaf in cap.other),
                )
            for rule in self.degrees[number].shares:
                for other, degree in enumerate(self.degrees):
                    if rule.most is None or rule.degree != degree.head.id:
                        continue
                    mine, theirs = self._under(rule, number), self._leaves(other)
                    yield ShareCap(Fraction(rule.most), rule.in_courses, mine, theirs)

    def _under(self, rule: ShareRule | ExclusiveRule, number: int) -> frozenset[int]:
        if rule.group is None:
            return self._leaves(number)
        start = self.offsets[number]
        return frozenset(
            leaf.place + start
            for leaf in self.plans[number].leaves
            if rule.group in leaf.path
        )


def names_degree(one: DegreeBlock, other: DegreeBlock) -> bool:
    """Say whether a degree names another in `share` or `exclusive`."""
    rules: tuple[ShareRule | ExclusiveRule, ...] = (*one.shares, *one.exclusives)
    return any(rule.degree == other.head.id for rule in rules)


def strictest(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """Let a policy's limit be for all of them what it is for the least degree.

    A percent of the degree is another amount for each; what is cut for one is cut for
    all, and a limit is one.
    """
    least: dict[str, Limit] = {}
    for limit in (one for plan in plans for one in plan.limits):
        if limit.amount < least.setdefault(limit.rule, limit).amount:
            least[limit.rule] = limit
    return tuple(
        replace(plan, limits=tuple(least[one.rule] for one in plan.limits))
        for plan in plans
    )


def uncut(plan: Plan, own: Allocation) -> Allocation:
    """Undo what no limit of a degree asks to cut: another degree's limit cut it."""
    full = [one for one in plan.limits if used(one, own.applied) == one.amount]
    asked = {place for limit in full for place in limit.members}
    applied = tuple(
        kept if place in asked or not there else one.award.credits
        for place, (one, kept, there) in enumerate(
            zip(plan.candidates, own.applied, plan.present(own.options), strict=True)
        )
    )
    return replace(own, applied=applied)
