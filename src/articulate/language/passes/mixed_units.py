"""AR233: what an institution demands or allows is in its own unit."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked, Found
from articulate.language.syntax.conditions import Comparison
from articulate.language.syntax.degrees import (
    Bound,
    CreditsFrom,
    Residency,
    ShareWith,
)
from articulate.language.syntax.institutions import CatalogCourse
from articulate.language.syntax.policies import Limit
from articulate.language.syntax.quantities import CreditRange, Credits
from articulate.language.syntax.sources import EarnedAmount
from articulate.language.syntax.teach_outs import Extend
from articulate.language.walk import walk
from articulate.model.credit import CreditUnit

_OWN = (
    Bound,
    CreditsFrom,
    Residency,
    ShareWith,
    CatalogCourse,
    Limit,
    EarnedAmount,
    Extend,
)


def mixed_units(checked: Checked) -> Iterator[Diagnostic]:
    """Report each amount in a unit other than that of the institution it is for.

    A fixed amount of a rule may be in another unit, since the policy converts it.
    """
    for kind in _OWN:
        for statement, found in checked.nodes(kind):
            for node in walk(statement):
                if isinstance(node, Comparison):
                    continue
                if isinstance(node, Credits | CreditRange):
                    yield from _checked_unit(checked, node, found)


def _checked_unit(
    checked: Checked, amount: Credits | CreditRange, found: Found
) -> Iterator[Diagnostic]:
    own = checked.names.unit_of(found.receiving)
    if amount.unit == "cr" or own is CreditUnit.UNKNOWN or amount.unit == str(own):
        return
    yield Diagnostic(
        Code.MIXED_UNITS,
        amount.span,
        f"{found.receiving} counts in {own} credit, and this is {amount.unit} credit",
        "count it in `cr`, which is the institution's own unit",
    )
