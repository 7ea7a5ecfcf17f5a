"""A transcript as a table becomes a learner record: a learner, a course in a row."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.intake.columns import repeated
from articulate.intake.fields import Fields, problem
from articulate.intake.institutions import institution_of
from articulate.intake.layout import Holds, Layout
from articulate.intake.learner_tables import (
    learner_named,
    open_learner_table,
    whose,
)
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Party
from articulate.intake.preview import ImportPreview
from articulate.intake.table_rows import OpenSheet
from articulate.intake.tables import hidden_parts
from articulate.intake.transcript_rows import ReportedCourse, read_course
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, LearnerId, LearningId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript

_NOT_ID = re.compile(r"[^a-z0-9]+")
_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class Senders:
    """The institutions that are known, and the one meant where no column names one."""

    known: tuple[Party, ...] = ()
    meant: InstitutionId | None = None


@dataclass(frozen=True, slots=True)
class TranscriptRead:
    """The record of a transcript, None where nothing could be read, and its preview."""

    record: LearnerRecord | None
    preview: ImportPreview


@dataclass(frozen=True, slots=True)
class TranscriptsRead:
    """The records of every learner of a table, by their ids, and the preview."""

    records: tuple[LearnerRecord, ...]
    preview: ImportPreview


Reported = tuple[InstitutionId, ReportedCourse]


def read_transcript(
    content: bytes,
    senders: Senders,
    *,
    workbook_name: str,
    layout: Layout,
    sheet: str | None = None,
) -> TranscriptRead:
    """Read one learner's transcript from the bytes of its file.

    A row that is refused leaves the transcript of its institution incomplete, so that
    nothing is taken not to have happened because we could not read it.
    """
    opened = open_learner_table(content, workbook_name, layout, sheet)
    if isinstance(opened, ImportPreview):
        return TranscriptRead(None, opened)
    learners = opened.learners()
    if len(learners) > 1:
        several = Report.of([*opened.problems, _several(learners)])
        return TranscriptRead(None, replace(opened.preview, report=several))
    reading = _Reading(senders)
    for fields, sheet_of in opened.rows():
        reading.row(fields, sheet_of)
    name = next(iter(learners), PurePath(workbook_name).stem)
    return TranscriptRead(_record(LearnerId(name), reading), opened.came([reading]))


def read_transcripts(
    content: bytes,
    senders: Senders,
    *,
    workbook_name: str,
    layout: Layout,
    sheet: str | None = None,
) -> TranscriptsRead:
    """Read the transcripts of every learner of a table, a record for each.

    A row that does not say whose it is belongs to nobody: it is refused, and leaves
    every learner's transcript of its institution incomplete.
    """
    opened = open_learner_table(content, workbook_name, layout, sheet)
    if isinstance(opened, ImportPreview):
        return TranscriptsRead((), opened)
    readings = {learner: _Reading(senders) for learner in opened.learners()}
    nobodys = _Reading(senders)
    for fields, sheet_of in opened.rows():
        found = fields.one(Holds.LEARNER)
        if found is None:
            nobodys.refuse(fields, [whose(fields)])
        else:
            readings[learner_named(found.text)].row(fields, sheet_of)
    for reading in readings.values():
        reading.incomplete |= nobodys.incomplete
    records = (
        _record(LearnerId(learner), reading)
        for learner, reading in sorted(readings.items())
    )
    came = opened.came([*readings.values(), nobodys])
    return TranscriptsRead(tuple(records), came)


class _Reading:
    """Collects what the rows of a transcript come to."""

    def __init__(self, senders: Senders) -> None:
        self.courses: list[Reported] = []
        self.refused: dict[CellRef, tuple[Code, ...]] = {}
        self.problems: list[Diagnostic] = []
        self.repeated = 0
        self.incomplete: set[InstitutionId | None] = set()
        self._senders = senders
        self._seen: dict[Reported, CellRef] = {}

    @property
    def understood(self) -> int:
        """How many rows are in the record."""
        return len(self.courses)

    def row(self, fields: Fields, opened: OpenSheet) -> None:
        """Read one row, or note every reason why it is refused."""
        institution = self._institution(fields)
        stopped = [
            *repeated(fields.table, fields.layout, opened.sheet),
            *hidden_parts(fields, opened.sheet),
        ]
        course = read_course(fields)
        if isinstance(course, ReportedCourse):
            self.problems += course.unread
        if isinstance(institution, Diagnostic):
            stopped.append(institution)
        if isinstance(course, list):
            stopped += course
        if stopped or isinstance(institution, Diagnostic) or isinstance(course, list):
            self.refuse(fields, stopped)
            return
        said = (institution, replace(course, place=CellRef("", "", "", 0)))
        if said in self._seen:
            self.repeated += 1
            self.problems.append(_repeats(course, self._seen[said]))
            return
        self._seen[said] = course.place
        self.courses.append((institution, course))

    def refuse(self, fields: Fields, problems: list[Diagnostic]) -> None:
        """Note that a row is no course of the record, and why."""
        institution = self._institution(fields)
        known = None if isinstance(institution, Diagnostic) else institution
        self.incomplete.add(known)
        self.problems += [replace(one, severity=Severity.WARNING) for one in problems]
        at = fields.row.place()
        self.refused[at] = tuple(dict.fromkeys(one.code for one in problems))

    def _institution(self, fields: Fields) -> InstitutionId | Diagnostic:
        found = fields.one(Holds.INSTITUTION)
        if found is not None:
            read = institution_of(found.text, self._senders.known, fields.layout)
            return problem(read, found.place) if isinstance(read, Unread) else read
        if self._senders.meant is not None:
            return self._senders.meant
        unread = Unread(
            Code.OTHER_INSTITUTION,
            "the row does not say which institution gave the course",
            "fill in the column of institutions, or say whose transcript this is",
        )
        return problem(unread, fields.place(Holds.INSTITUTION))


def _record(learner: LearnerId, reading: _Reading) -> LearnerRecord:
    """Gather the courses by institution, under ids that their order does not change."""
    read = {institution for institution, _ in reading.courses}
    institutions = sorted(read | {one for one in reading.incomplete if one is not None})
    ids = _ids(reading.courses)
    transcripts = tuple(
        Transcript(
            institution=institution,
            complete=not {institution, None} & reading.incomplete,
            courses=tuple(
                _attempt(course, institution, ids[course.place])
                for where, course in reading.courses
                if where == institution
            ),
        )
        for institution in institutions
    )
    return LearnerRecord(Learner(learner), transcripts=transcripts)


def _attempt(
    course: ReportedCourse, institution: InstitutionId, name: str
) -> CourseAttempt:
    return CourseAttempt(
        id=LearningId(name),
        code=CourseCode.read(institution, course.written),
        written=course.written,
        title=course.title,
        credits=course.credits,
        unit=course.unit,
        grade=course.grade,
        underlying=course.underlying,
        level=course.level,
        term=course.term,
        completed=course.completed,
        attributes=course.attributes,
        delivery=course.delivery,
    )


def _ids(courses: list[Reported]) -> dict[CellRef, str]:
    """Name each attempt: by its own id, else by course and term, never by its row."""
    groups: dict[str, list[Reported]] = {}
    for institution, course in courses:
        when = course.term or course.completed or ""
        made = _NOT_ID.sub("-", f"{institution} {course.written} {when}".lower()).strip(
            "-"
        )
        groups.setdefault(course.learning_id or made, []).append((institution, course))
    names = {}
    for name, group in groups.items():
        for institution, course in group:
            alone = len(group) == 1
            names[course.place] = (
                name if alone else f"{name}.{_content(institution, course)}"
            )
    return names


def _content(institution: InstitutionId, course: ReportedCourse) -> str:
    said = repr((institution, replace(course, place=CellRef("", "", "", 0))))
    return sha256(said.encode()).hexdigest()[:_SUFFIX]


def _several(learners: dict[str, CellRef]) -> Diagnostic:
    first, second, *_ = learners
    return Diagnostic(
        code=Code.SEVERAL_LEARNERS,
        place=learners[second],
        message=f"the transcript is of `{first}`, and here of `{second}`",
        help="write a record for each with `articulate records`, or put each learner's"
        " courses into a file of their own",
        also=(learners[first],),
    )


def _repeats(course: ReportedCourse, first: CellRef) -> Diagnostic:
    return Diagnostic(
        code=Code.ROW_REPEATED,
        place=course.place,
        message=f"`{course.written}` stands here as it does at {first}; it is read"
        " once",
        help="delete one of the rows, or say in the row how the attempts differ",
        also=(first,),
        severity=Severity.WARNING,
    )
