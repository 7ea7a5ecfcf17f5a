"""The budget: whatever ends it, the audit says so, and bounds what could be."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pytest
from benchmarks.audit.families import FAMILIES, limited
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import best_by_trying_all, random_plan

from articulate.audit import allocate as allocate_
from articulate.audit.allocate import Budget, allocate
from articulate.audit.certificate import certificate_for
from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.lawful import is_lawful
from articulate.audit.program import Linear, Program
from articulate.audit.solver import CpSat, Found, Holding, Outcome
from articulate.model.certificate import CertificateKind

MANY = 150
PATIENCE = 0.09
"""Deterministic seconds of each search: enough to find something, not to prove it."""


@pytest.mark.parametrize("family", FAMILIES)
def test_no_adversary_exceeds_the_budget_in_silence(family: str) -> None:
    plan = FAMILIES[family](Random(3))  # noqa: S311 - a fixed draw, no secret
    budget = Budget(search=1)
    found = allocate(plan, budget)
    certificate = certificate_for(plan, found, budget)
    assert is_lawful(plan, found.allocation)
    if not found.decided:
        assert certificate.kind is CertificateKind.BOUND
        assert found.bounds[0] <= found.objective.unmet
    elif not found.unique:
        assert '"unique":false' in certificate.payload


class Tired(CpSat):
    """A solver that has little time for each search, whatever it is given."""

    def _solve(
        self, model: object, settings: Sequence[tuple[str, Any]], work: float
    ) -> tuple[Any, Any]:
        return super()._solve(model, settings, min(work, PATIENCE))


class Flaky(CpSat):
    """A solver that gives out at some search, whatever it has found by then."""

    random = Random(0)  # noqa: S311 - no secret
    often = 0.5

    def __init__(self, program: Program, budget: int) -> None:
        super().__init__(program, budget)
        self.gave_out = False

    def minimize(
        self,
        goal: Linear,
        hint: Mapping[int, int],
        *,
        briefly: bool = False,
        holding: Holding | None = None,
    ) -> Found:
        if self.gave_out:
            return Found(Outcome.UNKNOWN, hint, 0)
        found = super().minimize(goal, hint, briefly=briefly, holding=holding)
        if found.outcome is not Outcome.OPTIMAL or self.random.random() > self.often:
            return found
        self.gave_out = not briefly and holding is None
        if self.random.randrange(3) == 0:
            return Found(Outcome.UNKNOWN, hint, 0)
        off = self.random.choice([0, 1, 2, 5, 100, 10**9])
        return Found(Outcome.FEASIBLE, found.values, found.bound - off)

    def first(self, order: Sequence[int]) -> Found:
        if self.gave_out or self.random.random() < self.often:
            return Found(Outcome.UNKNOWN, {}, 0)
        return super().first(order)


@given(random=st.randoms(use_true_random=False), often=st.sampled_from([0.2, 0.5, 0.9]))
@settings(max_examples=MANY)
def test_wherever_a_solver_gives_out_nothing_wrong_is_called_proved(
    random: Random, often: float
) -> None:
    plan = random_plan(random)
    best = best_by_trying_all(plan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(allocate_, "CpSat", Flaky)
        patch.setattr(Flaky, "random", random)
        patch.setattr(Flaky, "often", often)
        found = allocate(plan, Budget(readings=0, steps=0, moves=0))
    assert is_lawful(plan, found.allocation)
    if found.unique:
        assert found.objective == best
    elif found.decided:
        assert found.objective.leading == best.leading
    else:
        assert found.bounds <= best.leading[: len(found.bounds)]


@pytest.mark.parametrize("work", [4e-5, 1e-4, 1e-3])
def test_an_objective_that_was_proved_by_its_bound_is_held_for_the_next(
    work: Any,  # noqa: ANN401 - a budget counts whole seconds
) -> None:
    plan = random_plan(Random(274), "limit", "floor", "compound")  # noqa: S311
    best = allocate(plan, Budget(readings=0, steps=0, moves=0))
    found = allocate(plan, Budget(readings=0, steps=0, moves=0, search=work))
    assert not found.decided or found.objective.leading == best.objective.leading


def test_a_search_that_found_something_bounds_what_it_did_not_prove() -> None:
    plan = limited(Random(5))  # noqa: S311 - a fixed draw, no secret
    form = formulate(plan)
    solved = solve_by_levels(form, Tired(form.program, 1), first_only=False)
    assert solved.allocation is not None
    assert is_lawful(plan, solved.allocation)
    assert not solved.proved
    assert all(level.bound <= level.value for level in solved.levels)
    proved = [level.proved for level in solved.levels]
    assert proved == sorted(proved, reverse=True)
