"""AR224: an agreement speaks of the courses of those who made it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)


def strangers(checked: Checked) -> Iterator[Diagnostic]:
    """Report each source of an institution that does not send here."""
    for code, found in checked.nodes(
        CourseCode, CourseRange, CoursePattern, WholeSubject
    ):
        if not found.sending or found.head is None or code.institution is None:
            continue
        senders = found.head.sending
        if senders and code.institution not in senders:
            yield Diagnostic(
                Code.NOT_A_PARTY,
                code.span,
                f"{code.institution} does not send in `{found.head.id}`",
                f"the senders here are {', '.join(senders)}; add it to `from`, "
                "or name a course of theirs",
                severity=Severity.WARNING,
            )
