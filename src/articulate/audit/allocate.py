"""Allocating: the one best use of the credit, by the cheapest method that proves it.

With the options chosen and no limit cutting, requirements that share no candidate are
settled apart, each by the table where it stays small. What a limit may cut, too many
options, or a part too tangled for the table goes to integer programming.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import product
from math import prod

from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.descent.steps import Level
from articulate.audit.formulation.formulate import formulate
from articulate.audit.limits import fill_in_order, used
from articulate.audit.matching import settle_by_matching
from articulate.audit.measure import Measure, measure
from articulate.audit.objective import Objective, objective_of
from articulate.audit.plan import Allocation, Pair, Plan
from articulate.audit.reduce import Part, parts_of
from articulate.audit.solver import CpSat
from articulate.audit.states.best_first import settle_best_first
from articulate.audit.states.layout import layout_of
from articulate.audit.states.table import Settled, settle_by_table

ZERO = Fraction(0)

MOST_PLACES = 250
"""The most places that courses of a part could fill, for it to be laid out in states.

Of 300 degrees of `medium` 76 had more, and of hard families four in nine: no search of
theirs came to an end. Ordinary degrees have up to 100, published ones 125.
"""


@dataclass(frozen=True, slots=True)
class Budget:
    """How much work one audit may do, counted and never timed, so that replay agrees.

    `readings` are combinations of options tried one by one, `steps` what one table may
    take, `moves` what a search for the best first may, `search` the deterministic work
    of one integer program.
    """

    readings: int = 64
    steps: int = 300
    moves: int = 8_000
    search: int = 10


class Method(StrEnum):
    """What settled a part of an audit."""

    MATCHING = "matching"
    TABLE = "table"
    SEARCH = "best-first search"
    PROGRAM = "integer program"


@dataclass(frozen=True, slots=True)
class Search:
    """The best allocation found; `decided` says that no other is better.

    `found` is what it comes to. `bounds` are what the first three objectives cannot be
    below, where it is not decided. `parts` counts what was settled apart.
    """

    allocation: Allocation
    found: Measure
    objective: Objective
    decided: bool
    unique: bool
    method: Method
    parts: int
    steps: int
    bounds: tuple[Fraction, ...] = ()


def allocate(plan: Plan, budget: Budget, *, first_only: bool = False) -> Search:
    """Find the best allocation; with *first_only*, one with the fewest unmet."""
    if has_too_many_readings(plan, budget) or any(
        _is_over(plan, options) for options in readings_of(plan)
    ):
        return _as_a_whole(plan, budget, first_only=first_only)
    piecewise = _Piecewise(plan, budget, first_only)
    found = [piecewise.read(options) for options in readings_of(plan)]
    best = min(found, key=lambda one: one.objective)
    if all(one.decided for one in found):
        return best
    return _weakened(best, found)


def has_too_many_readings(plan: Plan, budget: Budget) -> bool:
    """Say whether there are more combinations of options than may be tried."""
    return prod(len(amounts) for amounts in plan.left_over) > budget.readings


def readings_of(plan: Plan) -> Iterator[tuple[int, ...]]:
    """Yield every combination of options."""
    return product(*(range(len(amounts)) for amounts in plan.left_over))


def _is_over(plan: Plan, options: tuple[int, ...]) -> bool:
    applied = whole_credit(plan, options)
    return any(used(limit, applied) > limit.amount for limit in plan.limits)


def whole_credit(plan: Plan, options: tuple[int, ...]) -> tuple[Fraction, ...]:
    """Return all the credit there is under some options, none of it cut."""
    if not options:
        return plan.full
    return tuple(
        one.award.credits if there else ZERO
        for one, there in zip(plan.candidates, plan.present(options), strict=True)
    )


@dataclass(slots=True)
class _Piecewise:
    """Settles one reading after the other; a part seen before is not settled again."""

    plan: Plan
    budget: Budget
    first_only: bool
    known: dict[tuple[tuple[int, ...], tuple[int, ...]], "_Piece"] = field(
        default_factory=dict
    )

    def read(self, options: tuple[int, ...]) -> Search:
        """Settle every part under the chosen options."""
        parts = parts_of(self.plan, self.plan.present(options))
        pieces = [self._piece(part) for part in parts]
        placed: frozenset[Pair] = frozenset().union(*(one.placed for one in pieces))
        allocation = Allocation(options, whole_credit(self.plan, options), placed)
        decided = all(one.decided for one in pieces)
        used_ = {one.method for one in pieces}
        bounds: tuple[Fraction, ...] = ()
        found = measure(self.plan, allocation)
        if not decided:
            bounds = _bounds(found.unmet, pieces)
        return Search(
            allocation=allocation,
            found=found,
            objective=objective_of(self.plan, allocation, found),
            decided=decided,
            unique=all(one.unique for one in pieces),
            method=max(used_, key=list(Method).index, default=Method.MATCHING),
            parts=len(parts),
            steps=sum(one.steps for one in pieces),
            bounds=bounds,
        )

    def _piece(self, part: Part) -> "_Piece":
        key = (part.leaves, part.candidates)
        if key not in self.known:
            self.known[key] = self._settle(part)
        return self.known[key]

    def _settle(self, part: Part) -> "_Piece":
        matching = settle_by_matching(part.plan)
        if matching is not None:
            placed = part.in_whole(matching.placed)
            return _Piece(placed, Method.MATCHING, steps=matching.steps)
        found = self._by_states(part)
        if found is not None:
            method, settled = found
            placed = part.in_whole(settled.placed)
            return _Piece(placed, method, steps=settled.steps)
        program = _programmed(part.plan, self.budget, first_only=self.first_only)
        allocation = program.allocation
        unmet = 0 if program.decided else measure(part.plan, allocation).unmet
        return _Piece(
            part.in_whole(allocation.placed),
            Method.PROGRAM,
            decided=program.decided,
            unique=program.unique,
            unmet=unmet,
            bounds=program.bounds,
        )

    def _by_states(self, part: Part) -> tuple[Method, Settled] | None:
        """Settle a part course by course, None where that takes too long."""
        if not part.candidates:
            return Method.TABLE, Settled(frozenset(), 0)
        if sum(len(leaf.eligible) for leaf in part.plan.leaves) > MOST_PLACES:
            return None
        layout = layout_of(part.plan)
        if layout is None:
            return None
        table = settle_by_table(layout, self.budget.steps)
        if table is not None:
            return Method.TABLE, table
        search = settle_best_first(layout, self.budget.moves)
        return None if search is None else (Method.SEARCH, search)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What became of one part; `bounds` and `unmet` speak of an undecided one."""

    placed: frozenset[Pair]
    method: Method
    decided: bool = True
    unique: bool = True
    steps: int = 0
    unmet: int = 0
    bounds: tuple[Fraction, ...] = ()


