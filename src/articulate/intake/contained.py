"""A workbook is read in a process of its own, with limits on memory and time."""

import json
import subprocess
import sys
from pathlib import Path

import articulate
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.archive import LIMITS, Limits, refuse_archive
from articulate.intake.sheet import Workbook
from articulate.intake.spool import DONE, spooled_workbook

_GRACE = 5  # seconds of start-up that are not the workbook's
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from articulate.intake.reading_process import read_within; "
    "read_within(sys.argv[2], sys.argv[3])"
)


def read_contained(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Workbook | Diagnostic:
    """Read a workbook in a process of its own, or say why it is not read at all."""
    refused = refuse_archive(content, name, limits)
    if refused is not None:
        return refused
    place = CellRef(name, "", "", 0)
    too_long = f"it took more than {limits.seconds} seconds"
    worded = json.dumps({one: getattr(limits, one) for one in Limits.__slots__})
    source = str(Path(articulate.__file__).parents[1])
    try:
        done = subprocess.run(  # noqa: S603  our own program, with a file as its input
            [sys.executable, "-I", "-c", _PROGRAM, source, name, worded],
            input=content,
            capture_output=True,
            timeout=limits.seconds + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _stopped(place, too_long)
    if done.returncode < 0:
        return _stopped(place, too_long)
    if b"MemoryError" in done.stderr:
        return _stopped(place, f"it needed more than {limits.memory >> 20} MB")
    lines = done.stdout.splitlines()
    if done.returncode or not lines or lines[-1] != DONE:
        msg = f"the reading process failed: {done.stderr.decode(errors='replace')}"
        raise RuntimeError(msg)
    return spooled_workbook(name, lines[:-1])


def _stopped(place: CellRef, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.READING_STOPPED,
        place=place,
        message=f"reading the workbook was stopped: {why}",
        help="split it into smaller workbooks, or save it anew without formats and"
        " pictures; nothing was read from it",
    )
