"""AR155: `none` gives nothing, so nothing else stands beside it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.sources import NoTarget, TargetAll, TargetChoice


def none_with_others(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `none` that is added to other targets, or offered beside them."""
    for joined, _ in checked.nodes(TargetAll, TargetChoice):
        for part in joined.parts:
            if isinstance(part, NoTarget):
                yield Diagnostic(
                    Code.NONE_WITH_OTHERS,
                    part.span,
                    "`none` stands beside other targets",
                    "take `none` away, or let it stand alone",
                )
