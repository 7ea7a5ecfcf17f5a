"""Deadlines: business days of the office's calendar, less those of a stopped clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articulate.model.case import Move
from articulate.model.office_calendar import OfficeCalendar


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands from one day on, up to and without another; None is still."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the clock stands on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def due_on(
    begun: date, within: int, stops: Sequence[Stop], calendar: OfficeCalendar
) -> date | None:
    """Return the last day that is in time, None while the clock stands.

    The day on which it began does not count, nor does a day on which the clock stands
    or nobody works. What is stopped and resumed on one day was not stopped.

    >>> due_on(date(2024, 8, 30), 3, (), OfficeCalendar())
    datetime.date(2024, 9, 4)
    """
    if any(stop.until is None for stop in stops):
        return None
    day, left = begun, within
    while left > 0:
        day += timedelta(days=1)
        stands = any(stop.holds_on(day) for stop in stops)
        left -= calendar.works_on(day) and not stands
    return day


def stops_in(happened: Iterable[tuple[str, date]]) -> tuple[Stop, ...]:
    """Return when the clock stood, from moves and the days on which they were made.

    >>> stops_in([("pause", date(2024, 9, 2)), ("resume", date(2024, 9, 5))])
    (Stop(since=datetime.date(2024, 9, 2), until=datetime.date(2024, 9, 5)),)
    """
    found: list[Stop] = []
    for move, day in happened:
        if move == Move.PAUSE:
            found.append(Stop(day))
        elif move == Move.RESUME and found:
            found[-1] = Stop(found[-1].since, day)
    return tuple(found)
