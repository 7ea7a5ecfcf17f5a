"""Tellings: what rules say of codes, in columns, kept from one study to the next.

What is told of a code hangs on the rules and on the stretch of the learner's days, and
on no learner. So it is kept under the name of both, and the next study of the same
rules begins with it. Numbers of families mean something beside one another only, so
those told now begin where those kept end.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.kept import Kept
from articulate.cohort.names import BETWEEN, LISTED, Names
from articulate.cohort.numbered import Numbers
from articulate.model.course import CourseCode
from articulate.rulebook.telling import Teller, Told

Marks = NDArray[np.int32]

_NONE: Final = -1
_PLAIN: Final = ("family", "worth", "together", "set_mark")
_MARKED: Final = ("marks", "set_marks")
_CODES: Final = {
    "institution": pl.String(),
    "code": pl.String(),
    **dict.fromkeys(_PLAIN, pl.Int64()),
    **dict.fromkeys(_MARKED, pl.Array(pl.Int32, 1)),
}
_NAMES: Final = dict.fromkeys(("versions", "rules", "courses"), pl.String())
_MARK: Final = {"mark": pl.String()}
_CODE: Final = ("institution", "code")


@dataclass(frozen=True)
class _Columns:
    """What is told of codes, in numbers: a family below nought if nothing can be."""

    family: Numbers
    worth: Numbers
    together: Numbers
    set_mark: Numbers
    marks: Marks
    set_marks: Marks

    @classmethod
    def of(cls, known: pl.DataFrame) -> "_Columns":
        """Read the columns of a table."""
        if not len(known):
            none, unmarked = np.empty(0, np.int64), np.empty((0, 1), np.int32)
            return cls(none, none, none, none, unmarked, unmarked)
        plain = (known[name].to_numpy() for name in _PLAIN)
        marked = (known[name].to_numpy() for name in _MARKED)
        return cls(*plain, *(one.reshape(len(known), -1) for one in marked))

    def table(self) -> pl.DataFrame:
        """Return the columns as a table."""
        columns = {name: getattr(self, name) for name in (*_PLAIN, *_MARKED)}
        return pl.DataFrame(columns)

    def at(self, place: Numbers) -> "_Columns":
        """Lay them beside codes by their place; below nought nothing is known."""
        parts = [getattr(self, name) for name in (*_PLAIN, *_MARKED)]
        if not len(self.family):
            return _Columns(*(_nothing(one, len(place)) for one in parts))
        known = place >= 0
        if known.all():
            return _Columns(*(one[place] for one in parts))
        laid = [one[np.where(known, place, 0)] for one in parts]
        for one in laid:
            one[~known] = _NONE
        return _Columns(*laid)

    def before(self, more: "_Columns") -> "_Columns":
        """Put others after these."""
        parts = []
        for name in (*_PLAIN, *_MARKED):
            mine, others = getattr(self, name), getattr(more, name)
            if mine.ndim > 1:
                width = max(mine.shape[1], others.shape[1])
                mine, others = _widened(mine, width), _widened(others, width)
            parts.append(np.concatenate((mine, others)))
        return _Columns(*parts)


class Tellings:
    """What is told of the codes of a table, by their numbers, each asked about once.

    Marks are numbered: equal ones, of codes and of sets, have one number.
    """

    def __init__(self, codes: pl.DataFrame, teller: Teller, kept: Kept) -> None:
        self._codes, self._teller, self._kept = codes, teller, kept
        known = kept.table("codes", _CODES)
        self._known = _Columns.of(known)
        self._listed = known.select(_CODE)
        self._marks: dict[str, int] | None = None
        self._new_names: list[pl.DataFrame] = []
        place = self._listed.with_row_index("place")
        found = codes.join(place, on=_CODE, how="left", maintain_order="left")
        self._place = found["place"].cast(pl.Int64).fill_null(_NONE).to_numpy()
        self._place = self._place.copy()
        self._lay()

    @property
    def known(self) -> int:
        """Of how many codes something is known."""
        return len(self._listed)

    def ask(self, code: Numbers, read: Callable[[int], CourseCode]) -> None:
        """Ask about codes that nobody asked about before."""
        if (self._place >= 0).all():
            return
        wanted = np.zeros(len(self._place), dtype=bool)
        wanted[code] = True
        new = np.flatnonzero(wanted & (self._place < 0))
        if not len(new):
            return
        told = [self._teller.told(read(number)) for number in new.tolist()]
        self._place[new] = np.arange(len(new)) + self.known
        self._known = self._known.before(self._numbered(told))
        self._listed = pl.concat([self._listed, self._codes[new].select(_CODE)])
        self._new_names.append(_names_of(told))
        self._lay()

    def names(self) -> Names:
        """Return what rules and courses are called, to be laid beside rows."""
        every = self._every_name()
        asked = np.where(self._place < 0, len(every), self._place)
        nothing = pl.DataFrame({name: [""] for name in _NAMES}, schema=_NAMES)
        return Names(pl.concat([every, nothing])[asked])

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return all that is known as it is kept."""
        marks = pl.DataFrame({"mark": [*self._mark_numbers()]}, schema=_MARK)
        codes = pl.concat([self._listed, self._known.table()], how="horizontal")
        return {"codes": codes, "marks": marks, "names": self._every_name()}

    def _every_name(self) -> pl.DataFrame:
        return pl.concat([self._kept.table("names", _NAMES), *self._new_names])

    def _lay(self) -> None:
        """Lay all that is known beside the codes of the table."""
        laid = self._known.at(self._place)
        self.family, self.worth = laid.family, laid.worth
        self.together, self.set_mark = laid.together, laid.set_mark
        self.marks, self.set_marks = laid.marks, laid.set_marks

    def _mark_numbers(self) -> dict[str, int]:
        if self._marks is None:
            kept = self._kept.table("marks", _MARK)["mark"].to_list()
            self._marks = {mark: number for number, mark in enumerate(kept)}
        return self._marks

    def _numbered(self, told: Sequence[Told | None]) -> _Columns:
        """Lay what was told of codes in columns."""
        numbers = self._mark_numbers()
        first = [_next(one) for one in (self._known.family, self._known.worth)]
        nothing = Told(_NONE - first[0], _NONE - first[1])
        plain = [nothing if one is None else one for one in told]
        marks = [
            [numbers.setdefault(mark, len(numbers)) for mark in one.marks]
            for one in plain
        ]
        set_marks = [
            [numbers.setdefault(mark, len(numbers)) for mark in one.set_marks]
            for one in plain
        ]
        set_mark = [
            numbers.setdefault(one.set_mark, len(numbers)) if one.set_mark else _NONE
            for one in plain
        ]
        return _Columns(
            np.array([one.family + first[0] for one in plain], dtype=np.int64),
            np.array([one.worth + first[1] for one in plain], dtype=np.int64),
            np.array([one.together for one in plain], dtype=np.int64),
            np.array(set_mark, dtype=np.int64),
            _padded(marks),
            _padded(set_marks),
        )


