"""Where two sources of one agreement disagree: a hand-made sheet and an export, say.

Neither is believed. Each course that both name is shown with what each says of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json
from articulate.intake.layout import Reads
from articulate.intake.said_rows import SaidRow, read_said_rows
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.read_tables import find_layout, wrong_kind

COMPARED_SCHEMA = "articulate.agreements-compared/1"


@dataclass(frozen=True, slots=True)
class AgreementSource:
    """One source of an agreement: a file, what is around it, its layout and sheet."""

    file: FoundFile
    files: NearbyFiles
    layout: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One course, or set of courses, and the rows that each source has for it."""

    sources: str
    ours: tuple[SaidRow, ...]
    theirs: tuple[SaidRow, ...]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each row's cell and words, those of the first source first."""
        return tuple((str(row.place), _in_words(row)) for row in self._rows)

    @property
    def _rows(self) -> tuple[SaidRow, ...]:
        return (*self.ours, *self.theirs)


@dataclass(frozen=True, slots=True)
class AgreementsCompared:
    """What two sources share, where they disagree, and what only one of them names."""

    shared: int
    disagreements: tuple[Disagreement, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare_agreements(
    first: AgreementSource, second: AgreementSource
) -> AgreementsCompared | Report:
    """Compare two sources course by course, or report why one cannot be read."""
    ours, theirs = _rows(first), _rows(second)
    if isinstance(ours, Report) or isinstance(theirs, Report):
        return sum((one for one in (ours, theirs) if isinstance(one, Report)), Report())
    shared = [one for one in ours if one in theirs]
    found = [
        Disagreement(one, ours[one], theirs[one])
        for one in shared
        if _differ(ours[one], theirs[one])
    ]
    return AgreementsCompared(
        len(shared),
        tuple(sorted(found, key=lambda one: one.sources)),
        tuple(sorted(one for one in ours if one not in theirs)),
        tuple(sorted(one for one in theirs if one not in ours)),
    )


def compared_json(compared: AgreementsCompared) -> dict[str, Json]:
    """Turn a comparison into the object that `compare-agreements` prints."""
    return {
        "schema": COMPARED_SCHEMA,
        "shared": compared.shared,
        "disagreements": [
            {
                "sources": one.sources,
                "first": _shown(one.ours),
                "second": _shown(one.theirs),
            }
            for one in compared.disagreements
        ],
        "only_first": list(compared.only_first),
        "only_second": list(compared.only_second),
    }


def _shown(rows: Iterable[SaidRow]) -> list[Json]:
    return [
        {
            "origin": str(row.place),
            "says": row.words,
            "beside": {str(holds): text for holds, text in row.beside},
        }
        for row in rows
    ]


def _rows(source: AgreementSource) -> Mapping[str, tuple[SaidRow, ...]] | Report:
    place = CellRef(source.file.name, "", "", 0)
    layout = find_layout(
        source.layout, source.files, beside=source.file.name, place=place
    )
    if isinstance(layout, Report):
        return layout
    if layout.reads is not Reads.ARTICULATIONS:
        return Report.of([wrong_kind(layout, Reads.ARTICULATIONS, place)])
    read = read_said_rows(
        source.file.content,
        workbook_name=source.file.name,
        layout=layout,
        sheet=source.sheet,
    )
    if read.report.errors:
        return read.report
    grouped: dict[str, list[SaidRow]] = {}
    for row in read.rows:
        grouped.setdefault(row.sources, []).append(row)
    return {sources: tuple(rows) for sources, rows in grouped.items()}


def _in_words(row: SaidRow) -> str:
    beside = ", ".join(f"{holds} {text}" for holds, text in row.beside)
    return f"{row.words} ({beside})" if beside else row.words


def _differ(ours: Iterable[SaidRow], theirs: Iterable[SaidRow]) -> bool:
    """Say whether two sources disagree about a course.

    They do where they give different things, or where both state the grade or the
    credit and state it differently. What only one of them states is no disagreement.
    """
    mine, other = list(ours), list(theirs)
    says = {row.says for row in mine} == {row.says for row in other}
    means = {row.means for row in mine} == {row.means for row in other}
    if not says and not means:
        return True
    stated = [_beside(rows) for rows in (mine, other)]
    both = stated[0].keys() & stated[1].keys()
    return any(stated[0][holds] != stated[1][holds] for holds in both)


def _beside(rows: Iterable[SaidRow]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for holds, text in row.beside:
            found.setdefault(str(holds), set()).add(text)
    return found
