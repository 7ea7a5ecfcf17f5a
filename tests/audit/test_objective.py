"""The order of preference compares what semantics says, in the order it says it."""

from itertools import combinations, islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.audit.plans import every_allocation, random_plan

from articulate.audit.objective import Objective, objective

RANDOM = st.randoms(use_true_random=False)


def in_full(one: Objective) -> tuple[object, ...]:
    """Write down everything that an order of preference is made of."""
    return (
        one.unmet,
        one.missing,
        one.unapplied,
        one.standing,
        one.surplus,
        one.cut,
        one.preference,
        one.placed,
        one.placed_days,
        one.applied_days,
        one.places,
        one.kept,
    )


@given(RANDOM)
def test_one_allocation_is_better_by_the_first_thing_that_differs(
    random: Random,
) -> None:
    plan = random_plan(random)
    some = [objective(plan, one) for one in islice(every_allocation(plan), 12)]
    for one, other in combinations(some, 2):
        mine, others = in_full(one), in_full(other)
        assert (one == other) == (mine == others)
        assert (one < other) == (mine < others)
        assert (other < one) == (others < mine)