def _next(numbers: Numbers) -> int:
    """Return the first number that none of these reaches."""
    return int(numbers.max(initial=_NONE)) + 1


def _nothing(like: NDArray[Any], size: int) -> NDArray[Any]:
    return np.full((size, *like.shape[1:]), _NONE, dtype=like.dtype)


def _widened(marks: Marks, width: int) -> Marks:
    more = np.full((len(marks), width - marks.shape[1]), _NONE, dtype=np.int32)
    return np.hstack((marks, more))


def _padded(lists: Sequence[Sequence[int]]) -> Marks:
    """Lay the marks of each code beside one another, as many columns as it takes."""
    size = np.array([len(one) for one in lists], dtype=np.int64)
    marks = np.full((len(lists), int(size.max(initial=1))), _NONE, dtype=np.int32)
    row = np.repeat(np.arange(len(size)), size)
    within = np.arange(len(row)) - (np.cumsum(size) - size)[row]
    marks[row, within] = [mark for one in lists for mark in one]
    return marks


def _names_of(told: Sequence[Told | None]) -> pl.DataFrame:
    """Write what rules and courses of each code are called, as texts of lists."""

    def each(one: Told | None) -> Iterator[str]:
        named = () if one is None else one.named
        yield LISTED.join(str(by.version) for by in named)
        yield LISTED.join(by.rule for by in named)
        yield LISTED.join(BETWEEN.join(map(str, by.courses)) for by in named)

    rows = [tuple(each(one)) for one in told]
    columns = zip(*rows, strict=True)
    return pl.DataFrame(dict(zip(_NAMES, columns, strict=True)), schema=_NAMES)
