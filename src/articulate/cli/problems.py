"""Problems on the screen: as text on standard error, or as JSON on standard output."""

from collections.abc import Iterable, Mapping

from rich.text import Text

from articulate.cli.terminal import errors, print_plain
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.render import render
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.explain.machine import as_text, check_json

_NO_TEXTS: Mapping[str, str] = {}


def show_problems(
    diagnostics: Iterable[Diagnostic],
    *,
    as_json: bool = False,
    texts: Mapping[str, str] = _NO_TEXTS,
) -> None:
    """Show problems; *texts* are those of policy files, by name."""
    if as_json:
        print_plain(as_text(check_json(diagnostics)))
        return
    console = errors()
    for diagnostic in diagnostics:
        console.print(problem_text(diagnostic, texts), soft_wrap=True)
        console.print()


def report_sentence(report: Report) -> str:
    """Say in a few words how many problems there are."""
    found = ((len(report.errors), "error"), (len(report.warnings), "warning"))
    words = [f"{some} {noun}{'' if some == 1 else 's'}" for some, noun in found if some]
    return ", ".join(words) or "no problems"


def problem_text(diagnostic: Diagnostic, texts: Mapping[str, str]) -> Text:
    """Color one problem: its head, the carets and the help."""
    where = diagnostic.place
    source = texts.get(where.file) if isinstance(where, Span) else None
    strong = "bold red" if diagnostic.severity is Severity.ERROR else "bold yellow"
    shown = Text(render(diagnostic, source))
    shown.highlight_regex(r"^(error|warning)\[AR\d+\]", strong)
    shown.highlight_regex(r"(?m)^  \|\s+\^+$", strong)
    shown.highlight_regex(r"(?m)^ --> .*$", "dim")
    shown.highlight_regex(r"(?m)^  = more: .*$", "dim")
    return shown
