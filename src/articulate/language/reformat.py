"""Policy text in, the same policy in the one layout out."""

from articulate.diagnostics.report import Report
from articulate.language.format.policy import format_policy
from articulate.language.literate import fences, is_literate
from articulate.language.parse import parse


def reformat(text: str, file: str) -> tuple[str, Report]:
    """Lay out a policy; a text with mistakes is left as it is, and they are reported.

    In Markdown each fenced block that can be read alone is laid out; the prose is not
    touched.
    """
    policy, report = parse(text, file)
    if report.errors or policy is None:
        return text, report
    if not is_literate(file):
        return format_policy(policy), report
    lines = text.split("\n")
    for fence in reversed(tuple(fences(text))):
        alone, mistakes = parse("\n".join(fence.lines), file.removesuffix(".md"))
        if alone is not None and not mistakes.errors:
            written = format_policy(alone).rstrip("\n").split("\n")
            laid_out = [fence.indent + line if line else line for line in written]
            lines[fence.first : fence.first + len(fence.lines)] = laid_out
    return "\n".join(lines), report