def _bounds(unmet: int, pieces: list[_Piece]) -> tuple[Fraction, ...]:
    """Bound the fewest unmet: what is unmet elsewhere, and what parts are bound by."""
    for piece in pieces:
        if not piece.decided:
            unmet -= piece.unmet - int(piece.bounds[0])
    return (Fraction(unmet),)


def _weakened(best: Search, found: list[Search]) -> Search:
    """Leave undecided what another, undecided reading might still be better than."""
    low = min(
        one.bounds[0] if one.bounds else one.objective.leading[0] for one in found
    )
    return Search(
        allocation=best.allocation,
        found=best.found,
        objective=best.objective,
        decided=False,
        unique=False,
        method=best.method,
        parts=best.parts,
        steps=best.steps,
        bounds=(low,),
    )


def _as_a_whole(plan: Plan, budget: Budget, *, first_only: bool) -> Search:
    """Settle a plan by one integer program."""
    program = _programmed(plan, budget, first_only=first_only)
    found = measure(plan, program.allocation)
    return Search(
        allocation=program.allocation,
        found=found,
        objective=objective_of(plan, program.allocation, found),
        decided=program.decided,
        unique=program.unique,
        method=Method.PROGRAM,
        parts=1,
        steps=0,
        bounds=program.bounds,
    )


@dataclass(frozen=True, slots=True)
class _Programmed:
    """What an integer program found, and what it could not settle."""

    allocation: Allocation
    decided: bool
    unique: bool
    bounds: tuple[Fraction, ...]


def _programmed(plan: Plan, budget: Budget, *, first_only: bool) -> _Programmed:
    form = formulate(plan)
    solver = CpSat(form.program, budget.search)
    solved = solve_by_levels(form, solver, first_only=first_only)
    leading = solved.levels[: 1 if first_only else 3]
    decided = len(leading) >= 1 and all(level.proved for level in leading)
    return _Programmed(
        allocation=solved.allocation or _nothing_placed(plan),
        decided=decided,
        unique=solved.proved,
        bounds=() if decided else _level_bounds(form.terms.scale, leading),
    )


def _level_bounds(scale: int, levels: tuple[Level, ...]) -> tuple[Fraction, ...]:
    """Turn what was proved of the first objectives back into exact amounts."""
    parts = (1, scale**2, scale)
    return tuple(
        Fraction(level.bound, part)
        for level, part in zip(levels, parts[: len(levels)], strict=True)
    )


def _nothing_placed(plan: Plan) -> Allocation:
    """Return a lawful allocation that uses the first options and places nothing."""
    options = (0,) * len(plan.left_over)
    applied = fill_in_order(whole_credit(plan, options), plan.limits)
    return Allocation(options, applied, frozenset())
