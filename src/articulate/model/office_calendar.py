"""An office's calendar: on which days people work, so that deadlines can be counted."""

from dataclasses import dataclass, field
from datetime import date, timedelta

_MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The days on which an office works; `workdays` counts from 0, a Monday.

    There is at least one workday in a week, and holidays are days off beside the rest.

    >>> christmas = OfficeCalendar(holidays=frozenset({date(2024, 12, 25)}))
    >>> christmas.works_on(date(2024, 12, 24)), christmas.works_on(date(2024, 12, 25))
    (True, False)
    """

    workdays: frozenset[int] = _MONDAY_TO_FRIDAY
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.workdays <= frozenset(range(7)) or not self.workdays:
            msg = f"no week has these workdays: {sorted(self.workdays)}"
            raise ValueError(msg)

    def works_on(self, day: date) -> bool:
        """Say whether a day is a business day."""
        return day.weekday() in self.workdays and day not in self.holidays

    def days_between(self, first: date, last: date) -> int:
        """Count the business days from one day on, up to and without another."""
        count = (last - first).days
        days = (first + timedelta(days=one) for one in range(max(count, 0)))
        return sum(self.works_on(day) for day in days)
