"""AR243: no more can be asked of the last credits than there are."""

from collections.abc import Iterator
from fractions import Fraction

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.lower.degrees import credits_asked
from articulate.language.lower.own_unit import in_own_unit
from articulate.language.syntax.degrees import CreditsAtLeast, DegreeBlock, Residency
from articulate.language.syntax.quantities import Credits
from articulate.model.exact import number_text


def residency_out_of_reach(checked: Checked) -> Iterator[Diagnostic]:
    """Report each residency that asks for more than the credit it looks at.

    Of the last credits it can never be had. Beside `credits at least`, which bounds
    nothing from above, it is merely suspicious: a learner may have earned more.
    """
    for degree, head in checked.blocks_of(DegreeBlock):
        ratios = checked.names.ratios_of(head.receiving)
        degree = in_own_unit(degree, ratios)  # noqa: PLW2901 - the same, to be compared
        total = next(
            (
                credits_asked(one)
                for one in degree.statements
                if isinstance(one, CreditsAtLeast)
            ),
            None,
        )
        for one in degree.statements:
            if not isinstance(one, Residency) or not isinstance(one.at_least, Credits):
                continue
            asked = one.at_least.amount.value
            bound, of = _looked_at(one, total)
            if bound is not None and asked > bound:
                yield Diagnostic(
                    Code.RESIDENCY_OUT_OF_REACH,
                    one.at_least.span,
                    f"{number_text(asked)} cr is more than the "
                    f"{number_text(bound)} cr {of}",
                    "ask for less, or look at more",
                    severity=Severity.ERROR if one.last else Severity.WARNING,
                )


def _looked_at(
    residency: Residency, total: Fraction | None
) -> tuple[Fraction | None, str]:
    """Return how much credit a residency looks at, and what that is."""
    if residency.last is not None:
        return residency.last.amount.value, "that are looked at"
    if total is None:
        return None, ""
    if residency.after_first is not None:
        after = residency.after_first.amount.value
        return total - after, "that the degree asks for after them"
    return total, "that the degree asks for"
