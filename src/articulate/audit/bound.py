"""Bounds: what no use of the credit could avoid, requirement by requirement.

Each requirement is given everything it could take, as if no other wanted it. What it
lacks even so, it lacks in every allocation.
"""

from fractions import Fraction

from articulate.audit.plan import Asks, Branch, Leaf, Node, Plan, Tally
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import CountedIn

ZERO = Fraction(0)
SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)
DISTINCT = (CountedIn.SUBJECTS, CountedIn.AREAS)


def lacks_alone(plan: Plan, group: Branch) -> Fraction | None:
    """Return the least credit a group lacks in any allocation, None if never met so.

    Zero does not promise that it can be met: averages and shares are not looked at.
    """
    lacking, reachable = _least(plan, group)
    return lacking if reachable or lacking else None


def _least(plan: Plan, node: Node) -> tuple[Fraction, bool]:
    if isinstance(node, Leaf):
        credit = [plan.candidates[one].award.credits for one in node.eligible]
        amounts = [
            node.counts(one, amount)
            for one, amount in zip(node.eligible, credit, strict=True)
        ]
        there = exact_sum(amounts)
        if node.most is not None:
            there = min(there, Fraction(node.most))
        short = max(ZERO, node.need - there)
        return short * node.worth, not short
    parts = sorted(
        (_least(plan, child) for child in node.children),
        key=lambda part: (not part[1], part[0]),
    )
    reachable = all(part[1] for part in parts[: node.least])
    cheapest = sorted(part[0] for part in parts)[: node.least]
    lacking = exact_sum(cheapest)
    if node.asks is not None:
        reachable = reachable and node.asks.reached
        for tally in node.asks.tallies:
            short = _short(plan, node.asks, tally)
            lacking += short * tally.worth
            reachable = reachable and not short
    return lacking, reachable


def _short(plan: Plan, asks: Asks, tally: Tally) -> Fraction:
    if not tally.at_least or tally.each or tally.counted_in in SHARES:
        return ZERO
    if tally.counted_in in DISTINCT:
        return max(ZERO, tally.amount - sum(bool(heap) for _, heap in tally.heaps))
    heap = frozenset[int]().union(*(members for _, members in tally.heaps))
    if tally.counted_in is CountedIn.COURSES:
        parts: dict[int, Fraction] = {}
        for place in asks.leaves:
            leaf = plan.leaves[place]
            for one in heap.intersection(leaf.eligible):
                parts[one] = max(leaf.part, parts.get(one, leaf.part))
        return max(ZERO, tally.amount - exact_sum(parts.values()))
    there = exact_sum(plan.candidates[one].award.credits for one in heap)
    return max(ZERO, tally.amount - there)
