"""Learner records out of tables: transcripts, grades and scores of many learners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json, diagnostic_json
from articulate.intake.layout import Reads
from articulate.intake.preview import ImportPreview
from articulate.intake.record import canonical_json
from articulate.intake.score_rows import read_scores
from articulate.intake.transcripts import Senders, TranscriptsRead, read_transcripts
from articulate.model.identifiers import LearnerId, LearningId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook
from articulate.services.import_transcript import TranscriptFile
from articulate.services.nearby_files import NearbyFiles
from articulate.services.parties import party_of
from articulate.services.read_tables import find_layout

RECORDS_SCHEMA = "articulate.records/1"
_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class ImportedRecords:
    """One record for each learner, and what came of the rows of each file."""

    records: tuple[LearnerRecord, ...]
    previews: tuple[ImportPreview, ...]

    @property
    def report(self) -> Report:
        """Everything that was noticed, in all of the files."""
        found = (one for each in self.previews for one in each.report.diagnostics)
        return Report.of(found)


def import_records(
    asked: Sequence[TranscriptFile],
    files: NearbyFiles,
    known: Rulebook,
    *,
    requested: date,
) -> ImportedRecords | Report:
    """Read every file, and put what they say of one learner into one record.

    Such tables do not say when credit was asked for: that is the day *requested*.
    """
    read: list[TranscriptsRead] = []
    report = Report()
    for one in asked:
        found = _read(one, files, known)
        if isinstance(found, Report):
            report += found
        elif found.preview.report.errors:
            report += Report(found.preview.report.errors)
        else:
            read.append(found)
    if report.errors:
        return report
    by_learner: dict[LearnerId, list[LearnerRecord]] = {}
    for record in (record for one in read for record in one.records):
        by_learner.setdefault(record.learner.id, []).append(record)
    records = (
        replace(_together(by_learner[learner]), requested=requested)
        for learner in sorted(by_learner)
    )
    return ImportedRecords(tuple(records), tuple(one.preview for one in read))


def record_text(record: LearnerRecord) -> str:
    """Write a record as its file holds it."""
    return f"{canonical_json(record)}\n"


def records_json(imported: ImportedRecords, names: Sequence[str]) -> dict[str, Json]:
    """Turn what came of the files into the object that `records` prints."""
    return {
        "schema": RECORDS_SCHEMA,
        "records": [
            {"learner": record.learner.id, "file": name}
            for record, name in zip(imported.records, names, strict=True)
        ],
        "files": [
            {
                "workbook": one.workbook,
                "layout": one.layout,
                "rows": {
                    "read": one.read,
                    "understood": one.understood,
                    "repeated": one.repeated,
                    "refused": len(one.refused),
                },
                "refused": [str(row.place) for row in one.refused],
            }
            for one in imported.previews
        ],
        "diagnostics": [diagnostic_json(one) for one in imported.report.diagnostics],
    }


def _read(
    asked: TranscriptFile, files: NearbyFiles, known: Rulebook
) -> TranscriptsRead | Report:
    name = asked.file.name
    place = CellRef(name, "", "", 0)
    layout = find_layout(asked.layout, files, beside=name, place=place)
    if isinstance(layout, Report):
        return layout
    match layout.reads:
        case Reads.TRANSCRIPT:
            parties = tuple(party_of(code, known) for code in known.institution)
            return read_transcripts(
                asked.file.content,
                Senders(parties, asked.sending),
                workbook_name=name,
                layout=layout,
                sheet=asked.sheet,
            )
        case Reads.SCORES:
            exams = {str(one.head.id): one.head.title for one in known.exams}
            return read_scores(
                asked.file.content,
                exams,
                workbook_name=name,
                layout=layout,
                sheet=asked.sheet,
            )
        case _:
            return Report.of([_no_learners(layout.name, place)])


def _no_learners(layout: str, place: CellRef) -> Diagnostic:
    return Diagnostic(
        Code.LAYOUT_INVALID,
        place,
        f"the layout `{layout}` does not read learners",
        "name a layout that reads `transcript` or `scores`",
    )


def _together(records: Sequence[LearnerRecord]) -> LearnerRecord:
    """Put what several files say of one learner into one record.

    A course that two files report alike is one; what they report unlike is both.
    """
    first, *_ = records
    by_institution: dict[str, list[Transcript]] = {}
    for one in (one for record in records for one in record.transcripts):
        by_institution.setdefault(one.institution, []).append(one)
    return replace(
        first,
        transcripts=tuple(
            replace(
                several[0],
                complete=all(one.complete for one in several),
                courses=tuple(_once(one for each in several for one in each.courses)),
            )
            for _, several in sorted(by_institution.items())
        ),
        exams=tuple(dict.fromkeys(one for record in records for one in record.exams)),
    )


def _once(courses: Iterable[CourseAttempt]) -> Iterable[CourseAttempt]:
    """Keep each attempt once; two that differ under one id have ids of their own."""
    kept: dict[LearningId, CourseAttempt] = {}
    for course in courses:
        said = replace(course, id=LearningId(""))
        if any(replace(one, id=LearningId("")) == said for one in kept.values()):
            continue
        name = course.id
        if name in kept:
            digest = sha256(repr(said).encode()).hexdigest()
            name = LearningId(f"{course.id}.{digest[:_SUFFIX]}")
        kept[name] = replace(course, id=name)
    return kept.values()
