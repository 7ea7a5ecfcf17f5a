"""Which of the known layouts fits a sheet, and how much of its headings it knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.columns import find_table
from articulate.intake.layout import Layout, Reads
from articulate.intake.sheet import Workbook
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.read_tables import find_layout

_READS = (Reads.ARTICULATIONS, Reads.RULES)


@dataclass(frozen=True, slots=True)
class LayoutGuess:
    """A layout that could fit: how many of the headings of a sheet it knows."""

    layout: str
    sheet: str
    known: int
    headings: int

    @property
    def share(self) -> Fraction:
        """How much of the headings is known, 1 for all of them."""
        return Fraction(self.known, self.headings)

    def __str__(self) -> str:
        where = f" of `{self.sheet}`" if self.sheet else ""
        return f"{self.layout} knows {self.known} of {self.headings} headings{where}"


def guesses(file: FoundFile, files: NearbyFiles) -> list[LayoutGuess]:
    """Try every layout of articulations or rules; the best first, then by name."""
    found: list[LayoutGuess] = []
    opened: dict[str | None, Workbook | Diagnostic] = {}
    for name in files.layout_names(""):
        layout = find_layout(
            name, files, beside="", place=CellRef(file.name, "", "", 0)
        )
        if isinstance(layout, Report) or layout.reads not in _READS:
            continue
        if layout.delimiter not in opened:
            read = open_table(file.content, file.name, layout)
            opened[layout.delimiter] = read
        workbook = opened[layout.delimiter]
        if isinstance(workbook, Workbook):
            found += _on_sheets(layout, workbook)
    return sorted(found, key=lambda one: (-one.share, -one.known, one.layout))


def chosen_layout(file: FoundFile, files: NearbyFiles) -> LayoutGuess | Report:
    """Return the one layout that fits best, or say which could and let a person pick.

    It knows every heading, and no other layout does; otherwise nothing is picked.
    """
    tried = guesses(file, files)
    whole = {one.layout for one in tried if one.share == 1}
    if len(whole) == 1:
        return next(one for one in tried if one.layout in whole)
    shown = _best_of_each(tried)
    listed = "; ".join(map(str, shown)) or "none of the known layouts fits"
    return Report.of(
        [
            Diagnostic(
                code=Code.LAYOUT_MISSING,
                place=CellRef(file.name, "", "", 0),
                message="no layout is named, and which one fits is not certain",
                help=f"name one with --layout: {listed}",
            )
        ]
    )


def _on_sheets(layout: Layout, workbook: Workbook) -> Iterable[LayoutGuess]:
    for sheet in workbook.sheets:
        table = find_table(sheet, layout)
        if sheet.hidden or isinstance(table, Diagnostic) or not table.headings:
            continue
        known = len(table.headings) - len(table.undescribed)
        yield LayoutGuess(layout.name, sheet.name, known, len(table.headings))


def _best_of_each(tried: Iterable[LayoutGuess]) -> list[LayoutGuess]:
    best: dict[str, LayoutGuess] = {}
    for one in tried:
        best.setdefault(one.layout, one)
    return list(best.values())
