"""The adapter to an integer-programming library: OR-Tools CP-SAT, nothing else.

One worker and a fixed seed, and a budget that counts work, not time: the same program
gives the same answer on every run. The library is loaded when it is first needed, since
most audits never need it.
"""

from collections.abc import Iterable, Mapping
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
)


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


class Solver(Protocol):
    """Minimizes one sum after another over one program."""

    def minimize(self, goal: Linear, hint: Mapping[int, int]) -> Found:
        """Find the least value of a sum, starting from what is known."""
        ...

    def require(self, row: Row) -> None:
        """Hold something from now on."""
        ...


class CpSat:
    """CP-SAT over one program; `budget` is deterministic work for all its searches."""

    def __init__(self, program: Program, budget: int) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - slow, seldom needed

        library: Any = cp_model
        self._library = library
        self._left: Any = budget
        self._model: Any = library.CpModel()
        self._variables = [
            self._model.new_int_var(low, high, f"v{place}")
            for place, (low, high) in enumerate(program.bounds)
        ]
        for row in program.rows:
            self.require(row)
        for extreme in program.extremes:
            target = self._variables[extreme.variable]
            of = [self._sum(one) for one in extreme.of]
            if extreme.greatest:
                self._model.add_max_equality(target, of)
            else:
                self._model.add_min_equality(target, of)

    def require(self, row: Row) -> None:
        """Hold a row from now on."""
        held = self._model.add(self._sum(row.sum) >= 0)
        literals = [
            self._variables[place] if holds else ~self._variables[place]
            for place, holds in row.when
        ]
        if literals:
            held.only_enforce_if(literals)

    def minimize(self, goal: Linear, hint: Mapping[int, int]) -> Found:
        """Find the least value of a sum within what is left of the budget."""
        if self._left <= 0:
            return Found(Outcome.UNKNOWN, hint, 0)
        self._model.clear_hints()
        for variable, value in hint.items():
            self._model.add_hint(self._variables[variable], value)
        self._model.minimize(self._sum(goal))
        solver: Any = self._library.CpSolver()
        for name, value in SETTINGS:
            setattr(solver.parameters, name, value)
        solver.parameters.max_deterministic_time = self._left
        status = solver.solve(self._model)
        self._left -= solver.response_proto.deterministic_time
        if status == self._library.INFEASIBLE:
            return Found(Outcome.INFEASIBLE, {}, 0)
        if status == self._library.UNKNOWN:
            return Found(Outcome.UNKNOWN, hint, 0)
        values = {
            place: int(solver.value(one)) for place, one in enumerate(self._variables)
        }
        if status == self._library.OPTIMAL:
            return Found(Outcome.OPTIMAL, values, goal.value(values))
        return Found(Outcome.FEASIBLE, values, round(solver.best_objective_bound))

    def _sum(self, one: Linear) -> Any:  # noqa: ANN401 - the library's own expression
        variables: Iterable[Any] = [self._variables[place] for place, _ in one.terms]
        factors = [factor for _, factor in one.terms]
        return (
            self._library.LinearExpr.weighted_sum(list(variables), factors)
            + one.constant
        )
