"""The smallest changes are found, none is missed, and each was tried."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.analysis.nearest import Pool, Proposal, Slot, nearest, needed_of
from articulate.model.change import Change, FactChange
from articulate.model.identifiers import LearnerId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord

NOBODY = LearnerRecord(Learner(LearnerId("L-1")))


def flag(name: str) -> Change:
    return FactChange(None, f"flag {name}", value=True)


def slot(*changes: Change) -> Slot:
    return Slot(tuple(Proposal(one) for one in changes))


def flags_of(record: LearnerRecord) -> set[str]:
    return {name for name, held in record.learner.flags if held}


def test_one_change_is_found_before_two() -> None:
    pool = Pool((slot(flag("a")), slot(flag("b")), slot(flag("c"))))
    enough: list[set[str]] = [{"a", "b"}, {"c"}]
    found = nearest(NOBODY, [pool], lambda one: any(e <= flags_of(one) for e in enough))
    assert found.found == ((flag("c"),),)
    assert found.all_seen


def test_every_change_of_the_smallest_size_is_found() -> None:
    pool = Pool((slot(flag("a")), slot(flag("b")), slot(flag("c"))))
    found = nearest(NOBODY, [pool], lambda one: len(flags_of(one)) == 2)
    assert set(found.found) == set(combinations(map(flag, "abc"), 2))


def test_what_a_rule_needs_is_in_every_change() -> None:
    pool = Pool((slot(flag("b")),), needed=(slot(flag("a")),))
    found = nearest(NOBODY, [pool], lambda one: flags_of(one) == {"a", "b"})
    assert found.found == ((flag("a"), flag("b")),)
    assert found.tried == 2


def test_nothing_is_claimed_where_the_work_ran_out() -> None:
    pool = Pool(tuple(slot(flag(name)) for name in "abcdefgh"))
    found = nearest(NOBODY, [pool], lambda _: False, tries=5)
    assert found.found == ()
    assert (found.tried, found.all_seen) == (5, False)


@pytest.mark.parametrize("last_day_holds", [True, False], ids=["holds", "does not"])
def test_later_is_claimed_only_where_every_later_day_does_too(
    *, last_day_holds: bool
) -> None:
    days = [date(2020, 1, 1), date(2020, 1, 2), date(2024, 1, 1)]
    first, *later = [FactChange(None, "admitted", day) for day in days]
    end = FactChange(None, "admitted", days[0], ">=")
    pool = Pool((Slot((Proposal(first, tuple(later), end),)),))

    def shows(record: LearnerRecord) -> bool:
        day = record.learner.admitted
        return day in days[: 3 if last_day_holds else 2]

    found = nearest(NOBODY, [pool], shows)
    assert found.found == ((end if last_day_holds else first,),)


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), min_size=1, max_size=5))
def test_nothing_can_be_left_out_of_what_is_needed(enough: list[set[str]]) -> None:
    def shows(record: LearnerRecord) -> bool:
        return any(one <= flags_of(record) for one in enough)

    left, _ = needed_of(NOBODY, tuple(map(flag, "abcdef")), shows)
    assert {frozenset(f"flag {name}" for name in one) for one in enough} & {
        frozenset(one.fact for one in left if isinstance(one, FactChange))
    }


def test_where_all_of_it_is_not_enough_nothing_is_needed() -> None:
    left, tried = needed_of(NOBODY, (flag("a"),), lambda _: False)
    assert (left, tried) == ((), 1)
