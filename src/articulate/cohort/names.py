"""Names: what the rule of a code is called in each version, and what it gives."""

from typing import Final

import numpy as np
import polars as pl

from articulate.cohort.numbered import Numbers

BETWEEN: Final = "\n"
"""Stands between courses in one text; no code has the end of a line in it."""
LISTED: Final = "\x1f"
"""Stands between what is said of different versions; no name has it in it."""


class Names:
    """The names of the rules of codes, and of their courses, to be laid beside rows.

    They are made of what is told of each code, texts with `LISTED` between the parts:
    versions, the rule in each, and the courses that this rule gives, with `BETWEEN`
    between them.
    """

    def __init__(self, written: pl.DataFrame) -> None:
        speaks = pl.col("versions") != ""
        told = written.select(
            pl.when(speaks).then(pl.col(name).str.split(LISTED)).alias(name)
            for name in written.columns
        ).with_columns(pl.col("versions").cast(pl.List(pl.Int64)))
        self._size = (
            told["versions"].list.len().fill_null(0).to_numpy().astype(np.int64)
        )
        self._first = np.cumsum(self._size) - self._size
        each = told.filter(pl.Series(self._size > 0)).explode(told.columns)
        self._version = each["versions"].to_numpy()
        given = each["courses"]
        many = given.str.count_matches(BETWEEN).to_numpy().astype(np.int64)
        many += (given != "").to_numpy()
        nothing = pl.Series([None], dtype=pl.String)
        # Nought is that no rule speaks, so rules and courses count from one.
        self._start = np.concatenate(([0], np.cumsum(many) - many + 1))
        self.rules = nothing.append(each["rules"])
        courses = given.filter(given != "").str.split(BETWEEN).explode()
        self.courses = nothing.clone().head(1).append(courses)

    def rule(self, code: Numbers, version: Numbers) -> Numbers:
        """Number the rule of each code in a version; nought where none speaks."""
        found = np.zeros(len(code), dtype=np.int64)
        first, size = self._first[code], self._size[code]
        for place in range(int(size.max(initial=0))):
            at = np.where(place < size, first + place, 0)
            speaks = (place < size) & (self._version[at] == version)
            found[speaks] = at[speaks] + 1
        return found

    def course(self, rule: Numbers, place: Numbers) -> Numbers:
        """Number the course that a rule gives in a place; nought where that is -1."""
        return np.where(place >= 0, self._start[rule] + place, 0)
