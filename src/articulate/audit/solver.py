"""The adapter to an integer-programming library: OR-Tools CP-SAT, nothing else.

One worker and a fixed seed, and a budget that counts work, not time: the same program
gives the same answer on every run. The library is loaded when it is first needed, since
many audits never need it, and its model is written directly: an audit asks for several
searches of a few milliseconds each, and wrapping every sum would cost as much again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from articulate.audit.program import Linear, Program, Row

SETTINGS = (
    ("num_workers", 1),
    ("random_seed", 0),
    ("cp_model_probing_level", 0),  # an audit is small: looking long costs more
    ("symmetry_level", 0),
    ("max_presolve_iterations", 1),
    ("linearization_level", 2),  # most of an audit is nearly a flow
    ("cut_level", 0),  # and its relaxation nearly whole, so that cuts add little
    ("add_lp_constraints_lazily", False),  # with all its rows from the start
    ("root_lp_iterations", 200),  # which are seldom worth solving to the end
    ("use_sat_inprocessing", False),  # few clauses are learned: no need to tidy up
)

IN_ORDER = (
    ("cp_model_presolve", False),  # it takes variables out of the order
    ("use_sat_inprocessing", False),  # and this might, whatever the settings above
    ("exploit_integer_lp_solution", False),  # no jump to another than the first
    ("exploit_all_lp_solution", False),
    ("add_lp_constraints_lazily", True),  # what decides is the order, not the sum
    ("root_lp_iterations", 2000),  # here all follows from it
)
"""What makes a search with fixed decisions find the first solution, and no other."""

BRIEF = 400_000
"""A brief search has one of so many parts of the budget for each open variable."""

ORDERED = 300_000
"""And so has a search for the first solution in order."""

HELD = 35_000
"""And so has one that holds what was promised; tried again, it has half of that."""

ENOUGH = 2**62
"""What no sum reaches: coefficients are held far below."""


class Outcome(StrEnum):
    """What came of one search."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """The best values found, and whether they are proved best.

    `bound` is what no solution can be below.
    """

    outcome: Outcome
    values: Mapping[int, int]
    bound: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one search holds: some rows, and what variables must be under these.

    It may be tried `again`, after a search that held more found nothing.
    """

    rows: Sequence[Row]
    values: Mapping[int, int]
    again: bool = False


class Solver(Protocol):
    """Minimizes one sum after another over one program."""

    def minimize(
        self,
        goal: Linear,
        hint: Mapping[int, int],
        *,
        briefly: bool = False,
        holding: Holding | None = None,
    ) -> Found:
        """Find the least value of a sum, starting from what is known.

        Something may be held for this search alone.
        """
        ...

    def first(self, order: Sequence[int]) -> Found:
        """Find the solution in which variables are greatest, the first before all."""
        ...

    def require(self, row: Row) -> None:
        """Hold something from now on."""
        ...

    def fix(self, values: Mapping[int, int]) -> None:
        """Let some variables be what they must be, from now on."""
        ...


