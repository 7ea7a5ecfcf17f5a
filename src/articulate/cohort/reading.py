"""Reading: a table of courses becomes a cohort, each different value read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from articulate.cohort.asked import Read
from articulate.cohort.courses import unnamed, value_problem
from articulate.cohort.days import LearnerDays, days_of
from articulate.cohort.numbered import Numbered, Numbers, numbered
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, LearnerId, LearningId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript

ReadCourse = Callable[
    [Mapping[str, str | None], str, str], CourseAttempt | tuple[str, str]
]
"""Reads a row of an institution under a name, or says which column is wrong and why."""

MOST_PROBLEMS: Final = 20
_NOWHERE: Final = InstitutionId("?")
_UNREAD: Final = CourseAttempt(LearningId("?"), CourseCode.read(_NOWHERE, "?"), "?")
Wrong = dict[int, tuple[str, str, str]]
"""By the number of a code or an attempt: a column, what it holds, and what is wrong."""


@dataclass(frozen=True)
class Cohort:
    """Learners with their courses in columns, and their days.

    `accepted` are the learners, by number, of whom everything could be read; the report
    says what is wrong with the others.
    """

    table: Numbered
    read: Read
    days: LearnerDays
    accepted: Numbers
    report: Report

    def record(self, number: int) -> LearnerRecord:
        """Make the record of one learner, for whoever decides or asks why."""
        table = self.table
        rows = np.arange(table.starts[number], table.starts[number + 1])
        names = table.learning(rows).to_list()
        by_institution: dict[InstitutionId, list[CourseAttempt]] = {}
        for row, name in zip(rows.tolist(), names, strict=True):
            found = self.read.attempt(int(table.code[row]), int(table.attempt[row]))
            named = replace(found, id=LearningId(name))
            by_institution.setdefault(found.code.institution, []).append(named)
        transcripts = tuple(
            Transcript(institution, courses=tuple(courses))
            for institution, courses in by_institution.items()
        )
        return replace(self.bare(number), transcripts=transcripts)

    def bare(self, number: int) -> LearnerRecord:
        """Make a record of one learner that holds nothing but the learner's days."""
        days = self.days.of(number)
        learner = Learner(self.name(number), admitted=days.admitted)
        return LearnerRecord(learner, days.requested)

    def name(self, number: int) -> LearnerId:
        """Return the id of one learner."""
        return LearnerId(str(self.table.learners[number]))

    def find(self, learner: str) -> int | None:
        """Return the number of the learner with an id."""
        found = (self.table.learners == learner).arg_max()
        there = found is not None and self.table.learners[found] == learner
        return found if there else None


def read_cohort(
    courses: pl.DataFrame,
    learners: pl.DataFrame | None,
    file: str,
    read_course: ReadCourse,
) -> Cohort:
    """Read a table that has every column of courses, and one of learners' days.

    A learner of whom something cannot be read is not accepted, and it is reported.
    """
    problems = list(unnamed(courses, file))
    table = numbered(courses.filter(pl.col("learner").is_not_null()))
    wrong_codes = _codes(table)
    attempts, wrong_attempts = _attempts(table, read_course)
    wrong = np.isin(table.code, _numbers(wrong_codes))
    wrong |= np.isin(table.attempt, _numbers(wrong_attempts))
    rows = np.flatnonzero(wrong)
    for row in rows[:MOST_PROBLEMS].tolist():
        said = wrong_codes.get(int(table.code[row]))
        said = said or wrong_attempts[int(table.attempt[row])]
        problems.append(_problem(file, int(table.row[row]), said))
    accepted = np.ones(len(table.learners), dtype=bool)
    accepted[table.owner(rows)] = False
    return Cohort(
        table,
        Read(table.codes, attempts),
        days_of(table.learners, learners),
        np.flatnonzero(accepted),
        Report.of(problems),
    )


def _codes(table: Numbered) -> Wrong:
    """Say which codes are empty, or of no institution."""
    wrong: Wrong = {}
    for column in ("code", "institution"):
        empty = (table.codes[column].fill_null("") == "").arg_true()
        wrong |= dict.fromkeys(empty.to_list(), (column, "", _EMPTY))
    return wrong


def _attempts(
    table: Numbered, read_course: ReadCourse
) -> tuple[list[CourseAttempt], Wrong]:
    """Read each different attempt once."""
    attempts: list[CourseAttempt] = []
    wrong: Wrong = {}
    for number, row in enumerate(table.attempts.iter_rows(named=True)):
        found = read_course({"code": "?", **row}, _NOWHERE, "?")
        if isinstance(found, CourseAttempt):
            attempts.append(found)
        else:
            column, why = found
            wrong[number] = (column, row.get(column) or "", why)
            attempts.append(_UNREAD)
    return attempts, wrong


def _numbers(wrong: Wrong) -> Numbers:
    return np.array([*wrong], dtype=np.int64)


def _problem(file: str, row: int, said: tuple[str, str, str]) -> Diagnostic:
    column, value, why = said
    return value_problem(file, (column, row), value, why)


_EMPTY: Final = "it is empty"
