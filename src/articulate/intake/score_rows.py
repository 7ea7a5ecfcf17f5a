"""Exam scores as a table: a learner's sitting of an exam in a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import PurePath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.intake.columns import repeated
from articulate.intake.fields import Fields, Found, problem
from articulate.intake.layout import Holds, Layout
from articulate.intake.learner_tables import (
    learner_named,
    open_learner_table,
    whose,
)
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.preview import ImportPreview
from articulate.intake.row_values import day_in, text_of
from articulate.intake.table_rows import OpenSheet
from articulate.intake.tables import hidden_parts
from articulate.intake.transcript_rows import without_day
from articulate.intake.transcripts import TranscriptsRead
from articulate.model.exact import parse_number
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, LearnerId, LearningId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord

_NOT_ID = re.compile(r"[^a-z0-9]+")
_SUFFIX = 8

Exams = Mapping[str, str]
"""The titles of the exams that policies know, by their ids."""


def read_scores(
    content: bytes,
    exams: Exams,
    *,
    workbook_name: str,
    layout: Layout,
    sheet: str | None = None,
) -> TranscriptsRead:
    """Read the scores of every learner of a table, a record for each.

    Without a column of learners the file is one learner's, and named for it.
    """
    opened = open_learner_table(content, workbook_name, layout, sheet)
    if isinstance(opened, ImportPreview):
        return TranscriptsRead((), opened)
    named = opened.learners() or {PurePath(workbook_name).stem: CellRef("", "", "", 0)}
    readings = {learner: _Reading(exams) for learner in named}
    nobodys = _Reading(exams)
    for fields, sheet_of in opened.rows():
        found = fields.one(Holds.LEARNER)
        if found is not None:
            readings[learner_named(found.text)].row(fields, sheet_of)
        elif len(readings) == 1:
            next(iter(readings.values())).row(fields, sheet_of)
        else:
            nobodys.refuse(fields, [whose(fields)])
    records = (
        LearnerRecord(Learner(LearnerId(learner)), exams=tuple(reading.sittings))
        for learner, reading in sorted(readings.items())
    )
    came = opened.came([*readings.values(), nobodys])
    return TranscriptsRead(tuple(records), came)


@dataclass(slots=True)
class _Reading:
    """Collects the sittings of one learner."""

    exams: Exams
    sittings: list[ExamSitting] = field(default_factory=list)
    refused: dict[CellRef, tuple[Code, ...]] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    repeated: int = 0

    @property
    def understood(self) -> int:
        """How many rows are in the record."""
        return len(self.sittings)

    def row(self, fields: Fields, opened: OpenSheet) -> None:
        """Read one row, or note every reason why it is refused."""
        stopped = [
            *repeated(fields.table, _alone(fields.layout), opened.sheet),
            *hidden_parts(fields, opened.sheet),
            *fields.unusable(),
        ]
        exam = self._exam(fields)
        score, subscores = _score(fields), _subscores(fields)
        taken = day_in(fields, Holds.TAKEN)
        stopped += [one for one in (exam, score) if isinstance(one, Diagnostic)]
        stopped += [one for _, one in subscores if isinstance(one, Diagnostic)]
        if stopped or isinstance(exam, Diagnostic) or isinstance(score, Diagnostic):
            self.refuse(fields, stopped)
            return
        if isinstance(taken, Diagnostic):
            self.problems.append(without_day(taken))
        sitting = ExamSitting(
            LearningId(text_of(fields, Holds.LEARNING_ID)),
            exam,
            score,
            tuple((name, one) for name, one in subscores if isinstance(one, Fraction)),
            taken if isinstance(taken, date) else None,
        )
        named = replace(sitting, id=self._id(sitting))
        if named in self.sittings:
            self.repeated += 1
        else:
            self.sittings.append(named)

    def refuse(self, fields: Fields, problems: list[Diagnostic]) -> None:
        """Note that a row is no sitting of the record, and why."""
        self.problems += [replace(one, severity=Severity.WARNING) for one in problems]
        codes = dict.fromkeys(one.code for one in problems)
        self.refused[fields.row.place()] = tuple(codes)

    def _exam(self, fields: Fields) -> BlockId | Diagnostic:
        """Return the exam: one that policies know by id or title, else its own words.

        A near miss is only pointed out. An exam that nobody knows stays in the record,
        where the evaluation says that no rule speaks of it.
        """
        found = fields.one(Holds.EXAM)
        if found is None:
            unread = Unread(
                Code.SCORE_UNCLEAR,
                "the row names no exam",
                "fill in the exam, or delete the row",
            )
            return problem(unread, fields.place(Holds.EXAM))
        written = plain(found.text)
        for exam, title in self.exams.items():
            if folded(written) in (folded(exam), folded(title)):
                return BlockId(exam)
        known = [*self.exams.values(), *self.exams]
        self.problems.append(_unknown(written, known, found.place))
        return BlockId(_NOT_ID.sub("-", written.lower()).strip("-") or "exam")

    def _id(self, sitting: ExamSitting) -> LearningId:
        """Name a sitting: by its own id, else by exam and day, never by its row."""
        if sitting.id:
            return sitting.id
        made = f"{sitting.exam}-{sitting.taken}" if sitting.taken else str(sitting.exam)
        taken = {one.id: one for one in self.sittings}
        other = taken.get(LearningId(made))
        if other is None or replace(other, id=sitting.id) == sitting:
            return LearningId(made)
        said = sha256(repr(sitting).encode()).hexdigest()
        return LearningId(f"{made}.{said[:_SUFFIX]}")


def _alone(layout: Layout) -> Layout:
    """Leave subscores out: they have a column each, by their names."""
    kept = tuple(one for one in layout.columns if one.holds is not Holds.SUBSCORE)
    return replace(layout, columns=kept)


def _score(fields: Fields) -> Fraction | Diagnostic | None:
    found = fields.one(Holds.SCORE)
    return None if found is None else _number(found)


def _subscores(fields: Fields) -> list[tuple[str, Fraction | Diagnostic]]:
    described = fields.layout.column(Holds.SUBSCORE)
    names = {folded(one): one for one in described.headings} if described else {}
    headings = dict(fields.table.headings)
    return [
        (
            names.get(
                headings.get(found.place.column, ""), headings[found.place.column]
            ),
            _number(found),
        )
        for found in fields.all(Holds.SUBSCORE)
    ]


def _number(found: Found) -> Fraction | Diagnostic:
    exact = found.cell.number
    read = parse_number(plain(found.text)) if exact is None else exact
    if read is not None:
        return read
    unread = Unread(
        Code.SCORE_UNCLEAR,
        f"`{found.text.strip()[:40]}` is not a score",
        "write the score as a number; leave the cell empty where none is reported",
    )
    return problem(unread, found.place)


def _unknown(written: str, known: list[str], place: CellRef) -> Diagnostic:
    return Diagnostic(
        code=Code.UNKNOWN_LEARNING,
        place=place,
        message=f"no policy knows the exam `{written}`",
        help=did_you_mean(
            written,
            known,
            otherwise="say in the layout, under `reads_as`, which exam is meant",
        ),
        severity=Severity.WARNING,
    )
