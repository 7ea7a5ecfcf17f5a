"""AR206: a term is on the calendar of the institution that is named with it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.quantities import TermRef


def unknown_terms(checked: Checked) -> Iterator[Diagnostic]:
    """Report each term that no calendar gives days to.

    In a rule it could never be compared, in a test it may be meant that way.
    """
    names = checked.names
    for term, found in checked.nodes(TermRef):
        code = term.institution.text
        institution = names.institutions.get(code)
        if institution is None:
            continue
        calendar = institution.calendar
        terms = None if calendar is None else names.calendars.get(calendar)
        if terms is not None and not names.misses(term.term, terms):
            continue
        inside_test = isinstance(found.block, TestBlock)
        yield Diagnostic(
            Code.UNKNOWN_TERM,
            term.span,
            f"term `{term.term}` is not on a calendar of {code}",
            did_you_mean(
                term.term,
                terms or (),
                otherwise=f"add it to the calendar of {code}, or write a date",
            ),
            severity=Severity.WARNING if inside_test else Severity.ERROR,
        )
