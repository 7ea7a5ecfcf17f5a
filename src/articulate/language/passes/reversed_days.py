"""AR303: what begins on a day does not end before it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.headers import Version
from articulate.language.syntax.institutions import Accredited, Formerly, Term
from articulate.language.syntax.node import Day
from articulate.language.syntax.policies import AcceptAt
from articulate.language.syntax.prior_learning import Exhibit
from articulate.language.syntax.teach_outs import ExceptionBlock, Substitute


def reversed_days(checked: Checked) -> Iterator[Diagnostic]:
    """Report each last day that comes before its first."""
    for first, last in _stretches(checked):
        if first is not None and last is not None and last.value < first.value:
            yield Diagnostic(
                Code.ENDS_BEFORE_IT_BEGINS,
                last.span,
                f"it ends on {last.value}, before it begins on {first.value}",
                "both days are inclusive: write the later one last",
                also=(first.span,),
            )


def _stretches(checked: Checked) -> Iterator[tuple[Day | None, Day | None]]:
    for version, _ in checked.nodes(Version):
        yield version.effective, version.through
    for one, _ in checked.nodes(Accredited, Formerly, AcceptAt, Substitute):
        yield one.from_, one.through
    for exhibit, _ in checked.nodes(Exhibit):
        yield exhibit.offered, exhibit.through
    for term, _ in checked.nodes(Term):
        yield term.from_, term.to
    for exception, _ in checked.nodes(ExceptionBlock):
        yield exception.granted, exception.through
