"""The order of preference: which of two allocations is better, down to the last tie.

The numbers are those of semantics.md, section 5. Smaller is better throughout.
"""

from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.measure import FloorMeasure, Measure, NodeMeasure, measure
from articulate.audit.plan import Allocation, Plan, day_number
from articulate.model.exact import exact_sum

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True, order=True)
class Objective:
    """How good an allocation is; the smallest one is the best, and there is only one.

    (1) `unmet` statements, (2) credit `missing`, (3) credit `unapplied`, (4) `standing`
    of each GPA floor, negated, (5) `surplus`. What the degree leaves open then: credit
    `cut` from what fills a group, and the policy's own `preference` among options. (6)
    How many courses are `placed`, the days they were completed, and the days of what is
    applied. (7) `places` in canonical order, and at last what each candidate keeps.
    """

    unmet: int
    missing: Fraction
    unapplied: Fraction
    standing: tuple[Fraction, ...]
    surplus: Fraction
    cut: Fraction
    preference: tuple[int, ...]
    placed: int
    placed_days: int
    applied_days: Fraction
    places: tuple[bool, ...]
    kept: tuple[Fraction, ...]

    @property
    def leading(self) -> tuple[Fraction, ...]:
        """The first three objectives, which a certificate proves."""
        return (Fraction(self.unmet), self.missing, self.unapplied)


def objective(plan: Plan, allocation: Allocation) -> Objective:
    """Say how good an allocation is."""
    return objective_of(plan, allocation, measure(plan, allocation))


def objective_of(plan: Plan, allocation: Allocation, found: Measure) -> Objective:
    """Say how good an allocation is whose measure is known."""
    present = plan.present(allocation.options)
    credit = [
        one.award.credits if there else ZERO
        for one, there in zip(plan.candidates, present, strict=True)
    ]
    days = [day_number(one) for one in plan.candidates]
    over = [
        ZERO if kept is full else full - kept
        for full, kept in zip(credit, allocation.applied, strict=True)
    ]
    filling = {one for one, _ in allocation.placed}
    return Objective(
        unmet=found.unmet,
        missing=found.missing,
        unapplied=exact_sum(over) + left_over(plan, allocation.options),
        standing=tuple(-one.standing for one in floors_in(found)),
        surplus=found.surplus,
        cut=exact_sum(over[one] for one in filling),
        preference=allocation.options,
        placed=len(allocation.placed),
        placed_days=sum(days[one] for one, _ in allocation.placed),
        applied_days=exact_sum(
            day * kept for day, kept in zip(days, allocation.applied, strict=True)
        ),
        places=tuple(pair not in allocation.placed for pair in plan.pairs()),
        kept=tuple(-one for one in allocation.applied),
    )


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
