"""AR226: a part of something is at most all of it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.policies import PercentOf


def excessive_percents(checked: Checked) -> Iterator[Diagnostic]:
    """Report each percent above 100."""
    for percent, _ in checked.nodes(PercentOf):
        if percent.percent.value > 1:
            yield Diagnostic(
                Code.PERCENT_ABOVE_100,
                percent.percent.span,
                f"`{percent.percent.written}` of {percent.of} is more than all of it",
                "write a percent up to `100%`",
            )
