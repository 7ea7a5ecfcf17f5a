"""Rows for one demand: what is missing of it, and what is over.

Where nothing wants more than is needed, the best allocation puts no course that could
be left out. So a demand for courses has nothing over; and credit of a few sizes fills a
pool in few ways, which can be listed. A program that chooses one of them knows at once
what it would else find out by trying: that threes and fours do not come to five. Where
an average or a bound may want more, what fills a pool holds one of these ways, and more
may be over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articulate.audit.formulation.terms import Terms
from articulate.audit.plan import Leaf, Plan, groups_of
from articulate.audit.program import Linear, total
from articulate.rulebook.requirements import SHARES

MOST_WAYS = 200
"""How many ways to fill a pool are listed; where there are more, none is."""

Way = tuple[int, ...]
"""How many courses of each size."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A leaf, and the literals that it is relied on and met."""

    leaf: Leaf
    relied: Linear
    met: Linear


def plain_leaves(plan: Plan) -> frozenset[int]:
    """Return the leaves in which nothing wants more than is needed.

    No average, share or bound from below looks at what fills them. So a course that is
    not needed there is better left out: that lessens the surplus, or what is placed,
    and breaks nothing.
    """
    looked_at = {
        leaf for rule in plan.residencies for _, leaf in (*rule.there, *rule.base_there)
    }
    for group in plan.groups:
        for inner in groups_of(group):
            asks = inner.asks
            if asks is not None and (
                asks.floors
                or any(
                    tally.at_least or tally.counted_in in SHARES
                    for tally in asks.tallies
                )
            ):
                looked_at |= asks.leaves
    return frozenset(leaf.place for leaf in plan.leaves) - looked_at


def demand_rows(terms: Terms, demand: Demand, *, plain: bool) -> tuple[Linear, Linear]:
    """Write a demand; return what is missing of it and what is over, in its parts."""
    leaf = demand.leaf
    if plain and leaf.in_courses:
        return _of_courses(terms, demand)
    heaps = {} if leaf.in_courses else _heaps(terms, leaf)
    there = [(size, len(many)) for size, many in heaps.items()]
    ways = ways_to_fill(terms.amount(leaf.need), there) if heaps else None
    if ways:
        return _in_ways(terms, demand, heaps, ways, plain=plain)
    return _loosely(terms, demand)


def _loosely(terms: Terms, demand: Demand) -> tuple[Linear, Linear]:
    program, counted = terms.program, _counted(terms, demand.leaf)
    need = terms.amount(demand.leaf.need)
    wanted = demand.relied * need
    short = program.whole(0, need)
    program.at_least(short, wanted - counted)
    program.at_most(short, 0, demand.met)
    _, most = program.range_of(counted)
    over = program.whole(0, max(0, most))
    program.at_least(over, counted - wanted)
    return short, over


def _of_courses(terms: Terms, demand: Demand) -> tuple[Linear, Linear]:
    program, need = terms.program, terms.amount(demand.leaf.need)
    short = program.whole(0, need)
    program.equal(short, demand.relied * need - _counted(terms, demand.leaf))
    program.at_most(short, 0, demand.met)
    return short, Linear()


def _in_ways(
    terms: Terms,
    demand: Demand,
    heaps: Mapping[int, Sequence[Linear]],
    ways: Sequence[Way],
    *,
    plain: bool,
) -> tuple[Linear, Linear]:
    """Fill a pool in one of some ways, or leave it short.

    Where one of too many amounts may be left of its credit, it may be filled with some
    of that instead.
    """
    program, leaf, relied = terms.program, demand.leaf, demand.relied
    need, most = terms.amount(leaf.need), max(heaps) - 1
    cut = {
        one: terms.cut_inside(one, leaf.place)
        for one in leaf.eligible
        if one not in leaf.wholly and terms.amounts_in(one, leaf.place) is None
    }
    counted = total(credit for _, credit in cut.values())
    chosen = [program.yes_or_no() for _ in ways]
    for place, (size, many) in enumerate(heaps.items()):
        there = total(many)
        if cut:
            there -= total(
                partly for one, (partly, _) in cut.items() if terms.full[one] == size
            )
        wanted = (one * way[place] for one, way in zip(chosen, ways, strict=True))
        program.at_least(there, total(wanted))
        counted += there * size
    filled = total(chosen)
    spare = (sum(map(int.__mul__, way, heaps)) - need for way in ways)
    beyond = total(map(Linear.__mul__, chosen, spare))
    partly = total(there for there, _ in cut.values())
    if partly.terms:
        otherwise, more = program.yes_or_no(), program.whole(0, most)
        program.at_most(otherwise, partly)
        program.at_most(more, otherwise * most)
        filled, beyond = filled + otherwise, beyond + more
    short = program.whole(0, need)
    if plain:
        over = program.whole(0, most)
        program.equal(over, beyond)
    else:
        _, full = program.range_of(counted)
        over = program.whole(0, max(0, full))
        program.at_least(over, beyond)
    program.equal(short, relied * need + over - counted)
    program.at_least(short, relied - filled)
    program.at_most(short, (relied - filled) * need)
    program.at_most(filled, relied)
    program.at_least(filled, relied, demand.met)
    return short, over


def _counted(terms: Terms, leaf: Leaf) -> Linear:
    """Return what counts in a leaf."""
    return total(_counts(terms, leaf, one) for one in leaf.eligible)


def _counts(terms: Terms, leaf: Leaf, one: int) -> Linear:
    place = terms.placed[one, leaf.place]
    if leaf.in_courses:
        return place * terms.scale
    if one in leaf.wholly:
        return place * terms.amount(leaf.need)
    return terms.credit_inside(one, frozenset({leaf.place}))


def _heaps(terms: Terms, leaf: Leaf) -> dict[int, list[Linear]]:
    """Return what may fill a pool by how much it fills, the most first."""
    found: dict[int, list[Linear]] = {}
    for one in leaf.eligible:
        placed = terms.placed[one, leaf.place]
        amounts = terms.amounts_in(one, leaf.place) or ((terms.full[one], placed),)
        if one in leaf.wholly:
            amounts = ((terms.amount(leaf.need), placed),)
        for amount, literal in amounts:
            if amount:
                found.setdefault(amount, []).append(literal)
    return dict(sorted(found.items(), reverse=True))


def ways_to_fill(need: int, sizes: Sequence[tuple[int, int]]) -> list[Way] | None:
    """List how many of each size fill a pool with none to spare, None if too many.

    Each size, the greatest first, is there so many times. One is to spare if there
    would still be enough without it.
    """
    found: list[Way] = []
    for way in _ways(need, sizes):
        if len(found) == MOST_WAYS:
            return None
        found.append(way)
    return found


def _ways(need: int, sizes: Sequence[tuple[int, int]]) -> Iterator[Way]:
    """Yield every way: as the greatest come first, only the last could be to spare."""
    if need <= 0:
        yield (0,) * len(sizes)
    elif sum(size * there for size, there in sizes) >= need:
        (size, there), *rest = sizes
        for taken in range(min(there, -(-need // size)) + 1):
            for way in _ways(need - taken * size, rest):
                yield (taken, *way)
