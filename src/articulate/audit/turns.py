"""Turns: what each course touches when it is decided, in the order of a sequence.

A search asks the same of many states: how a piece looks, what a closed unit comes to,
how high an average can be. It is asked once for each state that differs in what is
looked at, and kept here, one stage after the other.
"""

from collections.abc import Mapping
from collections.abc import Sequence as Series
from dataclasses import dataclass, field

from articulate.audit.grades_ahead import Ahead, Stage
from articulate.audit.layout import Layout, Unit
from articulate.audit.packed import Move, Packed
from articulate.audit.prospects import Prospects


@dataclass(slots=True)
class Seen:
    """A piece with so many courses decided, and how it looked from each state.

    `known` is what it adds to what is ahead, and whether it is hopeless. `flag` is that
    of its group, 0 for none.
    """

    piece: int
    position: int
    cover: Packed
    flag: Packed
    known: dict[Packed, tuple[int, bool]] = field(default_factory=dict)


@dataclass(slots=True)
class Closing:
    """A unit that is closed; `known` is what it cost before, and whether it was met.

    None is a state that may not be. `last` says that its group has no other unit left.
    """

    unit: Unit
    cover: Packed
    flag: Packed
    last: bool
    known: dict[Packed, tuple[int, bool] | None] = field(default_factory=dict)


@dataclass(slots=True)
class Average:
    """An average with some courses decided, and how high it could come before."""

    stage: Stage
    known: dict[tuple[Packed, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of one course: its moves with their price, and what they touch.

    `before` are the open pieces that change, as they look before it, `after` those of
    them that are still open then.
    """

    moves: tuple[tuple[Move, int], ...]
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]
    closing: tuple[Closing, ...]


@dataclass(frozen=True, slots=True)
class Turns:
    """All turns of a sequence, and what is open and closed before the first of them.

    `averages` are those open after so many turns.
    """

    turns: tuple[Turn, ...]
    opening: tuple[Closing, ...]
    open: tuple[Seen, ...]
    averages: tuple[tuple[Average, ...], ...]


def turns_of(
    layout: Layout, prospects: Prospects, averages: Mapping[int, Series[Ahead]]
) -> Turns:
    """Lay out the turns of one search; *averages* are by the place of their unit."""
    sequence, fields = prospects.sequence, layout.fields
    ends: dict[int, int] = {}
    last: dict[int, Unit] = {}
    for k, units in enumerate(sequence.closing):
        for unit in units:
            ends[id(unit)] = k
            last[unit.top] = unit
    flags = {top: fields.flag(flag) for top, flag in [*layout.short.items()]}
    closing = [
        tuple(
            Closing(
                unit,
                fields.covering(unit.gauges),
                flags.get(unit.top, 0),
                last[unit.top] is unit,
            )
            for unit in units
        )
        for units in sequence.closing
    ]
    seen = [
        Seen(p, 0, fields.covering(piece.gauges), flags.get(piece.top, 0))
        for p, piece in enumerate(prospects.pieces)
    ]
    end = [ends[id(piece.unit)] for piece in prospects.pieces]
    first = tuple(one for one, at in zip(seen, end, strict=True) if at)
    touching: dict[int, list[int]] = {}
    for p, piece in enumerate(prospects.pieces):
        for gauge in piece.gauges:
            touching.setdefault(gauge, []).append(p)
    ending: dict[int, list[int]] = {}
    for p, at in enumerate(end):
        ending.setdefault(at, []).append(p)
    turns = []
    for k, one in enumerate(sequence.order):
        touched = {p for g in prospects.touched[k] for p in touching.get(g, ())}
        touched = {p for p in touched if end[p] > k}
        mine = sorted(touched.union(ending.get(k + 1, ())))
        before = tuple(seen[p] for p in mine)
        for p in mine:
            seen[p] = Seen(p, k + 1, seen[p].cover, seen[p].flag)
        after = tuple(seen[p] for p in mine if end[p] > k + 1)
        moves = [(fields.move(way), layout.price(one, way)) for way in layout.ways[one]]
        turns.append(Turn(tuple(moves), before, after, closing[k + 1]))
    closes = [ends[id(unit)] for unit in layout.units]
    return Turns(
        tuple(turns),
        closing[0],
        first,
        _stages(sequence.order, layout.sure, averages, closes),
    )


def _stages(
    order: Series[int],
    sure: Series[int],
    averages: Mapping[int, Series[Ahead]],
    closes: Series[int],
) -> tuple[tuple[Average, ...], ...]:
    """List the averages that are open after so many turns."""
    found: list[list[Average]] = [[] for _ in range(len(order) + 1)]
    for u, many in averages.items():
        for one in many:
            left = one.concerned.difference(sure)
            stage = Average(one.stage(left))
            for k in range(closes[u]):
                if k and order[k - 1] in left:
                    left -= {order[k - 1]}
                    stage = Average(one.stage(left))
                found[k].append(stage)
    return tuple(map(tuple, found))
