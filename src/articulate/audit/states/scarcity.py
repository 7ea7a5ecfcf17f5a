"""Scarcity: which demands compete for less than they want between them.

Demands of a set lack, between them, at least what they want less what all courses still
to come can bring to any of them; each course is counted once, in its best way. Any set
gives such a bound; one is chosen, demand by demand, that makes it large at the start.
It falls into heaps that no course can serve two of, and each heap gives a bound.
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

Left = tuple[tuple[int, int], ...]
"""By heap, what courses still to come can bring it, and what that is owed."""


@dataclass(frozen=True, slots=True)
class Scarcity:
    """The pieces that compete, and by position what is `left` for each heap of them.

    If a heap lacks no more than that leaves it, each course that can bring something
    brings all it can; what is owed is the price of the places that takes. `parts` is
    what a course brings to a leaf, in squared whole parts; `wants` is what each piece
    wants at the start, by its place, and at most. `heaps` are numbered, the last that
    is served first.
    """

    wants: Mapping[int, int]
    heaps: Mapping[int, int]
    left: tuple[Left, ...]
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
    linked = _linked(brings, chosen)
    heap_at = {leaf: linked[p] for leaf, p in piece_at.items() if p in linked}
    numbers: dict[int, int] = {}
    now: Left = ()
    left = [now]
    for one in (*layout.loose, *reversed(prospects.sequence.order)):
        brought, price, heap = _owed(layout, one, heap_at, parts)
        if brought:  # so each heap is numbered, by a course that links it
            n = numbers.setdefault(heap, len(now))
            supply, owed = now[n] if n < len(now) else (0, 0)
            now = (*now[:n], (supply + brought, owed + price), *now[n + 1 :])
        left.append(now)
    return Scarcity(
        {p: wants[p] for p in linked},
        {p: numbers[heap] for p, heap in linked.items()},
        tuple(reversed(left[len(layout.loose) :])),
        parts,
    )


def _linked(brings: Sequence[_Ways], chosen: AbstractSet[int]) -> dict[int, int]:
    """Name the heap of each piece that courses link to others by its first piece.

    A piece that competes with no other lacks what it lacks by itself.
    """
    heaps: dict[int, set[int]] = {}
    for ways in brings:
        heap = {p for way in ways for p, part in way if part and p in chosen}
        known = heaps.get(min(heap, default=-1), set())
        if len(heap) > 1 and not known >= heap:
            heap = heap.union(*[heaps[p] for p in heap if p in heaps])
            heaps |= dict.fromkeys(heap, heap)
    return {p: min(heap) for p, heap in sorted(heaps.items())}


def _owed(
    layout: Layout,
    one: int,
    heap_at: Mapping[int, int],
    parts: Mapping[tuple[int, int], int],
) -> tuple[int, int, int]:
    """Return the most a course can bring, at which least price, and to which heap."""
    most = owed = heap = 0
    for way in layout.ways[one]:
        filled = [leaf for leaf in way.leaves if leaf in heap_at and parts[one, leaf]]
        if not filled:
            continue
        heap = heap_at[filled[0]]
        brought = sum([parts[one, leaf] for leaf in filled])
        if brought >= most:
            price = sum([layout.prices[one, leaf] for leaf in filled])
            owed = price if brought > most else min(owed, price)
            most = brought
    return most, owed, heap


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
