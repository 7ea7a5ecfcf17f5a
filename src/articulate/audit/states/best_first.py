"""Best first: an exact search over courses that follows what may still come out best.

It goes through the states of the table, and like the table it keeps only the better of
two ways to the same state. But it takes them in the order of what they could come to:
what they cost so far, and the least that is still to come whatever follows. So the
first state in which every course is decided is the best of all, and states that promise
less are never looked at. It answers None beyond the budget.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from articulate.audit.plan import Leaf
from articulate.audit.states.costs import Costs, costs_of, fits
from articulate.audit.states.grades_ahead import averages_of
from articulate.audit.states.layout import Layout
from articulate.audit.states.packed import Packed
from articulate.audit.states.prospects import Prospects
from articulate.audit.states.scarcity import Left, Scarcity, scarcity_of
from articulate.audit.states.sequence import sequence_of
from articulate.audit.states.shortfall import Shortfall
from articulate.audit.states.table import Settled
from articulate.audit.states.turns import (
    NONE,
    Average,
    Closing,
    Closings,
    Seen,
    Standing,
    Turn,
    Turns,
    turns_of,
)

EARLY, LATE = 170_000, 800_000
"""Steps times ways after which a search has to be a seventh, and half of its way."""

MOST_WAYS = 200
"""The most ways to place all courses that a search is laid out for.

