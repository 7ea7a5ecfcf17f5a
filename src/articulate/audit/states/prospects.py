"""Prospects: what each requirement can still come to, once some courses are decided.

A group is looked at piece by piece: each demand, each choice, each bound by itself,
with everything that any course still to come could bring it. What a piece lacks even so
it lacks in the end; and a group with such a piece is not met.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from articulate.audit.plan import Branch, Leaf, Node, Tally
from articulate.audit.states.ceilings import Ceilings, ceilings_of
from articulate.audit.states.fillings import Filling, filling_of
from articulate.audit.states.gauges import Gauges, State, plain
from articulate.audit.states.judge import Judge
from articulate.audit.states.layout import Layout, Unit
from articulate.audit.states.packed import Packed
from articulate.audit.states.sequence import Sequence
from articulate.rulebook.requirements import DISTINCT, SHARES


class _Hopeful(Judge):
    """Judges what could still be: bounds from above are kept, averages come out."""

    def tally(
        self, tally: Tally, key: tuple[int, int], state: State
    ) -> tuple[bool, int]:
        if tally.counted_in in SHARES and not tally.at_least:
            return True, 0
        return super().tally(tally, key, state)

    def _gpa(self, key: tuple[int, int], state: State) -> None:  # noqa: ARG002 - asked like its parent
        return None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a unit: a demand, a choice, a bound, or a residency rule.

    `top` is its group, `gauges` what it looks at.
    """

    unit: Unit
    gauges: frozenset[int]
    node: Node | None = None
    tally: tuple[Tally, tuple[int, int]] | None = None

    @property
    def top(self) -> int:
        """The group it is a piece of, -1 for a residency rule."""
        return self.unit.top


Prospect = tuple[int, int, int, bool]
"""Credit missing at best, credit missing now, least cost of filling, and hopeless."""


