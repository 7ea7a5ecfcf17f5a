"""The process that reads one untrusted workbook, within limits on memory and time.

The workbook comes on standard input, its rows go to standard output as lines.
"""

import json
import sys

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.annotate import annotated
from articulate.intake.annotations import annotations_from
from articulate.intake.archive import Limits
from articulate.intake.delimited import is_delimited, read_delimited
from articulate.intake.spool import DONE, line_of
from articulate.intake.workbook import stream_workbook

if sys.platform != "win32":
    import resource


def read_within(name: str, limits_in_json: str) -> None:
    """Read the workbook on standard input, and end with a line that says it is done."""
    limits = Limits(**json.loads(limits_in_json))
    _limit_this_process(limits)
    out = sys.stdout.buffer
    for event in stream_workbook(sys.stdin.buffer.read(), name, limits):
        out.write(line_of(event) + b"\n")
    out.write(DONE + b"\n")
    out.flush()


def annotate_within(name: str, delimiter: str, limits_in_json: str) -> None:
    """Annotate the workbook on standard input, behind a line with the annotations."""
    limits = Limits(**json.loads(limits_in_json))
    _limit_this_process(limits, largest_file=limits.unpacked)
    worded, _, content = sys.stdin.buffer.read().partition(b"\n")
    annotations = annotations_from(worded)
    if is_delimited(name):
        read = read_delimited(content, name, delimiter=delimiter or None, limits=limits)
        if isinstance(read, Diagnostic):
            msg = f"what was imported cannot be read again: {read.message}"
            raise ValueError(msg)
        copy = annotated(read.sheets[0], annotations)
    else:
        copy = annotated(content, annotations)
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()


def _limit_this_process(limits: Limits, *, largest_file: int = 0) -> None:
    if sys.platform == "win32":
        return  # there the time limit of the process that waits is all there is
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: largest_file,
    }
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
