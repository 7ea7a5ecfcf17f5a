"""A workbook is read in a process of its own, with limits on memory and time.

In that process a workbook on standard input becomes one line of JSON for each sheet,
row and problem on standard output, and a last line that says it is done.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import articulate
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.archive import LIMITS, Limits, refuse_archive
from articulate.intake.sheet import (
    Attached,
    Attachment,
    Cell,
    CellKind,
    Row,
    Sheet,
    Workbook,
)
from articulate.intake.workbook import SheetOpened, stream_workbook

if sys.platform != "win32":
    import resource

_DONE = "done"
_GRACE = 5  # seconds of start-up that are not the workbook's


@dataclass(frozen=True, slots=True)
class _Spooled:
    """The rows of one sheet as the reading process wrote them, decoded as one goes."""

    workbook: str
    sheet: str
    lines: tuple[bytes, ...]

    def __iter__(self) -> Iterator[Row]:
        for line in self.lines:
            _, number, hidden, cells = json.loads(line)
            read = tuple(_cell(cell) for cell in cells)
            yield Row(self.workbook, self.sheet, number, read, hidden)


def read_contained(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Workbook | Diagnostic:
    """Read a workbook in a process of its own, or say why it is not read at all."""
    refused = refuse_archive(content, name, limits)
    if refused is not None:
        return refused
    place = CellRef(name, "", "", 0)
    command = [
        sys.executable,
        "-I",
        "-c",
        _PROGRAM,
        _source_folder(),
        name,
        _worded(limits),
    ]
    try:
        done = subprocess.run(  # noqa: S603  our own program, with a file as its input
            command,
            input=content,
            capture_output=True,
            timeout=limits.seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _stopped(place, f"it took more than {limits.seconds} seconds")
    if done.returncode < 0:
        return _stopped(place, f"it took more than {limits.seconds} seconds")
    if b"MemoryError" in done.stderr:
        return _stopped(place, f"it needed more than {limits.memory >> 20} MB")
    lines = done.stdout.splitlines()
    if done.returncode or not lines or json.loads(lines[-1]) != [_DONE]:
        msg = f"the reading process failed: {done.stderr.decode(errors='replace')}"
        raise RuntimeError(msg)
    return _assembled(name, lines[:-1])


_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from articulate.intake.contained import read_here; "
    "read_here(sys.argv[2], sys.argv[3])"
)


def read_here(name: str, worded: str) -> None:
    """Read the workbook on standard input within limits, as the other process does."""
    limits = Limits(**json.loads(worded))
    if sys.platform != "win32":
        _limit(resource.RLIMIT_AS, limits.memory)
        _limit(resource.RLIMIT_CPU, limits.seconds)
        _limit(resource.RLIMIT_FSIZE, 0)
    out = sys.stdout
    for event in stream_workbook(sys.stdin.buffer.read(), name, limits):
        match event:
            case SheetOpened():
                line: list[Any] = [
                    "sheet",
                    event.name,
                    event.hidden,
                    sorted(event.hidden_columns),
                ]
            case Row():
                cells = [_worded_cell(cell) for cell in event.cells]
                line = ["row", event.number, event.hidden, cells]
            case Diagnostic():
                at = (
                    event.place
                    if isinstance(event.place, CellRef)
                    else CellRef(name, "", "", 0)
                )
                where = [at.sheet, at.column, at.row]
                line = [
                    "problem",
                    event.code,
                    event.severity,
                    event.message,
                    event.help,
                    where,
                ]
        out.write(json.dumps(line, separators=(",", ":")) + "\n")
    out.write(json.dumps([_DONE]) + "\n")
    out.flush()


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (allowed, hard))


def _assembled(name: str, lines: list[bytes]) -> Workbook | Diagnostic:
    opened: list[tuple[str, bool, frozenset[str], list[bytes]]] = []
    noticed: list[Diagnostic] = []
    for line in lines:
        if line.startswith(b'["row"'):
            opened[-1][3].append(line)
            continue
        kind, *rest = json.loads(line)
        if kind == "sheet":
            opened.append((rest[0], rest[1], frozenset(rest[2]), []))
            continue
        code, severity, message, way_out, where = rest
        problem = Diagnostic(
            code=Code(code),
            place=CellRef(name, *where),
            message=message,
            help=way_out,
            severity=Severity(severity),
        )
        if problem.severity is Severity.ERROR:
            return problem
        noticed.append(problem)
    sheets = (
        Sheet(name, sheet, _Spooled(name, sheet, tuple(rows)), hidden, columns)
        for sheet, hidden, columns, rows in opened
    )
    return Workbook(name, tuple(sheets), tuple(noticed))


def _worded_cell(cell: Cell) -> list[Any]:
    """Write a cell as a short list; what it does not have is left off its end."""
    worded: list[Any] = [cell.column, cell.text]
    if cell.kind is CellKind.TEXT and not cell.attached:
        return worded
    number = None if cell.number is None else str(cell.number)
    day = None if cell.day is None else cell.day.isoformat()
    attached = [[one.kind, one.text] for one in cell.attached]
    return [*worded, cell.kind, number, day, attached]


def _cell(worded: list[Any]) -> Cell:
    column, text, *rest = worded
    if not rest:
        return Cell(column, text)
    kind, number, day, attached = rest
    return Cell(
        column,
        text,
        CellKind(kind),
        number=None if number is None else Fraction(number),
        day=None if day is None else date.fromisoformat(day),
        attached=tuple(Attached(Attachment(one), words) for one, words in attached),
    )


def _worded(limits: Limits) -> str:
    return json.dumps({name: getattr(limits, name) for name in Limits.__slots__})


def _source_folder() -> str:
    return str(Path(articulate.__file__).parents[1])


def _stopped(place: CellRef, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.READING_STOPPED,
        place=place,
        message=f"reading the workbook was stopped: {why}",
        help="split it into smaller workbooks, or save it anew without formats and"
        " pictures; nothing was read from it",
    )
