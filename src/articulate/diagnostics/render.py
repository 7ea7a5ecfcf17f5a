"""A problem as terminal text: the line it is about, with a caret under the place."""

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span


def render(problem: Diagnostic, text: str | None = None) -> str:
    """Show *problem*, and under it the line of *text* it is about, if any."""
    lines = [f"{problem.severity}[{problem.code}]: {problem.message}"]
    lines.append(f" --> {problem.place}")
    if isinstance(where := problem.place, Span) and text is not None:
        lines.extend(pointed(where, text))
    lines += [f" see {other}" for other in problem.also]
    if problem.shown_by:
        lines.append(f"  = shown by: {problem.shown_by}")
    lines.append(f"  = help: {problem.help}")
    lines.append(f"  = more: articulate explain {problem.code}")
    return "\n".join(lines)


def pointed(where: Span, text: str) -> list[str]:
    """Show the line that a place is in, and under it a caret for each character."""
    written = text.splitlines()
    if not 1 <= where.line <= len(written):
        return []
    shown = written[where.line - 1].replace("\t", " ")
    carets = "^" * min(where.width, max(1, len(shown) - where.column + 1))
    return [f"  | {shown}", f"  | {' ' * (where.column - 1)}{carets}"]
