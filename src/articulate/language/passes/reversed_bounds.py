"""AR121: of two bounds the lower one is not above the upper one."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.sources import EarnedAmount


def reversed_bounds(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `[earned min 5 cr max 3 cr]`, where both are in one unit."""
    for amount, _ in checked.nodes(EarnedAmount):
        least, most = amount.least, amount.most
        if least is None or most is None or least.unit != most.unit:
            continue
        if least.amount.value > most.amount.value:
            yield Diagnostic(
                Code.RANGE_BACKWARDS,
                amount.span,
                f"at least {least.amount.written} and at most {most.amount.written} "
                f"{most.unit} cannot both hold",
                "write the lower bound after `min` and the upper one after `max`",
            )
