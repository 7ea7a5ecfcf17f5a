"""A table of courses as numbers: every different code and attempt is listed once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger[Any]]
Rows = slice | Numbers
"""Rows by their numbers; those that come one after another as a slice of all."""

ATTEMPT: Final = (
    *("grade", "credits", "unit", "completed", "term"),
    *("underlying", "level", "delivery", "attributes"),
)
"""What an attempt is beside its code: rules treat two that agree in these alike."""

_LARGEST: Final = 1 << 62
_DENSE: Final = 1 << 26
_SMALL: Final = 1 << 31


@dataclass(frozen=True)
class Numbered:
    """Rows by learner: who, which code, which attempt; and what these numbers are.

    `learners` are the ids in order; the rows of learner *n* are those from `starts[n]`
    up to `starts[n + 1]`. `codes` has institution and code, `attempts` every column of
    `ATTEMPT`, as texts, each different row once. `row` is the place of each row in the
    table that was handed in.
    """

    learners: pl.Series
    starts: Numbers
    code: Numbers
    attempt: Numbers
    codes: pl.DataFrame
    attempts: pl.DataFrame
    ids: pl.Series
    row: pl.Series

    def rows_of(self, learners: Numbers) -> Rows:
        """Return the rows of learners, who stand in order."""
        start, end = self.starts[learners], self.starts[learners + 1]
        if not len(learners) or (start[1:] == end[:-1]).all():
            return slice(int(start[0]), int(end[-1])) if len(learners) else slice(0)
        size = end - start
        shift = np.repeat(start - np.cumsum(size) + size, size)
        rows: Numbers = np.arange(len(shift)) + shift
        return rows

    def owner(self, rows: Numbers) -> Numbers:
        """Return whose rows these are, by the learner's number."""
        return np.searchsorted(self.starts, rows, side="right") - 1

    def learning(self, rows: Numbers) -> pl.Series:
        """Return what the learning of each row is called: its id, else its place."""
        named = self.ids.gather(rows)
        if not named.null_count():
            return named
        place = pl.Series(rows - self.starts[self.owner(rows)] + 1).cast(pl.String)
        return pl.select(pl.coalesce(named, place)).to_series()


def numbered(table: pl.DataFrame) -> Numbered:
    """Number the rows of a table that has every column of courses."""
    starts = _starts(table["learner"])
    if table["learner"].gather(starts).n_unique() < len(starts):
        # Each learner's rows come together, in the order they had among themselves.
        table = table.sort("learner", maintain_order=True)
        starts = _starts(table["learner"])
    code, codes = _listed(table, ("institution", "code"))
    attempt, attempts = _listed(table, ATTEMPT)
    return Numbered(
        table["learner"].gather(starts),
        np.append(starts, len(table)),
        code,
        attempt,
        codes,
        attempts,
        table["id"],
        table["row"],
    )


def joined(first: Numbers, second: Numbers) -> tuple[Numbers, int]:
    """Number the different pairs of two numbers that are not below nought."""
    wide = first.astype(np.int64)
    number, rows = different(wide * (int(second.max(initial=0)) + 1) + second)
    return number, len(rows)


def different(key: Numbers) -> tuple[Numbers, Numbers]:
    """Number the different keys from nought on, and name a place that has each.

    Keys are not below nought.
    """
    largest = int(key.max(initial=0)) + 1
    if largest > _DENSE:
        _, first, number = np.unique(key, return_index=True, return_inverse=True)
        return number.astype(np.int64), first.astype(np.int64)
    seen = np.full(largest, -1, dtype=np.int32)
    seen[key] = np.arange(len(key), dtype=np.int32)
    there = seen >= 0
    return (np.cumsum(there, dtype=np.int32) - 1)[key], seen[there]


def _starts(learner: pl.Series) -> Numbers:
    """Return where each run of one learner's rows begins."""
    if not len(learner):
        return np.empty(0, dtype=np.int64)
    changes = (learner.slice(1) != learner.slice(0, len(learner) - 1)).arg_true()
    return np.append([0], changes.to_numpy().astype(np.int64) + 1)


def _listed(
    table: pl.DataFrame, names: tuple[str, ...]
) -> tuple[Numbers, pl.DataFrame]:
    """Number the different values of several columns, and list them."""
    key, size = np.zeros(len(table), dtype=np.int32), 1
    for place in _places(table, names):
        many = int(place.max(initial=0)) + 1
        if size * many > _DENSE:
            key, first = different(key)
            size = len(first)
        if size * many >= _SMALL:
            key = key.astype(np.int64)
        key = key * key.dtype.type(many) + place if size > 1 else place
        size *= many
    number, rows = different(key)
    listed = table.select(names)[rows].cast(pl.String)
    return number.astype(np.int32, copy=False), listed


def _places(table: pl.DataFrame, names: tuple[str, ...]) -> Iterator[Numbers]:
    """Number the values of each column that has any; nought is that it is empty.

    Texts are numbered column by column, so that numbers stay small, and all columns at
    the same time, on every core.
    """
    filled = [name for name in names if table[name].null_count() < len(table)]
    whole = table.lazy().select(_place(table[name]) for name in filled)
    for column in whole.collect().iter_columns():
        yield column.to_numpy()


def _place(values: pl.Series) -> pl.Expr:
    column, kind = pl.col(values.name), values.dtype
    if kind == pl.Date or (kind.is_integer() and kind != pl.Int128):
        days = column.to_physical().cast(pl.Int64)
        return (days - days.min() + 1).fill_null(0)
    own = pl.Categorical(pl.Categories(values.name, "articulate"))
    number = column.cast(pl.String).cast(own).to_physical().cast(pl.Int32)
    return (number + 1).fill_null(0) if values.null_count() else number
