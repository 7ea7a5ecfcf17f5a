"""AR247: accreditation is asked of institutions by `accept from`, on a day."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.policies import AcceptFrom
from articulate.language.syntax.pools import OfAccredited


def misplaced_accreditation(checked: Checked) -> Iterator[Diagnostic]:
    """Report `accredited institutions` anywhere but alone after `accept from`."""
    alone = {
        id(accept.pool)
        for accept, _ in checked.nodes(AcceptFrom)
        if isinstance(accept.pool, OfAccredited)
    }
    for accredited, _ in checked.nodes(OfAccredited):
        if id(accredited) not in alone:
            yield Diagnostic(
                Code.ACCREDITED_OUT_OF_PLACE,
                accredited.span,
                "`accredited institutions` stands only after `accept from`, and alone",
                "write `accept from accredited institutions on completed else deny`",
            )
