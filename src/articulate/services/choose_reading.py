"""Choose how an unclear cell is read: tried first, then written where it is found."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.resolution_file import read_resolutions
from articulate.intake.resolution_text import with_resolution
from articulate.intake.resolutions import Resolution
from articulate.services.import_outlook import ImportOutlook, import_outlook
from articulate.services.nearby_files import FileChange, FoundFile, NearbyFiles
from articulate.services.office_files import OfficeFiles

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """What a person chose: for which cell, what it means, why, and who they are."""

    cell: str
    means: str
    because: str
    by: str

    def as_said(self) -> dict[str, object]:
        """Turn it into what an entry says."""
        return {
            "cell": self.cell,
            "means": self.means,
            "because": self.because,
            "chosen_by": self.by,
        }


@dataclass(frozen=True, slots=True)
class WithReadings:
    """Files as they will be, with other readings chosen for one partner's workbooks."""

    files: NearbyFiles
    readings: FoundFile

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by the path *written* in a policy file."""
        return self.files.table(policy, written)

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name or its path, from the file *beside* it upward."""
        return self.files.layout(beside, name)

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the readings chosen for a partner's workbooks, by the partner's name."""
        if self.readings.name == f"{name}.toml":
            return self.readings
        return self.files.resolutions(beside, name)

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List the names of the layouts that would be found."""
        return self.files.layout_names(beside)


def plan_reading(
    outlook: ImportOutlook,
    choice: ReadingChoice,
    office: OfficeFiles,
    kept: FoundFile,
    *,
    today: date,
) -> FileChange | Report:
    """Work out the file of readings with one more, or report why it does not help.

    *kept* is the partner's file, with nothing in it where there is none yet.
    """
    place = CellRef(outlook.case.file.name, "", "", 0)
    row = next((one for one in outlook.refused if one.place == choice.cell), None)
    if row is None or row.cell is None:
        return _said(
            place,
            f"no reading can be chosen for `{choice.cell}`",
            "look at the rows that are refused; this one may be settled by now",
        )
    means = " ".join(choice.means.split())
    if not means or len(means) > _LONGEST:
        return _said(
            row.cell.place,
            "no reading is chosen, or one that is too long",
            "choose what the cell means, or write it as the workbook should have",
        )
    text = kept.content.decode("utf-8", errors="replace") if kept.content else None
    before = () if text is None else read_resolutions(text, kept.path)
    if isinstance(before, Report):
        return before
    because = " ".join(choice.because.split())
    chosen = row.cell.means(means, choice.by, today, because)
    after = with_resolution(text, chosen).encode()
    readings = FoundFile(kept.name, after)
    tried = replace(office, beside=WithReadings(office.beside, readings))
    then = import_outlook(outlook.case, tried, today, planned=False)
    left = _left(chosen, row.reasons, then)
    if left:
        return Report.of(left)
    return FileChange(kept.path, after, kept.content or None)


def _left(
    chosen: Resolution, before: Iterable[Diagnostic], then: ImportOutlook
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the cell all the same, with the reading in it.

    A reading that leaves something else of its row to be settled is kept.
    """
    known = {(one.code, one.place) for one in before}
    for row in then.refused:
        here = [one for one in row.reasons if one.place == chosen.place]
        if here:
            return tuple(
                replace(one, message=f"read as `{chosen.means}`, {one.message}")
                for one in here
            )
        if any((one.code, one.place) in known for one in row.reasons):
            return row.reasons
    return then.against if then.imported is None else ()


def _said(place: CellRef, message: str, way_out: str) -> Report:
    return Report.of([Diagnostic(Code.FORM_INVALID, place, message, way_out)])
