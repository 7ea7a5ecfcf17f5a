"""The table: an exact search over courses, one at a time, remembering states.

Two ways to place the courses so far that leave every gauge alike have the same future,
so only the better of the two is kept. A demand whose last course was decided is settled
and forgotten, which keeps the table small. It answers None when it would have to hold
more than the budget; then another method answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.plan import Pair
from articulate.audit.states.layout import Layout, Unit, Verdict
from articulate.audit.states.packed import Move, Packed
from articulate.audit.states.sequence import Sequence, sequence_of

HOPELESS = 2
"""A table that would take so many budgets if it grew no more is given up at once."""

STATES = 6
"""A table seldom has fewer states on the average, where a part is worth a table."""

Cost = tuple[int, int, tuple[Fraction, ...], int, int]
"""Statements unmet, credit missing, GPAs negated, surplus, and the price of places."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the table found: the best places, and how many steps it took."""

    placed: frozenset[Pair]
    steps: int


def settle_by_table(layout: Layout, budget: int) -> Settled | None:
    """Place the courses of one part in the best way, None beyond the budget."""
    if sum(map(len, layout.ways)) * STATES > budget:
        return None
    return _Table(layout, sequence_of(layout)).run(budget)


@dataclass(slots=True)
class _Table:
    """One table over one layout; `pending` counts the units that a group waits for."""

    layout: Layout
    sequence: Sequence
    pending: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.pending = {}
        for unit in self.layout.units:
            self.pending[unit.top] = self.pending.get(unit.top, 0) + 1

    def run(self, budget: int) -> Settled | None:
        layout, closing = self.layout, self.sequence.closing
        actions = layout.ways
        standing = (Fraction(0),) * len(layout.floors)
        start = {layout.fields.start(): (0, 0, standing, 0, 0)}
        table: dict[Packed, Cost] = self._close(start, closing[0])
        steps, left = 0, sum(map(len, actions))
        for place, one in enumerate(self.sequence.order):
            if len(table) * left > HOPELESS * budget:
                return None
            steps += len(table) * len(actions[one])
            left -= len(actions[one])
            if steps > budget:
                return None
            table = self._step(
                table,
                [
                    (layout.fields.move(way), layout.price(one, way))
                    for way in actions[one]
                ],
            )
            table = self._close(table, closing[place + 1])
        best = min(table.values())
        return Settled(layout.places(best[4]), steps)

    # --- one course after the other ---------------------------------------------------

    def _step(
        self, table: dict[Packed, Cost], ways: list[tuple[Move, int]]
    ) -> dict[Packed, Cost]:
        after: dict[Packed, Cost] = {}
        for state, cost in table.items():
            unmet, missing, standing, surplus, paid = cost
            for way, price in ways:
                moved = way.made(state)
                if moved is None:
                    continue
                new = (unmet, missing, standing, surplus, paid + price)
                if moved not in after or new < after[moved]:
                    after[moved] = new
        return after

    # --- settling ---------------------------------------------------------------------

    def _close(
        self, table: dict[Packed, Cost], units: Iterable[Unit]
    ) -> dict[Packed, Cost]:
        layout = self.layout
        for unit in units:
            flag = layout.short.get(unit.top)
            raised = 0 if flag is None else layout.fields.flag(flag)
            last = self._is_last(unit)
            seen = layout.fields.covering(unit.gauges)
            judged: dict[Packed, Verdict | None] = {}
            after: dict[Packed, Cost] = {}
            for state, cost in table.items():
                looked_at = state & seen
                if looked_at not in judged:
                    judged[looked_at] = layout.verdict(unit, state)
                verdict = judged[looked_at]
                if verdict is None:
                    continue
                before = bool(state & raised)
                moved = state ^ looked_at
                if last:
                    moved &= ~raised
                elif not verdict.met:
                    moved |= raised
                new = self._added(cost, verdict, short=not verdict.met and not before)
                if moved not in after or new < after[moved]:
                    after[moved] = new
            table = after
        return table

    def _is_last(self, unit: Unit) -> bool:
        self.pending[unit.top] -= 1
        return not self.pending[unit.top]

    def _added(self, cost: Cost, verdict: Verdict, *, short: bool) -> Cost:
        """Add what a unit comes to; *short* is a group that was not short before."""
        unmet, missing, standing, surplus, price = cost
        if verdict.standing:
            changed = list(standing)
            for place, gpa in verdict.standing:
                changed[place] = -gpa
            standing = tuple(changed)
        missing += verdict.lacking
        return unmet + short, missing, standing, surplus + verdict.over, price
