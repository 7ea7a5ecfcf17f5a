"""The table: an exact search over courses, one at a time, remembering states.

Two ways to place the courses so far that leave every gauge alike have the same future,
so only the better of the two is kept. A demand whose last course was decided is settled
and forgotten, which keeps the table small. It answers None when it would have to hold
more than the budget; then another method answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.gauges import Action, Gauges, actions_of, gauges_of
from articulate.audit.judge import Judge
from articulate.audit.packed import Fields, Move, Packed
from articulate.audit.plan import Node, Pair, Plan, day_number, leaves_of
from articulate.audit.units import gauges_in, may_overfill, surely_wanted, units_in

DAYS = 40
"""Bits for a sum of days; no record has courses enough to fill them."""

HOPELESS = 2
"""A table that would take so many budgets if it grew no more is given up at once."""

Cost = tuple[int, int, tuple[Fraction, ...], int, int]
"""Statements unmet, credit missing, GPAs negated, surplus, and the price of places."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the table found: the best places, and how many steps it took."""

    placed: frozenset[Pair]
    steps: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """Something settled at once: a demand, or a group that is judged as a whole."""

    top: int
    node: Node | None
    rule: int | None
    gauges: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a unit comes to: credit missing, surplus, and averages by their place."""

    met: bool
    lacking: int
    over: int
    standing: tuple[tuple[int, Fraction], ...]


_NOTHING = _Verdict(met=True, lacking=0, over=0, standing=())


def settle_by_table(plan: Plan, budget: int) -> Settled | None:
    """Place the courses of one part in the best way, None beyond the budget."""
    if any(rule.width is not None for rule in plan.residencies):
        return None
    return _Table(plan).run(budget)


@dataclass(slots=True)
class _Table:
    """One table over one plan.

    `short` has a flag for each group settled in several units; `pending` counts them.
    `enough` is, by gauge, what a leaf needs where more would be surplus.
    """

    plan: Plan
    gauges: Gauges = field(init=False)
    fields: Fields = field(init=False)
    judge: Judge = field(init=False)
    units: list[_Unit] = field(init=False)
    short: dict[int, int] = field(init=False)
    pending: dict[int, int] = field(init=False)
    floors: dict[tuple[int, int], int] = field(init=False)
    enough: dict[int, int] = field(init=False)
    bits: int = field(init=False)

    def __post_init__(self) -> None:
        self.gauges = gauges_of(self.plan)
        self.judge = Judge(self.gauges)
        self.bits = len(self.plan.candidates) * len(self.plan.leaves)
        self.short = {}
        self.units = []
        for top, group in enumerate(self.plan.groups):
            mine = units_in(group)
            self.units += [
                _Unit(top, node, None, gauges_in(self.gauges, node)) for node in mine
            ]
            if len(mine) > 1:
                self.short[top] = self.gauges.new()
        for r in range(len(self.plan.residencies)):
            self.units.append(_Unit(-1, None, r, frozenset(self.gauges.rules[r])))
        self.units.sort(key=_canonical)
        judged = {*self.short.values()}.union(*(unit.gauges for unit in self.units))
        for heap in self.gauges.heaps():
            if not judged & heap:
                self.units.append(_Unit(-1, None, None, heap))
        overfull = may_overfill(self.plan)
        self.enough = {
            self.gauges.leaf[leaf.place]: int(leaf.need)
            if leaf.in_courses
            else self.gauges.whole(leaf.need)
            for leaf in self.plan.leaves
            if leaf.place not in overfull
        }
        named = sorted(
            (floor.name, g, f)
            for g, group in enumerate(self.gauges.groups)
            for f, floor in enumerate(group.asks.floors if group.asks else ())
        )
        self.floors = {(g, f): place for place, (_, g, f) in enumerate(named)}
        self.pending = {
            top: sum(unit.top == top for unit in self.units) for top in self.short
        }

    def run(self, budget: int) -> Settled | None:
        found = [
            actions_of(self.gauges, one) for one in range(len(self.plan.candidates))
        ]
        actions = [self._forced(one, ways) for one, ways in enumerate(found) if ways]
        if len(actions) < len(found):
            return None
        self.fields = Fields(self.gauges, actions, self.enough)
        order, closing = self._order(actions)
        standing = (Fraction(0),) * len(self.floors)
        start = {self.fields.start(): (0, 0, standing, 0, 0)}
        table: dict[Packed, Cost] = self._close(start, closing[0])
        steps, left = 0, sum(map(len, actions))
        for place, one in enumerate(order):
            if len(table) * left > HOPELESS * budget:
                return None
            steps += len(table) * len(actions[one])
            left -= len(actions[one])
            if steps > budget:
                return None
            table = self._step(
                table,
                [
                    (self.fields.move(way), self._price(one, way))
                    for way in actions[one]
                ],
            )
            table = self._close(table, closing[place + 1])
        best = min(table.values())
        return Settled(self._places(best[4]), steps)

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

    def _price(self, one: int, way: Action) -> int:
        """Price a way by how many places it fills, then days, then which places.

        Earlier places weigh more, and count against the price.
        """
        day = (1 << DAYS) + day_number(self.plan.candidates[one])
        bits = sum(1 << self._weight(one, leaf) for leaf in way.leaves)
        return (day * len(way.leaves) << self.bits) - bits

    def _weight(self, one: int, leaf: int) -> int:
        return self.bits - 1 - (one * len(self.plan.leaves) + leaf)

    def _places(self, price: int) -> frozenset[Pair]:
        bits = -price % (1 << self.bits)
        return frozenset(
            (one, leaf.place)
            for leaf in self.plan.leaves
            for one in leaf.eligible
            if bits >> self._weight(one, leaf.place) & 1
        )

    # --- what is decided beforehand, and in which order -------------------------------

    def _forced(self, one: int, ways: tuple[Action, ...]) -> tuple[Action, ...]:
        """Leave out ways that cannot be best."""
        plan = self.plan
        mine = [leaf for leaf in plan.leaves if one in leaf.eligible]
        if len(mine) != 1 or mine[0].eligible != (one,) or mine[0].most != 1:
            return ways
        if plan.caps or not surely_wanted(plan, mine[0]):
            return ways
        return tuple(way for way in ways if way.leaves)

    def _order(
        self, actions: Sequence[tuple[Action, ...]]
    ) -> tuple[list[int], list[list[_Unit]]]:
        """Order candidates so that units close early; say which close after each."""
        touching = [
            {gauge for way in ways for gauge in (*(g for g, _ in way.adds), *way.flags)}
            for ways in actions
        ]
        takers = [
            [one for one, gauges in enumerate(touching) if gauges & unit.gauges]
            for unit in self.units
        ]
        left = list(range(len(self.units)))
        order: list[int] = []
        closing: list[list[_Unit]] = [[]]
        done: set[int] = set()
        while left:
            unit = min(left, key=lambda u: (len(set(takers[u]) - done), u))
            for one in takers[unit]:
                if one not in done:
                    done.add(one)
                    order.append(one)
                    closing.append([])
            for other in [u for u in left if done.issuperset(takers[u])]:
                left.remove(other)
                closing[len(order)].append(self.units[other])
        for one in range(len(actions)):
            if one not in done:
                order.append(one)
                closing.append([])
        return order, closing

    # --- settling ---------------------------------------------------------------------

    def _close(
        self, table: dict[Packed, Cost], units: list[_Unit]
    ) -> dict[Packed, Cost]:
        for unit in units:
            flag = self.short.get(unit.top)
            raised = 0 if flag is None else self.fields.flag(flag)
            last = self._is_last(unit)
            seen = self.fields.covering(unit.gauges)
            judged: dict[Packed, _Verdict | None] = {}
            after: dict[Packed, Cost] = {}
            for state, cost in table.items():
                looked_at = state & seen
                if looked_at not in judged:
                    judged[looked_at] = self._verdict(unit, state)
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

    def _is_last(self, unit: _Unit) -> bool:
        if unit.top not in self.pending:
            return True
        self.pending[unit.top] -= 1
        return not self.pending[unit.top]

    def _verdict(self, unit: _Unit, state: Packed) -> "_Verdict | None":
        """Judge a unit by its own gauges; None where that may not be at all."""
        if unit.rule is None and unit.node is None:
            return _NOTHING
        gauges = {one: self.fields.at[one].value(state) for one in unit.gauges}
        if unit.rule is not None:
            rule = self.plan.residencies[unit.rule]
            met, lacking = self.judge.rule(rule, unit.rule, gauges)
            return _Verdict(met, lacking, 0, ())
        if unit.node is None or not self.judge.lawful(unit.node, gauges):
            return None
        standing = tuple(
            (self.floors[key], gpa)
            for key, gpa in self.judge.standing(unit.node, gauges)
        )
        return _Verdict(*self.judge.unit(unit.node, gauges), standing)

    def _added(self, cost: Cost, verdict: "_Verdict", *, short: bool) -> Cost:
        """Add what a unit comes to; *short* is a group that was not short before."""
        unmet, missing, standing, surplus, price = cost
        if verdict.standing:
            changed = list(standing)
            for place, gpa in verdict.standing:
                changed[place] = -gpa
            standing = tuple(changed)
        missing += verdict.lacking
        return unmet + short, missing, standing, surplus + verdict.over, price


def _canonical(unit: _Unit) -> tuple[int, int]:
    """Order units by their first leaf, wherever they stand on the page."""
    leaves = [] if unit.node is None else [leaf.place for leaf in leaves_of(unit.node)]
    return (-1 if unit.rule is None else unit.rule, min(leaves, default=-1))
