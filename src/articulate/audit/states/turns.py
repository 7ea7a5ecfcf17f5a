"""Turns: what each course touches when it is decided, in the order of a sequence.

A search asks the same of many states: how a piece looks, what a closed unit comes to,
how high an average can be. It is asked once for each state that differs in what is
looked at, and kept here, one stage after the other.
"""

from collections.abc import Mapping
from collections.abc import Sequence as Series
from dataclasses import dataclass, field

from articulate.audit.states.grades_ahead import Ahead, Stage
from articulate.audit.states.layout import Layout, Unit
from articulate.audit.states.packed import Move, Packed
from articulate.audit.states.prospects import Prospects
from articulate.audit.states.shortfall import Shortfall, shortfall_of


@dataclass(slots=True)
class Seen:
    """A piece with so many courses decided, and how it looked from each state.

    `known` is what it adds to what is ahead: if it is not scarce, and if it is, alone
    and in what it wants; and whether it is hopeless. `flag` is that of its group, 0 for
    none.
    """

    piece: int
    position: int
    cover: Packed
    flag: Packed
    known: dict[Packed, tuple[int, int, int, bool]] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Closings:
    """Units that are closed together; `kept` is what is not forgotten with them."""

    units: tuple[Closing, ...]
    kept: Packed

    @property
    def cover(self) -> Packed:
        """All that closing looks at."""
        cover = ~self.kept
        for one in self.units:
            cover |= one.cover | one.flag
        return cover


NONE = Closings((), -1)
"""Where nothing is closed."""


@dataclass(slots=True)
class Average:
    """An average with some courses decided, and what it cost before at the highest.

    `cover` is what it looks at, and from `least` on how much more may be missing, by
    heap of scarce pieces.
    """

    stage: Stage
    cover: Packed = field(init=False)
    least: tuple[tuple[int, int], ...] = field(init=False)
    known: dict[Packed, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cover, self.least = self.stage.cover, tuple(self.stage.least.items())


Standing = tuple[Packed, int, int, int]
"""A state; what it costs, with what is ahead of pieces that are not scarce; what the
scarce ones come to, each by itself; and what these want. Of both each heap has bits of
its own."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn of one course: its moves with their price, and what they touch.

    `before` are the open pieces that change, as they look before it, `after` those of
    them that are still open then. `cover` is all that the turn looks at, and `known`
    what each way to take it adds to how things stand.
    """

    moves: tuple[tuple[Move, int], ...]
    before: tuple[Seen, ...]
    after: tuple[Seen, ...]
    closing: Closings
    cover: Packed
    known: dict[Packed, tuple[Standing, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turns:
    """All turns of a sequence, and what is open and closed before the first of them.

    `averages` are those open after so many turns, and `shortfall` the groups.
    """

    turns: tuple[Turn, ...]
    opening: Closings
    open: tuple[Seen, ...]
    averages: tuple[tuple[Average, ...], ...]
    shortfall: tuple[Shortfall, ...]


def turns_of(
    layout: Layout,
    prospects: Prospects,
    wants: Mapping[int, int],
    averages: Mapping[int, Series[Ahead]],
) -> Turns:
    """Lay out the turns of one search; *averages* are by the place of their unit.

    *wants* is what scarce pieces want at most.
    """
    sequence, fields = prospects.sequence, layout.fields
    ends: dict[int, int] = {}
    last: dict[int, Unit] = {}
    for k, units in enumerate(sequence.closing):
        for unit in units:
            ends[id(unit)] = k
            last[unit.top] = unit
    flags = {top: fields.flag(flag) for top, flag in layout.short.items()}
    closing = [
        _closings(layout, units, flags, last) if units else NONE
        for units in sequence.closing
    ]
    seen: list[Seen] = []
    end: list[int] = []
    touching: dict[int, list[int]] = {}
    ending: dict[int, list[int]] = {}
    for p, piece in enumerate(prospects.pieces):
        seen.append(Seen(p, 0, fields.covering(piece.gauges), flags.get(piece.top, 0)))
        at = ends[id(piece.unit)]
        end.append(at)
        ending.setdefault(at, []).append(p)
        for gauge in piece.gauges:
            touching.setdefault(gauge, []).append(p)
    shortfall = shortfall_of(
        wants, [one.flag for one in seen], end, len(sequence.order)
    )
    first = tuple([one for one, at in zip(seen, end, strict=True) if at])
    turns = []
    for k, one in enumerate(sequence.order):
        touched = {p for g in layout.touched[one] for p in touching.get(g, ())}
        mine = sorted([p for p in touched if end[p] > k + 1])
        ended = ending.get(k + 1, ())
        before = tuple([seen[p] for p in (*mine, *ended)])
        for p in mine:
            seen[p] = Seen(p, k + 1, seen[p].cover, seen[p].flag)
        after = tuple([seen[p] for p in mine])
        moves = tuple(
            [(fields.move(way), layout.price(one, way)) for way in layout.ways[one]]
        )
        cover = closing[k + 1].cover
        for each in before:
            cover |= each.cover | each.flag
        for move, _ in moves:
            cover |= move.cover
        turns.append(Turn(moves, before, after, closing[k + 1], cover))
    closes = [ends[id(unit)] for unit in layout.units]
    return Turns(
        tuple(turns),
        closing[0],
        first,
        _stages(sequence.order, layout.sure, averages, closes),
        shortfall,
    )


def _closings(
    layout: Layout,
    units: Series[Unit],
    flags: Mapping[int, Packed],
    last: Mapping[int, Unit],
) -> Closings:
    """Close some units; all that is only forgotten is forgotten at once."""
    fields = layout.fields
    forgotten, found = 0, []
    for unit in units:
        cover = fields.covering(unit.gauges)
        if unit.forgets:
            forgotten |= cover
        else:
            flag = flags.get(unit.top, 0)
            found.append(Closing(unit, cover, flag, last[unit.top] is unit))
    return Closings(tuple(found), ~forgotten)


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
