"""Awards: what decided rows come to, one row for each award of each line.

A line is made once for each kind: rows whose rule gives the same credit, with the same
outcome and credit, have equal lines but for the names of rules and courses, and these
are laid beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.numbered import Numbers, different, joined
from articulate.cohort.plain import Asked, Decided
from articulate.model.award import AwardKind, CreditAward
from articulate.model.exact import number_text
from articulate.model.identifiers import LearningId
from articulate.model.line import CreditSplit, Line
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
ZERO: Final = Fraction(0)
Shown = tuple[str | None, ...]
_AWARD: Final = len(SCHEMA) - 4


@dataclass
class Sums:
    """Credit by what it became, added up exactly, and lines by status."""

    lines: dict[str, int] = field(default_factory=dict)
    credits: dict[str, Fraction] = field(default_factory=dict)

    def add(self, status: str, split: CreditSplit, times: int) -> None:
        """Add the same line so many times."""
        self.lines[status] = self.lines.get(status, 0) + times
        amounts = {"earned": split.earned, "granted": split.granted}
        amounts |= {str(kind): amount for kind, amount in split.by_status}
        amounts |= {"rounding": split.rounding}
        for name, amount in amounts.items():
            if amount:
                before = self.credits.get(name, Fraction(0))
                self.credits[name] = before + amount * times


@dataclass(frozen=True)
class _Kinds:
    """Which kind of line each row has, and the line that was made of each kind."""

    kind: Numbers
    lines: Sequence[Line]
    by_it: Sequence[bool]

    def kept(self, wanted: NDArray[np.bool_]) -> "_Kinds":
        """Keep the kinds of the rows that are wanted."""
        return replace(self, kind=self.kind[wanted])

    def add_to(self, sums: Sums) -> None:
        """Add every line to sums."""
        counted = np.bincount(self.kind, minlength=len(self.lines)).tolist()
        for line, times in zip(self.lines, counted, strict=True):
            if times:
                sums.add(str(line.status), line.split, times)


@dataclass(frozen=True)
class Lines:
    """Lines with the same number of learnings: their rows, and what these came to."""

    rows: Numbers
    came: Numbers
    kinds: _Kinds

    def kept(self, wanted: NDArray[np.bool_]) -> "Lines":
        """Keep the lines that are wanted."""
        return Lines(self.rows[wanted], self.came[wanted], self.kinds.kept(wanted))

    def credit(self) -> tuple[Numbers, int]:
        """Return what each line gives in parts of a credit, and how many make one."""
        given = [
            sum((a.credits for a in one.targets), ZERO) for one in self.kinds.lines
        ]
        parts = lcm(*(one.denominator for one in given))
        whole = np.array([int(one * parts) for one in given], dtype=np.int64)
        return whole[self.kinds.kind], parts


class Making:
    """Makes lines of one decision, and their awards."""

    def __init__(self, asked: Asked, decided: Decided) -> None:
        self._asked, self._decided = asked, decided
        self._table = asked.table
        self._credit = asked.read.credit_numbers()
        self._stretch, self._version = asked.stretches(), asked.versions()

    def lines(self) -> Iterator[Lines]:
        """Make the lines of rows by themselves, and of sets by their size."""
        rows, came = self._decided.alone[:, None], self._decided.came[:, None]
        weight, _ = joined(came[:, 0], self._credit[self._table.attempt[rows[:, 0]]])
        yield self._lines(rows, came, weight)
        sets, set_came = self._decided.sets, self._decided.set_came
        size = np.diff(np.append(sets.starts, len(sets.rows)))
        for many in np.unique(size).tolist():
            chosen = np.repeat(size == many, size)
            rows = sets.rows[chosen].reshape(-1, many)
            came = set_came[chosen].reshape(-1, many)
            yield self._lines(rows, came, self._weight(rows, came))

    def _weight(self, rows: Numbers, came: Numbers) -> Numbers:
        """Number sets by the version that was asked, and their members' credit."""
        credit = self._credit[self._table.attempt[rows]].ravel()
        each, _ = joined(credit, self._stretch[came].ravel() + 1)
        each = np.sort(each.reshape(rows.shape), axis=1)
        weight = self._version[came[:, 0]] + 1
        for column in range(rows.shape[1]):
            weight, _ = joined(weight, each[:, column])
        return weight

    def _lines(self, rows: Numbers, came: Numbers, weight: Numbers) -> Lines:
        code = self._table.code[rows]
        key, _ = joined(self._asked.codes.worth[code[:, 0]], weight)
        kinds = self._kinds(rows, came, key)
        own = np.array([_in_a_subject(line) for line in kinds.lines], dtype=bool)
        if own.any():
            # What is in the subject of a course itself differs from course to course.
            mine = own[kinds.kind]
            for column in range(rows.shape[1]):
                key, _ = joined(key, np.where(mine, code[:, column] + 1, 0))
            kinds = self._kinds(rows, came, key)
        return Lines(rows, came, kinds)

    def _kinds(self, rows: Numbers, came: Numbers, key: Numbers) -> _Kinds:
        """Make one line for each different key."""
        kind, first = different(key)
        lines, by_it = [], []
        for place in first.tolist():
            members = [self._attempt(row) for row in rows[place].tolist()]
            outcomes = [self._asked.outcomes[one] for one in came[place].tolist()]
            numbers = [one.outcome for one in outcomes]
            lines.append(self._asked.teller.line(members, numbers))
            by_it.append(outcomes[0].by_it)
        return _Kinds(kind, lines, by_it)

    def _attempt(self, row: int) -> CourseAttempt:
        code, attempt = self._table.code[row], self._table.attempt[row]
        found = self._asked.read.attempt(int(code), int(attempt))
        return replace(found, id=LearningId(str(row)))

    # --- awards -----------------------------------------------------------------------

    def owners(self, lines: Lines) -> Numbers:
        """Return whose line each is, by the learner's number."""
        return self._table.owner(lines.rows[:, 0])

    def awards(self, lines: Lines) -> pl.DataFrame:
        """Lay names beside the lines, one row for each award."""
        kinds, made = lines.kinds, lines.kinds.lines
        many = np.array([max(1, len(line.targets)) for line in made], dtype=np.int64)
        repeat = many[kinds.kind]
        line = np.repeat(np.arange(len(repeat)), repeat)
        kind = kinds.kind[line]
        within = np.arange(len(line)) - (np.cumsum(repeat) - repeat)[line]
        award = (np.cumsum(many) - many)[kind] + within
        names = self._asked.codes.names()
        rule = names.rule(
            self._table.code[lines.rows[:, 0]], self._version[lines.came[:, 0]]
        )[line]
        by_it = np.array(kinds.by_it, dtype=bool)[kind]
        place = np.array(_course_numbers(made), dtype=np.int64)[award]
        course = names.course(rule, place)
        shown = [_shown(one) for line in made for one in (line.targets or (None,))]
        texts = [[row[column] for row in shown] for column in range(_AWARD)]
        return pl.DataFrame(
            {
                "learner": self._table.learners.gather(self.owners(lines)[line]),
                "learning": self._learning(lines.rows).gather(line),
                "status": _laid([str(one.status) for one in made], kind),
                "rule": _laid_over(
                    (names.rules, np.where(by_it, rule, -1)),
                    ([one.rule for one in made], kind),
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

    def _learning(self, rows: Numbers) -> pl.Series:
        learning = self._table.learning(rows[:, 0])
        for column in range(1, rows.shape[1]):
            learning = learning + JOINED + self._table.learning(rows[:, column])
        return learning


def _course_numbers(lines: Sequence[Line]) -> list[int]:
    """Number the awards of each line that are courses; -1 for every other."""
    numbers: list[int] = []
    for line in lines:
        courses = 0
        for award in line.targets or (None,):
            if award is not None and award.kind is AwardKind.COURSE:
                numbers.append(courses)
                courses += 1
            else:
                numbers.append(-1)
    return numbers


def _shown(award: CreditAward | None) -> Shown:
    """Return the last six columns of an award; none where a line has no award."""
    if award is None:
        return (None,) * _AWARD
    named = award.kind in (AwardKind.REQUIREMENT, AwardKind.BLOCK)
    return (
        str(award.kind),
        None if award.code is None else str(award.code),
        award.subject if award.kind is AwardKind.ELECTIVE else None,
        str(award.level) if award.level and award.kind is AwardKind.ELECTIVE else None,
        award.title if named else None,
        number_text(award.credits),
    )


def _in_a_subject(line: Line) -> bool:
    return any(
        award.kind is AwardKind.ELECTIVE and award.subject is not None
        for award in line.targets
    )


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
            yield (*head, *_shown(award))
