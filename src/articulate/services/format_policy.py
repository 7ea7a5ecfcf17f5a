"""Format a policy: the one layout of its text, comments and Markdown kept."""

from dataclasses import dataclass

from articulate.diagnostics.report import Report
from articulate.language.format.policy import format_policy as written
from articulate.language.literate import Fence, fences, is_literate
from articulate.language.parse import parse

_NEXT = "#: the next fence"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A policy as it was and as it should be; alike where it cannot be read."""

    name: str
    before: str
    after: str
    report: Report

    @property
    def changed(self) -> bool:
        """Whether formatting changes anything."""
        return self.before != self.after


def format_policy(text: str, name: str) -> Formatted:
    """Format one policy; a text with mistakes stays as it is, and they are reported."""
    policy, report = parse(text, name)
    if policy is None or report.errors:
        return Formatted(name, text, text, report)
    after = _literate(text) if is_literate(name) else written(policy)
    return Formatted(name, text, after, report)


def _literate(text: str) -> str:
    """Format the fenced program and leave the Markdown around it as it is.

    A block may run over several fences, so the program is formatted as a whole, with a
    comment where one fence follows another.
    """
    found = tuple(fences(text))
    joined = f"\n{_NEXT}\n".join("\n".join(fence.lines) for fence in found)
    policy, report = parse(joined, "program.art")
    if policy is None or report.errors:
        return text
    parts = _parted(written(policy))
    if len(parts) != len(found):
        return text
    lines = text.split("\n")
    for fence, part in reversed(list(zip(found, parts, strict=True))):
        last = fence.first + len(fence.lines)
        lines[fence.first : last] = _indented(part, fence)
    return "\n".join(lines)


def _parted(program: str) -> list[list[str]]:
    """Cut a formatted program where the fences met, without blank lines at the ends."""
    parts: list[list[str]] = [[]]
    for line in program.split("\n"):
        if line.strip() == _NEXT:
            parts.append([])
        else:
            parts[-1].append(line)
    return ["\n".join(part).strip("\n").split("\n") for part in parts]


def _indented(part: list[str], fence: Fence) -> list[str]:
    return [f"{fence.indent}{line}" if line else line for line in part]
