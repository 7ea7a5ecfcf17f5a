"""What a workbook shows of itself before it is read: its headings, and who is named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.articulations import open_table
from articulate.intake.columns import Table, find_table
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.institution import bare_name, is_called
from articulate.intake.partners import Partner, RememberedImport
from articulate.intake.sheet import Sheet, Workbook
from articulate.intake.tables import chosen_sheets
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.parties import party_of
from articulate.services.read_tables import find_layout

_ROWS = 400
"""Names of institutions are looked for among the first rows."""


class _Options(Protocol):
    """What a person may say instead of what is remembered."""

    @property
    def layout(self) -> str | None: ...
    @property
    def sheet(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Signs:
    """What a workbook shows, seen as a partner's.

    `named` is whether it names the partner, None where it names nobody; `others` are
    the names in its column of senders. `changed` says what of it is no longer as it was
    remembered, empty where nothing is.
    """

    named: bool | None
    others: tuple[str, ...] = ()
    changed: str = ""


class WorkbookSigns:
    """Opens a workbook once, and looks at it as each partner's in turn."""

    def __init__(self, file: FoundFile, files: NearbyFiles, known: Rulebook) -> None:
        self.file = file
        self.files = files
        self._known = known
        self._opened: dict[str | None, Workbook | Diagnostic] = {}

    def of(self, partner: Partner, before: RememberedImport, asked: _Options) -> Signs:
        """Look at the workbook as one of a partner's.

        The headings are those of the layout that is remembered, whichever is asked for.
        """
        layout = self._layout(before.layout)
        if isinstance(layout, Report):
            gone = f"there is no layout `{before.layout}` any more, or it is wrong"
            return Signs(self._titled(partner, None), changed=gone)
        opened = self.open(layout)
        if isinstance(opened, Diagnostic):
            return Signs(None, changed=opened.message)
        sheet = asked.sheet or before.sheet
        if sheet is not None and sheet not in {one.name for one in opened.sheets}:
            missing = f"there is no sheet `{sheet}`"
            return Signs(self._titled(partner, opened), changed=missing)
        found = _first_table(opened, layout, sheet)
        if found is None:
            missing = "the layout finds no table"
            return Signs(self._titled(partner, opened), changed=missing)
        others = _senders(*found)
        named = self._titled(partner, opened)
        if others:
            named = self._is_called(partner, layout, others) or named
            if named is None and self._names(partner, layout):
                named = False
        changed = _differing(before.headings, _words(found[1]))
        return Signs(named, others, "" if asked.layout else changed)

    def headings(self, name: str, sheet: str | None) -> tuple[str, ...]:
        """Return the headings of the table as a layout finds it; none without a table.

        They are in words to be compared, in the order of their columns.
        """
        found = self._table(name, sheet)
        return () if found is None else _words(found[1])

    def new_names(
        self, partner: Partner, name: str, sheet: str | None
    ) -> tuple[str, ...]:
        """Return what the rows call a partner, where that is one name, a new one."""
        layout, found = self._layout(name), self._table(name, sheet)
        if found is None or isinstance(layout, Report):
            return ()
        senders = _senders(*found)
        known = self._is_called(partner, layout, senders)
        return senders if len(senders) == 1 and not known else ()

    def _table(self, name: str, sheet: str | None) -> tuple[Sheet, Table] | None:
        layout = self._layout(name)
        if isinstance(layout, Report):
            return None
        opened = self.open(layout)
        if isinstance(opened, Diagnostic):
            return None
        return _first_table(opened, layout, sheet)

    def _layout(self, name: str) -> Layout | Report:
        place = CellRef(self.file.name, "", "", 0)
        return find_layout(name, self.files, beside=self.file.name, place=place)

    def open(self, layout: Layout) -> Workbook | Diagnostic:
        """Open the workbook as a layout says, once however often it is asked for."""
        if layout.delimiter not in self._opened:
            opened = open_table(self.file.content, self.file.name, layout)
            self._opened[layout.delimiter] = opened
        return self._opened[layout.delimiter]

    def _names(self, partner: Partner, layout: Layout | None) -> tuple[str, ...]:
        also = () if layout is None else layout.names_of(partner.sending)
        party = party_of(partner.sending, self._known)
        return (*partner.called, *party.names, *party.ids, *also)

    def _is_called(
        self, partner: Partner, layout: Layout, written: tuple[str, ...]
    ) -> bool | None:
        names = (str(partner.sending), *self._names(partner, layout))
        ends = layout.dropped_endings
        return any(is_called(one, names, ends) for one in written) or None

    def _titled(self, partner: Partner, opened: Workbook | None) -> bool | None:
        """Say whether a line of its own names the partner in full, as a title does.

        What a workbook says of others there is nothing to go by.
        """
        names = {
            bare_name(one) for one in self._names(partner, None) if " " in one.strip()
        }
        if opened is None or not names:
            return None
        for line in _titles(opened):
            if any(f" {name} " in f" {line} " for name in names):
                return True
        return None


def _titles(opened: Workbook) -> Iterator[str]:
    """Yield what stands alone in a row, among the first of each sheet."""
    for sheet in opened.sheets:
        if sheet.hidden:
            continue
        for row in islice(sheet.rows, _ROWS):
            filled = [cell for cell in row.cells if cell.text.strip()]
            if len(filled) == 1:
                yield bare_name(filled[0].text)


def _first_table(
    opened: Workbook, layout: Layout, sheet: str | None
) -> tuple[Sheet, Table] | None:
    chosen, _ = chosen_sheets(opened, sheet)
    for one in chosen:
        table = find_table(one, layout)
        if isinstance(table, Table):
            return one, table
    return None


def _senders(sheet: Sheet, table: Table) -> tuple[str, ...]:
    """List the names in the column of sending institutions, the most frequent first."""
    letters = table.of(Holds.SENDING_INSTITUTION)
    counted: Counter[str] = Counter()
    for row in islice(sheet.rows, _ROWS):
        if row.number > table.heading:
            cells = (row.cell(letter) for letter in letters)
            texts = (" ".join(one.text.split()) for one in cells if one is not None)
            counted.update(text for text in texts if text)
    return tuple(name for name, _ in counted.most_common())


def _words(table: Table) -> tuple[str, ...]:
    return tuple(heading for _, heading in table.headings if heading)


def _differing(before: tuple[str, ...], now: tuple[str, ...]) -> str:
    """Say which headings are new and which are gone; their order does not matter."""
    then, there = Counter(before), Counter(now)
    new, gone = there - then, then - there
    said = [f"the heading `{one}` is new" for one in new]
    said += [f"the heading `{one}` is gone" for one in gone]
    return ", ".join(said)
