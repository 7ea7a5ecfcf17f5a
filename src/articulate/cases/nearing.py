"""Days that come nearer: until when a day is near, and when that will be otherwise."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from articulate.cases.deadlines import due_on
from articulate.model.duration import Duration, DurationUnit, MonthEnd, after
from articulate.model.office_calendar import OfficeCalendar

_ONE = timedelta(days=1)
_LONG = 36_500
"""What is further away, in whatever unit, is near always."""


@dataclass(frozen=True, slots=True)
class Today:
    """The office's day, and its calendar."""

    day: date
    calendar: OfficeCalendar = field(default_factory=OfficeCalendar)

    def reach(self, within: Duration) -> date:
        """Return the last day that is near, business days by the office's calendar.

        >>> three = Duration(3, DurationUnit.BUSINESS_DAYS)
        >>> Today(date(2024, 8, 30)).reach(three)
        datetime.date(2024, 9, 4)
        """
        if within.amount > _LONG:
            return date.max
        if within.unit is DurationUnit.BUSINESS_DAYS:
            return due_on(self.day, within.amount, (), self.calendar) or self.day
        return after(self.day, within, MonthEnd.DOWN) or date.max

    def until_near(self, day: date, within: Duration) -> date:
        """Return the first day after today on which another is near.

        What is near once is near until it is over, so not every day is tried.
        """
        low, high = self.day + _ONE, day
        while low < high:
            middle = low + (high - low) // 2
            if Today(middle, self.calendar).reach(within) >= day:
                high = middle
            else:
                low = middle + _ONE
        return high
