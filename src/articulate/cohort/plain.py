"""Plain: which rows are decided by their code and attempt, and which learners are not.

The same questions as when one record is looked at (`engine/glance/look`), put to whole
columns. What a row comes to is asked once for each different pair of a code's family
and an attempt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.answers import Answers, Pairs
from articulate.cohort.kept import WORTH_KEEPING, Telling, packed, unpacked
from articulate.cohort.kinds import Kinds
from articulate.cohort.names import Names
from articulate.cohort.numbered import Numbered, Numbers
from articulate.cohort.tellings import Marks, Tellings
from articulate.model.course import CourseCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.telling import Came

Flags = NDArray[np.bool_]

MOST_ROWS: Final = 512
"""A learner with more rows than this is left to the engine."""
MOST_KEPT: Final = 4_000_000
"""More codes, or more answers, than this are not kept together."""
_NONE: Final = -1
_SIZES: Final = ((0, 64), (64, MOST_ROWS))


@dataclass(frozen=True)
class Read:
    """The codes and attempts of a table as the model has them.

    `written` has institution and code of each; a code is read when it is asked for.
    """

    written: pl.DataFrame
    attempts: Sequence[CourseAttempt]

    def code(self, number: int) -> CourseCode:
        """Return a code by its number."""
        institution, code = self.written.row(number)
        return CourseCode.read(institution or "?", code or "?")

    def attempt(self, code: int, attempt: int) -> CourseAttempt:
        """Return an attempt of a code."""
        of = self.code(code)
        return replace(self.attempts[attempt], code=of, written=of.local)

    def credit_numbers(self) -> tuple[Numbers, Sequence[tuple[str, str]]]:
        """Number attempts by their credit and its unit, and say what each number is."""
        numbers: dict[tuple[str, str], int] = {}
        each = [
            numbers.setdefault((str(one.credits), str(one.unit)), len(numbers))
            for one in self.attempts
        ]
        return np.array(each, dtype=np.int64), [*numbers]


@dataclass(frozen=True)
class Held:
    """Sets that hold: for each the rows of its members, which lie one after another."""

    rows: Numbers
    starts: Numbers

    def members(self) -> Iterator[Numbers]:
        """Yield the rows of each set."""
        return iter(np.split(self.rows, self.starts[1:]))


@dataclass(frozen=True)
class Decided:
    """What a look at some learners decided.

    `alone` are rows by themselves with their `came`, a number in `outcomes`; `sets`
    hold, with members that came to `set_came`. `left` are learners, by number, of whom
    some row hangs on more than itself: none of their rows is decided.
    """

    alone: Numbers
    came: Numbers
    sets: Held
    set_came: Numbers
    left: Numbers


class Asked:
    """What a teller said of codes and attempts of a table, each asked about once.

    What was kept of an earlier study is opened where the table has at least *least*
    codes.
    """

    def __init__(
        self, table: Numbered, read: Read, telling: Telling, least: int = WORTH_KEEPING
    ) -> None:
        self.table, self.read, self.teller = table, read, telling.teller
        self._keeps = len(read.written) >= least
        kept = unpacked(telling.read() if self._keeps else None)
        self._write = telling.write
        self.codes = Tellings(read.written, telling.teller, kept)
        self.answers = Answers(table.attempts, telling.teller, kept)
        self.kinds = Kinds.of(kept)
        self._before = self._known()
        self._names: tuple[int, Names] | None = None

    @property
    def outcomes(self) -> Sequence[Came]:
        """What attempts came to, by number."""
        return self.answers.outcomes

    def about(self, rows: Numbers) -> Numbers:
        """Say what attempts came to, by number; -1 where that is not plain."""
        code, attempt = self.table.code[rows], self.table.attempt[rows]
        self.codes.ask(code, self.read.code)
        family = self.codes.family[code]
        if not len(family) or family.min() >= 0:
            pairs = Pairs(family, attempt)
            return self.answers.about(pairs, lambda at: self.attempt(int(rows[at])))
        plain = np.flatnonzero(family >= 0)
        pairs = Pairs(family[plain], attempt[plain])
        came = np.full(len(code), _NONE, dtype=np.int64)
        came[plain] = self.answers.about(
            pairs, lambda at: self.attempt(int(rows[plain[at]]))
        )
        return came

    def attempt(self, row: int) -> CourseAttempt:
        """Return the attempt of a row."""
        return self.read.attempt(int(self.table.code[row]), int(self.table.attempt[row]))

    def live(self, row: int, came: int) -> int:
        """Return the teller's own number of what a row came to."""
        pair = int(self.codes.family[self.table.code[row]]), int(self.table.attempt[row])
        found = self.answers.live(came, pair, self.attempt(row))
        if found is None:
            msg = "what was kept is not what the engine says"
            raise AssertionError(msg)
        return found

    def names(self) -> Names:
        """Return what rules and courses of codes are called."""
        if self._names is None or self._names[0] != self.codes.known:
            self._names = (self.codes.known, self.codes.names())
        return self._names[1]

    def keep(self) -> None:
        """Keep what was told and answered, where something new was."""
        known = self._known()
        if not self._keeps or known == self._before or max(known) > MOST_KEPT:
            return
        tables = self.codes.tables() | self.answers.tables() | self.kinds.tables()
        self._write(packed(tables))
        self._before = known

    def _known(self) -> tuple[int, int, int]:
        return self.codes.known, self.answers.known, len(self.kinds.known)

    def given(self) -> Flags:
        """Say of each outcome whether its rule holds and nothing objects."""
        return np.array([one.given for one in self.outcomes], dtype=bool)

    def versions(self) -> Numbers:
        """Return the version whose rule was asked, for each outcome."""
        return np.array([one.version for one in self.outcomes], dtype=np.int64)

    def stretches(self) -> Numbers:
        """Return the stretch of days that each outcome's attempt ended in."""
        return np.array([one.stretch for one in self.outcomes], dtype=np.int64)

    def by_itself(self, rows: Numbers, came: Numbers) -> Numbers:
        """Return what rows come to where no set that they are in holds."""
        alone = [
            number if one.alone is None else self.answers.number(one.alone)
            for number, one in enumerate(self.outcomes)
        ]
        member = self.codes.together[self.table.code[rows]] > 0
        by_itself = np.array(alone, dtype=np.int64)
        return np.where(member, by_itself[came], came) if alone else came


