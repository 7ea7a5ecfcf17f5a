"""Format a policy: the one layout of its text, comments kept."""

from dataclasses import dataclass

from articulate.diagnostics.report import Report


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
