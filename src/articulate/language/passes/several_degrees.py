"""AR240: an agreement is for one degree, or for all."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.headers import Parties


def several_degrees(checked: Checked) -> Iterator[Diagnostic]:
    """Report parties that name more than one degree."""
    for parties, _ in checked.nodes(Parties):
        if len(parties.degrees) > 1:
            names = ", ".join(f"`{degree.text}`" for degree in parties.degrees)
            yield Diagnostic(
                Code.SEVERAL_DEGREES,
                parties.degrees[1].span,
                f"one block cannot be for several degrees: {names}",
                "write a block for each, or leave the degree out",
            )
