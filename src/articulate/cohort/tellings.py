"""Tellings: what rules say of codes, in columns, kept from one study to the next.

What is told of a code hangs on the rules and on the stretch of the learner's days, and
on no learner. So it is kept under the name of both, and the next study of the same
rules begins with it. Numbers of families mean something beside one another only, so
those told now begin where those kept end.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from articulate.cohort.names import BETWEEN, Names
from articulate.cohort.numbered import Numbers
from articulate.model.course import CourseCode
from articulate.rulebook.telling import Teller, Told

Marks = NDArray[np.int32]
Flags = NDArray[np.bool_]

WORTH_KEEPING: Final = 1_000
"""With fewer codes than this in a table, nothing is looked up, and nothing kept."""
MOST_KEPT: Final = 4_000_000
"""More codes than this are not kept together."""

_NONE: Final = -1
_MARK: Final = pl.Categorical(pl.Categories("mark", "articulate"))
_TEXTS: Final = pl.List(pl.String)
SCHEMA: Final = pl.Schema(
    {
        "institution": pl.String(),
        "code": pl.String(),
        "family": pl.Int64(),
        "worth": pl.Int64(),
        "together": pl.Int64(),
        "set_mark": pl.String(),
        "marks": _TEXTS,
        "set_marks": _TEXTS,
        "versions": pl.List(pl.Int64),
        "rules": _TEXTS,
        "courses": _TEXTS,
    }
)
"""What is told of one code; a family below nought is that nothing can be told."""
_CODE: Final = ("institution", "code")
_PLAIN: Final = ("family", "worth", "together")


@dataclass(frozen=True)
class Telling:
    """Who tells of codes, and where what was told before is kept."""

    teller: Teller
    read: Callable[[], bytes | None]
    write: Callable[[bytes], None]


def nothing_kept() -> bytes | None:
    """Read what was never written."""
    return None


def not_kept(told: bytes) -> None:
    """Keep nothing."""
    del told


class Tellings:
    """What is told of the codes of a table, by their numbers, each asked about once."""

    def __init__(self, codes: pl.DataFrame, telling: Telling, least: int) -> None:
        self._codes, self._telling = codes, telling
        self._keeps = len(codes) >= least
        kept = _opened(telling.read()) if self._keeps else None
        self._known = SCHEMA.to_frame() if kept is None else kept
        self._before = len(self._known)
        self._first = [_next(self._known[name]) for name in ("family", "worth")]
        self._names: Names | None = None
        self._told = self._columns()

    def ask(self, code: Numbers, read: Callable[[int], CourseCode]) -> None:
        """Ask about codes that nobody asked about before."""
        wanted = np.zeros(len(self._told), dtype=bool)
        wanted[code] = True
        new = np.flatnonzero(wanted & ~self._told)
        if not len(new):
            return
        told = [self._telling.teller.told(read(number)) for number in new.tolist()]
        self._told[new] = True
        more = _framed(self._codes[new], told, self._first)
        self._known = pl.concat([self._known, more])
        self._columns()

    def keep(self) -> None:
        """Keep what was told, where something new was."""
        if self._keeps and self._before < len(self._known) <= MOST_KEPT:
            self._telling.write(_written(self._known))
            self._before = len(self._known)

    def names(self) -> Names:
        """Return what rules and courses are called, to be laid beside rows."""
        if self._names is None:
            self._names = Names(self._aligned["versions", "rules", "courses"])
        return self._names

    def _columns(self) -> Flags:
        """Lay all that is known beside the codes, and say of which something is."""
        known = self._known.with_columns(pl.lit(value=True).alias("there"))
        aligned = self._codes.join(known, on=_CODE, how="left", maintain_order="left")
        self._aligned = aligned
        self._names = None
        self.family, self.worth, self.together = (
            aligned[name].fill_null(_NONE).to_numpy() for name in _PLAIN
        )
        mark = aligned["set_mark"].cast(_MARK).to_physical().cast(pl.Int64)
        self.set_mark = mark.fill_null(_NONE).to_numpy()
        self.marks, self.set_marks = _padded(aligned["marks"], aligned["set_marks"])
        # What is not known yet is asked about, and then marked.
        return np.array(aligned["there"].fill_null(value=False), dtype=bool)


def _next(numbers: pl.Series) -> int:
    """Return the first number that none of these reaches."""
    largest = numbers.max()
    return largest + 1 if isinstance(largest, int) else 0


def _framed(
    codes: pl.DataFrame, told: Sequence[Told | None], first: Sequence[int]
) -> pl.DataFrame:
    """Lay what was told of codes in columns."""
    family, worth = first
    nothing = Told(_NONE - family, _NONE - worth)
    plain = [nothing if one is None else one for one in told]
    columns: dict[str, list[Any]] = {
        "family": [one.family + family for one in plain],
        "worth": [one.worth + worth for one in plain],
        "together": [one.together for one in plain],
        "set_mark": [one.set_mark or None for one in plain],
        "marks": [one.marks for one in plain],
        "set_marks": [one.set_marks for one in plain],
        "versions": [[named.version for named in one.named] for one in plain],
        "rules": [[named.rule for named in one.named] for one in plain],
        "courses": [
            [BETWEEN.join(map(str, named.courses)) for named in one.named]
            for one in plain
        ],
    }
    made = [pl.Series(name, values, SCHEMA[name]) for name, values in columns.items()]
    return codes.select(_CODE).with_columns(made)


def _padded(*lists: pl.Series) -> list[Marks]:
    """Lay the marks of each code beside one another, as many columns as it takes.

    All lists are numbered in one step: Polars forgets the numbers of texts that no
    column has any more, and would number others alike in the next.
    """
    sizes = [one.list.len().fill_null(0).to_numpy().astype(np.int64) for one in lists]
    filled = [
        one.filter(pl.Series(size > 0)).explode()
        for one, size in zip(lists, sizes, strict=True)
    ]
    number = pl.concat(filled).cast(_MARK).to_physical().cast(pl.Int32).to_numpy()
    ends = np.cumsum([len(one) for one in filled])
    laid = []
    for size, mine in zip(sizes, np.split(number, ends[:-1]), strict=True):
        marks = np.full((len(size), int(size.max(initial=0))), _NONE, dtype=np.int32)
        row = np.repeat(np.arange(len(size)), size)
        within = np.arange(len(row)) - (np.cumsum(size) - size)[row]
        marks[row, within] = mine
        laid.append(marks)
    return laid


def _written(known: pl.DataFrame) -> bytes:
    written = BytesIO()
    known.write_ipc(written, compression="lz4")
    body = written.getvalue()
    return b"\n".join((sha256(body).hexdigest().encode(), body))


def _opened(kept: bytes | None) -> pl.DataFrame | None:
    """Open what was kept; what is damaged or of another form is as good as absent."""
    signed, _, body = (kept or b"").partition(b"\n")
    if not body or signed != sha256(body).hexdigest().encode():
        return None
    frame = pl.read_ipc(BytesIO(body))
    return frame if frame.schema == SCHEMA else None
