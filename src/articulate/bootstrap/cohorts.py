"""The door for tables of many learners: Parquet, Arrow or CSV."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.command import collecting_seldom
from articulate.cohort.courses import (
    COLUMNS,
    LEARNER_COLUMNS,
    NEEDED,
    Frame,
    column_problems,
)
from articulate.cohort.reading import MOST_PROBLEMS, Cohort
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_cohort import (
    CohortResult,
    Keeping,
    Write,
    evaluate_cohort,
    open_cohort,
)
from articulate.services.evaluate_record import Asked
from articulate.settings import read_settings

ENDINGS = (".parquet", ".arrow", ".feather", ".csv")


@dataclass
class Kept:
    """Takes awards as they are made, and writes them to one file in the end."""

    frames: list[Frame] = field(default_factory=list)

    def __call__(self, frame: Frame) -> None:
        """Take some awards."""
        self.frames.append(frame)

    def write(self, path: Path) -> None:
        """Write all awards as the ending of the file says."""
        every = pl.concat(self.frames) if self.frames else pl.DataFrame()
        match path.suffix.lower():
            case ".parquet":
                every.write_parquet(path)
            case ".arrow" | ".feather":
                every.write_ipc(path)
            case _:
                every.write_csv(path)


def study(
    rulebook: Rulebook, cohort: Cohort, asked: Asked, write: Write | None = None
) -> CohortResult:
    """Evaluate a cohort, and keep what was learned of the rules for the next study."""
    with collecting_seldom():
        return evaluate_cohort(rulebook, cohort, asked, write, keeping=usual_keeping())


def usual_keeping() -> Keeping:
    """Find where what is told of codes is kept: beside compiled policies, as set."""
    cache = read_settings().cache
    if cache is None:
        return Keeping()
    return Keeping(BundleFolder(Path(cache), "tellings"))


def cohort_from(courses: Path, learners: Path | None) -> Cohort | Report:
    """Read a table of courses, and one of learners, or say what is wrong with them."""
    table = _checked(courses, COLUMNS, NEEDED)
    if isinstance(table, Report):
        return table
    if learners is None:
        return open_cohort(table, None, courses.as_posix())
    days = _checked(learners, LEARNER_COLUMNS, ("learner",))
    if isinstance(days, Report):
        return days
    read = _days(days, learners.as_posix())
    if isinstance(read, Report):
        return read
    return open_cohort(table, read, courses.as_posix())


def _checked(
    path: Path, known: tuple[str, ...], needed: tuple[str, ...]
) -> Frame | Report:
    try:
        frame = _frame(path)
    except (pl.exceptions.PolarsError, ValueError) as error:
        said = str(error).splitlines()[0]
        return _refused(path, f"this is no table that can be read: {said}")
    problems = column_problems(frame, path.as_posix(), known, needed)
    report = Report.of(problems)
    return report if report.errors else frame


def _frame(path: Path) -> Frame:
    match path.suffix.lower():
        case ".parquet":
            return pl.read_parquet(path)
        case ".arrow" | ".feather":
            return pl.read_ipc(path)
        case ".csv":
            return pl.read_csv(path, infer_schema=False)
        case other:
            msg = f"a file that ends in `{other}`"
            raise ValueError(msg)


def _days(frame: Frame, file: str) -> Frame | Report:
    """Read the days of learners, each of whom stands once."""
    problems: list[Diagnostic] = []
    names = frame["learner"].cast(pl.String)
    columns = {"learner": names}
    problems += (
        _wrong(file, "learner", row, "it stands twice")
        for row in names.is_duplicated().arg_true().to_list()[:2]
    )
    for name in ("admitted", "requested"):
        given = frame[name].cast(pl.String) if name in frame.columns else None
        if given is None:
            columns[name] = pl.Series([None] * len(frame), dtype=pl.Date)
            continue
        day = given.str.to_date("%Y-%m-%d", strict=False)
        unread = (given != "").fill_null(value=False) & day.is_null()
        problems += (
            _wrong(file, name, row, "a day is written as 2024-08-15")
            for row in unread.arg_true().to_list()[:MOST_PROBLEMS]
        )
        columns[name] = day
    report = Report.of(problems)
    return report if report.errors else pl.DataFrame(columns)


def _wrong(file: str, column: str, row: int, why: str) -> Diagnostic:
    return Diagnostic(
        Code.COHORT_VALUE,
        CellRef(file, "", column, row + 2),
        f"`{column}` cannot be read: {why}",
        "correct it, or leave it empty where the fact is not known",
    )


def _refused(path: Path, message: str) -> Report:
    listed = ", ".join(ENDINGS)
    problem = Diagnostic(
        Code.COHORT_COLUMN,
        CellRef(path.as_posix(), "", "", 0),
        message,
        f"hand in a table whose name ends in one of {listed}",
    )
    return Report.of([problem])
