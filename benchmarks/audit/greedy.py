"""First fit: groups from the top of the page, each taking the earliest that fits.

It is what most systems in the field do, and it is lawful: it breaks no bound on the
way. It never takes a course back.
"""

from fractions import Fraction

from articulate.audit.lawful import is_lawful
from articulate.audit.limits import fill_in_order
from articulate.audit.plan import Allocation, Leaf, Pair, Plan, leaves_of

ZERO = Fraction(0)


def first_fit(plan: Plan) -> Allocation:
    """Fill demand after demand as they stand on the page."""
    options = (0,) * len(plan.left_over)
    credit = [
        one.award.credits if there else ZERO
        for one, there in zip(plan.candidates, plan.present(options), strict=True)
    ]
    applied = fill_in_order(credit, plan.limits)
    placed: frozenset[Pair] = frozenset()
    for group in plan.groups:
        for leaf in leaves_of(group):
            placed = _filled(plan, leaf, Allocation(options, applied, placed))
    return Allocation(options, applied, placed)


def _filled(plan: Plan, leaf: Leaf, so_far: Allocation) -> frozenset[Pair]:
    placed, held = so_far.placed, ZERO
    for one in leaf.eligible:
        if held >= leaf.need:
            break
        more = placed | {(one, leaf.place)}
        if is_lawful(plan, Allocation(so_far.options, so_far.applied, more)):
            placed = more
            held += leaf.counts(one, so_far.applied[one])
    return placed
