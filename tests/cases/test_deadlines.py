"""Deadlines, in the words a registrar would use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.cases.deadlines import Stop, due_on, stops_in
from articulate.model.office_calendar import OfficeCalendar

MONDAY = date(2024, 9, 2)
LABOR_DAY = OfficeCalendar(holidays=frozenset({MONDAY}))
PLAIN = OfficeCalendar()


def day(number: int) -> date:
    return date(2024, 9, number)


CASES = {
    "the day it came does not count": (day(3), 1, (), day(4)),
    "a weekend does not count": (day(6), 1, (), day(9)),
    "what comes on a Saturday begins on Monday": (day(7), 1, (), day(9)),
    "ten business days are two weeks": (day(3), 10, (), day(17)),
    "a stopped clock adds its business days": (
        day(3),
        2,
        (Stop(day(4), day(6)),),
        day(9),
    ),
    "the day on which it is resumed counts": (
        day(3),
        1,
        (Stop(day(4), day(5)),),
        day(5),
    ),
    "stopped and resumed on one day was not stopped": (
        day(3),
        1,
        (Stop(day(4), day(4)),),
        day(4),
    ),
    "a stop over a weekend adds nothing": (day(6), 1, (Stop(day(7), day(9)),), day(9)),
    "two stops add up": (
        day(3),
        1,
        (Stop(day(4), day(5)), Stop(day(5), day(6))),
        day(6),
    ),
    "while it stands there is no day": (day(3), 1, (Stop(day(4)),), None),
}


@pytest.mark.parametrize(("begun", "within", "stops", "due"), CASES.values(), ids=CASES)
def test_due_on(
    begun: date, within: int, stops: tuple[Stop, ...], due: date | None
) -> None:
    assert due_on(begun, within, stops, PLAIN) == due


def test_a_holiday_does_not_count() -> None:
    friday = date(2024, 8, 30)
    assert due_on(friday, 1, (), PLAIN) == MONDAY
    assert due_on(friday, 1, (), LABOR_DAY) == day(3)


def test_an_office_may_work_on_saturdays() -> None:
    calendar = OfficeCalendar(workdays=frozenset(range(6)))
    assert due_on(day(6), 1, (), calendar) == day(7)


@pytest.mark.parametrize("workdays", [frozenset[int](), frozenset({7})])
def test_no_week_is_without_workdays(workdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="no week"):
        OfficeCalendar(workdays=workdays)


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
CALENDARS = st.builds(
    OfficeCalendar,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2020, 1, 1), date(2021, 1, 1)), max_size=20),
)


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_so_many_business_days_lie_between(
    begun: date, within: int, calendar: OfficeCalendar
) -> None:
    due = due_on(begun, within, (), calendar)
    assert due is not None
    assert calendar.works_on(due)
    first = begun + timedelta(days=1)
    assert calendar.days_between(first, due + timedelta(days=1)) == within


@given(DAYS, st.integers(1, 30), st.integers(0, 30), st.integers(0, 30), CALENDARS)
def test_a_stop_adds_what_it_took(
    begun: date, within: int, wait: int, length: int, calendar: OfficeCalendar
) -> None:
    since = begun + timedelta(days=1 + wait)
    until = since + timedelta(days=length)
    plain = due_on(begun, within, (), calendar)
    due = due_on(begun, within, (Stop(since, until),), calendar)
    assert plain is not None
    assert due is not None
    if since > plain:
        assert due == plain
    else:
        took = calendar.days_between(since, until)
        assert due == due_on(begun, within + took, (), calendar)


def test_stops_are_read_from_what_happened() -> None:
    happened = [("receive", day(2)), ("pause", day(3)), ("resume", day(4))]
    assert stops_in([*happened, ("pause", day(5))]) == (
        Stop(day(3), day(4)),
        Stop(day(5)),
    )
