"""Durations, and adding years and months to a day.

Which day 29 February plus a year is, is the policy's choice (`month-end`), so adding
always takes a `MonthEnd`; see docs/decisions/0005.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_SATURDAY = 5


class DurationUnit(StrEnum):
    """What a duration is counted in."""

    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    TERMS = "terms"
    BUSINESS_DAYS = "business days"


class MonthEnd(StrEnum):
    """How a day that its month lacks is read: earlier, later, or not at all."""

    DOWN = "down"
    UP = "up"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time by its length: `7 years`, `15 business days`.

    >>> str(Duration(7, DurationUnit.YEARS)), str(Duration(1, DurationUnit.TERMS))
    ('7 years', '1 term')
    """

    amount: int
    unit: DurationUnit

    def __str__(self) -> str:
        name = str(self.unit)
        return f"{self.amount} {name.removesuffix('s') if self.amount == 1 else name}"

    @property
    def unread(self) -> str:
        """Why no day may lie so far from another: see `after`.

        >>> Duration(7, DurationUnit.YEARS).unread
        'month-end'
        """
        terms = self.unit is DurationUnit.TERMS
        return "terms have no length in days" if terms else "month-end"

    @property
    def in_days(self) -> int | None:
        """The length in days, where the unit has a fixed one (weeks and days)."""
        match self.unit:
            case DurationUnit.WEEKS:
                return 7 * self.amount
            case DurationUnit.DAYS:
                return self.amount
            case _:
                return None


def after(day: date, duration: Duration, month_end: MonthEnd) -> date | None:
    """Return the day *duration* after *day*; a negative amount counts back.

    None when `month_end` refuses, when the unit is terms (which need a calendar), or
    when the calendar has no such day. Business days are Mondays to Fridays.

    >>> after(date(2024, 2, 29), Duration(1, DurationUnit.YEARS), MonthEnd.DOWN)
    datetime.date(2025, 2, 28)
    >>> after(date(2024, 2, 29), Duration(1, DurationUnit.YEARS), MonthEnd.UP)
    datetime.date(2025, 3, 1)
    """
    try:
        match duration.unit:
            case DurationUnit.YEARS:
                return _add_months(day, 12 * duration.amount, month_end)
            case DurationUnit.MONTHS:
                return _add_months(day, duration.amount, month_end)
            case DurationUnit.WEEKS | DurationUnit.DAYS:
                return day + timedelta(days=duration.in_days or 0)
            case DurationUnit.BUSINESS_DAYS:
                return _add_business_days(day, duration.amount)
            case DurationUnit.TERMS:
                return None
    except (OverflowError, ValueError):
        return None


def before(day: date, duration: Duration, month_end: MonthEnd) -> date | None:
    """Return the day *duration* before *day*; see `after`."""
    return after(day, Duration(-duration.amount, duration.unit), month_end)


def _add_months(day: date, months: int, month_end: MonthEnd) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    match month_end:
        case MonthEnd.DOWN:
            return date(year, month, last)
        case MonthEnd.UP:
            return date(year, month, last) + timedelta(days=1)
        case MonthEnd.REFUSE:
            return None


def _add_business_days(day: date, amount: int) -> date:
    step = timedelta(days=1 if amount >= 0 else -1)
    left = abs(amount)
    while left:
        day += step
        if day.weekday() < _SATURDAY:
            left -= 1
    return day
