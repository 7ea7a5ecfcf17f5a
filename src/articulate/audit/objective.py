"""The order of preference: which of two allocations is better, down to the last tie.

The numbers are those of semantics.md, section 5. Smaller is better throughout.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.measure import FloorMeasure, Measure, NodeMeasure, measure
from articulate.audit.plan import Allocation, Plan, day_number
from articulate.model.exact import exact_sum, ratio

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, eq=False)
class Objective:
    """How good an allocation is; the smallest one is the best, and there is only one.

    (1) `unmet` statements, (2) credit `missing`, (3) credit `unapplied`, (4) `standing`
    of each GPA floor, negated, (5) `surplus`. What the degree leaves open then: credit
    `cut` from what fills a group, and the policy's own `preference` among options. (6)
    How many courses are `placed`, the days they were completed, and the days of what is
    applied. (7) `places` in canonical order, and at last what each candidate keeps.
    Each is worked out when it is asked for: most comparisons end with the first.
    """

    plan: Plan
    allocation: Allocation
    found: Measure

    @property
    def unmet(self) -> int:
        """How many statements are not met."""
        return self.found.unmet

    @property
    def missing(self) -> Fraction:
        """The credit missing."""
        return self.found.missing

    @property
    def unapplied(self) -> Fraction:
        """The credit left unapplied, by what limits cut and by the options chosen."""
        allocation = self.allocation
        if allocation.applied is self.plan.full and not allocation.options:
            return ZERO
        cut = exact_sum(self._cut().values())
        return cut + left_over(self.plan, self.allocation.options)

    @property
    def standing(self) -> tuple[Fraction, ...]:
        """Each GPA, negated: of the degree first, then of groups by name."""
        return tuple(-one.standing for one in floors_in(self.found))

    @property
    def surplus(self) -> Fraction:
        """The credit beyond what groups can use."""
        return self.found.surplus

    @property
    def cut(self) -> Fraction:
        """The credit cut from what fills a group."""
        filling = {one for one, _ in self.allocation.placed}
        return exact_sum(
            amount for one, amount in self._cut().items() if one in filling
        )

    @property
    def preference(self) -> tuple[int, ...]:
        """The options chosen, of which a policy prefers the first."""
        return self.allocation.options

    @property
    def placed(self) -> int:
        """How many places are filled."""
        return len(self.allocation.placed)

    @property
    def placed_days(self) -> int:
        """The days of completion of what is placed."""
        candidates = self.plan.candidates
        return sum(day_number(candidates[one]) for one, _ in self.allocation.placed)

    @property
    def applied_days(self) -> Fraction:
        """The days of completion of what is applied, by credit."""
        days = map(day_number, self.plan.candidates)
        return exact_sum(
            day * kept for day, kept in zip(days, self.allocation.applied, strict=True)
        )

    @property
    def places(self) -> tuple[bool, ...]:
        """Of every candidate with each leaf it may fill, whether it is not there."""
        placed = self.allocation.placed
        return tuple(pair not in placed for pair in self.plan.pairs())

    @property
    def kept(self) -> tuple[Fraction, ...]:
        """What each candidate keeps, negated."""
        return tuple(-one for one in self.allocation.applied)

    @property
    def leading(self) -> tuple[Fraction, ...]:
        """The first three objectives, which a certificate proves."""
        return (ratio(self.unmet, 1), self.missing, self.unapplied)

    def __lt__(self, other: "Objective") -> bool:
        for mine, others in zip(self._order(), other._order(), strict=True):
            if mine != others:
                return mine < others
        return False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Objective):
            return NotImplemented
        both = zip(self._order(), other._order(), strict=True)
        return all(mine == others for mine, others in both)

    def __hash__(self) -> int:
        return hash(tuple(self._order()))

    def _order(self) -> Iterator[tuple[Fraction | int, ...]]:
        """Yield what is compared, the weightiest first."""
        yield (self.unmet,)
        yield (self.missing,)
        yield (self.unapplied,)
        yield self.standing
        yield (self.surplus,)
        yield (self.cut,)
        yield self.preference
        yield (self.placed,)
        yield (self.placed_days,)
        yield (self.applied_days,)
        yield self.places
        yield self.kept

    def _cut(self) -> dict[int, Fraction]:
        """Return what each candidate that is there does not keep."""
        found: dict[int, Fraction] = {}
        if self.allocation.applied is self.plan.full:
            return found
        present = self.plan.present(self.allocation.options)
        for one, kept in enumerate(self.allocation.applied):
            full = self.plan.candidates[one].award.credits if present[one] else ZERO
            if kept is not full:
                found[one] = full - kept
        return found


def objective(plan: Plan, allocation: Allocation) -> Objective:
    """Say how good an allocation is."""
    return objective_of(plan, allocation, measure(plan, allocation))


def objective_of(plan: Plan, allocation: Allocation, found: Measure) -> Objective:
    """Say how good an allocation is whose measure is known."""
    return Objective(plan, allocation, found)


def left_over(plan: Plan, options: tuple[int, ...]) -> Fraction:
    """Return the credit that the chosen options leave unapplied."""
    return exact_sum(
        plan.left_over[choice][option] for choice, option in enumerate(options)
    )


def floors_in(found: Measure) -> tuple[FloorMeasure, ...]:
    """List every GPA floor that was measured: the degree's, then groups by name."""
    inside = [one for group in found.groups for one in _floors(group)]
    return (*found.gpas, *sorted(inside, key=lambda one: one.floor.name))


def _floors(node: NodeMeasure) -> list[FloorMeasure]:
    mine = list(node.floors)
    for child in node.children:
        mine += _floors(child)
    return mine
