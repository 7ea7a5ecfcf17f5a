"""Musts: what a group must take of its courses, or else lacks credit for.

So these count in its average whatever their grades are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.audit.plan import Asks, Branch, Leaf
from articulate.audit.states.layout import Layout
from articulate.audit.states.packed import Field, Packed
from articulate.audit.states.prospects import Prospects
from articulate.audit.states.scarcity import Scarcity


@dataclass(frozen=True, slots=True)
class Must:
    """Courses of which a group needs some, or it lacks `cost` for each it goes without.

    `gauges` say how many it has, in parts of `unit`. Of a `heap` of scarce pieces it
    may go without; where there is none, it needs them whatever is scarce.
    """

    gauges: tuple[Field, ...]
    need: int
    unit: int
    ones: tuple[int, ...]
    cost: int
    heap: int | None

    def wanted(self, state: Packed) -> int:
        """Return how many courses are still needed."""
        had = 0
        for gauge in self.gauges:
            had += (state >> gauge.shift & gauge.mask) + gauge.low
        return -(-(self.need - had * self.unit) // self.unit)


def musts_of(
    layout: Layout, prospects: Prospects, scarcity: Scarcity, group: tuple[int, Asks]
) -> Iterator[Must]:
    """Yield the demands of a group that whole courses meet; its top comes with it."""
    gauges, at, (top, asks) = layout.gauges, layout.fields.at, group
    taken: dict[int, list[int]] = {}
    for p, piece in enumerate(prospects.pieces):
        if piece.top != top or piece.node is None:
            continue
        leaves = list(_courses(piece.node))
        places = [leaf.place for leaf in leaves]
        if not prospects.held.keys().isdisjoint(places):
            continue  # a bound may be why it lacks a course
        if not leaves or not asks.leaves.issuperset(places):
            continue
        ones = tuple(sorted({one for leaf in leaves for one in leaf.eligible}))
        if len(ones) < sum(len(leaf.eligible) for leaf in leaves):
            continue
        parts = [
            scarcity.parts.get((one, leaf.place), 0)
            for leaf in leaves
            for one in leaf.eligible
        ]
        if not ones or min(parts) <= 0:
            continue
        mine = [(one, leaf.place) for leaf in leaves for one in leaf.eligible]
        if any(
            (min(place, other), max(place, other)) in layout.plan.may_share
            for one, place in mine
            for other in taken.get(one, ())
        ):
            continue  # one course may count for both
        for one, place in mine:
            taken.setdefault(one, []).append(place)
        node = piece.node
        need = gauges.whole(leaves[0].need)
        cost = min(gauges.scale * gauges.whole(leaf.worth) for leaf in leaves)
        yield Must(
            gauges=tuple(at[gauges.leaf[place]] for place in places),
            need=need if isinstance(node, Leaf) else need * node.least,
            unit=gauges.scale,
            ones=ones,
            cost=cost,
            heap=scarcity.heaps.get(p),
        )


def _courses(node: Leaf | Branch) -> Iterator[Leaf]:
    """Yield the demand for courses, or the single courses that a choice is between."""
    if isinstance(node, Leaf):
        if node.in_courses:
            yield node
        return
    simple = [
        child
        for child in node.children
        if isinstance(child, Leaf) and child.in_courses and child.need == 1
    ]
    single = all(len(child.eligible) <= 1 for child in simple)
    if single and len(simple) == len(node.children):
        yield from simple
