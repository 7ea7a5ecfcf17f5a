"""AR221: a term has one pair of days on its calendar."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import CalendarBlock, Term


def duplicate_terms(checked: Checked) -> Iterator[Diagnostic]:
    """Report each term that the same calendar lists a second time."""
    for calendar, _ in checked.blocks_of(CalendarBlock):
        first: dict[str, Term] = {}
        for term in calendar.statements:
            known = first.setdefault(term.term, term)
            if known is not term:
                yield Diagnostic(
                    Code.DUPLICATE_TERM,
                    term.span,
                    f"term `{term.term}` stands twice on one calendar",
                    "keep the days that are right, or give one another code",
                    also=(known.span,),
                )
