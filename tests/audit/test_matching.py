"""Matching: what it settles, it settles best; what is no matching it leaves alone."""

from random import Random

from benchmarks.audit.families import near_ties
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.audit.plans import best_by_trying_all, random_plan

from articulate.audit.allocate import Budget, Method, allocate
from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.lawful import is_lawful
from articulate.audit.matching import settle_by_matching
from articulate.audit.objective import objective
from articulate.audit.plan import Allocation
from articulate.audit.reduce import parts_of
from articulate.audit.solver import CpSat

RANDOM = st.randoms(use_true_random=False)


@given(RANDOM)
@settings(max_examples=2 * settings().max_examples)
def test_a_matching_is_the_best_of_all_allocations(random: Random) -> None:
    plan = random_plan(random, "places", *(["tally"] if random.randint(0, 1) else []))
    there = (True,) * len(plan.candidates)
    found = [
        (part.plan, matched.placed)
        for part in parts_of(plan, there)
        for matched in [settle_by_matching(part.plan)]
        if matched is not None
    ]
    assume(found)
    for part, placed in found:
        credit = tuple(one.award.credits for one in part.candidates)
        allocation = Allocation((), credit, placed)
        assert is_lawful(part, allocation)
        assert objective(part, allocation) == best_by_trying_all(part)


def test_sixty_courses_that_only_their_place_tells_apart_are_a_matching() -> None:
    plan = near_ties(Random(1))  # noqa: S311 - a fixed draw, no secret
    found = allocate(plan, Budget())
    assert found.method is Method.MATCHING
    assert found.objective.unmet == 0
    assert found.decided
    assert found.unique


def test_a_matching_is_what_the_integer_program_finds_too() -> None:
    plan = near_ties(Random(2))  # noqa: S311 - a fixed draw, no secret
    matched = settle_by_matching(plan)
    form = formulate(plan)
    solved = solve_by_levels(form, CpSat(form.program, 60), first_only=False)
    assert matched is not None
    assert solved.allocation is not None
    assert solved.allocation.placed == matched.placed


def test_averages_are_no_matching() -> None:
    draws = (random_plan(Random(seed), "floor") for seed in range(40))  # noqa: S311 - fixed
    plans = [
        plan
        for plan in draws
        if any(group.asks and group.asks.floors for group in plan.groups)
    ]
    assert plans
    assert all(settle_by_matching(plan) is None for plan in plans)
