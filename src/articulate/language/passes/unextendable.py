"""AR162: an exception extends a limit; what is too old is waived instead."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.lower.heads import reference_text
from articulate.language.syntax.quantities import Duration
from articulate.language.syntax.teach_outs import Extend


def unextendable(checked: Checked) -> Iterator[Diagnostic]:
    """Report each extension of anything but a limit by an amount."""
    for extend, _ in checked.nodes(Extend):
        if extend.kind != "limit" or isinstance(extend.to, Duration):
            name = reference_text(extend.extended)
            yield Diagnostic(
                Code.NOT_EXTENDABLE,
                extend.span,
                f"`{name}` cannot be extended: only a limit has an amount",
                f"write `waive recency {name}`, or extend a limit to an amount",
            )