def decide(asked: Asked, learners: Numbers) -> Decided:
    """Decide what can be decided of some learners, whose days are the teller's."""
    rows, owner = _rows_of(asked.table, learners)
    came = asked.about(rows)
    seen = _Seen(asked, asked.table.code[rows], came, owner)
    left = np.zeros(len(learners), dtype=bool)
    left[owner[came < 0]] = True
    sets = _sets(seen, left)
    left |= _shared(seen, len(learners), sets)
    keep = ~left[owner]
    in_set = np.zeros(len(rows), dtype=bool)
    held = _only(sets, keep[sets.rows[sets.starts]])
    in_set[held.rows] = True
    alone = np.flatnonzero(keep & ~in_set)
    return Decided(
        rows[alone],
        asked.by_itself(rows[alone], came[alone]),
        Held(rows[held.rows], held.starts),
        came[held.rows],
        learners[left],
    )


@dataclass(frozen=True)
class _Seen:
    """Some rows: their codes, what they came to, and whose they are, by place."""

    asked: Asked
    code: Numbers
    came: Numbers
    owner: Numbers


def _sets(seen: _Seen, left: Flags) -> Held:
    """Find the sets that hold, and mark learners of whom that is not plain."""
    asked, owner = seen.asked, seen.owner
    together = asked.codes.together[seen.code]
    rows = np.flatnonzero((together > 0) & ~left[owner])
    mark = asked.codes.set_mark[seen.code[rows]]
    key = owner[rows] * (int(mark.max(initial=0)) + 1) + mark
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return Held(rows, starts)
    size = np.diff(np.append(starts, len(rows)))
    wanted = together[rows[starts]]
    came = seen.came[rows]
    version = asked.versions()[came]
    low, high = (
        np.minimum.reduceat(version, starts),
        np.maximum.reduceat(version, starts),
    )
    given = np.logical_and.reduceat(asked.given()[came], starts)
    whole, agreed = size == wanted, low == high
    left[owner[rows[starts[(whole & ~agreed) | (size > wanted)]]]] = True
    return _only(Held(rows, starts), whole & agreed & given)


def _shared(seen: _Seen, learners: int, sets: Held) -> Flags:
    """Say which learners have two learnings with a part in the same."""
    marks, set_marks = seen.asked.codes.marks, seen.asked.codes.set_marks
    rows = np.bincount(seen.owner, minlength=learners)
    first = sets.rows[sets.starts]
    holder = seen.owner[first]
    held = np.bincount(holder, minlength=learners)
    found = rows > MOST_ROWS
    for least, most in _SIZES:
        some = (rows > least) & (rows <= most)
        if not some.any():
            continue
        size = int(rows[some].max()), int(held[some].max())
        width = size[0] * marks.shape[1], size[1] * set_marks.shape[1]
        laid = np.full((learners, sum(width)), _NONE, dtype=np.int32)
        _lay(laid[:, : width[0]], marks[seen.code], (seen.owner, rows), some)
        _lay(laid[:, width[0] :], set_marks[seen.code[first]], (holder, held), some)
        laid.sort(axis=1)
        found |= ((laid[:, 1:] == laid[:, :-1]) & (laid[:, 1:] >= 0)).any(axis=1)
    return found


def _lay(
    laid: Marks, marks: Marks, whose: tuple[Numbers, Numbers], some: Flags
) -> None:
    """Lay the marks of each learner's rows beside one another, for some learners."""
    owner, size = whose
    if not marks.size:
        return
    within = np.arange(len(owner)) - (np.cumsum(size) - size)[owner]
    if not some.all():
        chosen = some[owner]
        owner, within, marks = owner[chosen], within[chosen], marks[chosen]
    columns = marks.shape[1]
    for column in range(columns):
        laid[owner, within * columns + column] = marks[:, column]


def _rows_of(table: Numbered, learners: Numbers) -> tuple[Numbers, Numbers]:
    """Return the rows of learners, and to which of them each belongs, by place."""
    start, end = table.starts[learners], table.starts[learners + 1]
    size = end - start
    owner = np.repeat(np.arange(len(learners)), size)
    offset = np.cumsum(size) - size
    return np.arange(len(owner)) - offset[owner] + start[owner], owner


def _only(sets: Held, wanted: Flags) -> Held:
    """Return the sets that are wanted."""
    size = np.diff(np.append(sets.starts, len(sets.rows)))
    rows = sets.rows[np.repeat(wanted, size)]
    kept = size[wanted]
    return Held(rows, np.cumsum(kept) - kept)
