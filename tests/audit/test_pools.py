"""Pools of credit: the ways to fill one, and what never stands in the best way."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from benchmarks.audit.families import FAMILIES
from hypothesis import given
from hypothesis import strategies as st

from articulate.audit.descent.levels import solve_by_levels
from articulate.audit.formulation.formulate import formulate
from articulate.audit.formulation.pool_rows import plain_leaves, ways_to_fill
from articulate.audit.measure import measure
from articulate.audit.solver import CpSat

SIZES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 3)),
    max_size=4,
    unique_by=lambda size: size[0],
)


@given(st.integers(0, 25), SIZES)
def test_every_way_to_fill_a_pool_with_none_to_spare_is_listed(
    need: int, sizes: list[tuple[int, int]]
) -> None:
    sizes = sorted(sizes, reverse=True)
    expected = set()
    for way in product(*(range(there + 1) for _, there in sizes)):
        credit = sum(taken * size for taken, (size, _) in zip(way, sizes, strict=True))
        least = min(
            (size for taken, (size, _) in zip(way, sizes, strict=True) if taken),
            default=1,
        )
        if credit - least < need <= credit:
            expected.add(way)
    if need == 0:
        expected = {(0,) * len(sizes)}
    found = ways_to_fill(need, sizes)
    assert found is not None
    assert set(found) == expected
    assert len(found) == len(expected)


def test_too_many_ways_are_not_listed() -> None:
    assert ways_to_fill(60, [(size, 9) for size in range(15, 5, -1)]) is None


def test_what_cannot_be_filled_is_soon_known() -> None:
    assert ways_to_fill(100_000, [(size, 60) for size in range(40, 0, -1)]) == []


@pytest.mark.parametrize("family", ["several averages", "subjects to spread over"])
def test_a_leaf_that_an_average_or_a_bound_looks_at_is_not_plain(family: str) -> None:
    plan = FAMILIES[family](Random(1))  # noqa: S311 - a fixed draw, no secret
    looked_at = {
        leaf
        for group in plan.groups
        if group.asks is not None
        for leaf in group.asks.leaves
        if group.asks.floors or any(tally.at_least for tally in group.asks.tallies)
    }
    assert plain_leaves(plan) == {leaf.place for leaf in plan.leaves} - looked_at


@pytest.mark.parametrize("seed", [1, 5])
def test_pools_that_must_come_out_exactly_do_within_a_tenth_of_the_budget(
    seed: int,
) -> None:
    plan = FAMILIES["knapsack-like credits"](Random(seed))  # noqa: S311 - a fixed draw
    form = formulate(plan)
    solved = solve_by_levels(form, CpSat(form.program, 1), first_only=False)
    assert solved.proved
    assert solved.allocation is not None
    assert measure(plan, solved.allocation).surplus == Fraction(0)
