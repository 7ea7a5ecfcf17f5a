"""Cells with their addresses, as a workbook or a delimited file holds them.

No meaning yet: a cell is what the sheet shows, what kind of value lies beneath it, and
whatever else is attached to it that could change its meaning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.diagnostic import Diagnostic


class CellKind(StrEnum):
    """What kind of value a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"


class Attachment(StrEnum):
    """What is attached to a cell, or how it is shown, that may change its meaning."""

    STRUCK = "struck through"
    INVISIBLE = "invisible"
    FORMAT = "unusual number format"
    FOOTNOTE = "raised text"
    COMMENT = "comment"
    OUTSIDE_VALUE = "value from outside the workbook"
    NO_STORED_VALUE = "formula without a stored result"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Attached:
    """One thing attached to a cell, with its text: a comment's words, a raised mark."""

    kind: Attachment
    text: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell.

    `text` is what the sheet shows, as far as its number format is known to us; `number`
    and `day` are the exact value beneath it. `shade` names the color behind it, empty
    where it is white: it means something only where a key says so.

    >>> Cell("B", "064", CellKind.NUMBER, number=Fraction(64)).blank
    False
    """

    column: str
    text: str
    kind: CellKind = CellKind.TEXT
    number: Fraction | None = None
    day: date | None = None
    attached: tuple[Attached, ...] = ()
    shade: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen here and nothing is attached."""
        return not self.text.strip() and not self.attached


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row that hold something, in the order of their columns."""

    workbook: str
    sheet: str
    number: int
    cells: tuple[Cell, ...] = ()
    hidden: bool = False

    def cell(self, column: str) -> Cell | None:
        """Return the cell in a column, None where nothing stands."""
        for cell in self.cells:
            if cell.column == column:
                return cell
        return None

    def place(self, column: str = "") -> CellRef:
        """Return the address of a cell in this row, or of the row itself."""
        return CellRef(self.workbook, self.sheet, column, self.number)


@dataclass(frozen=True, slots=True)
class SheetOpened:
    """A sheet begins: its name, and what of it cannot be seen. Its rows follow."""

    name: str
    hidden: bool
    hidden_columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows can be gone through any number of times."""

    workbook: str
    name: str
    rows: Iterable[Row]
    hidden: bool = False
    hidden_columns: frozenset[str] = frozenset()

    @property
    def place(self) -> CellRef:
        """The address of the sheet as a whole."""
        return CellRef(self.workbook, self.name, "", 0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one file, in its order, and what was noticed while reading them."""

    name: str
    sheets: tuple[Sheet, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def place(self) -> CellRef:
        """The address of the workbook as a whole."""
        return CellRef(self.name, "", "", 0)


def column_letters(number: int) -> str:
    """Name a column by its number, counted from 1.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> column_number("XFD")
    16384
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
