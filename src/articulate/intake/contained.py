"""A workbook is read in a process of its own, with limits on memory and time."""

import json
import subprocess
import sys
from pathlib import Path

import articulate
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.annotations import Annotations, annotations_in_json
from articulate.intake.archive import LIMITS, Limits, refuse_archive
from articulate.intake.delimited import is_delimited
from articulate.intake.sheet import Workbook
from articulate.intake.spool import DONE, spooled_workbook

_GRACE = 5  # seconds of start-up that are not the workbook's
_WAITED = 5  # the child counts its own seconds; on a busy machine it needs longer
_READING = (
    "from articulate.intake.reading_process import read_within; "
    "read_within(*sys.argv[2:])"
)
_ANNOTATING = (
    "from articulate.intake.reading_process import annotate_within; "
    "annotate_within(*sys.argv[2:])"
)


def read_contained(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Workbook | Diagnostic:
    """Read a workbook in a process of its own, or say why it is not read at all."""
    refused = refuse_archive(content, name, limits)
    if refused is not None:
        return refused
    done = _run(_READING, (name,), content, limits)
    if isinstance(done, str):
        return _stopped(CellRef(name, "", "", 0), done)
    lines = done.stdout.splitlines()
    if done.returncode or not lines or lines[-1] != DONE:
        raise _failed(done)
    return spooled_workbook(name, lines[:-1])


def annotate_contained(
    content: bytes,
    name: str,
    annotations: Annotations,
    *,
    delimiter: str | None = None,
    limits: Limits = LIMITS,
) -> bytes | Diagnostic:
    """Return a copy of a workbook with annotations, made in a process of its own.

    A delimited text becomes a workbook.
    """
    refused = None if is_delimited(name) else refuse_archive(content, name, limits)
    if refused is not None:
        return refused
    given = annotations_in_json(annotations) + b"\n" + content
    done = _run(_ANNOTATING, (name, delimiter or ""), given, limits)
    if isinstance(done, str):
        return _stopped(CellRef(name, "", "", 0), done)
    if done.returncode:
        raise _failed(done)
    return done.stdout


def _run(
    what: str, words: tuple[str, ...], given: bytes, limits: Limits
) -> subprocess.CompletedProcess[bytes] | str:
    """Run one of our programs on an untrusted file, or say why it was stopped."""
    worded = json.dumps({one: getattr(limits, one) for one in Limits.__slots__})
    source = str(Path(articulate.__file__).parents[1])
    program = f"import sys; sys.path.insert(0, sys.argv[1]); {what}"
    too_long = f"it took more than {limits.seconds} seconds"
    try:
        done = subprocess.run(  # noqa: S603  our own program, with a file as its input
            [sys.executable, "-I", "-c", program, source, *words, worded],
            input=given,
            capture_output=True,
            timeout=limits.seconds * _WAITED + _GRACE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return too_long
    if done.returncode < 0:
        return too_long
    if b"MemoryError" in done.stderr:
        return f"it needed more than {limits.memory >> 20} MB"
    return done


def _failed(done: subprocess.CompletedProcess[bytes]) -> RuntimeError:
    said = done.stderr.decode(errors="replace")
    return RuntimeError(f"the process of a workbook failed: {said}")


def _stopped(place: CellRef, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.READING_STOPPED,
        place=place,
        message=f"reading the workbook was stopped: {why}",
        help="split it into smaller workbooks, or save it anew without formats and"
        " pictures; nothing was read from it",
    )
