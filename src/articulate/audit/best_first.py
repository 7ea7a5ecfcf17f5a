"""Best first: an exact search over courses that follows what may still come out best.

It goes through the states of the table, and like the table it keeps only the better of
two ways to the same state. But it takes them in the order of what they could come to:
what they cost so far, and the least that is still to come whatever follows. So the
first state in which every course is decided is the best of all, and states that promise
less are never looked at. It answers None beyond the budget.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from articulate.audit.costs import UNMET, Costs, costs_of
from articulate.audit.fillings import SURPLUS, price_bits
from articulate.audit.grades_ahead import averages_of
from articulate.audit.layout import LOOSE, Layout
from articulate.audit.packed import Packed
from articulate.audit.plan import Leaf
from articulate.audit.prospects import WIDE, Prospects
from articulate.audit.scarcity import Scarcity, scarcity_of
from articulate.audit.sequence import Sequence, sequence_of
from articulate.audit.table import Settled
from articulate.audit.turns import Closing, Seen, Turn, Turns, turns_of

FIELD = (1 << WIDE) - 1

EARLY, LATE = 170_000, 680_000
"""Steps times ways after which a search has to be a quarter, and half of its way."""


def settle_best_first(layout: Layout, budget: int) -> Settled | None:
    """Place the courses of one part in the best way, None beyond the budget."""
    search = search_of(layout) if budget else None
    return None if search is None else search.run(budget)


def search_of(layout: Layout) -> "Search | None":
    """Lay out a search, None where amounts are too large for it."""
    if not _fits(layout):
        return None
    begun = _begin(layout)
    if begun is None:
        return None
    prospects = Prospects(layout, _sequence(layout))
    scarcity = scarcity_of(layout, prospects, begun[0])
    averages = averages_of(layout, prospects, scarcity)
    costs = costs_of(layout, (one for many in averages.values() for one in many))
    turns = turns_of(layout, prospects, averages)
    return Search(layout, prospects, scarcity, costs, turns, begun)


def _has_hope(work: int, deepest: int, size: int) -> bool:
    """Say whether a search has come far enough to come to an end soon.

    *work* is its steps times all ways to place its courses, so that small ones may take
    longer. Of the ordinary ones that end, most are a third of the way after 500 steps;
    the hard ones have not a sixth behind them, and no more after 4,000.
    """
    if work > LATE:
        return 2 * deepest >= size
    return work <= EARLY or 4 * deepest >= size


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


def _sequence(layout: Layout) -> Sequence:
    """Take first what averages hang on, as far as it goes to one place at most."""
    asking = {
        u
        for u, unit in enumerate(layout.units)
        if any(one.asks is not None and one.asks.floors for one in unit.groups)
    }
    loose = set(layout.loose)
    first = [
        one
        for one, units in enumerate(layout.concerned)
        if len(layout.ways[one]) == LOOSE
        and one not in loose
        and not asking.isdisjoint(units)
    ]
    return sequence_of(layout, first, before=layout.sure, end=layout.loose)


def _fits(layout: Layout) -> bool:
    """Say whether credit missing and surplus stay within their bits."""
    worth = sum(
        (need + unit * len(layout.plan.leaves[leaf].eligible)) * worth
        for leaf, (_, unit, need, worth) in layout.judge.leaves.items()
    )
    scale = layout.gauges.scale
    bounds = sum(
        layout.gauges.whole(tally.amount * len(tally.heaps) + 1)
        * layout.gauges.whole(tally.worth)
        for group in layout.gauges.groups
        for tally in (group.asks.tallies if group.asks else ())
    )
    rules = sum(layout.gauges.whole(one.amount) for one in layout.plan.residencies)
    credit = sum(layout.gauges.whole(o.award.credits) for o in layout.plan.candidates)
    top = max((worth for *_, worth in layout.judge.leaves.values()), default=0)
    most = worth + bounds + rules * scale + credit * top * len(layout.plan.leaves)
    return most < UNMET >> 1


@dataclass(slots=True)
class Search:
    """One search; what is ahead is a sum over open pieces, packed as `_looked` says."""

    layout: Layout
    prospects: Prospects
    scarcity: Scarcity
    costs: Costs
    turns: Turns
    begun: tuple[Packed, int]
    unmet: int = field(init=False)
    lead: int = field(init=False)
    tails: int = field(init=False)

    def __post_init__(self) -> None:
        self.unmet = self.costs.unmet
        self.lead = self.costs.lead
        self.tails = price_bits(self.layout) + SURPLUS

    # --- the search -------------------------------------------------------------------

    def run(self, budget: int, *, patient: bool = False) -> Settled | None:
        """Follow the most promising state until all courses are decided.

        Unless it is *patient*, it gives up early where it comes no further.
        """
        turns = self.turns.turns
        size = len(turns)
        ways = sum(len(turn.moves) for turn in turns)
        found = self.start()
        if found is None:
            return None
        state, cost, ahead = found
        known: list[dict[Packed, int]] = [{} for _ in range(size + 1)]
        known[0][state] = cost
        heap = [(self.promise(0, state, cost, ahead), 0, 0, state, cost, ahead)]
        steps = count = deepest = 0
        while heap:
            _, place, _, state, cost, ahead = heappop(heap)
            if known[-place][state] != cost:
                continue
            if -place == size:
                price = self.costs.price(cost)
                return Settled(self.layout.places(price), steps)
            turn = turns[-place]
            steps += len(turn.moves)
            deepest = max(deepest, -place)
            if steps > budget:
                return None
            if not patient and not _has_hope(steps * ways, deepest, size):
                return None
            ahead = self.rest(turn, state, ahead)
            place -= 1
            reached = known[-place]
            for move, price in turn.moves:
                moved = move.made(state)
                if moved is None:
                    continue
                after = self.settled(turn, moved, cost + price, ahead)
                if after is None:
                    continue
                moved, paid, still = after
                before = reached.get(moved)
                if before is not None and before <= paid:
                    continue
                reached[moved] = paid
                promise = self.promise(-place, moved, paid, still)
                count += 1  # of equal promises the first made is followed first
                heappush(heap, (promise, place, count, moved, paid, still))
        return None

    def start(self) -> tuple[Packed, int, int] | None:
        """Return the state before the first turn, what it costs, and what is ahead."""
        state, cost = self.begun
        for top in self.prospects.never:
            state |= self.layout.fields.flag(self.layout.short[top])
            cost += self.unmet
        closed = self._closed(self.turns.opening, state, cost)
        if closed is None:
            return None
        state, cost = closed
        ahead = 0
        for seen in self.turns.open:
            looked, hopeless = self._looked(seen, state)
            ahead += looked
            if hopeless and seen.flag and not state & seen.flag:
                state |= seen.flag
                cost += self.unmet
        return state, cost, ahead

    def rest(self, turn: Turn, state: Packed, ahead: int) -> int:
        """Return what is ahead without the pieces that a turn touches."""
        for seen in turn.before:
            ahead -= self._looked(seen, state)[0]
        return ahead

    def settled(
        self, turn: Turn, state: Packed, cost: int, rest: int
    ) -> tuple[Packed, int, int] | None:
        """Close what a course was the last for, and look at what it touched."""
        if turn.closing:
            closed = self._closed(turn.closing, state, cost)
            if closed is None:
                return None
            state, cost = closed
        ahead = rest
        for seen in turn.after:
            looked = seen.known.get(state & seen.cover) or self._looked(seen, state)
            ahead += looked[0]
            if looked[1] and seen.flag and not state & seen.flag:
                state |= seen.flag
                cost += self.unmet
        return state, cost, ahead

    def _closed(
        self, closing: tuple[Closing, ...], state: Packed, cost: int
    ) -> tuple[Packed, int] | None:
        """Close units; None where a state may not be."""
        for one in closing:
            looked_at = state & one.cover
            if looked_at in one.known:
                verdict = one.known[looked_at]
            else:
                verdict = one.known[looked_at] = self._verdict(one, state)
            if verdict is None:
                return None
            state ^= looked_at
            cost += verdict[0]
            if not verdict[1] and not (one.flag and state & one.flag):
                cost += self.unmet
                state |= one.flag
            if one.last:
                state &= ~one.flag
        return state, cost

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

    def _looked(self, seen: Seen, state: Packed) -> tuple[int, bool]:
        """Look at a piece: what is missing of it, what it wants, and what it costs.

        For what is scarce and for what is not these stand in fields of their own.
        """
        looked_at = state & seen.cover
        found = seen.known.get(looked_at)
        if found is not None:
            return found
        piece = self.prospects.pieces[seen.piece]
        missing, wanted, cost, hopeless = self.prospects.of(piece, seen.position, state)
        if seen.piece in self.scarcity.pieces:
            packed = (missing << WIDE) + (wanted << 2 * WIDE)
            packed += cost << 3 * WIDE + self.tails
        else:
            packed = missing + (cost << 3 * WIDE)
            if hopeless and not seen.flag:
                packed += UNMET
        seen.known[looked_at] = found = (packed, hopeless)
        return found

    def promise(self, position: int, state: Packed, cost: int, ahead: int) -> int:
        """Return what a state comes to at best.

        Of scarce pieces more may be missing than of each alone. Then what it costs to
        fill them says nothing, but each course is placed; and averages may leave out
        as much.
        """
        missing = ahead & FIELD
        alone = ahead >> WIDE & FIELD
        together = (ahead >> 2 * WIDE & FIELD) - self.scarcity.supply[position]
        tail = ahead >> 3 * WIDE
        spare = together - alone
        if spare > 0:
            missing += together
            tail = (tail & (1 << self.tails) - 1) + self.scarcity.owed[position]
        else:
            spare = 0
            missing += alone
            tail = (tail & (1 << self.tails) - 1) + (tail >> self.tails)
        promise = cost + (missing << self.lead) + tail
        for average in self.turns.averages[position]:
            stage = average.stage
            key = (state & stage.cover, spare if spare >= stage.least else 0)
            stood = average.known.get(key)
            if stood is None:
                best = stage.best(*key)
                stood = self.costs.stood(stage.ahead.place, best)
                average.known[key] = stood
            promise += stood
        return promise
