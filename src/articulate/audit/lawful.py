"""Lawful: is this a use of the credit that the degree and the limits allow at all?"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from articulate.audit.limits import used
from articulate.audit.plan import (
    Allocation,
    Branch,
    Node,
    Plan,
    groups_of,
    leaves_of,
)
from articulate.audit.tally_measure import inside_of, tally_measure
from articulate.model.exact import exact_sum, in_parts

ZERO = Fraction(0)


def is_lawful(plan: Plan, allocation: Allocation) -> bool:
    """Say whether an allocation breaks nothing; it need not meet anything."""
    return not any(breaches(plan, allocation))


def breaches(plan: Plan, allocation: Allocation) -> Iterator[str]:
    """Name everything an allocation breaks."""
    yield from _credit(plan, allocation)
    yield from _places(plan, allocation)
    yield from _together(plan, allocation)
    filled = {leaf for _, leaf in allocation.placed}
    applied = in_parts(allocation.applied)
    for group in plan.groups:
        yield from _open_members(group, filled)
        for inner in groups_of(group):
            asks = inner.asks
            if asks is None:
                continue
            inside = inside_of(plan, allocation.placed, asks.leaves)
            for tally in asks.tallies:
                found = tally_measure(tally, inside, applied)
                if not tally.at_least and not found.holds:
                    yield f"{tally.text} in {asks.title}"
    yield from _limits(plan, allocation)


def _credit(plan: Plan, allocation: Allocation) -> Iterator[str]:
    present = plan.present(allocation.options)
    for one, candidate in enumerate(plan.candidates):
        most = candidate.award.credits if present[one] else ZERO
        if not 0 <= allocation.applied[one] <= most:
            yield f"candidate {one} has credit it does not have"


def _places(plan: Plan, allocation: Allocation) -> Iterator[str]:
    present = plan.present(allocation.options)
    for one, leaf in sorted(allocation.placed):
        credit = plan.candidates[one].award.credits
        if one not in plan.leaves[leaf].eligible:
            yield f"candidate {one} may not fill leaf {leaf}"
        if not present[one] or (credit and not allocation.applied[one]):
            yield f"candidate {one} is not there"
    for leaf_ in plan.leaves:
        taken = sum(1 for _, leaf in allocation.placed if leaf == leaf_.place)
        if leaf_.most is not None and taken > leaf_.most:
            yield f"leaf {leaf_.place} takes {leaf_.most}"


def _together(plan: Plan, allocation: Allocation) -> Iterator[str]:
    places: dict[int, list[int]] = {}
    for one, leaf in sorted(allocation.placed):
        places.setdefault(one, []).append(leaf)
    for one, leaves in places.items():
        for some, most in plan.bounds_on_filling():
            if len(some.intersection(leaves)) > most:
                yield f"candidate {one} fills more than {most} groups"
        for pair in combinations(leaves, 2):
            if pair not in plan.may_share:
                yield f"candidate {one} is counted twice"
    for cap in plan.caps:
        shared = [
            one
            for one, leaves in places.items()
            if cap.one.intersection(leaves) and cap.other.intersection(leaves)
        ]
        amounts = [
            Fraction(1) if cap.in_courses else allocation.applied[one] for one in shared
        ]
        if exact_sum(amounts) > cap.most:
            yield "more is shared than may be"


def _open_members(node: Node, filled: set[int]) -> Iterator[str]:
    if not isinstance(node, Branch):
        return
    taken = [
        child
        for child in node.children
        if any(leaf.place in filled for leaf in leaves_of(child))
    ]
    if len(taken) > node.most:
        yield f"{len(taken)} members take credit, {node.most} may"
    for child in node.children:
        yield from _open_members(child, filled)


def _limits(plan: Plan, allocation: Allocation) -> Iterator[str]:
    present = plan.present(allocation.options)
    credits_of = [one.award.credits for one in plan.candidates]
    for limit in plan.limits:
        if used(limit, allocation.applied) > limit.amount:
            yield f"{limit.rule} is exceeded"
    full = [
        limit
        for limit in plan.limits
        if used(limit, allocation.applied) == limit.amount
    ]
    in_part = []
    for one, credit in enumerate(credits_of):
        if not present[one] or allocation.applied[one] == credit:
            continue
        if not any(one in limit.members for limit in full):
            yield f"candidate {one} is cut and no limit asks for it"
        if allocation.applied[one]:
            in_part.append(one)
    edges = [set(limit.members) for limit in full if not limit.in_courses]
    if not _each_its_own(in_part, edges):
        yield "more courses are cut in part than there are limits"


def _each_its_own(candidates: list[int], heaps: list[set[int]]) -> bool:
    """Say whether each candidate can be given a heap of its own that holds it."""
    if not candidates:
        return True
    first, rest = candidates[0], candidates[1:]
    return any(
        first in heap and _each_its_own(rest, heaps[:k] + heaps[k + 1 :])
        for k, heap in enumerate(heaps)
    )
