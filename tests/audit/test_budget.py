"""The budget: whatever ends it, the audit says so, and bounds what could be."""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from benchmarks.audit.families import FAMILIES, limited

from articulate.audit.allocate import Budget, allocate
from articulate.audit.certificate import certificate_for
from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.lawful import is_lawful
from articulate.audit.solver import CpSat
from articulate.model.certificate import CertificateKind

PATIENCE = 0.04
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
