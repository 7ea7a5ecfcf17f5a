"""Read a record as it was handed in: JSON as it is, a transcript by its layout."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.record import read_record as read_json
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.import_transcript import TranscriptFile, import_transcript
from articulate.services.nearby_files import FoundFile, NearbyFiles

_TABLES = frozenset({".csv", ".tsv", ".txt", ".xlsx"})


@dataclass(frozen=True, slots=True)
class HowToRead:
    """How a transcript that is no JSON is read, and the day it is handed in."""

    requested: date
    layout: str | None = None
    sheet: str | None = None
    sending: InstitutionId | None = None


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record, and what was noticed in reading it."""

    record: LearnerRecord
    report: Report = field(default_factory=Report)


def read_record(
    file: FoundFile, how: HowToRead, files: NearbyFiles, known: Rulebook
) -> ReadRecord | Report:
    """Read one learner's record, or report everything that is wrong with it."""
    if PurePath(file.name).suffix.lower() in _TABLES:
        return _transcript(file, how, files, known)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Diagnostic(
            code=Code.RECORD_NOT_JSON,
            place=Span(file.name, 1, 1, 1, 2),
            message="the record is not valid JSON: it is not UTF-8",
            help="save it as UTF-8; a transcript as a table ends in .csv or .xlsx",
        )
        return Report.of([problem])
    record = read_json(text, file.name)
    return record if isinstance(record, Report) else ReadRecord(record)


def _transcript(
    file: FoundFile, how: HowToRead, files: NearbyFiles, known: Rulebook
) -> ReadRecord | Report:
    if how.layout is None:
        problem = Diagnostic(
            code=Code.LAYOUT_MISSING,
            place=CellRef(file.name, "", "", 0),
            message="nothing says which column of this transcript is which",
            help="name a layout with --layout",
        )
        return Report.of([problem])
    asked = TranscriptFile(file, how.layout, how.sheet, how.sending)
    read = import_transcript(asked, files, known, requested=how.requested)
    if isinstance(read, Report):
        return read
    return ReadRecord(read.record, read.preview.report)
