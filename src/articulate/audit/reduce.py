"""Reduce: requirements that compete for no credit are settled apart.

When every option is chosen and no limit cuts, what remains is to place whole courses.
Two groups then touch only if some course may fill either, a share is bounded between
them, or a residency rule looks at both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulate.audit.candidates import Candidate
from articulate.audit.plan import (
    Branch,
    Pair,
    Plan,
    Residence,
    groups_of,
    places_in,
)
from articulate.audit.renaming import Renaming


@dataclass(frozen=True, slots=True)
class Part:
    """A plan of some groups alone, with the places its numbers had in the whole."""

    plan: Plan
    candidates: tuple[int, ...]
    leaves: tuple[int, ...]

    def in_whole(self, placed: Iterable[Pair]) -> frozenset[Pair]:
        """Name candidates and leaves by their places in the whole plan."""
        candidates, leaves = self.candidates, self.leaves
        return frozenset([(candidates[one], leaves[leaf]) for one, leaf in placed])


def parts_of(plan: Plan, present: Sequence[bool]) -> tuple[Part, ...]:
    """Split a plan into parts that share no candidate, by their first group."""
    there = frozenset([one for one, here in enumerate(present) if here])
    rules = placed_rules(plan)
    leaves = [places_in(group) for group in plan.groups]
    eligible = [_eligible(plan, mine) for mine in leaves]
    wanted = [there.intersection(mine) for mine in eligible]
    looking = [cap.one | cap.other for cap in plan.caps]
    looking += [inside for _, inside in rules]
    for k, looked_at in enumerate(looking):
        for g, mine in enumerate(leaves):
            if not mine.isdisjoint(looked_at):
                wanted[g] |= {-1 - k}  # as if they wanted one course
    found = []
    for heap in _heaps(wanted):
        groups = [plan.groups[g] for g in heap]
        places = sorted(frozenset[int]().union(*[leaves[g] for g in heap]))
        mine = frozenset[int]().union(*[eligible[g] for g in heap])
        found.append(_part_of(plan, groups, places, (mine, there), rules=rules))
    return tuple(found)


def _heaps(wanted: Sequence[frozenset[int]]) -> list[list[int]]:
    """Put groups that want the same into heaps, those with the first groups first."""
    heaps: list[tuple[list[int], frozenset[int]]] = []
    for group, mine in enumerate(wanted):
        groups, apart, together = [group], [], mine
        for heap in heaps:
            if mine.isdisjoint(heap[1]):
                apart.append(heap)
            else:
                groups += heap[0]
                together |= heap[1]
        heaps = [*apart, (groups, together)]
    return sorted([sorted(groups) for groups, _ in heaps])


def placed_rules(plan: Plan) -> list[tuple[Residence, frozenset[int]]]:
    """List the residency rules that look at where credit is placed, with the leaves."""
    found = []
    for rule in plan.residencies:
        if rule.there or rule.base_there:
            places = frozenset(leaf for _, leaf in rule.there | rule.base_there)
            found.append((rule, places))
    return found


def _part_of(
    plan: Plan,
    groups: Sequence[Branch],
    places: Sequence[int],
    who: tuple[frozenset[int], frozenset[int]],
    *,
    rules: Sequence[tuple[Residence, frozenset[int]]],
) -> Part:
    """Take some groups of a plan alone, with the candidates that concern them.

    *who* may fill them comes first, then who is there at all.
    """
    wanted, there = who
    inside = frozenset(places)
    mine = [rule for rule, looked_at in rules if looked_at & inside]
    for rule in mine:
        wanted |= rule.always | rule.base_always
        wanted |= {one for order in rule.orders for heap in order for one in heap}
    kept = sorted(wanted & there)
    if _is_all_of(plan, kept, places):
        part = Plan(
            plan.candidates,
            plan.leaves,
            tuple(groups),
            residencies=tuple(mine),
            may_share=plan.may_share,
            caps=plan.caps,
            fills_at_most=plan.fills_at_most,
            fills=plan.fills,
        )
        return Part(part, tuple(kept), tuple(places))
    to = Renaming.of(plan, kept, places, there)
    part = Plan(
        candidates=_fixed(plan, kept),
        leaves=tuple(to.moved.values()),
        groups=tuple([to.branch(group) for group in groups]),
        residencies=tuple([to.residence(rule) for rule in mine]),
        may_share=frozenset(
            (to.leaves[a], to.leaves[b])
            for a, b in plan.may_share
            if a in inside and b in inside
        ),
        caps=tuple(to.cap(cap) for cap in plan.caps if (cap.one | cap.other) & inside),
        fills_at_most=plan.fills_at_most,
        fills=tuple((to.places(some), most) for some, most in plan.fills),
    )
    return Part(part, tuple(kept), tuple(places))


def _is_all_of(plan: Plan, kept: Sequence[int], places: Sequence[int]) -> bool:
    """Say whether a part has every candidate and leaf, so that none is renamed."""
    return (
        len(kept) == len(plan.candidates)
        and len(places) == len(plan.leaves)
        and all(one.option is None for one in plan.candidates)
        and not any(
            floor.all_attempts
            for group in plan.groups
            for inner in groups_of(group)
            for floor in (inner.asks.floors if inner.asks else ())
        )
    )


def _eligible(plan: Plan, places: Iterable[int]) -> set[int]:
    """Return the candidates that may fill any of some leaves."""
    leaves = plan.leaves
    return set[int]().union(*[leaves[place].eligible for place in places])


def _fixed(plan: Plan, kept: Iterable[int]) -> tuple[Candidate, ...]:
    """Return some candidates as ones that are there whatever is chosen."""
    found = [plan.candidates[one] for one in kept]
    if plan.left_over:
        found = [
            one if one.option is None else one._replace(option=None) for one in found
        ]
    return tuple(found)
