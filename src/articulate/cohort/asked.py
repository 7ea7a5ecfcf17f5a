"""Asked: what was said of the codes and attempts of a table, each asked about once.

Rows with codes of one worth and the same attempt are of one cell: they come to the
same, and to the same credit. So whatever is said of a row is laid beside it by its
cell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from math import lcm
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.answers import Answers
from articulate.cohort.kept import WORTH_KEEPING, Telling, packed, unpacked
from articulate.cohort.kinds import Kinds
from articulate.cohort.names import Names
from articulate.cohort.numbered import Numbered, Numbers, Rows, different
from articulate.cohort.tellings import Tellings
from articulate.model.course import CourseCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.telling import Came

Flags = NDArray[np.bool_]

MOST_KEPT: Final = 4_000_000
"""More codes, or more answers, than this are not kept together."""
_DENSE: Final = 1 << 23
"""With more cells than this only those that occur are numbered."""
_UNASKED: Final = -2
_NONE: Final = -1


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


class Asked:
    """What a teller said of the codes and attempts of some learners of a table.

    What was kept of an earlier study is opened where the table has at least *least*
    codes.
    """

    def __init__(
        self,
        table: Numbered,
        read: Read,
        telling: Telling,
        *,
        learners: Numbers,
        least: int = WORTH_KEEPING,
    ) -> None:
        self.table, self.read, self.teller = table, read, telling.teller
        self._keeps = len(read.written) >= least
        kept = unpacked(telling.read() if self._keeps else None)
        self._write = telling.write
        self.codes = Tellings(read.written, telling.teller, kept)
        self.answers = Answers(table.attempts, telling.teller, kept)
        self.kinds = Kinds(kept)
        self._before = self._known()
        self.codes.ask(table.code[table.rows_of(learners)], read.code)
        self._cells = Cells(self.codes.worth, len(read.attempts))
        self._further: dict[int, tuple[str, ...]] = {}
        self._came = np.empty(0, dtype=np.int32)
        self._kinds = np.empty(0, dtype=np.int32)
        self.credit, self.credits = read.credit_numbers()

    @cached_property
    def names(self) -> Names:
        """What rules and courses of codes are called."""
        return self.codes.names()

    @property
    def outcomes(self) -> Sequence[Came]:
        """What attempts came to, by number."""
        return self.answers.outcomes

    def cells(self, rows: Rows) -> Numbers:
        """Return the cell of each row."""
        return self._cells.of(self.table.code[rows], self.table.attempt[rows])

    def about(self, rows: Rows, cell: Numbers) -> Numbers:
        """Say what rows came to, by number; -1 where that is not plain."""
        more = self._cells.size - len(self._came)
        if more:
            unasked = np.full(more, _UNASKED, dtype=np.int32)
            self._came = np.append(self._came, unasked)
        came = self._came[cell]
        if came.min(initial=0) == _UNASKED:
            self._ask(rows, cell, came == _UNASKED)
            came = self._came[cell]
        return came

    def _ask(self, rows: Rows, cell: Numbers, wanted: Flags) -> None:
        """Ask about one row of each cell of those that are wanted."""
        at = np.flatnonzero(wanted)
        _, first = different(cell[at])
        place = at[first]
        code, attempt = self.table.code[rows][place], self.table.attempt[rows][place]
        family = self.codes.family[code].tolist()
        pairs = zip(code.tolist(), attempt.tolist(), family, strict=True)
        read = self.read.attempt
        self._came[cell[place]] = [
            _NONE
            if of < 0
            else self.answers.about((of, one), partial(read, number, one))
            for number, one, of in pairs
        ]

    def kind_of(self, cell: Numbers, find: Callable[[int], int]) -> Numbers:
        """Return the kind of line that rows of a cell have; *find* finds it of a row.

        Cells are numbered as decided: twice, and one more for sets that do not hold.
        """
        more = 2 * self._cells.size - len(self._kinds)
        if more:
            self._kinds = np.append(self._kinds, np.full(more, _NONE, dtype=np.int32))
        kind = self._kinds[cell]
        if kind.min(initial=0) < 0:
            new = np.flatnonzero(kind < 0)
            _, first = different(cell[new])
            place = new[first]
            self._kinds[cell[place]] = [find(one) for one in place.tolist()]
            kind = self._kinds[cell]
        return kind

    def credit_of(self, kind: Numbers) -> tuple[Numbers, int]:
        """Return what kinds give in parts of a credit, and how many make one."""
        number, first = different(kind)
        given = [self.kinds.kind(one).given for one in kind[first].tolist()]
        parts = lcm(*(one.denominator for one in given))
        whole = np.array([int(one * parts) for one in given], dtype=np.int64)
        return whole[number], parts

    def attempt(self, row: int) -> CourseAttempt:
        """Return the attempt of a row."""
        return self.read.attempt(
            int(self.table.code[row]), int(self.table.attempt[row])
        )

    def live(self, row: int, came: int) -> int:
        """Return the teller's own number of what a row came to."""
        code, attempt = int(self.table.code[row]), int(self.table.attempt[row])
        pair = int(self.codes.family[code]), attempt
        found = self.answers.live(came, pair, self.attempt(row))
        if found is None:
            msg = "what was kept is not what the engine says"
            raise AssertionError(msg)
        return found

    def further(self, code: int) -> tuple[str, ...]:
        """Name the rules about a code that an attempt alone does not settle."""
        if code not in self._further:
            self._further[code] = self.teller.further(self.read.code(code))
        return self._further[code]

    def keep(self) -> None:
        """Keep what was told and answered, where something new was."""
        known = self._known()
        if not self._keeps or known == self._before or max(known) > MOST_KEPT:
            return
        tables = self.codes.tables() | self.answers.tables() | self.kinds.tables()
        self._write(packed(tables))
        self._before = known

    def _known(self) -> tuple[int, int, int]:
        return self.codes.known, self.answers.known, self.kinds.known

    def given(self) -> Flags:
        """Say of each outcome whether its rule holds and nothing objects."""
        return np.array([one.given for one in self.outcomes], dtype=bool)

    def versions(self) -> Numbers:
        """Return the version whose rule was asked, for each outcome."""
        return np.array([one.version for one in self.outcomes], dtype=np.int64)

    def stretches(self) -> Numbers:
        """Return the stretch of days that each outcome's attempt ended in."""
        return np.array([one.stretch for one in self.outcomes], dtype=np.int64)

    def by_itself(self, came: Numbers) -> Numbers:
        """Return what members of a set come to where it does not hold."""
        alone = [
            number if one.alone is None else self.answers.number(one.alone)
            for number, one in enumerate(self.outcomes)
        ]
        return np.array(alone, dtype=np.int64)[came]


class Cells:
    """Numbers cells: a plain sum where they are few, else by what occurs."""

    def __init__(self, worth: Numbers, attempts: int) -> None:
        self._known: dict[int, int] = {}
        self._attempts = attempts
        self._base = (worth + 1) * attempts
        size = int(self._base.max(initial=0)) + attempts
        self._dense = size if size <= _DENSE else 0
        if self._dense:
            self._base = self._base.astype(np.int32)

    @property
    def size(self) -> int:
        """How many cells there may be by now."""
        return self._dense or len(self._known)

    def of(self, code: Numbers, attempt: Numbers) -> Numbers:
        """Return the cell of each row, by its code and its attempt."""
        cell = self._base[code] + attempt
        if self._dense:
            return cell
        number, first = different(cell)
        known = self._known
        found = [known.setdefault(one, len(known)) for one in cell[first].tolist()]
        return np.array(found, dtype=np.int32)[number]
