"""AR233: what an institution demands or allows can be counted in its own unit."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked, Found
from articulate.language.syntax.degrees import (
    Bound,
    CreditsAtLeast,
    CreditsFrom,
    Residency,
    ShareWith,
)
from articulate.language.syntax.institutions import CatalogCourse
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import Limit
from articulate.language.syntax.quantities import CreditRange, Credits
from articulate.language.syntax.sources import EarnedAmount
from articulate.language.syntax.teach_outs import Extend
from articulate.model.credit import CreditUnit


def mixed_units(checked: Checked) -> Iterator[Diagnostic]:
    """Report each amount in a unit that no policy turns into the institution's own.

    A catalog is in the institution's own unit whatever its policies convert.
    """
    for amount, found in _amounts(checked):
        if isinstance(amount, Credits | CreditRange):
            yield from _checked_unit(checked, amount, found)


def _amounts(checked: Checked) -> Iterator[tuple[Node | None, Found]]:
    for course, found in checked.nodes(CatalogCourse):
        yield course.credits, found
    for total, found in checked.nodes(CreditsAtLeast):
        yield total.at_least, found
    for demand, found in checked.nodes(CreditsFrom):
        yield demand.credits, found
    for bound, found in checked.nodes(Bound):
        yield bound.quantity, found
    for limit, found in checked.nodes(Limit, ShareWith):
        yield limit.at_most, found
    for extend, found in checked.nodes(Extend):
        yield extend.to, found
    for residency, found in checked.nodes(Residency):
        for amount in (residency.at_least, residency.last, residency.after_first):
            yield amount, found
    for earned, found in checked.nodes(EarnedAmount):
        for amount in (earned.least, earned.most):
            yield amount, found


def _checked_unit(
    checked: Checked, amount: Credits | CreditRange, found: Found
) -> Iterator[Diagnostic]:
    own = checked.names.unit_of(found.receiving)
    if amount.unit == "cr" or own is CreditUnit.UNKNOWN or amount.unit == str(own):
        return
    listed = isinstance(found.statement, CatalogCourse)
    if not listed and amount.unit in checked.names.ratios_of(found.receiving):
        return
    pair = (found.receiving or "", amount.unit, str(own))
    several = len(checked.names.conversions.get(pair, ())) > 1
    why = (
        ""
        if listed
        else ", which its policies convert in several ways"
        if several
        else ", which no policy of it converts"
    )
    yield Diagnostic(
        Code.MIXED_UNITS,
        amount.span,
        f"{found.receiving} counts in {own} credit, and this is {amount.unit} credit"
        + why,
        "count it in `cr`, which is the institution's own unit",
    )
