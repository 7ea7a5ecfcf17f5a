"""Holding: what can be met together, compared with every allocation there is."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.plans import EVERYTHING, held_together, random_plan

from articulate.audit.allocate import Budget, allocate
from articulate.audit.conflicts.claiming import Claims
from articulate.audit.conflicts.fitting import Fitting
from articulate.audit.conflicts.holding import Holding
from articulate.audit.lawful import is_lawful
from articulate.audit.measure import measure
from articulate.audit.plan import Allocation, Plan

BUDGET = Budget()
RANDOM = st.randoms(use_true_random=False)
PLACES_ONLY = ("tally", "floor", "compound", "milestone", "no hours", "thirds", "share")
SEEDS = range(0, 240, 12)


def fitting_of(plan: Plan) -> tuple[Fitting, Allocation]:
    """Start to fill a plan, where all of its credit is there."""
    options = (0,) * len(plan.left_over)
    present = plan.present(options)
    applied = tuple(
        one.award.credits if there else Fraction(0)
        for one, there in zip(plan.candidates, present, strict=True)
    )
    empty = Allocation(options, applied, frozenset())
    return Fitting(Claims(plan, applied, present)), empty


def filled_as_said(plan: Plan) -> int:
    """Fill every set of groups, compare with all allocations, count what was said."""
    together = held_together(plan)
    said = 0
    for size in range(1, len(plan.groups) + 1):
        for chosen in combinations(range(len(plan.groups)), size):
            fitting, empty = fitting_of(plan)
            holds = any(one.issuperset(chosen) for one in together)
            if fitting.fit(chosen, 300):
                placed = frozenset(fitting.pairs())
                found = Allocation(empty.options, empty.applied, placed)
                measured = measure(plan, found)
                assert is_lawful(plan, found)
                assert all(measured.groups[one].met for one in chosen)
            else:
                assert not fitting.placed
                assert not (fitting.exact and holds)
            said += holds or fitting.exact
    return said


@given(RANDOM)
def test_groups_are_filled_beside_each_other_as_one_could(random: Random) -> None:
    drawn = (feature for feature in PLACES_ONLY if random.randint(0, 1))
    filled_as_said(random_plan(random, "places", *drawn, most=300))


@pytest.mark.parametrize("first", SEEDS)
def test_most_groups_are_filled_without_a_search(first: int) -> None:
    plans = [
        random_plan(Random(seed), "places", *PLACES_ONLY, most=100)  # noqa: S311
        for seed in range(first, first + 12)
    ]
    asked = sum(2 ** len(plan.groups) - 1 for plan in plans)
    assert sum(map(filled_as_said, plans)) > asked * 2 // 3


def test_too_few_steps_say_nothing() -> None:
    for seed in range(40):
        plan = random_plan(Random(seed), "share", most=300)  # noqa: S311
        fitting, _ = fitting_of(plan)
        groups = range(len(plan.groups))
        assert fitting.fit(groups, 0) or not fitting.placed


def answered_as_tried(plan: Plan) -> None:
    """Ask about every set of statements, and compare with all allocations."""
    together = held_together(plan)
    holding = Holding(plan, allocate(plan, BUDGET), BUDGET)
    places = range(len(holding.named))
    for size in (1, 2, len(places)):
        for chosen in combinations(places, size):
            holds = any(one.issuperset(chosen) for one in together)
            if not holding.settled.intersection(chosen):
                assert holding.holds(chosen) == holds
    for mask in holding.held:
        met = {one for one in places if mask >> one & 1}
        assert any(met <= one for one in together)


@given(RANDOM)
@settings(max_examples=60)
def test_what_is_said_to_hold_together_does(random: Random) -> None:
    answered_as_tried(random_plan(random, most=300))


@pytest.mark.parametrize("first", SEEDS)
def test_every_set_is_answered_as_all_allocations_show(first: int) -> None:
    for seed in range(first, first + 12):
        pick = Random(seed)  # noqa: S311 - a fixed draw, no secret
        wanted = [one for one in EVERYTHING if pick.randint(0, 1)]
        answered_as_tried(random_plan(pick, "places", *wanted, most=60))


def test_a_search_without_a_budget_leaves_it_open() -> None:
    """What neither filling nor searching settles is not said to be decided."""
    open_ = []
    for seed in range(60):
        plan = random_plan(Random(seed), "limit", "gpa", most=300)  # noqa: S311
        holding = Holding(plan, allocate(plan, BUDGET), Budget(steps=0, search=0))
        for place in range(len(holding.named)):
            holding.holds([place])
        open_.append(not holding.decided)
    assert any(open_)


def test_only_a_group_is_hopeless() -> None:
    plan = random_plan(Random(1), "gpa", most=300)  # noqa: S311
    holding = Holding(plan, allocate(plan, BUDGET), BUDGET)
    hopeless = [holding.is_hopeless(one) for one in range(len(holding.named))]
    assert not any(hopeless[len(plan.groups) :])
