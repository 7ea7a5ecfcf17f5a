"""Actions: the ways to place a candidate, and what each does to the gauges."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from articulate.audit.plan import Asks, Branch, Plan, Residence
from articulate.audit.states.gauges import Action, Gauges, within
from articulate.rulebook.requirements import IN_COURSES, SHARES

MOST_ACTIONS = 64

IDLE = Action((), (), (), ())
"""Not to place a candidate, where nothing looks at it then."""


def actions_of(gauges: Gauges, candidate: int) -> tuple[Action, ...] | None:
    """List the ways to place a candidate, not at all first; None if they are many."""
    ways = _ways(gauges.plan, gauges.leaves_for.get(candidate, []))
    if ways is None:
        return None
    bare = gauges.bare
    idle = _action(gauges, candidate, ()) if gauges.plan.residencies else IDLE
    found = [idle]
    for way in ways:
        if len(way) == 1 and way[0] in bare:
            found.append(gauges.simple(way[0], gauges.amount(candidate, way[0])))
        else:
            found.append(_action(gauges, candidate, way))
    return tuple(found)


def _ways(plan: Plan, mine: Sequence[int]) -> list[tuple[int, ...]] | None:
    """List which leaves may be filled together, None if these are too many."""
    bounds, share = plan.bounds_on_filling(), plan.may_share
    more: list[tuple[int, ...]] = [(leaf,) for leaf in mine]
    ways: list[tuple[int, ...]] = []
    while more:
        if bounds:
            more = [way for way in more if within(way, bounds)]
        ways += more
        if len(ways) >= MOST_ACTIONS:
            return None
        more = [
            (*way, leaf)
            for way in (more if share else ())
            for leaf in mine
            if leaf > way[-1] and all((other, leaf) in share for other in way)
        ]
    return ways


def _action(gauges: Gauges, candidate: int, way: tuple[int, ...]) -> Action:
    plan = gauges.plan
    fills = tuple([gauges.leaf[place] for place in way])
    adds = [
        (gauge, gauges.amount(candidate, place))
        for gauge, place in zip(fills, way, strict=True)
    ]
    flags: list[int] = []
    if way:
        groups = {g for leaf in way for g in gauges.groups_at.get(leaf, ())}
        for g in groups:
            _add_group(gauges, (g, gauges.groups[g]), (candidate, way), (adds, flags))
        for place in way:
            flags += gauges.open_at.get(place, ())
        for k, cap in enumerate(plan.caps):
            if cap.one.intersection(way) and cap.other.intersection(way):
                shared = gauges.scale if cap.in_courses else gauges.credits[candidate]
                adds.append((gauges.caps[k], shared))
    for r, rule in enumerate(plan.residencies):
        adds += _residence_adds(gauges, (r, rule), (candidate, way))
    kept = tuple([one for one in adds if one[1]])
    return Action(way, fills, kept, tuple(dict.fromkeys(flags)))


def _add_group(
    gauges: Gauges,
    group: tuple[int, Branch],
    placed: tuple[int, tuple[int, ...]],
    into: tuple[list[tuple[int, int]], list[int]],
) -> None:
    g, branch = group
    candidate, way = placed
    adds, flags = into
    asks = branch.asks
    if asks is None:
        return
    credit = gauges.credits[candidate]
    for t, tally in enumerate(asks.tallies):
        mine = gauges.heaps_of[g, t].get(candidate, ())
        share = tally.counted_in in SHARES
        if not mine and not share:
            continue
        weight = credit
        if tally.counted_in in IN_COURSES:
            weight = gauges.whole(_part(gauges.plan, asks, way))
        if share:
            inside = bool(mine)
            net = weight * (tally.amount.denominator * inside - tally.amount.numerator)
            adds.append((gauges.share[g, t], net))
            continue
        for h in mine:
            if (g, t, h) in gauges.heap:
                adds.append((gauges.heap[g, t, h], weight))
            if (g, t, h) in gauges.begun:
                flags.append(gauges.begun[g, t, h])
    for f in range(len(asks.floors)):
        points = gauges.points_of.get((g, f), {}).get(candidate)
        if points is None:
            continue
        quality, weight_ = gauges.floors[g, f]
        adds.append((quality, gauges.whole(points) * credit))
        adds.append((weight_, credit))


def _part(plan: Plan, asks: Asks, way: Iterable[int]) -> Fraction:
    return max([plan.leaves[leaf].part for leaf in way if leaf in asks.leaves])


def _residence_adds(
    gauges: Gauges, known: tuple[int, Residence], placed: tuple[int, tuple[int, ...]]
) -> list[tuple[int, int]]:
    r, rule = known
    candidate, way = placed
    counted = _residence_weight(gauges, rule, placed, base=False)
    total, base = gauges.rules[r]
    if rule.counted_in not in SHARES:
        return [(total, counted)]
    of = _residence_weight(gauges, rule, (candidate, way), base=True)
    net = counted * rule.amount.denominator - of * rule.amount.numerator
    return [(total, net), (base, of)]


def _residence_weight(
    gauges: Gauges,
    rule: Residence,
    placed: tuple[int, tuple[int, ...]],
    *,
    base: bool,
) -> int:
    candidate, way = placed
    always = rule.base_always if base else rule.always
    there = rule.base_there if base else rule.there
    parts = [Fraction(1)] if candidate in always else []
    parts += [
        gauges.plan.leaves[leaf].part for leaf in way if (candidate, leaf) in there
    ]
    if not parts:
        return 0
    if rule.counted_in in IN_COURSES:
        return gauges.whole(max(parts))
    return gauges.credits[candidate]
