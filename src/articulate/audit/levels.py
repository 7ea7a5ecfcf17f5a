"""Levels: one objective after the other, each held at its best for the next.

The last levels decide between allocations that are equally good, so that the optimum is
one and the same whatever the solver: options by the policy's preference, then days of
completion, then places in canonical order.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from articulate.audit.formulate import Formulation
from articulate.audit.group_rows import FloorTerms
from articulate.audit.plan import Allocation
from articulate.audit.program import Linear, Row, total
from articulate.audit.relaxation import Promise, Relaxation
from articulate.audit.solver import Found, Holding, Outcome, Solver

BITS = 24
"""Bits for places that one search decides: weights that double are hard to weigh."""

TOGETHER = 30
"""Bits for objectives that one search weighs against each other, the first most."""

AT_ONCE = 60
"""Bits for objectives that one brief search may weigh, before they are taken apart."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one objective came to, and whether that is proved best."""

    name: str
    value: int
    bound: int
    proved: bool


@dataclass(frozen=True, slots=True)
class Solved:
    """The best allocation found, None if none is lawful, and how far it is proved."""

    allocation: Allocation | None
    levels: tuple[Level, ...]

    @property
    def proved(self) -> bool:
        """Whether every level is."""
        return all(level.proved for level in self.levels)


@dataclass(frozen=True, slots=True)
class _Goal:
    """One objective, and between which ends it is for certain.

    One that stands `apart` is not weighed along with those before it, unless briefly.
    Of a `loose` one the relaxation says little.
    """

    name: str
    sum: Linear
    low: int
    high: int
    apart: bool = False
    loose: bool = False

    @property
    def bits(self) -> int:
        """How many bits tell its values apart."""
        return (self.high - self.low).bit_length()


def solve_by_levels(form: Formulation, solver: Solver, *, first_only: bool) -> Solved:
    """Find the one best allocation; with *first_only*, one with the fewest unmet."""
    search = _Search(form, solver)
    unmet = search.goal("unmet", form.unmet)
    if first_only:
        search.lead([unmet])
        return search.result()
    leading = [
        unmet,
        search.goal("missing", form.missing, apart=True),
        search.goal("unapplied", form.unapplied),
    ]
    search.weigh(search.averages(leading, search.amounts()))
    if not search.first():
        search.all(_places(form), BITS)
        kept = [form.terms.applied[one] * -1 for one in form.terms.kept]
        if kept and not search.first():  # with all places held, it seldom fails
            search.all([search.goal("kept", one) for one in kept], TOGETHER)
    return search.result()


