"""Levels: one objective after the other, each held at its best for the next.

The last levels decide between allocations that are equally good, so that the optimum is
one and the same whatever the solver: options by the policy's preference, then days of
completion, then places in canonical order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.formulate import Formulation
from articulate.audit.group_rows import FloorTerms
from articulate.audit.plan import Allocation
from articulate.audit.program import Linear, Row, total
from articulate.audit.solver import Outcome, Solver

BITS = 30
"""Places decided by one search; their weights double, and must fit a machine word."""


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


def solve_by_levels(form: Formulation, solver: Solver, *, first_only: bool) -> Solved:
    """Find the one best allocation; with *first_only*, one with the fewest unmet."""
    search = _Search(form, solver)
    if not search.lead("unmet", form.unmet) or first_only:
        return search.result()
    search.lead("missing", form.missing)
    search.lead("unapplied", form.unapplied)
    for floor in form.floors:
        search.gpa(floor)
    for name, goal in search.tail:
        search.lead(name, goal)
    return search.result()


@dataclass(slots=True)
class _Search:
    form: Formulation
    solver: Solver
    values: Mapping[int, int] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    tail: list[tuple[str, Linear]] = field(init=False)

    def __post_init__(self) -> None:
        """Order what decides between equals."""
        form = self.form
        self.tail = [("surplus", form.surplus), ("cut", form.cut)]
        self.tail += [("preference", one) for one in _preferences(form)]
        self.tail += [("placed", form.placed()), ("days", form.placed_days())]
        self.tail += [("applied", form.applied_days())]
        self.tail += [("places", one) for one in _places(form)]
        self.tail += [
            ("kept", form.terms.applied[one] * -1) for one in form.terms.cuttable
        ]

    def lead(self, name: str, goal: Linear) -> bool:
        """Bring one objective to its least, and hold it there."""
        if self._stopped:
            return False
        low, high = self.form.program.range_of(goal)
        if self.values and goal.value(self.values) == low:
            self._hold(name, goal, low)
            return True
        found = self.solver.minimize(goal, self.values)
        if found.outcome is Outcome.INFEASIBLE:
            return False
        if found.outcome is Outcome.UNKNOWN:
            known = goal.value(self.values) if self.values else high
            self.levels.append(Level(name, known, low, proved=False))
            return False
        self.values = found.values
        value = goal.value(found.values)
        if found.outcome is Outcome.FEASIBLE:
            self.levels.append(Level(name, value, found.bound, proved=False))
            return False
        self._hold(name, goal, value)
        return True

    def gpa(self, floor: FloorTerms) -> None:
        """Bring one average to its highest, and hold it there.

        Each search asks for what is most above the best average so far; when nothing
        is, that average is the highest. Without graded credit it stands at the floor.
        """
        if self._stopped or not floor.weight.terms:
            return
        best = max(self._standing(self.values, floor), floor.floor.value)
        while True:
            goal = floor.above(best) * -1
            found = self.solver.minimize(goal, self.values)
            if found.outcome is not Outcome.OPTIMAL:
                self.levels.append(Level("gpa", 0, 0, proved=False))
                return
            standing = self._standing(found.values, floor)
            above = -goal.value(found.values)
            if above < 0 or standing >= best:
                self.values = found.values
            if above == 0:
                break
            best = standing
        self._hold_gpa(floor, best)
        self.levels.append(Level("gpa", 0, 0, proved=True))

    def _standing(self, values: Mapping[int, int], floor: FloorTerms) -> Fraction:
        weight = floor.weight.value(values)
        if not weight:
            return floor.floor.value
        return Fraction(floor.quality.value(values), weight)

    def _hold_gpa(self, floor: FloorTerms, best: Fraction) -> None:
        self.solver.require(Row(floor.above(best)))
        if best > floor.floor.value:
            self.solver.require(Row(floor.weight - 1))

    def _hold(self, name: str, goal: Linear, value: int) -> None:
        if goal.terms:
            self.solver.require(Row(goal * -1 + value))
        self.levels.append(Level(name, value, value, proved=True))

    @property
    def _stopped(self) -> bool:
        return any(not level.proved for level in self.levels)

    def result(self) -> Solved:
        """Return what was found."""
        allocation = self.form.allocation(self.values) if self.values else None
        return Solved(allocation, tuple(self.levels))


def _preferences(form: Formulation) -> list[Linear]:
    return [
        total(one * place for place, one in enumerate(many))
        for many in form.terms.options
    ]


def _places(form: Formulation) -> list[Linear]:
    """Weigh places in canonical order, a few at a time, the first of them most."""
    pairs = form.plan.pairs()
    return [
        total(
            form.terms.placed[pair] * -(1 << (BITS - 1 - k))
            for k, pair in enumerate(pairs[start : start + BITS])
        )
        for start in range(0, len(pairs), BITS)
    ]
