"""Scarcity: which demands compete for less than they want between them.

Demands of a set lack, between them, at least what they want less what all courses still
to come can bring to any of them; each course is counted once, in its best way. Any set
gives such a bound; one is chosen, demand by demand, that makes it large at the start.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articulate.audit.layout import Layout
from articulate.audit.packed import Packed
from articulate.audit.plan import leaves_of
from articulate.audit.prospects import Prospects

ROUNDS = 6
"""How often every demand is looked at again, at most."""


@dataclass(frozen=True, slots=True)
class Scarcity:
    """The pieces that compete; `supply` is, by position, what courses can bring them.

    If they lack no more than that leaves them, each course that can bring something
    brings all it can; `owed` is the price of the places that takes, by position.
    `parts` is what a course brings to a leaf, in squared whole parts; `scarce` are the
    leaves of the pieces.
    """

    pieces: frozenset[int]
    leaves: frozenset[int]
    supply: tuple[int, ...]
    owed: tuple[int, ...]
    parts: Mapping[tuple[int, int], int]


def scarcity_of(layout: Layout, prospects: Prospects, start: Packed) -> Scarcity:
    """Choose the pieces whose want exceeds their supply the most in some state."""
    pieces = prospects.pieces
    piece_at = {
        leaf.place: p
        for p, piece in enumerate(pieces)
        if piece.node is not None
        for leaf in leaves_of(piece.node)
    }
    parts = _parts(layout)
    sure = set(layout.sure)
    brings = [
        _distinct(
            [(piece_at[at], parts[one, at]) for at in way.leaves if at in piece_at]
            for way in (() if one in sure else ways)
        )
        for one, ways in enumerate(layout.ways)
    ]
    chosen = _chosen(prospects, brings, start)
    leaves = frozenset(leaf for leaf, p in piece_at.items() if p in chosen)
    supply, owed = [0], [0]
    for one in layout.loose:
        supply[0] += _most(brings[one], chosen)
        owed[0] += _owed(layout, one, leaves, parts)
    for one in reversed(prospects.sequence.order):
        supply.append(supply[-1] + _most(brings[one], chosen))
        owed.append(owed[-1] + _owed(layout, one, leaves, parts))
    return Scarcity(
        frozenset(chosen), leaves, tuple(reversed(supply)), tuple(reversed(owed)), parts
    )


def _owed(
    layout: Layout,
    one: int,
    leaves: frozenset[int],
    parts: Mapping[tuple[int, int], int],
) -> int:
    """Return the least price at which a course brings the most it can."""
    best = (0, 0)
    for way in layout.ways[one]:
        filled = [leaf for leaf in way.leaves if leaf in leaves]
        brought = sum(parts[one, leaf] for leaf in filled)
        price = sum(layout.price_of(one, leaf) for leaf in filled)
        best = min(best, (-brought, price))
    return best[1]


def _parts(layout: Layout) -> dict[tuple[int, int], int]:
    """Say how much of what a leaf lacks each course would make up for."""
    found = {}
    for one, ways in enumerate(layout.ways):
        for way in ways:
            for leaf, filled in zip(way.leaves, way.fills, strict=True):
                _, unit, need, worth = layout.judge.leaves[leaf]
                amount = sum(added for gauge, added in way.adds if gauge == filled)
                found[one, leaf] = min(amount * unit, need) * worth
    return found


_Ways = tuple[tuple[tuple[int, int], ...], ...]
"""By way of placing a course, the pieces it serves and by how much."""


def _distinct(ways: Iterable[list[tuple[int, int]]]) -> _Ways:
    return tuple(dict.fromkeys(tuple(way) for way in ways if way))


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


def _chosen(prospects: Prospects, brings: Sequence[_Ways], start: Packed) -> set[int]:
    """Choose pieces one after the other, as long as the bound grows by a change."""
    takers: dict[int, list[int]] = {}
    for one, ways in enumerate(brings):
        for piece in {piece for way in ways for piece, _ in way}:
            takers.setdefault(piece, []).append(one)
    excess = {}
    for p in takers:
        lacking, wanted, _, _ = prospects.of(prospects.pieces[p], 0, start)
        excess[p] = wanted - lacking
    chosen = set(excess)
    supply = [_most(ways, chosen) for ways in brings]
    for _ in range(ROUNDS):
        changed = False
        for p, gain in excess.items():
            sign = -1 if p in chosen else 1
            chosen ^= {p}
            after = [_most(brings[one], chosen) for one in takers[p]]
            before = sum(supply[one] for one in takers[p])
            if sign * gain + before - sum(after) > 0:
                changed = True
                for one, amount in zip(takers[p], after, strict=True):
                    supply[one] = amount
            else:
                chosen ^= {p}
        if not changed:
            break
    return chosen