@dataclass(slots=True)
class Prospects:
    """Looks at what is open of one layout; `gains` are the most that gauges can gain.

    `never` are groups that no credit meets: a milestone not reached.
    """

    layout: Layout
    sequence: Sequence
    pieces: list[Piece] = field(init=False)
    never: frozenset[int] = field(init=False)
    gains: list[list[int]] = field(init=False)
    held: dict[int, Ceilings] = field(init=False)
    _hopeful: Judge = field(init=False)
    fillings: dict[int, Filling] = field(init=False)
    _flags: frozenset[int] = field(init=False)
    _begun: frozenset[int] = field(init=False)
    _first: dict[int, Prospect] = field(default_factory=dict)

    def __post_init__(self) -> None:
        layout, gauges = self.layout, self.layout.gauges
        self._hopeful = _Hopeful(gauges, layout.judge.leaves)
        closed = set(map(id, self.sequence.closing[0]))
        self.pieces = [
            one
            for unit in layout.units
            if id(unit) not in closed
            for one in _pieces(gauges, unit)
        ]
        self._hold_back()
        self.never = frozenset(
            top for top, group in enumerate(layout.plan.groups) if _never(group)
        )
        loose = set(layout.loose)
        self.fillings = {
            unit.node.place: filling_of(layout, self.sequence, unit.node)
            for unit in layout.units
            if isinstance(unit.node, Leaf)
            and (id(unit) not in closed or not loose.isdisjoint(unit.node.eligible))
        }
        self._flags = frozenset({*gauges.begun.values(), *gauges.open.values()})
        self._begun = frozenset(
            gauges.begun[g, t, h]
            for g, group in enumerate(gauges.groups)
            for t, tally in enumerate(group.asks.tallies if group.asks else ())
            if tally.each
            and tally.at_least
            and tally.counted_in not in DISTINCT
            and tally.counted_in not in SHARES
            for h in range(len(tally.heaps))
        )
        self._look_ahead()

    def _hold_back(self) -> None:
        """Find the demands that bounds hold back, and look at what counts for these."""
        layout = self.layout
        place = self.sequence.at
        self.held = {}
        for p, piece in enumerate(self.pieces):
            leaf = piece.node
            if not isinstance(leaf, Leaf) or len(leaf.eligible) == 1:
                continue
            found = ceilings_of(layout, place, leaf)
            if found is not None:
                self.held[leaf.place] = found
                gauges = piece.gauges | found.gauges
                self.pieces[p] = Piece(piece.unit, gauges, leaf)

    def _look_ahead(self) -> None:
        """Note what each course could bring to which gauges, from the last one on."""
        gain = [0] * self.layout.gauges.size
        for one in self.layout.loose:
            for gauge, amount in self.layout.ways[one][1].adds:
                gain[gauge] += amount
        self.gains = [gain]
        for one in reversed(self.sequence.order):
            most: dict[int, int] = {}
            for way in self.layout.ways[one]:
                for gauge, amount in way.adds:
                    if amount > most.get(gauge, 0):
                        most[gauge] = amount
                for flag in way.flags:
                    most[flag] = 1
            gain = gain[:]
            for gauge, amount in most.items():
                gain[gauge] += amount
            self.gains.append(gain)
        self.gains.reverse()

    def at_first(self, place: int, state: Packed) -> Prospect:
        """Look at a piece before any turn, in the one state there is then."""
        known = self._first.get(place)
        if known is None:
            known = self._first[place] = self.of(self.pieces[place], 0, state)
        return known

    def of(self, piece: Piece, position: int, state: Packed) -> Prospect:
        """Look at one piece, with so many courses decided, in some state."""
        if isinstance(piece.node, Leaf):
            return self._of_leaf(piece.node, position, state)
        at, gains = self.layout.fields.at, self.gains[position]
        hoped = {}
        for gauge in piece.gauges:
            value = at[gauge].value(state)
            if gauge not in self._begun:
                value += gains[gauge]
                if gauge in self._flags:
                    value = min(1, value)
            hoped[gauge] = value
        if piece.tally is not None:
            tally, key = piece.tally
            holds, short = self._hopeful.tally(tally, key, hoped)
            lacking = short * self.layout.gauges.whole(tally.worth)
            return lacking, 0, 0, not holds
        if piece.unit.rule is not None:
            rule = self.layout.plan.residencies[piece.unit.rule]
            met, lacking = self._hopeful.rule(rule, piece.unit.rule, hoped)
            return lacking, 0, 0, not met
        node = piece.node
        if node is None:
            return 0, 0, 0, False
        met, lacking, _ = self._hopeful.unit(node, hoped)
        return lacking, self.wanted(node, state), 0, not met

    def _of_leaf(self, leaf: Leaf, position: int, state: Packed) -> Prospect:
        place = leaf.place
        gauge, unit, need, worth = self.layout.judge.leaves[place]
        field = self.layout.fields.at[gauge]
        value = (state >> field.shift & field.mask) + field.low
        now = need - value * unit
        lacking = now - self.gains[position][gauge] * unit
        cost = self.fillings[place].least(position, value)
        if place in self.held:
            brought = self.held[place].brings(self.layout, position, state)
            if now - brought * unit > max(0, lacking):
                return (now - brought * unit) * worth, now * worth, 0, True
        if lacking > 0:
            return lacking * worth, now * worth, cost, True
        return 0, now * worth if now > 0 else 0, cost, False

    def wanted(self, node: Node, state: Packed) -> int:
        """Return the credit that is missing of demands, if no more came."""
        if isinstance(node, Leaf):
            gauge, unit, need, worth = self.layout.judge.leaves[node.place]
            value = self.layout.fields.at[gauge].value(state)
            return max(0, need - value * unit) * worth
        wanted = sorted(self.wanted(child, state) for child in node.children)
        return sum(wanted[: node.least])


def _pieces(gauges: Gauges, unit: Unit) -> Iterator[Piece]:
    """List the pieces of a unit: none of what only forgets."""
    if unit.rule is not None or unit.node is not None:
        yield Piece(unit, unit.gauges, unit.node)
    if unit.bounds is None or unit.bounds.asks is None:
        return
    g = gauges.places[id(unit.bounds)]
    for t, tally in enumerate(unit.bounds.asks.tallies):
        if plain(tally) or not tally.at_least:
            continue
        if tally.counted_in in SHARES:
            mine = {gauges.share[g, t]}
        else:
            heaps = [(g, t, h) for h in range(len(tally.heaps))]
            mine = {gauges.begun[one] for one in heaps if one in gauges.begun}
            if tally.counted_in not in DISTINCT:
                mine |= {gauges.heap[one] for one in heaps}
        yield Piece(unit, frozenset(mine), tally=(tally, (g, t)))


def _never(group: Branch) -> bool:
    """Say whether a group, or one that it needs, waits for a milestone."""
    if group.asks is not None and not group.asks.reached:
        return True
    return group.least == len(group.children) and any(
        _never(child) for child in group.children if isinstance(child, Branch)
    )
