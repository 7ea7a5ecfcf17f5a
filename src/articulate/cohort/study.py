"""A study: every learner's lines, as far as they are plain, and who is left."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.asked import Asked
from articulate.cohort.awards import SCHEMA, Lines, Making, Sums, rows_of_lines
from articulate.cohort.days import by_stretch
from articulate.cohort.handed import Handed, Why
from articulate.cohort.kept import WORTH_KEEPING, Telling
from articulate.cohort.kinds import Shown, amounts_of
from articulate.cohort.numbered import Numbers
from articulate.cohort.plain import decide
from articulate.cohort.reading import Cohort
from articulate.model.identifiers import LearnerId
from articulate.model.line import Line
from articulate.model.record import LearnerRecord

AT_ONCE: Final = 100_000
"""How many learners, or awards, are held together: it bounds the memory of a study."""
FEW_AT_ONCE: Final = 8_000
"""How many learners are counted together: what is looked at should stay in a cache."""

Write = Callable[[pl.DataFrame], None]


@dataclass
class Study:
    """What became of a cohort: sums, and its awards where `write` takes them.

    What is told of codes is kept where the table has at least `keeping` of them.
    """

    cohort: Cohort
    write: Write | None = None
    keeping: int = WORTH_KEEPING
    sums: Sums = field(default_factory=Sums)
    handed: Handed = field(default_factory=Handed)
    _rows: list[Shown] = field(default_factory=list)

    def decide(
        self,
        edges: Sequence[date],
        telling_for: Callable[[LearnerRecord], Telling | None],
        least: Fraction | None,
    ) -> Iterator[int]:
        """Decide what is plain, and yield the number of every learner who is left.

        *edges* are the days on which a version begins or has ended. Of learners between
        two of them *telling_for* one tells of all. *least* is the credit that the
        narrowest limit allows: who is given more is left.
        """
        accepted = np.zeros(len(self.cohort.table.learners), dtype=bool)
        accepted[self.cohort.accepted] = True
        for numbers in by_stretch(self.cohort.days, edges):
            mine = numbers[accepted[numbers]]
            if not len(mine):
                continue
            telling = telling_for(self.cohort.bare(int(mine[0])))
            if telling is None:
                self.handed.add(Why.DAYS, len(mine))
                yield from mine.tolist()
                continue
            table, read = self.cohort.table, self.cohort.read
            asked = Asked(table, read, telling, learners=mine, least=self.keeping)
            lines = np.zeros(0, dtype=np.int64)
            at_once = FEW_AT_ONCE if self.write is None else AT_ONCE
            for start in range(0, len(mine), at_once):
                left, counted = self._some(asked, mine[start : start + at_once], least)
                yield from left
                lines = np.pad(lines, (0, len(counted) - len(lines))) + counted
            self._count(asked, lines)
            asked.keep()

    def add(self, learner: LearnerId, lines: Iterable[Line]) -> None:
        """Add the lines of a learner that somebody else decided."""
        made = tuple(lines)
        for line in made:
            self.sums.add(str(line.status), amounts_of(line.split), 1)
        if self.write is not None:
            self._rows += rows_of_lines(learner, made)
            if len(self._rows) > AT_ONCE:
                self.close()

    def close(self) -> None:
        """Write the awards that were held back."""
        if self._rows and self.write is not None:
            self.write(pl.DataFrame(self._rows, schema=SCHEMA, orient="row"))
        self._rows = []

    def _count(self, asked: Asked, lines: Numbers) -> None:
        """Add so many lines of each kind."""
        for number in np.flatnonzero(lines).tolist():
            kind = asked.kinds.kind(number)
            self.sums.add(kind.status, kind.amounts, int(lines[number]))

    def _some(
        self, asked: Asked, learners: Numbers, least: Fraction | None
    ) -> tuple[list[int], Numbers]:
        """Decide some learners: who is left, and how many lines of each kind."""
        decided = decide(asked, learners)
        making = Making(asked, decided)
        made = list(making.lines())
        self.handed.add_each(decided.left)
        self.handed.rules |= decided.rules
        left = [one for mine in decided.left.values() for one in mine.tolist()]
        if least is not None:
            over = _over(asked, made, least)
            self.handed.add(Why.LIMIT, int(over.sum()))
            left += np.flatnonzero(over).tolist()
            owner = asked.table.owner
            made = [one.kept(~over[owner(one.rows[:, 0])]) for one in made]
        if self.write is not None:
            for lines in made:
                if len(lines.rows):
                    self.write(making.awards(lines))
        every = asked.kinds.known
        counted = (np.bincount(one.kind, minlength=every) for one in made)
        return left, sum(counted, np.zeros(every, dtype=np.int64))


def _over(asked: Asked, made: Iterable[Lines], least: Fraction) -> NDArray[np.bool_]:
    """Say which learners are given more than the narrowest limit allows."""
    sums = np.zeros(len(asked.table.learners), dtype=np.int64)
    given = [
        (asked.table.owner(one.rows[:, 0]), *asked.credit_of(one.kind)) for one in made
    ]
    parts = int(np.lcm.reduce([part for _, _, part in given] or [1]))
    for owner, credit, part in given:
        np.add.at(sums, owner, credit * (parts // part))
    return sums > int(least * parts)
