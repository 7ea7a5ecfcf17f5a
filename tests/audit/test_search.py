"""The search finds the one best allocation: every other one was tried to compare."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import (
    best_by_trying_all,
    every_allocation,
    held_together,
    random_plan,
)

from articulate.audit.allocate import Budget, Method, allocate
from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.impossible import conflict_in
from articulate.audit.lawful import is_lawful
from articulate.audit.limits import fill_in_order, order_is_best
from articulate.audit.measure import measure
from articulate.audit.objective import objective
from articulate.audit.plan import Allocation, Plan, Residence
from articulate.audit.reduce import parts_of
from articulate.audit.results import statements
from articulate.audit.solver import CpSat
from articulate.audit.states.best_first import settle_best_first
from articulate.audit.states.layout import Layout, layout_of
from articulate.audit.states.table import Settled, settle_by_table
from articulate.model.identifiers import RuleId
from articulate.rulebook.requirements import CountedIn

BUDGET = Budget()
RANDOM = st.randoms(use_true_random=False)
PLACES_ONLY = ("tally", "floor", "compound", "milestone", "no hours", "thirds", "share")
MANY = settings().max_examples  # 100, or 2,000 with the profile `explore`


def by_states(
    plan: Plan, settle: Callable[[Layout, int], Settled | None]
) -> Allocation | None:
    """Settle a plan without options and limits course by course alone."""
    placed = frozenset[tuple[int, int]]()
    for part in parts_of(plan, (True,) * len(plan.candidates)):
        layout = layout_of(part.plan)
        settled = None if layout is None else settle(layout, 10**6)
        if settled is None:
            return None
        placed |= part.in_whole(settled.placed)
    applied = tuple(one.award.credits for one in plan.candidates)
    return Allocation((), applied, placed)


@pytest.mark.parametrize("settle", [settle_by_table, settle_best_first])
@given(random=RANDOM)
@settings(max_examples=2 * MANY)
def test_course_by_course_the_best_of_all_allocations_is_found(
    settle: Callable[[Layout, int], Settled | None], random: Random
) -> None:
    drawn = (feature for feature in PLACES_ONLY if random.randint(0, 1))
    plan = random_plan(random, "places", *drawn)
    found = by_states(plan, settle)
    if found is not None:
        assert is_lawful(plan, found)
        assert objective(plan, found) == best_by_trying_all(plan)


@given(RANDOM)
@settings(max_examples=MANY)
def test_the_integer_program_finds_the_best_of_all_allocations(random: Random) -> None:
    plan = random_plan(random)
    form = formulate(plan)
    solved = solve_by_levels(form, CpSat(form.program, 60), first_only=False)
    assert solved.proved
    assert solved.allocation is not None
    assert is_lawful(plan, solved.allocation)
    assert objective(plan, solved.allocation) == best_by_trying_all(plan)


def test_the_first_of_equal_places_is_found_where_a_course_is_cut_away() -> None:
    """The solver's presolve took a place out of the order in which they are decided."""
    plan = random_plan(Random(4745), most=48)  # noqa: S311 - a fixed draw, no secret
    found = allocate(plan, Budget(steps=0, moves=0))
    assert found.method is Method.PROGRAM
    assert found.objective == best_by_trying_all(plan)


@given(RANDOM)
@settings(max_examples=2 * MANY)
def test_the_best_of_all_allocations_is_found_whatever_the_degree(
    random: Random,
) -> None:
    plan = random_plan(random)
    found = allocate(plan, BUDGET)
    assert found.decided
    assert found.unique
    assert is_lawful(plan, found.allocation)
    assert found.objective == best_by_trying_all(plan)


@given(RANDOM)
@settings(max_examples=MANY)
def test_what_counts_wherever_it_goes_counts_where_it_goes_nowhere(
    random: Random,
) -> None:
    """A residency rule may look at some credit only where it is placed."""
    plan = random_plan(random, "places")
    everyone, pairs = range(len(plan.candidates)), plan.pairs()
    base = frozenset(one for one in everyone if random.randint(0, 1))
    base_there = frozenset(pair for pair in pairs if random.randint(0, 1))
    rule = Residence(
        RuleId("r"),
        Fraction(random.choice([1, 2])),
        random.choice([CountedIn.COURSES, CountedIn.CREDIT]),
        frozenset(one for one in base if random.randint(0, 1)),
        frozenset(pair for pair in base_there if random.randint(0, 1)),
        base,
        base_there,
    )
    plan = replace(plan, residencies=(rule,))
    assert allocate(plan, BUDGET).objective == best_by_trying_all(plan)


