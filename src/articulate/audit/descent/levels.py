"""Levels: one objective after the other, each held at its best for the next.

The last levels decide between allocations that are equally good, so that the optimum is
one and the same whatever the solver: options by the policy's preference, then days of
completion, then places in canonical order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from articulate.audit.descent.averages import raise_averages
from articulate.audit.descent.goals import Goal, amounts, kept, leading, places
from articulate.audit.descent.steps import TIES, Descent, Level
from articulate.audit.formulation.formulate import Formulation
from articulate.audit.plan import Allocation
from articulate.audit.solver import Solver


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
    descent = Descent(form, solver)
    if first_only:
        descent.lead(leading(form)[:1])
    else:
        goals = raise_averages(descent, leading(form), amounts(form))
        _decide_places(descent, descent.weigh(goals, after=places(form)))
    allocation = form.allocation(descent.values) if descent.values else None
    return Solved(allocation, tuple(descent.levels))


def _decide_places(descent: Descent, left: Sequence[Goal]) -> None:
    """Decide what is left in canonical order: at once, or some places after others."""
    form = descent.form
    if descent.first():
        return
    descent.all(left, TIES)
    if form.terms.kept and not descent.first():  # with all places held, seldom fails
        descent.all(kept(form))
