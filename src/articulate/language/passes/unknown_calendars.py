"""AR205: the calendar an institution keeps is described."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import CalendarOf


def unknown_calendars(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `calendar` that names no calendar.

    A warning: without one, terms and gaps stay unknown, and what rests on them refers.
    """
    known = checked.names.calendars
    for calendar, _ in checked.nodes(CalendarOf):
        name = calendar.calendar.text
        if checked.names.misses(name, known):
            yield Diagnostic(
                Code.UNKNOWN_CALENDAR,
                calendar.calendar.span,
                f"calendar `{name}` is described nowhere",
                did_you_mean(
                    name, known, otherwise=f"add a block: `calendar {name} {{ … }}`"
                ),
                severity=Severity.WARNING,
            )
