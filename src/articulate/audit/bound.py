"""Bounds: what no use of the credit could avoid, requirement by requirement.

Each requirement is given everything it could take, as if no other wanted it. What it
lacks even so, it lacks in every allocation.
"""

from collections.abc import Iterator, Sequence
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


def wants_too_much(plan: Plan, group: Branch) -> bool:
    """Say whether what a group asks for all at once takes more credit than there is.

    A course fills one demand of a group. So those that are all asked for take, between
    them, the credit of the courses they need, and no more can be had than all courses
    that fit any of them bring, whatever is chosen and whatever a limit cuts.
    """
    return any(
        _wants_too_much(plan, one)
        for one in _all_asked(group)
        if isinstance(one, Branch)
    )


def _wants_too_much(plan: Plan, branch: Branch) -> bool:
    leaves = [one for one in _all_asked(branch) if isinstance(one, Leaf)]
    places = {leaf.place for leaf in leaves}
    if any(a in places and b in places for a, b in plan.may_share):
        return False
    credit = [one.award.credits for one in plan.candidates]
    there = {one for leaf in leaves for one in leaf.eligible}
    wanted = exact_sum(_takes(leaf, credit) for leaf in leaves)
    return wanted > exact_sum(credit[one] for one in there)


def _all_asked(node: Node) -> Iterator[Node]:
    """Yield a node, and what inside it must all be met for it to be met."""
    yield node
    if isinstance(node, Branch) and node.least == len(node.children):
        for child in node.children:
            yield from _all_asked(child)


def _takes(leaf: Leaf, credit: Sequence[Fraction]) -> Fraction:
    """Return the least credit of courses that a demand takes to be met."""
    if not leaf.in_courses:
        return ZERO if leaf.wholly else leaf.need
    return leaf.need * min((credit[one] for one in leaf.eligible), default=ZERO)


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
