"""Scarcity: which demands compete for less than they want between them.

Demands of a set lack, between them, at least what they want less what all courses still
to come can bring to any of them; each course is counted once, in its best way. Any set
gives such a bound; one is chosen, demand by demand, that makes it large at the start.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from articulate.audit.plan import leaves_of
from articulate.audit.states.layout import Layout
from articulate.audit.states.packed import Packed
from articulate.audit.states.prospects import Prospects

ROUNDS = 6
"""How often every demand is looked at again, at most."""


@dataclass(frozen=True, slots=True)
class Scarcity:
    """The pieces that compete; `supply` is, by position, what courses can bring them.

    If they lack no more than that leaves them, each course that can bring something
    brings all it can; `owed` is the price of the places that takes, by position.
    `parts` is what a course brings to a leaf, in squared whole parts; `wants` is what
    each piece wants at the start, by its place, and at most.
    """

    wants: Mapping[int, int]
    supply: tuple[int, ...]
    owed: tuple[int, ...]
    parts: Mapping[tuple[int, int], int]


_Ways = list[tuple[tuple[int, int], ...]]
"""By way of placing a course, the pieces it serves and by how much."""


def scarcity_of(layout: Layout, prospects: Prospects, start: Packed) -> Scarcity:
    """Choose the pieces whose want exceeds their supply the most in some state."""
    piece_at = {
        leaf.place: p
        for p, piece in enumerate(prospects.pieces)
        if piece.node is not None
        for leaf in leaves_of(piece.node)
    }
    parts = _parts(layout)
    brings: list[_Ways] = []
    for one, ways in enumerate(layout.ways):
        mine: _Ways = []
        for way in ways:
            served = [(piece_at[x], parts[one, x]) for x in way.leaves if x in piece_at]
            if served:
                mine.append(tuple(served))
        brings.append(mine)
    for one in layout.sure:
        brings[one] = []
    wants, chosen = _chosen(prospects, brings, start)
    leaves = {leaf for leaf, p in piece_at.items() if p in chosen}
    supplied, owes = 0, 0
    supply, owed = [], []
    for one in (*layout.loose, *reversed(prospects.sequence.order)):
        brought, price = _owed(layout, one, leaves, parts)
        supplied += brought
        owes += price
        supply.append(supplied)
        owed.append(owes)
    loose = len(layout.loose)
    return Scarcity(
        {p: wants[p] for p in chosen},
        tuple(reversed((0, *supply)[loose:])),
        tuple(reversed((0, *owed)[loose:])),
        parts,
    )


def _owed(
    layout: Layout,
    one: int,
    leaves: AbstractSet[int],
    parts: Mapping[tuple[int, int], int],
) -> tuple[int, int]:
    """Return the most a course can bring, and the least price at which it does."""
    most = owed = 0
    for way in layout.ways[one]:
        filled = [leaf for leaf in way.leaves if leaf in leaves]
        if not filled:
            continue
        brought = sum([parts[one, leaf] for leaf in filled])
        if brought >= most:
            price = sum([layout.prices[one, leaf] for leaf in filled])
            owed = price if brought > most else min(owed, price)
            most = brought
    return most, owed


def _parts(layout: Layout) -> dict[tuple[int, int], int]:
    """Say how much of what a leaf lacks each course would make up for."""
    amount, leaves = layout.gauges.amount, layout.judge.leaves
    found = {}
    for one, leaf in layout.fits:
        _, unit, need, worth = leaves[leaf]
        found[one, leaf] = min(amount(one, leaf) * unit, need) * worth
    return found


def _most(ways: _Ways, chosen: set[int]) -> int:
    """Return the most a course can bring to the chosen pieces, in any way."""
    most = 0
    for way in ways:
        amount = 0
        for piece, part in way:
            if piece in chosen:
                amount += part
        most = max(most, amount)
    return most


def _chosen(
    prospects: Prospects, brings: Sequence[_Ways], start: Packed
) -> tuple[dict[int, int], set[int]]:
    """Choose pieces one after the other, as long as the bound grows by a change.

    Returned with what every piece wants that some course can serve.
    """
    takers: dict[int, list[int]] = {}
    for one, ways in enumerate(brings):
        for way in ways:
            for piece, _ in way:
                mine = takers.setdefault(piece, [])
                if not mine or mine[-1] != one:
                    mine.append(one)
    wants, excess = {}, {}
    for p in takers:
        lacking, wants[p], _, _ = prospects.at_first(p, start)
        excess[p] = wants[p] - lacking
    chosen = set(excess)
    supply = [_most(ways, chosen) for ways in brings]
    for _ in range(ROUNDS):
        changed = False
        for p, gain in excess.items():
            mine = takers[p]
            before = sum([supply[one] for one in mine])
            left_out = p in chosen
            if left_out and before - gain <= 0:
                continue  # it would bring more if all of these were left to it
            chosen ^= {p}
            after = [_most(brings[one], chosen) for one in mine]
            grown = before - sum(after)
            if grown > (gain if left_out else -gain):
                changed = True
                for one, amount in zip(mine, after, strict=True):
                    supply[one] = amount
            else:
                chosen ^= {p}
        if not changed:
            break
    return wants, chosen
