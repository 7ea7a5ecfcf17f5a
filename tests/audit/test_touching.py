"""Touching: the smallest set with something of each of several sets."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from articulate.audit.conflicts.touching import first_touching, sets_up_to


@given(
    st.lists(st.sets(st.integers(0, 8), min_size=1, max_size=4), min_size=1, max_size=9)
)
def test_the_set_that_touches_all_is_the_smallest_and_first(
    removals: list[set[int]],
) -> None:
    first = next(
        chosen
        for size in range(1, 10)
        for chosen in combinations(range(9), size)
        if all(one.intersection(chosen) for one in removals)
    )
    masks = [sum(1 << rank for rank in one) for one in removals]
    assert first_touching(masks, (), 20_000) == first
    for after in combinations(range(9), len(first)):
        if after <= first:
            assert first_touching(masks, after, 20_000) == first


def test_three_sets_that_meet_in_pairs_take_two() -> None:
    assert first_touching([0b011, 0b110, 0b101], (), 20_000) == (0, 1)


def test_where_it_takes_too_long_no_set_is_named() -> None:
    assert first_touching([0b11, 0b110], (), 0) is None


@given(st.sets(st.integers(0, 7), min_size=1, max_size=7), st.data())
def test_sets_are_counted_by_size_and_then_by_rank(
    among: set[int], data: st.DataObject
) -> None:
    counted = [
        chosen
        for size in range(1, 9)
        for chosen in combinations(range(8), size)
        if among.intersection(chosen)
    ]
    place = data.draw(st.integers(0, len(counted) - 1))
    mask = sum(1 << one for one in among)
    assert sets_up_to(counted[place], 8, mask) == place + 1
