"""Periods: inclusive on the page, half-open inside."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from articulate.model.calendar import ALWAYS, Period

DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
ENDS = st.none() | DAYS


def test_the_last_day_on_the_page_is_inside() -> None:
    period = Period.through(date(2024, 1, 1), date(2024, 12, 31))
    assert period.contains(date(2024, 12, 31))
    assert not period.contains(date(2025, 1, 1))
    assert period.last == date(2024, 12, 31)


def test_always_has_no_end() -> None:
    assert ALWAYS.contains(date.min)
    assert ALWAYS.contains(date.max)
    assert ALWAYS.last is None
    assert Period.through(None, date.max).until is None


def test_an_end_before_the_beginning_holds_no_day() -> None:
    assert Period.through(date(2024, 1, 2), date(2024, 1, 1)).empty
    assert not Period.through(date(2024, 1, 1), date(2024, 1, 1)).empty


@given(ENDS, ENDS, ENDS, ENDS, DAYS)
def test_a_shared_day_is_an_overlap(
    a: date | None, b: date | None, c: date | None, d: date | None, day: date
) -> None:
    one, other = Period.through(a, b), Period.through(c, d)
    if one.contains(day) and other.contains(day):
        assert one.overlaps(other)
        assert other.overlaps(one)


@given(DAYS, st.integers(0, 400))
def test_consecutive_periods_meet_without_overlapping(first: date, days: int) -> None:
    edge = first + timedelta(days=days)
    early, late = Period.through(first, edge), Period(edge + timedelta(days=1))
    assert not early.overlaps(late)
    assert early.contains(edge) is not late.contains(edge)
