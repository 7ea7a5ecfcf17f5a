"""A mistake of ours, said as a problem: where it happened, and how to report it."""

import traceback
from pathlib import Path

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span

_PACKAGE = "articulate"


def our_mistake(error: Exception, about: str = "") -> Diagnostic:
    """Turn an exception that nobody expected into a problem a person can report."""
    kind = type(error).__name__
    what = f" while working on `{about}`" if about else ""
    return Diagnostic(
        code=Code.OUR_MISTAKE,
        place=_where(error),
        message=f"articulate made a mistake{what}: {kind}: {error}".rstrip(": "),
        help="please report it with this place; --debug shows the whole trace",
    )


def _where(error: Exception) -> Span:
    """Find the innermost place in our own code."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        parts = Path(frame.filename).parts
        if _PACKAGE in parts:
            inside = parts[len(parts) - 1 - parts[::-1].index(_PACKAGE) :]
            line = frame.lineno or 1
            return Span("/".join(inside), line, 1, line, 2)
    return Span(_PACKAGE, 1, 1, 1, 2)
