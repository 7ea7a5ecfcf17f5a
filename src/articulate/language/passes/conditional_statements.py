"""AR161: under a `when` a degree has groups; its other demands hold for everyone."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import Group, WhenBlock


def conditional_statements(checked: Checked) -> Iterator[Diagnostic]:
    """Report each statement under a `when` that is no group."""
    for when, _ in checked.nodes(WhenBlock):
        for one in (*when.then, *(when.otherwise or ())):
            if not isinstance(one, Group | WhenBlock):
                yield Diagnostic(
                    Code.CONDITIONAL_STATEMENT,
                    one.span,
                    "only groups can stand under a `when`",
                    "move it out of the braces, so that it holds for everyone",
                )