@given(RANDOM)
@settings(max_examples=MANY)
def test_limits_and_options_are_part_of_the_same_optimum(random: Random) -> None:
    plan = random_plan(random, "limit", "choice", "gpa")
    found = allocate(plan, BUDGET)
    assert found.objective == best_by_trying_all(plan)


@given(RANDOM)
@settings(max_examples=MANY)
def test_the_smallest_conflict_is_the_smallest_of_all_sets(random: Random) -> None:
    plan = random_plan(random)
    best = allocate(plan, BUDGET)
    size = len(statements(plan, measure(plan, best.allocation)))
    found = conflict_in(plan, best, BUDGET)
    together = held_together(plan)
    alone = {place for place in range(size) if any(place in one for one in together)}
    assert found.alone == alone
    smallest: tuple[int, ...] = ()
    named = statements(plan, measure(plan, best.allocation))
    by_name = sorted(alone, key=lambda place: (named[place][0], place))
    for count in range(2, size + 1):
        stuck = [
            chosen
            for chosen in combinations(by_name, count)
            if not any(one.issuperset(chosen) for one in together)
        ]
        if stuck:
            smallest = stuck[0]
            break
    assert found.smallest == smallest


@given(RANDOM)
@settings(max_examples=MANY)
def test_no_two_allocations_are_equally_good(random: Random) -> None:
    plan = random_plan(random)
    found = [objective(plan, allocation) for allocation in every_allocation(plan)]
    assert len(found) == len(set(found))


@given(RANDOM)
@settings(max_examples=MANY)
def test_limits_that_lie_apart_or_inside_each_other_cut_what_came_last(
    random: Random,
) -> None:
    plan = random_plan(random, "limit", "thirds")
    bare = Plan(plan.candidates, (), (), limits=plan.limits)
    credit = [one.award.credits for one in bare.candidates]
    found = Allocation((), fill_in_order(credit, bare.limits), frozenset())
    assert is_lawful(bare, found)
    if order_is_best(credit, bare.limits):
        assert objective(bare, found) == best_by_trying_all(bare)


@given(RANDOM)
@settings(max_examples=MANY // 2)
def test_a_budget_that_ends_first_says_so_and_bounds_what_could_be(
    random: Random,
) -> None:
    plan = random_plan(random)
    found = allocate(plan, Budget(readings=0, steps=0, moves=0, search=0))
    best = best_by_trying_all(plan)
    assert is_lawful(plan, found.allocation)
    if found.unique:  # the relaxation alone may prove it, and searches nothing
        assert found.objective == best
    elif found.decided:
        assert found.objective.leading == best.leading
    else:
        assert found.bounds[0] <= best.unmet


@given(RANDOM)
@settings(max_examples=MANY)
def test_asking_for_the_fewest_unmet_only_finds_as_few(random: Random) -> None:
    plan = random_plan(random)
    found = allocate(plan, BUDGET, first_only=True)
    assert found.objective.unmet == best_by_trying_all(plan).unmet


@given(RANDOM)
@settings(max_examples=MANY)
def test_relaxing_a_requirement_never_leaves_more_unmet(random: Random) -> None:
    plan = random_plan(random, "tally", "floor", "share")
    credits_ = Fraction(0) if plan.credits is not None else None
    relaxed = replace(plan, credits=credits_)
    before, after = allocate(plan, BUDGET), allocate(relaxed, BUDGET)
    assert after.objective.unmet <= before.objective.unmet


def test_two_limits_cut_two_courses_in_the_parts_that_credit_comes_in() -> None:
    """A compound course is half a course; that is no reason to cut credit in half."""
    plan = random_plan(Random(65828), most=120)  # noqa: S311 - a fixed draw, no secret
    found = allocate(plan, BUDGET)
    assert {one.denominator for one in found.allocation.applied} == {1}
    assert found.objective == best_by_trying_all(plan)


def test_a_tangle_too_large_for_the_table_goes_to_integer_programming() -> None:
    plan = random_plan(Random(7), "tally", "share")  # noqa: S311 - a fixed draw, no secret
    found = allocate(plan, Budget(steps=0, moves=0))
    assert found.method is Method.PROGRAM
    assert found.objective == best_by_trying_all(plan)
