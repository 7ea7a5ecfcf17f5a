"""Descent: objectives brought to their least one after the other, and held there.

The relaxation promises how low each can come, if those before it are so low. Mostly
they are, all at once, and it even says by which allocation; what it leaves open is
searched for. What is held fixes most variables, so that each search is smaller than the
one before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articulate.audit.descent.goals import (
    Goal,
    apart,
    heaped,
    steps_of,
    together,
    weighed,
    within,
)
from articulate.audit.formulation.formulate import Formulation
from articulate.audit.program import Linear, Row
from articulate.audit.relaxation import Promise, Relaxation
from articulate.audit.solver import Holding, Outcome, Solver

TOGETHER = 30
"""Bits for objectives that one search weighs against each other, the first most."""

ALONG = 30
"""Bits for objectives of which the relaxation says little, and for what follows."""

TIES = 48
"""Bits for places that one search decides: fewer, larger searches are quicker."""

AT_ONCE = 60
"""Bits for objectives that one brief search may weigh."""


@dataclass(frozen=True, slots=True)
class Level:
    """What one objective came to, and whether that is proved best."""

    name: str
    value: int
    bound: int
    proved: bool


@dataclass
class Descent:
    """One search after the other over one program.

    `values` are the best found; `tangled` says that a brief search did not do.
    """

    form: Formulation
    solver: Solver
    values: Mapping[int, int] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    tangled: bool = False

    @cached_property
    def relaxation(self) -> Relaxation:
        """The program with fractions allowed; few degrees need none."""
        return Relaxation(self.form.program)

    @property
    def stopped(self) -> bool:
        """Whether an objective was left unproved: what follows it means nothing."""
        return any(not level.proved for level in self.levels)

    def all(self, goals: Sequence[Goal], most: int = TOGETHER) -> None:
        """Bring one objective after the other to its least, *most* bits at once.

        The relaxation is not asked: it says little of what is left for the end.
        """
        for heap in heaped(goals, most):
            self.lead(heap, promised=False)

    def weigh(self, goals: Sequence[Goal], after: Sequence[Goal] = ()) -> list[Goal]:
        """Bring objectives to their least, as many at once as may be.

        One search is for the first of them of which the relaxation says little, those
        before it held to what is promised. Where that cannot be, half of them are; and
        what is left is searched for in the same way. What comes *after* them is weighed
        along in such a search: it costs little more. Return what is left of that.
        """
        left = [*goals, *after]
        while len(left) > len(after) and not self.stopped:
            near = together(left[: len(left) - len(after)])
            heaps = [heap for some in near for heap in heaped(some, TOGETHER)]
            first = next((k for k, heap in enumerate(heaps) if heap[0].loose), -1)
            many, again, known = first % len(heaps), False, len(self.levels)
            while many and not self._as_promised(*_cut(left, heaps, many), again=again):
                many, again = many // 2, True
            if not many:
                _, heap, along = _cut(left, heaps, 0)
                self.lead(heap, along=along)
            left = left[len(self.levels) - known :]
        return left

    def lead(
        self,
        goals: Sequence[Goal],
        *,
        promised: bool = True,
        along: Sequence[Goal] = (),
    ) -> None:
        """Bring objectives to their least, the first before the next, and hold them.

        With *promised* the relaxation is asked first; if it takes a search all the
        same, those *along* are brought to their least too.
        """
        if self.stopped or self._at_their_least(goals):
            return
        sum_ = weighed(goals)
        promise = self.relaxation.promises([sum_])[0] if promised else None
        if promise is not None and self._is_whole(sum_, promise):
            self.hold(goals, [goal.sum.value(self.values) for goal in goals])
            self._fix(promise.must_be(promise.least))
            return
        every = [*goals, *along]
        # a relaxation may promise less than what is known of each goal alone
        least = 0 if promise is None else max(0, promise.least) * steps_of(along)
        found = self.solver.minimize(weighed(every), self.values)
        if found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN):
            self._leave_open(every, least)
            return
        self.values = found.values
        values = [goal.sum.value(found.values) for goal in every]
        if found.outcome is Outcome.FEASIBLE:
            bounds = apart(every, max(0, found.bound, least))
            if bounds != values:
                self._leave(every, values, bounds)
                return
        self.hold(every, values)
        if promise is not None:
            self._fix(promise.must_be(sum_.value(found.values)))

    def brief(self, goals: Sequence[Goal]) -> bool:
        """Try to weigh objectives by one brief search; say if that was enough."""
        if self.tangled or sum(goal.bits for goal in goals) > AT_ONCE:
            return False
        found = self.solver.minimize(weighed(goals), self.values, briefly=True)
        self.tangled = found.outcome is not Outcome.OPTIMAL
        if found.values:
            self.values = found.values
        return not self.tangled

    def hold(self, goals: Sequence[Goal], values: Sequence[int]) -> None:
        """Hold objectives at what they came to, which is proved to be their least."""
        for goal, value in zip(goals, values, strict=True):
            if goal.sum.terms:
                self.require(Row(goal.sum * -1 + value))
            self.levels.append(Level(goal.name, value, value, proved=True))

    def require(self, row: Row) -> None:
        """Hold a row from now on."""
        self.solver.require(row)
        self.relaxation.require(row)

    def first(self) -> bool:
        """Take the first of what is left by places, then credit kept, in one search.

        Say whether that is done; where the search is too long, nothing has changed.
        """
        if self.stopped:
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

    def _as_promised(
        self,
        before: Sequence[Goal],
        last: Sequence[Goal],
        along: Sequence[Goal],
        *,
        again: bool,
    ) -> bool:
        """Bring a heap to its least where all before it are as low as promised.

        Those *along* are brought to their least too, if it takes a search.
        """
        sum_ = weighed(last)
        sums = [goal.sum for goal in before]
        *kept, promise = self.relaxation.promises([*sums, sum_])
        must_be: dict[int, int] = {}
        for one in kept:
            must_be |= one.must_be(one.least)
        values, proved = promise.values, True
        if values is None:
            rows = [
                Row(goal * -1 + one.least)
                for goal, one in zip(sums, kept, strict=True)
                if goal.terms
            ]
            holding = Holding(rows, must_be, again)
            last = [*last, *along]
            found = self.solver.minimize(weighed(last), self.values, holding=holding)
            if found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN):
                return False
            values, proved = found.values, found.outcome is Outcome.OPTIMAL
        self.values = values
        self.hold(before, [one.least for one in kept])
        self._fix(must_be)
        if not proved:
            self.lead(last)
            return True
        self.hold(last, [goal.sum.value(values) for goal in last])
        self._fix(promise.must_be(sum_.value(values)))
        return True

    def _is_whole(self, sum_: Linear, promise: Promise) -> bool:
        """Say whether there is a solution that is as low as was promised; take it."""
        for values in (promise.values, self.values):
            if values and sum_.value(values) == promise.least:
                self.values = values
                return True
        return False

    def _fix(self, values: Mapping[int, int]) -> None:
        self.solver.fix(values)
        self.relaxation.fix(values)

    def _at_their_least(self, goals: Sequence[Goal]) -> bool:
        """Hold objectives that what is known brings as low as they could ever be."""
        if not self.values and any(goal.sum.terms for goal in goals):
            return False
        values = [goal.sum.value(self.values) for goal in goals]
        least = values == [goal.low for goal in goals]
        if least:
            self.hold(goals, values)
        return least

    def _leave_open(self, goals: Sequence[Goal], least: int) -> None:
        """Note objectives no search spoke of, with what was promised of the first."""
        bounds = [goal.low for goal in goals]
        bounds[0] = apart(goals, least)[0]
        for goal, bound in zip(goals, bounds, strict=True):
            known = goal.sum.value(self.values) if self.values else goal.high
            self.levels.append(Level(goal.name, known, bound, proved=False))

    def _leave(
        self, goals: Sequence[Goal], values: Sequence[int], bounds: Sequence[int]
    ) -> None:
        """Note how far objectives were proved: up to the first that may be less."""
        proved = True
        for goal, value, bound in zip(goals, values, bounds, strict=True):
            least = bound if proved else goal.low
            proved = proved and least == value
            self.levels.append(Level(goal.name, value, least, proved))


def _cut(
    goals: Sequence[Goal], heaps: Sequence[Sequence[Goal]], many: int
) -> tuple[Sequence[Goal], Sequence[Goal], Sequence[Goal]]:
    """Return what is in so many heaps, in the next, and what is weighed along there.

    Along with one that is not loose nothing is but what has only one value.
    """
    before = sum(map(len, heaps[:many]))
    end = before + len(heaps[many])
    most = ALONG - sum(goal.bits for goal in heaps[many]) if heaps[many][0].loose else 0
    return goals[:before], goals[before:end], within(goals[end:], most)
