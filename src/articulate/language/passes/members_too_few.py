"""AR163: a group or stack cannot ask for more members than it has."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import AllOf, AreaCount, SomeOf
from articulate.language.syntax.prior_learning import Stack


def members_too_few(checked: Checked) -> Iterator[Diagnostic]:
    """Report each group and stack that asks for more than there is."""
    for some, _ in checked.nodes(SomeOf):
        if not 1 <= some.least <= len(some.members):
            yield _problem(some.span, some.least, len(some.members), "members")
    for every, _ in checked.nodes(AllOf):
        if not every.members:
            yield _problem(every.span, 1, 0, "members")
    for stack, _ in checked.nodes(Stack):
        if stack.count is not None and not 1 <= stack.count <= len(stack.members):
            yield _problem(stack.span, stack.count, len(stack.members), "credentials")
    for areas, _ in checked.nodes(AreaCount):
        if areas.count > len(areas.areas):
            yield _problem(areas.span, areas.count, len(areas.areas), "areas")


def _problem(place: Span, wanted: int, there: int, what: str) -> Diagnostic:
    return Diagnostic(
        Code.MEMBERS_TOO_FEW,
        place,
        f"{wanted} cannot be had from {there} {what}",
        f"name more {what}, or ask for 1 to {there}" if there else f"name its {what}",
    )