Ordinary degrees have up to 140, published ones 170, and none above 200 came to an end.
Laying out a search of so many takes as long as an integer program of them.
"""

WANTED = 64
"""Bits for what one heap of scarce pieces wants."""

ALL_WANTED = (1 << WANTED) - 1
"""All that one heap wants."""


def settle_best_first(layout: Layout, budget: int) -> Settled | None:
    """Place the courses of one part in the best way, None beyond the budget."""
    if sum(map(len, layout.ways)) > MOST_WAYS:
        return None
    search = search_of(layout) if budget else None
    return None if search is None else search.run(budget)


def search_of(layout: Layout) -> "Search | None":
    """Lay out a search, None where amounts are too large for it."""
    if not fits(layout):
        return None
    begun = _begin(layout)
    if begun is None:
        return None
    sequence = sequence_of(layout, before=layout.sure, end=layout.loose)
    prospects = Prospects(layout, sequence)
    scarcity = scarcity_of(layout, prospects, begun[0])
    averages = averages_of(layout, prospects, scarcity)
    costs = costs_of(layout, (one for many in averages.values() for one in many))
    turns = turns_of(layout, prospects, scarcity.wants, averages)
    return Search(layout, prospects, scarcity, costs, turns, begun)


def _has_hope(work: int, deepest: int, size: int) -> bool:
    """Say whether a search has come far enough to come to an end soon.

    *work* is its steps times all ways to place its courses, so that small ones may take
    longer; it is more than `EARLY`. Ordinary ones that take so long are half of the way
    by then, and published degrees a sixth; many hard ones have not so much behind them.
    """
    return (2 if work > LATE else 7) * deepest >= size


def _begin(layout: Layout) -> tuple[Packed, int] | None:
    """Place what can be placed in one way only; return the state, and its price."""
    state, price = layout.fields.start(), 0
    for one in layout.sure:
        (way,) = layout.ways[one]
        moved = layout.fields.move(way).made(state)
        if moved is None:
            return None
        state = moved
        price += layout.price(one, way)
    return state, price


_Stage = tuple[Left, Shortfall, tuple[Average, ...]]
"""What heaps of scarce pieces are left, which groups lack, and averages."""


@dataclass(slots=True)
class Search:
    """One search; what is ahead of a state is a sum over its open pieces.

    Of pieces that are not scarce, it is what is missing of each, and what filling it
    costs; of the scarce ones the same, apart, and what they want, which all courses
    together may not bring. `apart` are the bits of a heap of these, `all_apart` has all
    of them set. `stages` are by how many courses are decided.
    """

    layout: Layout
    prospects: Prospects
    scarcity: Scarcity
    costs: Costs
    turns: Turns
    begun: tuple[Packed, int]
    unmet: int = field(init=False)
    lead: int = field(init=False)
    apart: int = field(init=False)
    all_apart: int = field(init=False)
    stages: list[_Stage] = field(init=False)

    def __post_init__(self) -> None:
        self.unmet = self.costs.unmet
        self.lead = self.costs.lead
        self.apart = self.lead + WANTED
        self.all_apart = (1 << self.apart) - 1
        self.stages = list(
            zip(
                self.scarcity.left,
                self.turns.shortfall,
                self.turns.averages,
                strict=True,
            )
        )

    # --- the search -------------------------------------------------------------------

    def run(self, budget: int, *, patient: bool = False) -> Settled | None:
        """Follow the most promising state until all courses are decided.

        Unless it is *patient*, it gives up early where it comes no further.
        """
        turns = self.turns.turns
        size = len(turns)
        ways = sum([len(turn.moves) for turn in turns])
        easy = budget if patient else EARLY // max(1, ways)
        found = self.start()
        if found is None:
            return None
        known: list[dict[Packed, int]] = [{} for _ in range(size + 1)]
        known[0][found[0]] = found[1]
        heap = [(self.promise(0, found), 0, 0, found)]
        steps = count = deepest = 0
        while heap:
            _, place, _, standing = heappop(heap)
            state, paid, alone, wanted = standing
            if known[-place][state] != paid:
                continue
            if -place == size:
                price = self.costs.price(paid)
                return Settled(self.layout.places(price), steps)
            turn = turns[-place]
            steps += len(turn.moves)
            deepest = max(deepest, -place)
            if steps > budget:
                return None
            if steps > easy and not _has_hope(steps * ways, deepest, size):
                return None
            looked_at = state & turn.cover
            taken = turn.known.get(looked_at)
            if taken is None:
                taken = turn.known[looked_at] = self.taken(turn, state)
            place -= 1
            reached = known[-place]
            for gained, price, scarce, wants in taken:
                moved, cost = state + gained, paid + price
                before = reached.get(moved)
                if before is not None and before <= cost:
                    continue
                reached[moved] = cost
                standing = moved, cost, alone + scarce, wanted + wants
                promise = self.promise(-place, standing)
                count += 1  # of equal promises the first made is followed first
                heappush(heap, (promise, place, count, standing))
        return None

    def start(self) -> Standing | None:
        """Return how things stand before the first turn."""
        state, cost = self.begun
        for top in self.prospects.never:
            state |= self.layout.fields.flag(self.layout.short[top])
            cost += self.unmet
        closed = self._closed(self.turns.opening, state, cost)
        return None if closed is None else self._ahead(self.turns.open, *closed)

    def taken(self, turn: Turn, state: Packed) -> tuple[Standing, ...]:
        """List what each way to take a turn changes, of those that may be taken."""
        cost = alone = wanted = 0
        for seen in turn.before:
            known = seen.known.get(state & seen.cover) or self._looked(seen, state)
            cost -= known[0]
            alone -= known[1]
            wanted -= known[2]
        found = []
        for move, price in turn.moves:
            moved = move.made(state)
            if moved is None:
                continue
            paid = cost + price
            if turn.closing is not NONE:
                closed = self._closed(turn.closing, moved, paid)
                if closed is None:
                    continue
                moved, paid = closed
            moved, paid, scarce, wants = self._ahead(turn.after, moved, paid)
            found.append((moved - state, paid, alone + scarce, wanted + wants))
        return tuple(found)

    def _ahead(self, pieces: tuple[Seen, ...], state: Packed, cost: int) -> Standing:
        """Look at some pieces; the group of one without hope is not met."""
        alone = wanted = 0
        for seen in pieces:
            known = seen.known.get(state & seen.cover) or self._looked(seen, state)
            cost += known[0]
            alone += known[1]
            wanted += known[2]
            if known[3] and seen.flag and not state & seen.flag:
                state |= seen.flag
                cost += self.unmet
        return state, cost, alone, wanted

    def _closed(
        self, closing: Closings, state: Packed, cost: int
    ) -> tuple[Packed, int] | None:
        """Close units; None where a state may not be."""
        for one in closing.units:
            looked_at = state & one.cover
            if looked_at not in one.known:
                one.known[looked_at] = self._verdict(one, state)
            verdict = one.known[looked_at]
            if verdict is None:
                return None
            state ^= looked_at
            cost += verdict[0]
            if not verdict[1] and not (one.flag and state & one.flag):
                cost += self.unmet
                state |= one.flag
            if one.last:
                state &= ~one.flag
        return state & closing.kept, cost

    def _verdict(self, one: Closing, state: Packed) -> tuple[int, bool] | None:
        """Judge a unit; a demand takes what it needs of courses that fill no other."""
        leaf = one.unit.node
        if isinstance(leaf, Leaf) and leaf.place in self.prospects.fillings:
            gauge = self.layout.judge.leaves[leaf.place][0]
            value = self.layout.fields.at[gauge].value(state)
            filling = self.prospects.fillings[leaf.place]
            missing, cost = filling.settled(len(self.turns.turns), value)
            return (missing << self.lead) + cost, not missing
        verdict = self.layout.verdict(one.unit, state)
        return None if verdict is None else (self.costs.of(verdict), verdict.met)

    # --- what is ahead ----------------------------------------------------------------

    def _looked(self, seen: Seen, state: Packed) -> tuple[int, int, int, bool]:
        """Look at a piece: what it comes to alone, scarce or not, and what it wants."""
        prospects, p = self.prospects, seen.piece
        missing, wanted, cost, hopeless = (
            prospects.of(prospects.pieces[p], seen.position, state)
            if seen.position
            else prospects.at_first(p, state)
        )
        alone = (missing << self.lead) + cost
        heap = self.scarcity.heaps.get(p)
        if heap is not None:
            alone <<= heap * self.apart
            found = (0, alone, wanted << heap * WANTED, hopeless)
        else:
            if hopeless and not seen.flag:
                alone += self.unmet
            found = (alone, 0, 0, hopeless)
        seen.known[state & seen.cover] = found
        return found

    def promise(self, position: int, standing: Standing) -> int:
        """Return what a state comes to at best.

        Of a heap of scarce pieces more may be missing than of each alone. Then what it
        costs to fill them says nothing, but each course is placed; and averages may
        leave out as much. More than groups already given up may lack is missing in
        others.
        """
        state, paid, alone, wanted = standing
        left, shortfall, averages = self.stages[position]
        lacking = 0
        spare: dict[int, int] = {}
        for heap, (supply, owed) in enumerate(left):
            together = (wanted & ALL_WANTED) - supply
            mine = alone & self.all_apart
            if together > 0:
                lacking += together
                more = together - (mine >> self.lead)
                if more > 0:
                    spare[heap] = more
                    mine = (together << self.lead) + owed
            paid += mine
            wanted >>= WANTED
            alone >>= self.apart
        if lacking:
            paid += self.unmet * shortfall.groups(state, lacking)
        for average in averages:
            looked_at = state & average.cover
            if spare:
                for heap, least in average.least:
                    if spare.get(heap, 0) >= least:
                        at = self.layout.fields.bits + heap * WANTED
                        looked_at |= spare[heap] << at
            stood = average.known.get(looked_at)
            if stood is None:
                stage = average.stage
                stood = self.costs.stood(stage.ahead.place, stage.best(state, spare))
                average.known[looked_at] = stood
            paid += stood
        return paid
