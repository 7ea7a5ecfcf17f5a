"""AR157: an `else` needs something that may not hold."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.policies import Otherwise


def unused_remedies(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `otherwise … else` without a `when`: the `else` is never reached."""
    for otherwise, _ in checked.nodes(Otherwise):
        if otherwise.otherwise is not None and otherwise.when is None:
            yield Diagnostic(
                Code.REMEDY_NEVER_USED,
                otherwise.otherwise.span,
                "this `else` is never reached: nothing stands before it that may fail",
                "say `when` the first holds, or take the `else` away",
                severity=Severity.WARNING,
            )
