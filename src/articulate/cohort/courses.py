"""The table of courses as it is handed in: its columns, and what is wrong with them."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from articulate.cohort.numbered import ATTEMPT
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean

Frame = pl.DataFrame
"""A table in memory, by its columns."""

NEEDED: Final = ("learner", "institution", "code", "grade", "credits")
COLUMNS: Final = (*NEEDED, "id", *(one for one in ATTEMPT if one not in NEEDED))
"""What a table of courses may have; an id left out is the row's place of its own."""

LEARNER_COLUMNS: Final = ("learner", "admitted", "requested")
"""What a table of learners may have: the days that pick versions."""


def courses_of(frame: pl.DataFrame) -> pl.DataFrame:
    """Return every column of courses, those left out empty, and each row's number."""
    absent = [
        pl.lit(None, dtype=pl.String).alias(name)
        for name in COLUMNS
        if name not in frame.columns
    ]
    table = frame.with_columns(absent).with_row_index("row")
    return table.with_columns(
        pl.col("learner", "institution", "code", "id").cast(pl.String)
    )


def column_problems(
    frame: pl.DataFrame, file: str, known: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Say which columns are missing, not known, or hold what is not exact."""
    for name in needed:
        if name not in frame.columns:
            yield Diagnostic(
                Code.COHORT_COLUMN,
                CellRef(file, "", name, 0),
                f"there is no column `{name}`",
                f"name the column `{name}`; the others may be left out",
            )
    for name, kind in frame.schema.items():
        place = CellRef(file, "", name, 0)
        if name not in known:
            listed = ", ".join(known)
            yield Diagnostic(
                Code.COHORT_COLUMN,
                place,
                f"the column `{name}` is not known",
                did_you_mean(name, known, otherwise=f"one of {listed}"),
            )
        elif kind.is_float():
            yield Diagnostic(
                Code.COHORT_COLUMN,
                place,
                f"the column `{name}` holds binary fractions, which are not exact",
                "write it as decimals or as text",
            )
        elif kind.is_nested() or (kind.is_temporal() and kind != pl.Date):
            yield Diagnostic(
                Code.COHORT_COLUMN,
                place,
                f"the column `{name}` holds `{kind}`, which cannot be read as text",
                "write it as text; attributes are parted by semicolons",
            )


def unnamed(table: pl.DataFrame, file: str) -> Iterator[Diagnostic]:
    """Say which rows do not say whose they are."""
    for row in table["learner"].is_null().arg_true().head(_MOST).to_list():
        yield value_problem(file, ("learner", row), "", "it is empty")


def value_problem(
    file: str, place: tuple[str, int], value: str, why: str
) -> Diagnostic:
    """Say that a value of a row, counted from nought, cannot be read."""
    column, row = place
    return Diagnostic(
        Code.COHORT_VALUE,
        CellRef(file, "", column, row + 2),
        f"`{column}` cannot be `{value}`: {why}" if value else f"`{column}`: {why}",
        "correct it, or leave it empty where the fact is not known",
    )


_MOST: Final = 20
