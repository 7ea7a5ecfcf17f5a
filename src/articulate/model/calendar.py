"""Periods of days, and the terms of an institution's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta

from articulate.model.identifiers import InstitutionId, TermCode


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, half-open: `until` is the first day outside; None is no end.

    On the page a period is inclusive: make one from there with `Period.through`.

    >>> Period.through(date(2024, 8, 15), date(2027, 8, 14)).contains(date(2027, 8, 14))
    True
    """

    start: date | None = None
    until: date | None = None

    @classmethod
    def through(cls, start: date | None, last: date | None) -> "Period":
        """Make a period from its first and last day, both inclusive."""
        until = None if last is None or last == date.max else last + timedelta(days=1)
        return cls(start, until)

    @property
    def last(self) -> date | None:
        """The last day inside, as it is written on the page; None for no end."""
        return None if self.until is None else self.until - timedelta(days=1)

    @property
    def empty(self) -> bool:
        """Whether no day lies inside."""
        return (
            self.start is not None
            and self.until is not None
            and self.until <= self.start
        )

    def contains(self, day: date) -> bool:
        """Say whether *day* lies inside."""
        return (self.start is None or self.start <= day) and (
            self.until is None or day < self.until
        )

    def overlaps(self, other: "Period") -> bool:
        """Say whether some day lies inside both."""
        starts = [p.start for p in (self, other) if p.start is not None]
        ends = [p.until for p in (self, other) if p.until is not None]
        return not starts or not ends or max(starts) < min(ends)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Term:
    """A named stretch of instruction; `first` and `last` are both inclusive.

    Missing an `optional` term is no gap in enrollment.
    """

    code: TermCode
    title: str
    first: date
    last: date
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TermRef:
    """A term of an institution's calendar, as policies and records name it.

    >>> str(TermRef(InstitutionId("STATE"), TermCode("2024FA")))
    'STATE:2024FA'
    """

    institution: InstitutionId
    code: TermCode

    def __str__(self) -> str:
        return f"{self.institution}:{self.code}"
