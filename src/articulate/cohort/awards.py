"""Awards: what decided rows come to, one row for each award of each line.

What a line is, its kind says; the names of rules and courses are laid beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.asked import Asked
from articulate.cohort.kinds import Amounts, Kind, Shown, shown
from articulate.cohort.numbered import Numbers, different, joined
from articulate.cohort.plain import Decided
from articulate.model.identifiers import LearningId
from articulate.model.line import Line
from articulate.model.transcript import CourseAttempt

_TEXT: Final = pl.Categorical()
SCHEMA: Final = pl.Schema(
    {
        "learner": pl.String(),
        "learning": pl.String(),
        "status": _TEXT,
        "rule": _TEXT,
        "kind": _TEXT,
        "code": _TEXT,
        "subject": _TEXT,
        "level": _TEXT,
        "title": _TEXT,
        "credits": _TEXT,
    }
)
"""The columns of awards: all texts, credit exact; a set's learning joined by ` + `."""

JOINED: Final = " + "


@dataclass
class Sums:
    """Credit by what it became, added up exactly, and lines by status."""

    lines: dict[str, int] = field(default_factory=dict)
    credits: dict[str, Fraction] = field(default_factory=dict)

    def add(self, status: str, amounts: Amounts, times: int) -> None:
        """Add the same line so many times."""
        self.lines[status] = self.lines.get(status, 0) + times
        for name, amount in amounts:
            before = self.credits.get(name, Fraction(0))
            self.credits[name] = before + amount * times


@dataclass(frozen=True)
class Lines:
    """Lines with the same number of learnings: their rows, what these came to, kinds.

    A kind is given by its number among all that are known.
    """

    rows: Numbers
    came: Numbers
    kind: Numbers

    def kept(self, wanted: NDArray[np.bool_]) -> "Lines":
        """Keep the lines that are wanted."""
        return Lines(self.rows[wanted], self.came[wanted], self.kind[wanted])


