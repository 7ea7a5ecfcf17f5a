"""Adding years, months and business days, in the words a registrar would use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.model.duration import Duration, DurationUnit, MonthEnd, after, before

YEARS, MONTHS = DurationUnit.YEARS, DurationUnit.MONTHS
DOWN, UP, REFUSE = MonthEnd.DOWN, MonthEnd.UP, MonthEnd.REFUSE

CASES = {
    "29 February plus a year is the 28th": ("2024-02-29", 1, YEARS, DOWN, "2025-02-28"),
    "or 1 March": ("2024-02-29", 1, YEARS, UP, "2025-03-01"),
    "or is refused": ("2024-02-29", 1, YEARS, REFUSE, None),
    "29 February plus four years is itself": (
        "2024-02-29",
        4,
        YEARS,
        REFUSE,
        "2028-02-29",
    ),
    "31 January plus a month is the last of February": (
        "2025-01-31",
        1,
        MONTHS,
        DOWN,
        "2025-02-28",
    ),
    "thirteen months cross the year": ("2024-12-15", 13, MONTHS, DOWN, "2026-01-15"),
    "sixteen weeks are 112 days": (
        "2024-01-01",
        16,
        DurationUnit.WEEKS,
        DOWN,
        "2024-04-22",
    ),
    "days are days": ("2024-02-28", 2, DurationUnit.DAYS, DOWN, "2024-03-01"),
    "business days skip the weekend": (
        "2024-11-22",
        1,
        DurationUnit.BUSINESS_DAYS,
        DOWN,
        "2024-11-25",
    ),
    "terms need a calendar": ("2024-01-01", 2, DurationUnit.TERMS, DOWN, None),
    "no calendar has the year 10000": ("9999-01-01", 1, YEARS, DOWN, None),
}


@pytest.mark.parametrize(
    ("day", "amount", "unit", "end", "expected"), CASES.values(), ids=CASES
)
def test_the_day_after(
    day: str, amount: int, unit: DurationUnit, end: MonthEnd, expected: str | None
) -> None:
    found = after(date.fromisoformat(day), Duration(amount, unit), end)
    assert found == (date.fromisoformat(expected) if expected else None)


def test_business_days_count_back_too() -> None:
    monday = date(2024, 11, 25)
    friday = before(monday, Duration(1, DurationUnit.BUSINESS_DAYS), DOWN)
    assert friday == date(2024, 11, 22)


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(1, YEARS), "1 year"),
        (Duration(15, DurationUnit.BUSINESS_DAYS), "15 business days"),
    ],
)
def test_a_duration_reads_aloud(duration: Duration, text: str) -> None:
    assert str(duration) == text


DAYS = st.dates(date(1950, 1, 1), date(2050, 12, 31))


@given(DAYS, st.integers(0, 40), st.sampled_from([DOWN, UP]))
def test_a_longer_time_never_ends_earlier(day: date, years: int, end: MonthEnd) -> None:
    one = after(day, Duration(years, YEARS), end)
    other = after(day, Duration(years + 1, YEARS), end)
    assert one is not None
    assert other is not None
    assert one < other


@given(DAYS, DAYS, st.integers(1, 20), st.sampled_from([DOWN, UP]))
def test_a_later_day_never_ends_earlier(
    one: date, other: date, years: int, end: MonthEnd
) -> None:
    early, late = sorted((one, other))
    ends = [after(day, Duration(years, YEARS), end) for day in (early, late)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0] <= ends[1]
