"""Format a policy: the one layout of its text, comments and Markdown kept."""

from dataclasses import dataclass

from articulate.diagnostics.report import Report
from articulate.language.reformat import reformat


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
    after, report = reformat(text, name)
    return Formatted(name, text, after, report)
