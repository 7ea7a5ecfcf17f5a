"""Policy text in, the same policy in the one layout out."""

from articulate.diagnostics.report import Report
from articulate.language.format.policy import format_policy
from articulate.language.literate import Fence, fences, is_literate
from articulate.language.parse import parse

_NEXT = "#: the next fence"


def reformat(text: str, file: str) -> tuple[str, Report]:
    """Lay out a policy; a text with mistakes is left as it is, and they are reported.

    In Markdown the program in the fenced blocks is laid out; the prose is not touched.
    """
    policy, report = parse(text, file)
    if report.errors or policy is None:
        return text, report
    if is_literate(file):
        return _literate(text), report
    return format_policy(policy), report


def _literate(text: str) -> str:
    """Lay out the program of a Markdown file, and put it back where it stood.

    A block may run over several fences, so the program is laid out as a whole, with a
    comment where one fence follows another.
    """
    found = tuple(fences(text))
    joined = f"\n{_NEXT}\n".join("\n".join(fence.lines) for fence in found)
    policy, report = parse(joined, "program.art")
    if policy is None or report.errors:
        return text
    parts = _parted(format_policy(policy))
    if len(parts) != len(found):
        return text
    lines = text.split("\n")
    for fence, part in reversed(list(zip(found, parts, strict=True))):
        last = fence.first + len(fence.lines)
        lines[fence.first : last] = _indented(part, fence)
    return "\n".join(lines)


def _parted(program: str) -> list[list[str]]:
    """Cut a program where the fences met, without blank lines at the ends."""
    parts: list[list[str]] = [[]]
    for line in program.split("\n"):
        if line.strip() == _NEXT:
            parts.append([])
        else:
            parts[-1].append(line)
    return ["\n".join(part).strip("\n").split("\n") for part in parts]


def _indented(part: list[str], fence: Fence) -> list[str]:
    return [f"{fence.indent}{line}" if line else line for line in part]