class Making:
    """Makes lines of one decision, and their awards."""

    def __init__(self, asked: Asked, decided: Decided) -> None:
        self._asked, self._decided = asked, decided
        self._table = asked.table
        self._stretch, self._version = asked.stretches(), asked.versions()

    def lines(self) -> Iterator[Lines]:
        """Make the lines of rows by themselves, and of sets by their size."""
        rows, came = self._decided.alone[:, None], self._decided.came[:, None]
        kind = self._asked.kind_of(self._decided.cell, self._of_row)
        yield Lines(rows, came, kind)
        sets, set_came = self._decided.sets, self._decided.set_came
        size = np.diff(np.append(sets.starts, len(sets.rows)))
        for many in np.unique(size).tolist():
            chosen = np.repeat(size == many, size)
            rows = sets.rows[chosen].reshape(-1, many)
            came = set_came[chosen].reshape(-1, many)
            weight, first = different(self._weight(rows, came))
            kinds = [self._of_set(rows[one], came[one]) for one in first.tolist()]
            yield Lines(rows, came, np.array(kinds, dtype=np.int64)[weight])

    def _weight(self, rows: Numbers, came: Numbers) -> Numbers:
        """Number sets by their worth, the version asked, and their members' credit."""
        credit = self._asked.credit[self._table.attempt[rows]].ravel()
        each, _ = joined(credit, self._stretch[came].ravel() + 1)
        each = np.sort(each.reshape(rows.shape), axis=1)
        worth = self._asked.codes.worth[self._table.code[rows[:, 0]]]
        weight, _ = joined(worth, self._version[came[:, 0]] + 1)
        for column in range(rows.shape[1]):
            weight, _ = joined(weight, each[:, column])
        return weight

    def _of_row(self, place: int) -> int:
        """Find the kind of a line of one row, by all that it hangs on."""
        row, came = self._decided.alone[place], self._decided.came[place]
        hangs_on = (self._worth(row), int(came), self._weighed(row))

        def make() -> Kind:
            return self._made(row[None], came[None])

        return self._asked.kinds.find(hangs_on, make)

    def _of_set(self, rows: Numbers, came: Numbers) -> int:
        """Find the kind of a line of a set; its members stand in any order."""
        ended = self._stretch[came].tolist()
        members = sorted(zip(map(self._weighed, rows), ended, strict=True))
        version = int(self._version[came[0]])
        hangs_on = (self._worth(rows[0]), version, tuple(members), "set")
        return self._asked.kinds.find(hangs_on, lambda: self._made(rows, came))

    def _worth(self, row: np.signedinteger[Any]) -> int:
        return int(self._asked.codes.worth[self._table.code[row]])

    def _weighed(self, row: np.signedinteger[Any]) -> tuple[str, str]:
        """Return the credit of a row, and its unit."""
        return self._asked.credits[int(self._asked.credit[self._table.attempt[row]])]

    def _made(self, rows: Numbers, came: Numbers) -> Kind:
        """Have the line of some rows made."""
        pairs = [*zip(rows.tolist(), came.tolist(), strict=True)]
        members = [self._attempt(row) for row, _ in pairs]
        numbers = [self._asked.live(row, one) for row, one in pairs]
        line = self._asked.teller.line(members, numbers)
        return Kind.of(line, by_it=self._asked.outcomes[int(came[0])].by_it)

    def _attempt(self, row: int) -> CourseAttempt:
        return replace(self._asked.attempt(row), id=LearningId(str(row)))

    # --- awards -----------------------------------------------------------------------

    def owners(self, lines: Lines) -> Numbers:
        """Return whose line each is, by the learner's number."""
        return self._table.owner(lines.rows[:, 0])

    def awards(self, lines: Lines) -> pl.DataFrame:
        """Lay names beside the lines, one row for each award."""
        of_line, kinds = self._shown(lines)
        many = np.array([len(kind.awards) for kind in kinds], dtype=np.int64)
        repeat = many[of_line]
        line = np.repeat(np.arange(len(repeat)), repeat)
        kind = of_line[line]
        within = np.arange(len(line)) - (np.cumsum(repeat) - repeat)[line]
        award = (np.cumsum(many) - many)[kind] + within
        names = self._asked.names
        rule = names.rule(
            self._table.code[lines.rows[:, 0]], self._version[lines.came[:, 0]]
        )[line]
        by_it = np.array([one.by_it for one in kinds], dtype=bool)[kind]
        places = [place for one in kinds for place in one.places]
        place = np.array(places, dtype=np.int64)[award]
        course = names.course(rule, place)
        texts = [*zip(*(row for one in kinds for row in one.awards), strict=True)]
        return pl.DataFrame(
            {
                "learner": self._table.learners.gather(self.owners(lines)[line]),
                "learning": self._learning(lines.rows).gather(line),
                "status": _laid([one.status for one in kinds], kind),
                "rule": _laid_over(
                    (names.rules, np.where(by_it, rule, -1)),
                    ([one.rule for one in kinds], kind),
                ),
                "kind": _laid(texts[0], award),
                "code": _laid_over(
                    (names.courses, course - (place < 0)), (texts[1], award)
                ),
                "subject": _laid(texts[2], award),
                "level": _laid(texts[3], award),
                "title": _laid(texts[4], award),
                "credits": _laid(texts[5], award),
            }
        )

    def _shown(self, lines: Lines) -> tuple[Numbers, list[Kind]]:
        """Say what is shown of each line, and tell apart what no kind says.

        What is in the subject of a course itself differs from course to course.
        """
        known = self._asked.kinds
        number, first = different(lines.kind)
        kinds = [known.kind(one) for one in lines.kind[first].tolist()]
        own = np.array([one.own for one in kinds], dtype=bool)
        if not own.any():
            return number, kinds
        mine, code = own[number], self._table.code[lines.rows]
        for column in range(code.shape[1]):
            number, _ = joined(number, np.where(mine, code[:, column] + 1, 0))
        number, first = different(number)
        return number, [
            self._made(lines.rows[place], lines.came[place])
            if mine[place]
            else known.kind(int(lines.kind[place]))
            for place in first.tolist()
        ]

    def _learning(self, rows: Numbers) -> pl.Series:
        learning = self._table.learning(rows[:, 0])
        for column in range(1, rows.shape[1]):
            learning = learning + JOINED + self._table.learning(rows[:, column])
        return learning


def _laid(texts: Sequence[str | None], number: Numbers) -> pl.Series:
    """Lay texts beside rows by their numbers, each different text kept once."""
    return _laid_over((pl.Series([], dtype=pl.String), np.full(1, -1)), (texts, number))


def _laid_over(
    first: tuple[pl.Series, Numbers], second: tuple[Sequence[str | None], Numbers]
) -> pl.Series:
    """Lay texts beside rows: the first where its number is not below nought."""
    names, at = first
    texts, otherwise = second
    every = pl.concat([names, pl.Series(texts, dtype=pl.String)])
    place = np.where(at >= 0, at, otherwise + len(names))
    known = every.drop_nulls().unique(maintain_order=True)
    return every.cast(pl.Enum(known)).gather(place).cast(_TEXT)


def rows_of_lines(learner: str, lines: Iterable[Line]) -> Iterator[Shown]:
    """Make the rows of awards of lines that the engine made."""
    for line in lines:
        learning = JOINED.join(line.learning)
        head = (learner, learning, str(line.status), line.rule)
        for award in line.targets or (None,):
            yield (*head, *shown(award))