@dataclass
class _Search:
    """One search after the other; `tangled` once a brief one did not do."""

    form: Formulation
    solver: Solver
    values: Mapping[int, int] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    tangled: bool = False

    @cached_property
    def relaxation(self) -> Relaxation:
        return Relaxation(self.form.program)

    def _require(self, row: Row) -> None:
        self.solver.require(row)
        self.relaxation.require(row)

    def goal(
        self, name: str, sum_: Linear, *, apart: bool = False, loose: bool = False
    ) -> _Goal:
        """Name an objective; its ends are those of its variables."""
        return _Goal(name, sum_, *self.form.program.range_of(sum_), apart, loose)

    def amounts(self) -> list[_Goal]:
        """Order what decides between equals, places aside."""
        form = self.form
        preferences = [
            total(one * place for place, one in enumerate(many))
            for many in form.terms.options
        ]
        return [
            self.goal("surplus", form.surplus, apart=True),
            self.goal("cut", form.cut),
            *(self.goal("preference", one) for one in preferences),
            self.goal("placed", form.placed()),
            self.goal("days", form.placed_days(), apart=True, loose=True),
            self.goal("applied", form.applied_days(), apart=True, loose=True),
        ]

    def weigh(self, goals: Sequence[_Goal]) -> None:
        """Bring objectives to their least, as many at once as may be.

        The relaxation promises how low each can come, if those before it are so low;
        and mostly they are, all at once. So a search is for the last of them alone,
        the others held to what is promised. Where there is none, the promise is kept
        of fewer: what is left is searched for one heap after the other.
        """
        heaps = [heap for near in _together(goals) for heap in _heaped(near, TOGETHER)]
        while heaps and not self._stopped:
            first = next((k for k, heap in enumerate(heaps) if heap[0].loose), -1)
            many = first % len(heaps)
            while many and not self._as_promised(heaps[:many], heaps[many]):
                many //= 2
            if not many:
                self.lead(heaps[0])
            heaps = heaps[many + 1 :]

    def _as_promised(
        self, heaps: Sequence[Sequence[_Goal]], last: Sequence[_Goal]
    ) -> bool:
        """Bring a heap to its least where all before it are as low as promised."""
        before = [goal for heap in heaps for goal in heap]
        weighed = _weighed(last)
        *kept, promise = self.relaxation.promises(
            [*(goal.sum for goal in before), weighed]
        )
        rows = [
            Row(goal.sum * -1 + one.least)
            for goal, one in zip(before, kept, strict=True)
            if goal.sum.terms
        ]
        must_be = {
            place: value
            for one in kept
            for place, value in one.must_be(one.least).items()
        }
        values, proved = promise.values, True
        if values is None:
            holding = Holding(rows, must_be)
            found = self.solver.minimize(weighed, self.values, holding=holding)
            if found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN):
                return False
            values, proved = found.values, found.outcome is Outcome.OPTIMAL
        self.values = values
        self._hold(before, [one.least for one in kept])
        self._fix(must_be)
        if proved:
            self._hold(last, [goal.sum.value(values) for goal in last])
            self._fix(promise.must_be(weighed.value(values)))
        else:
            self.lead(last)
        return True

    def _fix(self, values: Mapping[int, int]) -> None:
        self.solver.fix(values)
        self.relaxation.fix(values)

    def all(self, goals: Sequence[_Goal], most: int) -> None:
        """Bring one objective after the other to its least, *most* bits at once."""
        for heap in _heaped(goals, most):
            self.lead(heap)

    def lead(self, goals: Sequence[_Goal]) -> None:
        """Bring objectives to their least, the first before the next, and hold them."""
        if self._stopped or self._at_their_least(goals):
            return
        weighed = _weighed(goals)
        (promise,) = self.relaxation.promises([weighed])
        found = self._found(weighed, promise)
        if found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN):
            for one in goals:
                known = one.sum.value(self.values) if self.values else one.high
                self.levels.append(Level(one.name, known, one.low, proved=False))
            return
        self.values = found.values
        values = [goal.sum.value(found.values) for goal in goals]
        if found.outcome is Outcome.FEASIBLE:
            self._leave(goals, values, _apart(goals, found.bound))
            return
        self._hold(goals, values)
        self._fix(promise.must_be(found.bound))

    def _found(self, sum_: Linear, promise: Promise) -> Found:
        """Find the least value of a sum: what was promised, or by a search."""
        for values in (promise.values, self.values):
            if values and sum_.value(values) == promise.least:
                return Found(Outcome.OPTIMAL, values, promise.least)
        found = self.solver.minimize(sum_, self.values)
        if found.outcome is Outcome.FEASIBLE:
            bound = max(found.bound, promise.least)
            return Found(found.outcome, found.values, bound)
        return found

    def _brief(self, goals: Sequence[_Goal]) -> bool:
        """Try to weigh objectives by one brief search; say if that was enough."""
        if self.tangled or sum(goal.bits for goal in goals) > AT_ONCE:
            return False
        found = self.solver.minimize(_weighed(goals), self.values, briefly=True)
        self.tangled = found.outcome is not Outcome.OPTIMAL
        if found.values:
            self.values = found.values
        return not self.tangled

    def _at_their_least(self, goals: Sequence[_Goal]) -> bool:
        """Hold objectives that what is known brings as low as they could ever be."""
        if not self.values and any(goal.sum.terms for goal in goals):
            return False
        values = [goal.sum.value(self.values) for goal in goals]
        least = values == [goal.low for goal in goals]
        if least:
            self._hold(goals, values)
        return least

    def _leave(
        self, goals: Sequence[_Goal], values: Sequence[int], bounds: Sequence[int]
    ) -> None:
        """Note how far objectives were proved: up to the first that may be less."""
        proved = True
        for goal, value, bound in zip(goals, values, bounds, strict=True):
            least = bound if proved else goal.low
            proved = proved and least == value
            self.levels.append(Level(goal.name, value, least, proved))

    def first(self) -> bool:
        """Take the first of what is left by places, then credit kept, in one search.

        Say whether that is done; where the search is too long, nothing has changed.
        """
        if self._stopped:
            return True
        form = self.form
        placed = form.terms.placed
        order = [one for pair in form.plan.pairs() for one, _ in placed[pair].terms]
        order += [one for kept in form.terms.kept.values() for one in kept.first]
        if not order:
            return True
        found = self.solver.first(order)
        if found.outcome is not Outcome.OPTIMAL or self._is_before(order, found.values):
            return False
        self.values = found.values
        self.levels.append(Level("places", 0, 0, proved=True))
        return True

    def _is_before(self, order: Sequence[int], other: Mapping[int, int]) -> bool:
        """Say whether what is known comes before what was found to be the first."""
        if not self.values:
            return False
        known = [self.values[one] for one in order]
        return known > [other[one] for one in order]

    def averages(
        self, before: Sequence[_Goal], after: Sequence[_Goal]
    ) -> Sequence[_Goal]:
        """Bring averages to their highest, between what is weighed before and after.

        Return what is left to weigh: both, where no average is at stake.
        """
        floors = [floor for floor in self.form.floors if floor.weight.terms]
        if not floors:
            return [*before, *after]
        if not self._with(before, floors[0]):
            self.weigh(before)
        for floor in floors[:-1]:
            self._average(floor, [])
        return [] if self._average(floors[-1], after) else after

    def _with(self, goals: Sequence[_Goal], floor: FloorTerms) -> bool:
        """Bring objectives to their least, and what is above a floor near its most."""
        above = self.goal("gpa", floor.above(floor.floor.value) * -1)
        found = self._brief([*goals, above])
        if found:
            self._hold(goals, [goal.sum.value(self.values) for goal in goals])
        return found

    def _average(self, floor: FloorTerms, after: Sequence[_Goal]) -> bool:
        """Bring one average to its highest, and hold it; say if *after* is done too.

        Each search asks for what is most above the best average so far; when nothing
        is, that average is the highest. Without graded credit it stands at the floor.
        What comes after is weighed along, and counts where that search was the last.
        """
        if self._stopped:
            return False
        best = max(self._standing(self.values, floor), floor.floor.value)
        while True:
            goal = self.goal("gpa", floor.above(best) * -1)
            values, along = self.values, self._brief([goal, *after])
            if not along:
                found = self.solver.minimize(goal.sum, values)
                if found.outcome is not Outcome.OPTIMAL:
                    self.levels.append(Level("gpa", 0, 0, proved=False))
                    return False
                self.values = found.values
            standing = self._standing(self.values, floor)
            above = -goal.sum.value(self.values)
            if above == 0:
                break
            best = standing
        along = along and standing == best
        if standing != best:
            self.values = values
        self._hold_gpa(floor, best)
        self.levels.append(Level("gpa", 0, 0, proved=True))
        if along:
            self._hold(after, [one.sum.value(self.values) for one in after])
        return along

    def _standing(self, values: Mapping[int, int], floor: FloorTerms) -> Fraction:
        weight = floor.weight.value(values)
        if not weight:
            return floor.floor.value
        return Fraction(floor.quality.value(values), weight)

    def _hold_gpa(self, floor: FloorTerms, best: Fraction) -> None:
        self._require(Row(floor.above(best)))
        if best > floor.floor.value:
            self._require(Row(floor.weight - 1))

    def _hold(self, goals: Sequence[_Goal], values: Sequence[int]) -> None:
        for goal, value in zip(goals, values, strict=True):
            if goal.sum.terms:
                self._require(Row(goal.sum * -1 + value))
            self.levels.append(Level(goal.name, value, value, proved=True))

    @property
    def _stopped(self) -> bool:
        return any(not level.proved for level in self.levels)

    def result(self) -> Solved:
        """Return what was found."""
        allocation = self.form.allocation(self.values) if self.values else None
        return Solved(allocation, tuple(self.levels))


