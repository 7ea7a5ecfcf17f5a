"""What a group's bound comes to, over the candidates placed in the group."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from articulate.audit.plan import Pair, Plan, Tally
from articulate.model.exact import InParts, in_parts, ratio
from articulate.rulebook.requirements import DISTINCT, IN_COURSES, SHARES

ZERO = ratio(0, 1)


class TallyMeasure(NamedTuple):
    """What a group's bound came to: what counts, and how much is short of it."""

    tally: Tally
    counted: Fraction
    short: Fraction
    holds: bool


def inside_of(
    plan: Plan, placed: Iterable[Pair], leaves: frozenset[int]
) -> dict[int, Fraction]:
    """Return each candidate placed in these leaves, with its part of a course."""
    parts: dict[int, Fraction] = {}
    for one, leaf in placed:
        if leaf in leaves:
            part = plan.leaves[leaf].part
            parts[one] = max(part, parts.get(one, part))
    return parts


def tally_measure(
    tally: Tally, inside: Mapping[int, Fraction], credit: InParts
) -> TallyMeasure:
    """Measure a group's bound over the candidates placed in it.

    *inside* is each of them with its part of a course, *credit* what is applied.
    """
    if tally.counted_in in DISTINCT:
        begun = sum([not heap.isdisjoint(inside) for _, heap in tally.heaps])
        return _bounded(tally, begun, 1, tally.amount)
    if tally.counted_in in IN_COURSES:
        scale, parts = in_parts(inside.values())
        weights = dict(zip(inside, parts, strict=True))
    else:
        scale = credit.scale
        weights = {one: credit.parts[one] for one in inside}
    heaps = [
        [weight for one, weight in weights.items() if one in heap]
        for _, heap in tally.heaps
    ]
    if tally.counted_in in SHARES:
        wanted = tally.amount * ratio(sum(weights.values()), scale)
        return _bounded(tally, sum(map(sum, heaps)), scale, wanted)
    sums = [sum(heap) for heap in heaps if heap or not tally.each]
    if not tally.at_least:
        return _bounded(tally, max(sums, default=0), scale, tally.amount)
    top, bottom = tally.amount.as_integer_ratio()
    lacking = sum([max(0, top * scale - one * bottom) for one in sums])
    counted = ratio(min(sums, default=0), scale)
    return TallyMeasure(tally, counted, ratio(lacking, scale * bottom), not lacking)


def _bounded(tally: Tally, counted: int, scale: int, wanted: Fraction) -> TallyMeasure:
    top, bottom = wanted.as_integer_ratio()
    lacking = top * scale - counted * bottom
    amount = ratio(counted, scale)
    if tally.at_least:
        short = ratio(max(0, lacking), scale * bottom)
        return TallyMeasure(tally, amount, short, lacking <= 0)
    return TallyMeasure(tally, amount, ZERO, lacking >= 0)
