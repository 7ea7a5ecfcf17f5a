"""Days: learners whose own days lie in one stretch, in which no version changes."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from articulate.cohort.numbered import Numbers, different


@dataclass(frozen=True, slots=True)
class Days:
    """The day a learner was admitted, and the day credit was asked for."""

    admitted: date | None = None
    requested: date | None = None


NO_DAYS = Days()


@dataclass(frozen=True)
class LearnerDays:
    """The days of learners by number; `which` says which of the different days."""

    which: Numbers
    days: Sequence[Days]

    def of(self, number: int) -> Days:
        """Return the days of one learner."""
        return self.days[int(self.which[number])]


def days_of(learners: pl.Series, table: pl.DataFrame | None) -> LearnerDays:
    """Find the days of learners in a table of them; who is not in it has none.

    The table has each learner once, and days as dates.
    """
    if table is None:
        return LearnerDays(np.zeros(len(learners), dtype=np.int64), [NO_DAYS])
    asked = pl.DataFrame({"learner": learners})
    found = asked.join(table, on="learner", how="left", maintain_order="left")
    number = np.zeros(len(learners), dtype=np.int64)
    for name in ("admitted", "requested"):
        day = found[name].to_physical().cast(pl.Int64).fill_null(_NO_DAY).to_numpy()
        place, first = different(day - _NO_DAY)
        number = number * len(first) + place
    which, rows = different(number)
    pairs = found.select("admitted", "requested")[rows].iter_rows()
    return LearnerDays(which, [Days(*pair) for pair in pairs])


def by_stretch(days: LearnerDays, edges: Sequence[date]) -> Iterator[Numbers]:
    """Group learners whose days lie in the same stretch, by their numbers.

    *edges* are the days on which something begins or has ended, in order.
    """
    groups: dict[tuple[int, int], int] = {}
    group = [
        groups.setdefault(
            (_place(edges, one.admitted), _place(edges, one.requested)), len(groups)
        )
        for one in days.days
    ]
    of = np.array(group, dtype=np.int64)[days.which]
    for number in range(len(groups)):
        mine = np.flatnonzero(of == number)
        if len(mine):
            yield mine


def _place(edges: Sequence[date], day: date | None) -> int:
    return -1 if day is None else bisect_right(edges, day)


_NO_DAY = -1_000_000
