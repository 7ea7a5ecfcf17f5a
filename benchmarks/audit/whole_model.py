"""A whole degree as one mixed integer program for HiGHS, written without the audit's.

It reads a plan and nothing else of the room, and states what semantics.md says of the
first three objectives, and of surplus, once more in its own way: a different
formulation, by a different solver. Options and limits that may cut are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Any

import highspy

from articulate.audit.plan import Asks, Branch, Floor, Leaf, Node, Plan, Tally
from articulate.rulebook.requirements import CountedIn

Sum = dict[int, Fraction]
ONE = Fraction(1)
OPTIONS = (
    ("output_flag", False),
    ("threads", 1),
    ("mip_rel_gap", 0),
)


@dataclass(slots=True)
class WholeModel:
    """Columns with their bounds, rows with theirs; amounts are exact until handed over.

    `patience` is in seconds; `presolve` is quick, and not always right. `missing`,
    `surplus` are sums of columns; `met` a column for each statement that may fail, and
    `unmet` how many fail whatever is done.
    """

    plan: Plan
    patience: int = 3600
    presolve: bool = False  # HiGHS 1.16 loses solutions with it: seeds 460, 2469
    bounds: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    rows: list[tuple[Fraction, Sum]] = field(default_factory=list)
    place: dict[tuple[int, int], int] = field(default_factory=dict)
    missing: Sum = field(default_factory=dict)
    surplus: Sum = field(default_factory=dict)
    met: list[int] = field(default_factory=list)
    unmet: int = 0
    fixed_missing: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.plan.left_over or self.plan.limits or self.plan.gpas:
            msg = "options, limits and degree averages are not modelled here"
            raise ValueError(msg)
        for pair in self.plan.pairs():
            self.place[pair] = self._column(0, 1)
        self._exclusive()
        for group in self.plan.groups:
            met = self._column(0, 1)
            self.met.append(met)
            self._node(group, None, met)
        self._totals()

    # --- pieces -----------------------------------------------------------------------

    def _column(self, low: Fraction | int, high: Fraction | int) -> int:
        self.bounds.append((Fraction(low), Fraction(high)))
        return len(self.bounds) - 1

    def _at_least(self, low: Fraction | int, sum_: Sum) -> None:
        """Require that a sum of columns reaches *low*."""
        self.rows.append((Fraction(low), sum_))

    def _credit(self, one: int) -> Fraction:
        return self.plan.candidates[one].award.credits

    def _exclusive(self) -> None:
        plan = self.plan
        for one in range(len(plan.candidates)):
            mine = [leaf for (c, leaf) in self.place if c == one]
            for a, b in combinations(mine, 2):
                if (a, b) not in plan.may_share and (b, a) not in plan.may_share:
                    pair = {self.place[one, a]: -ONE, self.place[one, b]: -ONE}
                    self._at_least(-1, pair)
            if plan.fills_at_most is not None:
                every = {self.place[one, leaf]: -ONE for leaf in mine}
                self._at_least(-plan.fills_at_most, every)
        for cap in plan.caps:
            shared: Sum = {}
            for one in range(len(plan.candidates)):
                both = self._both(one, cap.one, cap.other)
                if both is not None:
                    shared[both] = -(ONE if cap.in_courses else self._credit(one))
            self._at_least(-cap.most, shared)

    def _both(
        self, one: int, left: frozenset[int], right: frozenset[int]
    ) -> int | None:
        sides = [
            [
                self.place[one, leaf]
                for leaf in sorted(side)
                if (one, leaf) in self.place
            ]
            for side in (left, right)
        ]
        if not all(sides):
            return None
        both = self._column(0, 1)
        for a in sides[0]:
            for b in sides[1]:
                row: Sum = {both: ONE}
                for column in (a, b):
                    row[column] = row.get(column, Fraction(0)) - 1
                self._at_least(-1, row)
        return both

    # --- demands ----------------------------------------------------------------------

    def _node(self, node: Node, relied: int | None, met: int) -> None:
        """State a demand; *relied* is a column that says it is wanted, None if so."""
        if isinstance(node, Leaf):
            self._leaf(node, relied, met)
            return
        wanted: list[int | None] = [relied] * len(node.children)
        if node.least < len(node.children):
            chosen = [self._column(0, 1) for _ in node.children]
            wanted = list(chosen)
            for sign in (ONE, -ONE):
                row: Sum = dict.fromkeys(chosen, sign)
                low = sign * node.least
                if relied is not None:
                    row[relied], low = -sign * node.least, Fraction(0)
                self._at_least(low, row)
        if node.most < len(node.children):
            self._open(node)
        for child, needed in zip(node.children, wanted, strict=True):
            self._node(child, needed, met)
        if node.asks is not None:
            self._asks(node.asks, relied, met)

    def _open(self, branch: Branch) -> None:
        flags: Sum = {}
        for child in branch.children:
            flag = self._column(0, 1)
            flags[flag] = -ONE
            for leaf in _leaves(child):
                for one in leaf.eligible:
                    self._at_least(0, {flag: ONE, self.place[one, leaf.place]: -ONE})
        self._at_least(-branch.most, flags)

    def _leaf(self, leaf: Leaf, relied: int | None, met: int) -> None:
        held = {
            self.place[one, leaf.place]: leaf.counts(one, self._credit(one))
            for one in leaf.eligible
        }
        if leaf.most is not None:
            self._at_least(-leaf.most, dict.fromkeys(held, -ONE))
        short = self._column(0, leaf.need)
        self._at_least(*self._wanting(leaf.need, {**held, short: ONE}, relied))
        self._never_both(short, leaf.need, met)
        self._add(self.missing, short, leaf.worth)
        over = self._column(0, sum(held.values(), Fraction(0)))
        row: Sum = {over: ONE, **{column: -amount for column, amount in held.items()}}
        low = -leaf.need
        if relied is not None:
            row[relied], low = leaf.need, Fraction(0)
        self._at_least(low, row)
        self._add(self.surplus, over, leaf.worth)

    def _wanting(
        self, amount: Fraction, row: Sum, relied: int | None
    ) -> tuple[Fraction, Sum]:
        """Want so much of a sum, only where it is relied on."""
        if relied is None:
            return amount, row
        return Fraction(0), {**row, relied: row.get(relied, Fraction(0)) - amount}

    def _never_both(self, short: int, most: Fraction, met: int) -> None:
        self._at_least(-most, {short: -ONE, met: -most})

    def _add(self, sum_: Sum, column: int, amount: Fraction) -> None:
        sum_[column] = sum_.get(column, Fraction(0)) + amount

    # --- what groups ask --------------------------------------------------------------

    def _asks(self, asks: Asks, relied: int | None, met: int) -> None:
        if not asks.reached:
            self._at_least(
                -1, {met: -ONE, **({} if relied is None else {relied: -ONE})}
            )
            if relied is None:
                self._at_least(0, {met: -ONE})
        inside = {
            one: self._inside(one, asks.leaves)
            for one in sorted({c for c, leaf in self.place if leaf in asks.leaves})
        }
        for tally in asks.tallies:
            self._tally(tally, inside, relied, met)
        for floor in asks.floors:
            self._floor(floor, inside, relied, met)

    def _inside(self, one: int, leaves: frozenset[int]) -> int:
        """Return a column that is 1 exactly where a course fills any of these."""
        mine = [
            self.place[one, leaf]
            for leaf in sorted(leaves)
            if (one, leaf) in self.place
        ]
        if len(mine) == 1:
            return mine[0]
        flag = self._column(0, 1)
        for column in mine:
            self._at_least(0, {flag: ONE, column: -ONE})
        self._at_least(0, {flag: -ONE, **dict.fromkeys(mine, ONE)})
        return flag

    def _tally(
        self, tally: Tally, inside: dict[int, int], relied: int | None, met: int
    ) -> None:
        if tally.each or tally.counted_in in (
            CountedIn.PERCENT_OF_COURSES,
            CountedIn.PERCENT_OF_CREDIT,
        ):
            msg = "shares, and bounds on each heap, are not modelled here"
            raise ValueError(msg)
        counted: Sum = {}
        if tally.counted_in in (CountedIn.SUBJECTS, CountedIn.AREAS):
            for _, heap in tally.heaps:
                begun = self._column(0, 1)
                there = [inside[one] for one in sorted(heap) if one in inside]
                self._at_least(0, {begun: -ONE, **dict.fromkeys(there, ONE)})
                for column in there:
                    if not tally.at_least:
                        self._at_least(0, {begun: ONE, column: -ONE})
                counted[begun] = ONE
        else:
            courses = tally.counted_in is CountedIn.COURSES
            ((_, heap),) = tally.heaps
            for one in sorted(heap):
                if one in inside:
                    amount = ONE if courses else self._credit(one)
                    counted[inside[one]] = amount
        if not tally.at_least:
            self._at_least(-tally.amount, {c: -amount for c, amount in counted.items()})
            return
        short = self._column(0, tally.amount)
        self._at_least(*self._wanting(tally.amount, {**counted, short: ONE}, relied))
        self._never_both(short, tally.amount, met)
        self._add(self.missing, short, tally.worth)

    def _floor(
        self, floor: Floor, inside: dict[int, int], relied: int | None, met: int
    ) -> None:
        """Hold an average where its group is met; nothing graded is no average."""
        if floor.strict or floor.all_attempts or relied is not None:
            msg = "only plain averages of whole groups are modelled here"
            raise ValueError(msg)
        row: Sum = {}
        worst = Fraction(0)
        for one, points in floor.points:
            if one in inside:
                amount = (points - floor.value) * self._credit(one)
                self._add(row, inside[one], amount)
                worst += min(Fraction(0), amount)
        self._add(row, met, worst)
        self._at_least(worst, row)

    def _totals(self) -> None:
        """Count what does not depend on places: it is met, or missing, for certain."""
        every = sum((one.award.credits for one in self.plan.candidates), Fraction(0))
        lacks = [] if self.plan.credits is None else [self.plan.credits - every]
        for rule in self.plan.residencies:
            if rule.there or rule.width is not None:
                msg = "residency that looks at places is not modelled here"
                raise ValueError(msg)
            here = sum((self._credit(one) for one in rule.always), Fraction(0))
            lacks.append(rule.amount - here)
        self.unmet = sum(lack > 0 for lack in lacks)
        self.fixed_missing = sum((lack for lack in lacks if lack > 0), Fraction(0))

    # --- solving ----------------------------------------------------------------------

    def scale(self) -> int:
        """Return the number that makes every amount whole."""
        amounts = [a for pair in self.bounds for a in pair]
        for low, sum_ in self.rows:
            amounts += [low, *sum_.values()]
        amounts += [*self.missing.values(), *self.surplus.values()]
        return lcm(1, *(one.denominator for one in amounts))

    def best(self) -> tuple[int, Fraction, Fraction]:
        """Return the fewest unmet, then the least missing, then the least surplus."""
        solver = _Highs(self)
        unmet = solver.least(dict.fromkeys(self.met, -ONE))
        missing = solver.least(self.missing)
        surplus = solver.least(self.surplus)
        return (
            len(self.met) + int(unmet) + self.unmet,
            missing + self.fixed_missing,
            surplus,
        )


class _Highs:
    """HiGHS over one whole model, one objective held after the other."""

    def __init__(self, model: WholeModel) -> None:
        self.scale = model.scale()
        library: Any = highspy
        self._library = library
        self._highs = library.Highs()
        presolve = ("presolve", "on" if model.presolve else "off")
        for name, value in (*OPTIONS, presolve, ("time_limit", model.patience)):
            self._highs.setOptionValue(name, value)
        for low, high in model.bounds:
            self._highs.addVar(
                low.numerator / low.denominator, high.numerator / high.denominator
            )
        whole = [
            column
            for column, (low, high) in enumerate(model.bounds)
            if self.scale == 1 or (not low and high == ONE)
        ]
        kind = library.HighsVarType.kInteger
        self._highs.changeColsIntegrality(len(whole), whole, [kind] * len(whole))
        for low, sum_ in model.rows:
            self._row(low, sum_)

    def _row(self, low: Fraction, sum_: Sum) -> None:
        factors = [int(one * self.scale) for one in sum_.values()]
        most = self._library.kHighsInf
        least = (low * self.scale).numerator / (low * self.scale).denominator
        self._highs.addRow(least, most, len(sum_), list(sum_), factors)

    def least(self, sum_: Sum) -> Fraction:
        """Bring a sum to its least and hold it there; it is rounded to whole parts."""
        size = self._highs.getNumCol()
        costs = [0] * size
        for column, factor in sum_.items():
            costs[column] = int(factor * self.scale)
        self._highs.changeColsCost(size, range(size), costs)
        self._highs.run()
        if self._highs.getModelStatus() != self._library.HighsModelStatus.kOptimal:
            msg = f"HiGHS ends with {self._highs.getModelStatus()}"
            raise RuntimeError(msg)
        found = round(self._highs.getInfo().objective_function_value * self.scale)
        value = Fraction(found, self.scale**2)
        grain = Fraction(
            1, 2 * self.scale**2
        )  # less than any step: room for its floats
        held = {column: -factor for column, factor in sum_.items()}
        self._row(-value - grain, held)
        return value


def _leaves(node: Node) -> Iterable[Leaf]:
    if isinstance(node, Leaf):
        yield node
        return
    for child in node.children:
        yield from _leaves(child)