class CpSat:
    """CP-SAT over one program; `budget` is deterministic work for all its searches."""

    def __init__(self, program: Program, budget: int) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - slow, seldom needed

        library: Any = cp_model
        self._library = library
        self._left: Any = budget
        self._budget: Any = budget
        self._open = set(range(len(program.bounds)))
        self._model: Any = library.CpModel()
        self._proto: Any = self._model.proto
        for bounds in program.bounds:
            self._proto.variables.add().domain.extend(bounds)
        for row in program.rows:
            self._write(self._proto, row)
        for extreme in program.extremes:
            sign = 1 if extreme.greatest else -1
            held = self._proto.constraints.add().lin_max
            self._fill(held.target, Linear(((extreme.variable, sign),)))
            for one in extreme.of:
                self._fill(held.exprs.add(), one * sign)

    def require(self, row: Row) -> None:
        """Hold a row from now on."""
        self._write(self._proto, row)

    def fix(self, values: Mapping[int, int]) -> None:
        """Let some variables be what they must be, from now on."""
        self._open.difference_update(values)
        self._fix(self._proto, values)

    def _fix(self, proto: Any, values: Mapping[int, int]) -> None:  # noqa: ANN401 - as above
        for place, value in values.items():
            domain = proto.variables[place].domain
            domain.clear()
            domain.extend((value, value))

    def _write(self, proto: Any, row: Row) -> None:  # noqa: ANN401 - the library's own message
        held = proto.constraints.add()
        if row.when:
            held.enforcement_literal.extend(
                [place if holds else ~place for place, holds in row.when]
            )
        places, factors = _apart(row.sum)
        sum_ = held.linear
        sum_.vars.extend(places)
        sum_.coeffs.extend(factors)
        sum_.domain.extend((-row.sum.constant, ENOUGH))

    def minimize(
        self,
        goal: Linear,
        hint: Mapping[int, int],
        *,
        briefly: bool = False,
        holding: Holding | None = None,
    ) -> Found:
        """Find the least value of a sum within what is left of the budget.

        A brief search may use a small part of it only, and one that holds rows not
        much more.
        """
        if self._left <= 0:
            return Found(Outcome.UNKNOWN, hint, 0)
        model, work = self._model, self._part(BRIEF) if briefly else self._left
        if holding is not None:
            model = model.clone()
            work = self._part(2 * HELD if holding.again else HELD)
            for row in holding.rows:
                self._write(model.proto, row)
            self._fix(model.proto, holding.values)
        proto = model.proto
        proto.search_strategy.clear()
        proto.clear_solution_hint()
        if hint:
            proto.solution_hint.vars.extend(list(hint))
            proto.solution_hint.values.extend(list(hint.values()))
        proto.clear_objective()
        places, factors = _apart(goal)
        proto.objective.vars.extend(places)
        proto.objective.coeffs.extend(factors)
        status, answer = self._solve(model, SETTINGS, work)
        if status == self._library.INFEASIBLE:
            return Found(Outcome.INFEASIBLE, {}, 0)
        if status == self._library.UNKNOWN:
            return Found(Outcome.UNKNOWN, hint, 0)
        values = dict(enumerate(answer.solution))
        if status == self._library.OPTIMAL:
            return Found(Outcome.OPTIMAL, values, goal.value(values))
        bound = goal.constant + round(answer.best_objective_bound)
        return Found(Outcome.FEASIBLE, values, bound)

    def first(self, order: Sequence[int]) -> Found:
        """Find the solution in which variables are greatest, the first before all.

        Each decision raises the first variable that is still open to its greatest, and
        all that is learned follows from the program and the decisions before it. So the
        first solution met is the first there is. It is UNKNOWN, and should be searched
        for in another way, where that takes more than a small part of the budget.
        """
        if self._left <= 0:
            return Found(Outcome.UNKNOWN, {}, 0)
        library, proto = self._library, self._proto
        proto.clear_solution_hint()
        proto.clear_objective()
        variables = [self._model.get_int_var_from_proto_index(one) for one in order]
        self._model.add_decision_strategy(
            variables, library.CHOOSE_FIRST, library.SELECT_MAX_VALUE
        )
        settings = (*SETTINGS, *IN_ORDER, ("search_branching", library.FIXED_SEARCH))
        most = min(len(self._open), len(order))
        work = min(self._left, self._budget * most / ORDERED)
        status, answer = self._solve(self._model, settings, work)
        if status not in (library.OPTIMAL, library.FEASIBLE):
            return Found(Outcome.UNKNOWN, {}, 0)
        return Found(Outcome.OPTIMAL, dict(enumerate(answer.solution)), 0)

    def _part(self, parts: int) -> Any:  # noqa: ANN401 - the library counts in its own numbers
        return min(self._left, self._budget * len(self._open) / parts)

    def _solve(
        self,
        model: Any,  # noqa: ANN401 - the library's own values
        settings: Sequence[tuple[str, Any]],
        work: Any,  # noqa: ANN401
    ) -> tuple[Any, Any]:
        """Search within so much deterministic work, and take it from the budget."""
        solver: Any = self._library.CpSolver()
        for name, value in settings:
            setattr(solver.parameters, name, value)
        solver.parameters.max_deterministic_time = work
        status = solver.solve(model)
        answer = solver.response_proto
        self._left -= answer.deterministic_time
        return status, answer

    def _fill(self, expression: Any, one: Linear) -> None:  # noqa: ANN401 - the library's own expression
        places, factors = _apart(one)
        expression.vars.extend(places)
        expression.coeffs.extend(factors)
        expression.offset = one.constant


def _apart(one: Linear) -> tuple[list[int], list[int]]:
    """Return the variables of a sum, and their factors."""
    return [place for place, _ in one.terms], [factor for _, factor in one.terms]
