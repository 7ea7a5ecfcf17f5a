"""Read a transcript that is no JSON: a table of courses, by a layout, as one record."""

from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.report import Report
from articulate.intake.layout import Reads
from articulate.intake.preview import ImportPreview
from articulate.intake.transcripts import Senders, read_transcript
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.parties import party_of
from articulate.services.read_tables import find_layout, wrong_kind


@dataclass(frozen=True, slots=True)
class TranscriptFile:
    """A transcript as it was handed in, and how it is to be read.

    `sending` is whose transcript it is, where no column says so.
    """

    file: FoundFile
    layout: str
    sheet: str | None = None
    sending: InstitutionId | None = None


@dataclass(frozen=True, slots=True)
class ImportedTranscript:
    """The record of a transcript and what came of every row."""

    record: LearnerRecord
    preview: ImportPreview


def import_transcript(
    asked: TranscriptFile, files: NearbyFiles, known: Rulebook, *, requested: date
) -> ImportedTranscript | Report:
    """Read one learner's transcript, or report why nothing can be read.

    Such a table does not say when credit was asked for: that is the day *requested*.
    """
    place = CellRef(asked.file.name, "", "", 0)
    beside = asked.file.name
    layout = find_layout(asked.layout, files, beside=beside, place=place)
    if isinstance(layout, Report):
        return layout
    if layout.reads is not Reads.TRANSCRIPT:
        return Report.of([wrong_kind(layout, Reads.TRANSCRIPT, place)])
    senders = Senders(
        tuple(party_of(code, known) for code in known.institution), asked.sending
    )
    read = read_transcript(
        asked.file.content,
        senders,
        workbook_name=asked.file.name,
        layout=layout,
        sheet=asked.sheet,
    )
    if read.record is None:
        return read.preview.report
    return ImportedTranscript(replace(read.record, requested=requested), read.preview)