def _heaped(goals: Sequence[_Goal], most: int) -> Iterator[list[_Goal]]:
    """Yield objectives in heaps of so many bits at most, or of one."""
    heap: list[_Goal] = []
    for goal in goals:
        if heap and sum(one.bits for one in heap) + goal.bits > most:
            yield heap
            heap = []
        heap.append(goal)
    if heap:
        yield heap


def _together(goals: Sequence[_Goal]) -> Iterator[list[_Goal]]:
    """Yield objectives up to the next that stands apart."""
    heap: list[_Goal] = []
    for goal in goals:
        if heap and goal.apart:
            yield heap
            heap = []
        heap.append(goal)
    if heap:
        yield heap


def _weighed(goals: Sequence[_Goal]) -> Linear:
    """Add objectives up, above their least, so that each outweighs all that follow."""
    parts, weight = [], 1
    for goal in reversed(goals):
        parts.append((goal.sum - goal.low) * weight)
        weight *= goal.high - goal.low + 1
    return total(parts)


def _apart(goals: Sequence[_Goal], bound: int) -> list[int]:
    """Say what a bound of the sum says of each, if those before it are as bound."""
    found = []
    for goal in reversed(goals):
        bound, digit = divmod(bound, goal.high - goal.low + 1)
        found.append(goal.low + digit)
    return found[::-1]


def _places(form: Formulation) -> list[_Goal]:
    """Number the places of each candidate in canonical order.

    Where it can fill only one of them, the first is worth most, and none nothing.
    """
    found = []
    terms = form.terms
    for one in range(len(form.plan.candidates)):
        mine = [leaf.place for leaf in form.plan.leaves if one in leaf.eligible]
        places = [terms.placed[one, leaf] for leaf in mine]
        size = len(places)
        if terms.exclusive(mine):
            sum_ = total(place * (k - size) for k, place in enumerate(places))
            found.append(_Goal("places", sum_, -size, 0))
        else:
            found += [_Goal("places", place * -1, -1, 0) for place in places]
    return found
