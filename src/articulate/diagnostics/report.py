"""A report: the diagnostics of one stage, in a stable order."""

from collections.abc import Iterable
from dataclasses import dataclass

from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import origin_key


@dataclass(frozen=True, slots=True)
class Report:
    """Many problems, sorted by place, each once. Make one with `Report.of`."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> "Report":
        """Sort *diagnostics* by place, code and message, and drop exact repeats."""
        unique = dict.fromkeys(diagnostics)
        return cls(tuple(sorted(unique, key=_key)))

    def __add__(self, other: "Report") -> "Report":
        return Report.of((*self.diagnostics, *other.diagnostics))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The problems that stop the work."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The problems that do not."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.WARNING)


def _key(
    diagnostic: Diagnostic,
) -> tuple[tuple[int, str, str, int, int], str, str, str]:
    # the last one settles what the others leave open, so that order never leaks
    place = origin_key(diagnostic.place)
    return (place, diagnostic.code, diagnostic.message, repr(diagnostic))
