"""Sure: what is best done with a course, whatever becomes of all others."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from articulate.audit.plan import Leaf, Node, Plan, Tally, day_number
from articulate.audit.states.gauges import Action, Gauges
from articulate.rulebook.requirements import SHARES

Ways = tuple[Action, ...]
"""How a candidate may be placed, not at all first where that may be best."""

Adds = tuple[tuple[int, int], ...]
"""What a way adds to which gauges."""

LOOSE = 2
"""The ways of a candidate that fills one place or none."""


def without_doubt(gauges: Gauges, ways: Sequence[Ways]) -> list[Ways]:
    """Leave of each candidate's ways those that may be best."""
    found = _without_dearer(gauges, ways)
    _leave_none_starving(gauges, found, _have_enough(gauges, found))
    return found


def may_take_enough(leaf: Leaf) -> bool:
    """Say whether a demand may take as many courses as it needs."""
    return leaf.most is None or (leaf.in_courses and leaf.most >= leaf.need)


# --- demands that have enough ---------------------------------------------------------


def _without_dearer(gauges: Gauges, ways: Sequence[Ways]) -> list[Ways]:
    """Leave out places for which there is enough that costs less and has no other use.

    Nothing but the demand looks at these. If one of the cheaper courses, with as much
    credit, were left free, it would be better there; if none is, one is too many.
    """
    days = [day_number(one) for one in gauges.plan.candidates]
    order = sorted(range(len(ways)), key=lambda one: (days[one], one))
    found, again = list(ways), True
    while again:  # who has no other use any more makes others needless
        before, again = found[:], False
        lacking: dict[Adds, int] = {}
        for one in order:
            mine = before[one]
            kept = tuple(
                [
                    way
                    for way in mine
                    if lacking.get(way.adds, 1) > 0 or len(way.leaves) > 1
                ]
            )
            loose = len(kept) == LOOSE and _is_bare(gauges, kept[1])
            if len(kept) < len(mine):
                found[one], again = kept, again or loose
            elif loose:
                way = kept[1]
                left = lacking.get(way.adds, _needed(gauges, way))
                lacking[way.adds] = left - _brought(gauges, way)
    return found


def _is_bare(gauges: Gauges, way: Action) -> bool:
    """Say whether a way fills one demand, and nothing else looks at it."""
    return len(way.leaves) == 1 and bool(way.adds) and way.leaves[0] in gauges.bare


def _brought(gauges: Gauges, way: Action) -> int:
    unit = gauges.scale if gauges.plan.leaves[way.leaves[0]].in_courses else 1
    return way.adds[0][1] * unit


def _needed(gauges: Gauges, way: Action) -> int:
    return gauges.whole(gauges.plan.leaves[way.leaves[0]].need)


def _have_enough(gauges: Gauges, ways: Sequence[Ways]) -> frozenset[int]:
    """List the leaves that are filled by courses which can fill nothing else."""
    lacking: dict[int, int] = {}
    for mine in ways:
        if len(mine) == LOOSE and _is_bare(gauges, mine[1]):
            (place,) = mine[1].leaves
            before = lacking.get(place, _needed(gauges, mine[1]))
            lacking[place] = before - _brought(gauges, mine[1])
    leaves = gauges.plan.leaves
    return frozenset(
        place
        for place, amount in lacking.items()
        if amount <= 0 and may_take_enough(leaves[place])
    )


# --- demands that need all who can fill them ------------------------------------------


def _leave_none_starving(
    gauges: Gauges, ways: list[Ways], enough: AbstractSet[int]
) -> None:
    """Leave out ways that pass by a demand which lacks credit without the course.

    All who can fill it are no more than it needs. So without one of them it lacks
    credit, and its group is not met; demands that have *enough* do not lose one.
    """
    takers: dict[int, set[int]] = {
        place: set() for place in _surely_wanted(gauges.plan)
    }
    for one, mine in enumerate(ways):
        for way in mine:
            for leaf in way.leaves:
                if leaf in takers:
                    takers[leaf].add(one)
    starving: set[int] = set()
    asked = [place for place, some in takers.items() if some]
    while asked:
        place = asked.pop()
        if place in starving or not _needs_all(gauges, place, takers[place]):
            continue
        starving.add(place)
        for one in takers[place]:
            mine = ways[one]
            if len(mine) == 1:
                continue
            ways[one] = kept = _not_passing_by(place, mine, starving, enough)
            if len(kept) < len(mine):  # others may need all who are left to them
                still = {leaf for way in kept for leaf in way.leaves}
                for leaf in {leaf for way in mine for leaf in way.leaves} - still:
                    if leaf in takers:
                        takers[leaf].remove(one)
                        asked.append(leaf)


def _needs_all(gauges: Gauges, place: int, takers: AbstractSet[int]) -> bool:
    """Say whether all who can fill a demand bring something, and none too much."""
    leaf = gauges.plan.leaves[place]
    if not takers or not may_take_enough(leaf):
        return False
    brought = [gauges.amount(one, place) for one in takers]
    unit = gauges.scale if leaf.in_courses else 1
    return min(brought) > 0 and sum(brought) * unit <= gauges.whole(leaf.need)


def _not_passing_by(
    place: int, mine: Ways, starving: AbstractSet[int], enough: AbstractSet[int]
) -> Ways:
    """Keep ways where none adds a place, and what else starves, for what has enough."""
    adding = [frozenset(way.leaves) for way in mine if place in way.leaves]
    kept = []
    for way in mine:
        here = frozenset(way.leaves)
        if place in here or not any(
            starving >= there - here and enough >= here - there for there in adding
        ):
            kept.append(way)
    return tuple(kept)


def _surely_wanted(plan: Plan) -> list[int]:
    """List the leaves that it can only help to fill: every group around needs them.

    What is missing of any of them weighs something.
    """
    if plan.caps:
        return []
    found: set[int] = set()
    for group in plan.groups:
        _add_wanted(group, found)
    for rule in plan.residencies:
        found.difference_update(leaf for _, leaf in rule.base_there)
    return sorted(found)


def _add_wanted(node: Node, found: set[int]) -> None:
    if isinstance(node, Leaf):
        found.add(node.place)
    elif node.least == len(node.children) and not any(
        map(_restrains, node.asks.tallies if node.asks else ())
    ):
        for child in node.children:
            _add_wanted(child, found)


def _restrains(tally: Tally) -> bool:
    return not tally.at_least or tally.each or tally.counted_in in SHARES
