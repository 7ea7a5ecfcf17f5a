"""Bounds: what no use of the credit could avoid, requirement by requirement.

Each requirement is given everything it could take, as if no other wanted it. What it
lacks even so, it lacks in every allocation.
"""

from collections.abc import Iterator
from fractions import Fraction

from articulate.audit.plan import COURSE, Asks, Branch, Leaf, Node, Plan, Tally
from articulate.model.exact import InParts, exact_sum, ratio
from articulate.rulebook.requirements import DISTINCT, SHARES, CountedIn

ZERO = ratio(0, 1)
_BESIDE = "what groups lack alone"


def lacks_alone(plan: Plan, group: Branch) -> Fraction | None:
    """Return the least credit a group lacks in any allocation, None if never met so.

    Zero does not promise that it can be met: averages and shares are not looked at. It
    is kept with the plan, by which group it is, as a certificate and a search for
    conflicts both ask.
    """
    beside: dict[int, tuple[Branch, Fraction | None]]
    beside = vars(plan).setdefault(_BESIDE, {})
    known = beside.get(id(group))
    if known is None:
        lacking, reachable = _least(plan, group)
        known = (group, lacking if reachable or lacking else None)
        beside[id(group)] = known
    return known[1]


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
    scale, credit = plan.credit
    there = set[int]().union(*[leaf.eligible for leaf in leaves])
    wanted = exact_sum(_takes(leaf, plan.credit) for leaf in leaves)
    return wanted > ratio(sum([credit[one] for one in there]), scale)


def _all_asked(node: Node) -> Iterator[Node]:
    """Yield a node, and what inside it must all be met for it to be met."""
    yield node
    if isinstance(node, Branch) and node.least == len(node.children):
        for child in node.children:
            yield from _all_asked(child)


def _takes(leaf: Leaf, credit: InParts) -> Fraction:
    """Return the least credit of courses that a demand takes to be met."""
    if not leaf.in_courses:
        return ZERO if leaf.wholly else leaf.need
    least = min([credit.parts[one] for one in leaf.eligible], default=0)
    return leaf.need * ratio(least, credit.scale)


def _least(plan: Plan, node: Node) -> tuple[Fraction, bool]:
    if isinstance(node, Leaf):
        return _leaf_least(plan, node)
    parts = [_least(plan, child) for child in node.children]
    if node.least < len(parts):
        reachable = sum([part[1] for part in parts]) >= node.least
        parts = sorted(parts)[: node.least]
    else:
        reachable = all(part[1] for part in parts)
    lacking = [part[0] for part in parts if part[0] is not ZERO]
    if node.asks is not None:
        reachable = reachable and node.asks.reached
        for tally in node.asks.tallies:
            short = _short(plan, node.asks, tally)
            if short is not ZERO:
                lacking.append(short * tally.worth)
                reachable = False
    return exact_sum(lacking) if lacking else ZERO, reachable


def _leaf_least(plan: Plan, leaf: Leaf) -> tuple[Fraction, bool]:
    """Say what a demand lacks of all that may fill it, and whether it can be met."""
    if leaf.in_courses and leaf.need is COURSE:  # what most demands are
        return (ZERO, True) if leaf.eligible else (leaf.worth or ZERO, False)
    need, bottom = leaf.need.as_integer_ratio()
    if leaf.in_courses:
        there, scale = bottom * len(leaf.eligible), bottom
    else:
        credit, wholly = plan.credit.parts, leaf.wholly
        scale = plan.credit.scale * bottom
        need *= plan.credit.scale
        there = sum(
            [
                need if wholly and one in wholly else credit[one] * bottom
                for one in leaf.eligible
            ]
        )
    if leaf.most is not None:
        there = min(there, leaf.most * scale)
    if there >= need:
        return ZERO, True
    worth, one = leaf.worth.as_integer_ratio()
    return ratio((need - there) * worth, scale * one), False


def _short(plan: Plan, asks: Asks, tally: Tally) -> Fraction:
    if not tally.at_least or tally.each or tally.counted_in in SHARES:
        return ZERO
    if tally.counted_in in DISTINCT:
        return _lacks(tally, sum([bool(heap) for _, heap in tally.heaps]), 1)
    heap = frozenset[int]().union(*[members for _, members in tally.heaps])
    if tally.counted_in is CountedIn.COURSES:
        parts: dict[int, Fraction] = {}
        for place in asks.leaves:
            leaf = plan.leaves[place]
            for one in heap.intersection(leaf.eligible):
                if one not in parts or parts[one] < leaf.part:
                    parts[one] = leaf.part
        return _lacks(tally, *exact_sum(parts.values()).as_integer_ratio())
    scale, credit = plan.credit
    return _lacks(tally, sum([credit[one] for one in heap]), scale)


def _lacks(tally: Tally, there: int, scale: int) -> Fraction:
    """Return how much a bound asks for beyond what is there, in whole parts."""
    top, bottom = tally.amount.as_integer_ratio()
    lacking = top * scale - there * bottom
    return ratio(lacking, scale * bottom) if lacking > 0 else ZERO
