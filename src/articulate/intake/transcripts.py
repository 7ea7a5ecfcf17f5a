"""A transcript as a table becomes a learner record: a learner, a course in a row."""

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.columns import repeated
from articulate.intake.fields import Fields, problem
from articulate.intake.institutions import institution_of
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Party
from articulate.intake.preview import ImportPreview, RefusedRow
from articulate.intake.table_rows import OpenSheet, open_sheet, without_rows
from articulate.intake.tables import chosen_sheets, hidden_parts
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
    opened = open_table(content, workbook_name, layout)
    if isinstance(opened, Diagnostic):
        return _nothing(workbook_name, layout, [opened])
    chosen, problems = chosen_sheets(opened, sheet)
    found = [open_sheet(one, layout) for one in chosen]
    tables = [one for one in found if isinstance(one, OpenSheet)]
    if not tables:
        without = [one for one in found if isinstance(one, Diagnostic)]
        return _nothing(
            workbook_name, layout, [*opened.diagnostics, *problems, *without]
        )
    learners = _learners(tables)
    if len(learners) > 1:
        return _nothing(workbook_name, layout, [*problems, _several(learners)])
    reading = _Reading(senders)
    for one in tables:
        for fields in one.rows:
            reading.row(fields, one)
    empty = [warning for one in tables for warning in without_rows(one)]
    noticed = [*opened.diagnostics, *problems, *empty, *reading.problems]
    preview = ImportPreview(
        workbook=workbook_name,
        layout=layout.name,
        sheets=tuple(one.sheet.name for one in tables),
        read=sum(len(one.rows) for one in tables),
        understood=len(reading.courses),
        repeated=reading.repeated,
        refused=tuple(RefusedRow(at, codes) for at, codes in reading.refused.items()),
        report=Report.of(noticed),
    )
    learner = LearnerId(next(iter(learners), PurePath(workbook_name).stem))
    return TranscriptRead(_record(learner, reading), preview)


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

    def row(self, fields: Fields, opened: OpenSheet) -> None:
        """Read one row, or note every reason why it is refused."""
        institution = self._institution(fields)
        stopped = [
            *repeated(fields.table, fields.layout, opened.sheet),
            *hidden_parts(fields, opened.sheet),
        ]
        course = read_course(fields)
        if isinstance(institution, Diagnostic):
            stopped.append(institution)
        if isinstance(course, list):
            stopped += course
        if stopped or isinstance(institution, Diagnostic) or isinstance(course, list):
            self._refuse(fields, stopped)
            known = None if isinstance(institution, Diagnostic) else institution
            self.incomplete.add(known)
            return
        said = (institution, replace(course, place=CellRef("", "", "", 0)))
        if said in self._seen:
            self.repeated += 1
            self.problems.append(_repeats(course, self._seen[said]))
            return
        self._seen[said] = course.place
        self.courses.append((institution, course))

    def _refuse(self, fields: Fields, problems: list[Diagnostic]) -> None:
        self.problems += [replace(one, severity=Severity.WARNING) for one in problems]
        at = fields.row.place()
        self.refused[at] = tuple(dict.fromkeys(one.code for one in problems))

    def _institution(self, fields: Fields) -> InstitutionId | Diagnostic:
        found = fields.one(Holds.INSTITUTION)
        if found is not None:
            read = institution_of(found.text, self._senders.known)
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
    institutions = sorted({institution for institution, _ in reading.courses})
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


def _learners(tables: list[OpenSheet]) -> dict[str, CellRef]:
    learners: dict[str, CellRef] = {}
    for one in tables:
        for fields in one.rows:
            found = fields.one(Holds.LEARNER)
            if found is not None:
                learners.setdefault(" ".join(found.text.split()), found.place)
    return learners


def _several(learners: dict[str, CellRef]) -> Diagnostic:
    first, second, *_ = learners
    return Diagnostic(
        code=Code.SEVERAL_LEARNERS,
        place=learners[second],
        message=f"the transcript is of `{first}`, and here of `{second}`",
        help="put each learner's courses into a file of their own",
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


def _nothing(name: str, layout: Layout, problems: list[Diagnostic]) -> TranscriptRead:
    preview = ImportPreview(name, layout.name, report=Report.of(problems))
    return TranscriptRead(None, preview)
