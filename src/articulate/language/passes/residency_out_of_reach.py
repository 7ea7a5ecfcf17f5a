"""AR243: no more can be asked of the last credits than there are."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.lower.degrees import credits_asked
from articulate.language.lower.own_unit import in_own_unit
from articulate.language.syntax.degrees import CreditsAtLeast, DegreeBlock, Residency
from articulate.language.syntax.quantities import Credits
from articulate.model.exact import number_text


def residency_out_of_reach(checked: Checked) -> Iterator[Diagnostic]:
    """Report each residency that asks for more than the credit it looks at."""
    for degree, head in checked.blocks_of(DegreeBlock):
        ratios = checked.names.ratios_of(head.receiving)
        degree = in_own_unit(degree, ratios)  # noqa: PLW2901 - the same, to be compared
        totals = [
            credits_asked(one)
            for one in degree.statements
            if isinstance(one, CreditsAtLeast)
        ]
        for one in degree.statements:
            if not isinstance(one, Residency) or not isinstance(one.at_least, Credits):
                continue
            asked = one.at_least.amount.value
            bound, of = (totals[0], "the degree has") if totals else (None, "")
            if one.last is not None:
                bound, of = one.last.amount.value, "that are looked at"
            elif one.after_first is not None and bound is not None:
                bound, of = bound - one.after_first.amount.value, "that come after"
            if bound is not None and asked > bound:
                yield Diagnostic(
                    Code.RESIDENCY_OUT_OF_REACH,
                    one.at_least.span,
                    f"{number_text(asked)} cr cannot be had from the "
                    f"{number_text(bound)} cr {of}",
                    "ask for less, or look at more",
                )
