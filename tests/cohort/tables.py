"""Records as rows of a table, and what a cohort came to as rows to compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from articulate.cohort.awards import rows_of_lines
from articulate.cohort.courses import COLUMNS
from articulate.cohort.reading import Cohort
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.model.identifiers import LearnerId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_cohort import (
    CohortResult,
    Keeping,
    evaluate_cohort,
    open_cohort,
)
from articulate.services.evaluate_record import Asked, evaluate_lines

Row = tuple[str | None, ...]


def is_tabular(record: LearnerRecord) -> bool:
    """Say whether a record holds nothing but courses, by a learner with only days."""
    learner = Learner(record.learner.id, admitted=record.learner.admitted)
    whole = all(one.official and one.complete for one in record.transcripts)
    courses = tuple(record.attempts())
    plain = all(one.percentile is None and not one.decisions for one in courses)
    return (
        record.learner == learner
        and whole
        and plain
        and len(tuple(record.learnings())) == len(courses) > 0
        and not record.milestones
    )


def tables_of(records: Iterable[LearnerRecord]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Write records as a table of courses and one of learners."""
    courses: list[Row] = []
    learners = []
    for record in records:
        learners.append((record.learner.id, record.learner.admitted, record.requested))
        courses += [_row(record, one) for one in record.attempts()]
    days = {"learner": pl.String, "admitted": pl.Date, "requested": pl.Date}
    schema = dict.fromkeys(COLUMNS, pl.String)
    return (
        pl.DataFrame(courses, schema=schema, orient="row"),
        pl.DataFrame(learners, schema=days, orient="row"),
    )


@dataclass
class Shelf:
    """Keeps what was told of codes as a folder would."""

    maker: str = "this program"
    kept: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def write(self, name: str, bundle: bytes) -> None:
        self.kept[name] = bundle


SHELF = Shelf()
"""What any test was told, for the tests after it."""


def awards_of(
    rulebook: Rulebook, records: Sequence[LearnerRecord], asked: Asked
) -> tuple[CohortResult, list[Row]]:
    """Evaluate records as a cohort: asking anew, keeping it, and by what was kept.

    What was kept is read as another process does, with a rulebook out of a bundle.
    """
    cohort: Cohort = open_cohort(*tables_of(records), "courses.csv")
    assert not cohort.report.diagnostics
    another = rulebook_in(bundle_of(rulebook))
    keeping = Keeping(SHELF, least=0)
    first, *others = [
        _awards(book, cohort, asked, how)
        for book, how in (
            (rulebook, Keeping()),
            (rulebook, keeping),
            (another, keeping),
        )
    ]
    assert others == [first, first]
    return first


def _awards(
    rulebook: Rulebook, cohort: Cohort, asked: Asked, keeping: Keeping
) -> tuple[CohortResult, list[Row]]:
    frames: list[pl.DataFrame] = []
    result = evaluate_cohort(rulebook, cohort, asked, frames.append, keeping=keeping)
    rows = [row for frame in frames for row in frame.cast(pl.String).iter_rows()]
    return result, sorted(map(_comparable, rows), key=repr)


def one_by_one(
    rulebook: Rulebook, records: Iterable[LearnerRecord], asked: Asked
) -> list[Row]:
    """Evaluate the same records by themselves."""
    rows = [
        _comparable(row)
        for record in records
        for row in rows_of_lines(
            record.learner.id, evaluate_lines(rulebook, record, asked).lines
        )
    ]
    return sorted(rows, key=repr)


def called(record: LearnerRecord, name: str) -> LearnerRecord:
    """Give a record's learner another id."""
    return replace(record, learner=replace(record.learner, id=LearnerId(name)))


def _row(record: LearnerRecord, one: CourseAttempt) -> Row:
    unit = None if one.unit is CreditUnit.UNKNOWN else str(one.unit)
    values = {
        "learner": record.learner.id,
        "institution": one.code.institution,
        "code": one.written,
        "grade": one.grade,
        "credits": None if one.credits is None else number_text(one.credits),
        "id": one.id,
        "unit": unit,
        "completed": None if one.completed is None else one.completed.isoformat(),
        "term": one.term,
        "underlying": one.underlying,
        "level": None if one.level is None else str(one.level),
        "delivery": one.delivery,
        "attributes": ";".join(one.attributes) or None,
    }
    return tuple(values[name] for name in COLUMNS)


def _comparable(row: Row) -> Row:
    """Name the learnings of a set in one order."""
    learner, learning, *rest = row
    return (learner, " + ".join(sorted((learning or "").split(" + "))), *rest)
