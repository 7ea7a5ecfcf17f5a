"""AR248: what a bound is counted in fits what it bounds."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import Bound, Residency, ShareWith
from articulate.language.syntax.policies import CourseCount, Limit, PercentOf
from articulate.language.syntax.teach_outs import Extend


def misplaced_measures(checked: Checked) -> Iterator[Diagnostic]:
    """Report each percent or count where it would have nothing to be taken of."""
    for limit, _ in checked.nodes(Limit):
        amount = limit.at_most
        if isinstance(amount, PercentOf) and amount.of == "courses":
            yield _problem(amount, "a limit", "60 cr`, `5 courses` or `25% of degree")
    for extend, _ in checked.nodes(Extend):
        if isinstance(extend.to, PercentOf) and extend.to.of == "courses":
            yield _problem(
                extend.to, "a limit", "66 cr`, `5 courses` or `25% of degree"
            )
    for bound, _ in checked.nodes(Bound):
        amount_of_bound = bound.quantity
        if isinstance(amount_of_bound, PercentOf) and amount_of_bound.of == "degree":
            yield _problem(amount_of_bound, "a group", "6 cr` or `50% of courses")
    for share, _ in checked.nodes(ShareWith):
        if isinstance(share.at_most, PercentOf):
            yield _problem(share.at_most, "what is shared", "4 cr` or `2 courses")
    for residency, _ in checked.nodes(Residency):
        looks_at_a_stretch = residency.last is not None or residency.after_first
        if looks_at_a_stretch and isinstance(residency.at_least, CourseCount):
            yield _problem(
                residency.at_least, "a stretch of credit", "24 of last 30 cr"
            )


def _problem(amount: PercentOf | CourseCount, what: str, example: str) -> Diagnostic:
    return Diagnostic(
        Code.MEASURE_OUT_OF_PLACE,
        amount.span,
        f"{what} cannot be counted in this",
        f"write an amount such as `{example}`",
    )
