"""The same rows out of a delimited text: comma, semicolon, tab or bar."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.archive import LIMITS, Limits
from articulate.intake.sheet import Cell, Row, Sheet, Workbook, column_letters
from articulate.intake.tokens import WIDEST, Token

_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".psv", ".tab"})
_MARKS = (",", "\t", ";", "|")
_LINES_TO_LOOK_AT = 20
_LONGEST_FIELD = 1 << 20
_ESCAPE = 0xDC00
_STRAY_BYTES = frozenset(chr(_ESCAPE + byte) for byte in range(0x80, 0x100))
"""What Python makes of bytes that are not UTF-8, so that none is lost."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class DelimitedRows:
    """The rows of a delimited text, each put together when it is looked at."""

    workbook: str
    records: list[tuple[int, list[str]]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return map(self.at, range(len(self.records)))

    def at(self, place: int) -> Row:
        """Return a row by its place."""
        number, fields = self.records[place]
        cells = (
            Cell(column_letters(at), text)
            for at, text in enumerate(fields, start=1)
            if text.strip()
        )
        return Row(self.workbook, "", number, tuple(cells))

    def tokens(self) -> Iterator[tuple[int, Sequence[Token] | None]]:
        """Yield the tokens of each row."""
        for number, fields in self.records:
            yield number, fields if len(fields) <= WIDEST else None


def is_delimited(name: str) -> bool:
    """Say whether a file is a delimited text by its name; any other is a workbook."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def read_delimited(
    content: bytes, name: str, *, delimiter: str | None = None, limits: Limits = LIMITS
) -> Workbook | Diagnostic:
    """Read a delimited text, or say why it is not read at all.

    Where no delimiter is given it is the one that cuts the first lines into equally
    many fields. A byte that is not UTF-8 is reported, and kept as the letter that
    Latin-1 gives it. Every field stays text: leading zeros count.
    """
    place = CellRef(name, "", "", 0)
    if len(content) > limits.file:
        return _too_large(place, limits.file)
    if b"\0" in content and not content.startswith(_UTF16):
        return Diagnostic(
            code=Code.NOT_A_WORKBOOK,
            place=place,
            message="this is not a delimited text: it holds zero bytes",
            help="name the file .xlsx if it is a workbook, or export it as CSV in"
            " UTF-8",
        )
    text, noticed = _decoded(content, name)
    mark = delimiter or _delimiter(text)
    rows = DelimitedRows(name)
    widths: list[int] = []
    cells = 0
    # A cell that is filled takes a letter and what parts it from the next; cells are
    # counted only where there could be too many.
    counted = (len(text) + 1) // 2 > limits.cells
    for number, fields in _records(text, mark):
        if fields is None:
            return _unfinished(CellRef(name, "", "", number))
        widths.append(len(fields))
        if counted:
            cells += sum(map(bool, map(str.strip, fields)))
            if cells > limits.cells:
                return _too_large(place, limits.cells)
        if any(map(str.strip, fields)):
            rows.records.append((number, fields))
    noticed += _ragged(widths, mark, name)
    return Workbook(name, (Sheet(name, "", rows),), tuple(noticed))


def _decoded(content: bytes, name: str) -> tuple[str, list[Diagnostic]]:
    if content.startswith(_UTF16):
        return content.decode("utf-16", errors="replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    lines, strays = [], []
    for number, line in enumerate(
        content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1
    ):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(_patched(line))
            strays.append(number)
    return "\n".join(lines), [_stray(name, strays)]


def _patched(line: bytes) -> str:
    """Read a line as UTF-8, each stray byte as Latin-1."""
    text = line.decode("utf-8", errors="surrogateescape")
    return "".join(
        chr(ord(letter) - _ESCAPE) if letter in _STRAY_BYTES else letter
        for letter in text
    )


def _delimiter(text: str) -> str:
    """Choose the mark that cuts most of the first lines into equally many fields."""
    lines = [line for line in text.splitlines()[:_LINES_TO_LOOK_AT] if line.strip()]

    def steadiness(mark: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=mark), [])) for line in lines]
        usual = max(counts, key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_MARKS, key=steadiness)


def _records(text: str, mark: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the fields of each record with its number; None for a broken record."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    number = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        for number, fields in enumerate(reader, start=1):
            yield number, fields
    except csv.Error:
        yield number + 1, None
    finally:
        csv.field_size_limit(before)


def _ragged(widths: list[int], mark: str, name: str) -> list[Diagnostic]:
    """Report the rows that have more fields than most."""
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return []
    ((usual, _),) = counted.most_common(1)  # of equally many, the one that came first
    wide = [number for number, width in enumerate(widths, 1) if width > usual]
    if not wide:
        return []
    return [
        Diagnostic(
            code=Code.RAGGED_ROW,
            place=CellRef(name, "", "", wide[0]),
            message=f"{_rows(len(wide))} more fields than the others ({usual})",
            help=f"look for a `{_named(mark)}` inside a field that stands without"
            " quotes",
            also=tuple(CellRef(name, "", "", number) for number in wide[1:6]),
            severity=Severity.WARNING,
        )
    ]


def _stray(name: str, lines: list[int]) -> Diagnostic:
    return Diagnostic(
        code=Code.TEXT_ENCODING,
        place=CellRef(name, "", "", lines[0]),
        message=f"{_lines(len(lines))} bytes that are not UTF-8; they were read as"
        " Latin-1",
        help="export the file in UTF-8 and look at these lines",
        also=tuple(CellRef(name, "", "", number) for number in lines[1:6]),
        severity=Severity.WARNING,
    )


def _unfinished(place: CellRef) -> Diagnostic:
    return Diagnostic(
        code=Code.RAGGED_ROW,
        place=place,
        message="the fields of this record cannot be told apart",
        help="look for a quote that is not closed, or a field of more than a million"
        " characters; nothing was read from the file",
    )


def _too_large(place: CellRef, limit: int) -> Diagnostic:
    return Diagnostic(
        code=Code.WORKBOOK_TOO_LARGE,
        place=place,
        message="the file is too large to be read safely",
        help=f"split it into smaller files; the limit is {limit:,}",
    )


def _rows(count: int) -> str:
    return "one row has" if count == 1 else f"{count} rows have"


def _lines(count: int) -> str:
    return "one line has" if count == 1 else f"{count} lines have"


def _named(mark: str) -> str:
    return "tab" if mark == "\t" else mark
