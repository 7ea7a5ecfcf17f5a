"""AR209: a degree that is named is published."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked, Found
from articulate.language.syntax.conditions import Comparison, Fact, Membership
from articulate.language.syntax.degrees import Exclusive, ShareWith
from articulate.language.syntax.expectations import (
    ExpectAudit,
    Given,
    GivenMilestone,
    TestBlock,
)
from articulate.language.syntax.headers import Parties
from articulate.language.syntax.node import Name, Node
from articulate.language.syntax.teach_outs import (
    ClosesDegree,
    ExceptionBlock,
    ReceivesInto,
    Substitute,
    Waive,
)


def unknown_degrees(checked: Checked) -> Iterator[Diagnostic]:
    """Report each degree without a block of its own.

    A warning, since a degree may be published elsewhere and a rule about it is then
    silent; a test or an exception, which needs the degree itself, is an error.
    """
    known = checked.names.degrees
    for name, found in _named(checked):
        if checked.names.misses(name.text, known):
            needed = isinstance(found.block, TestBlock | ExceptionBlock)
            yield Diagnostic(
                Code.UNKNOWN_DEGREE,
                name.span,
                f"degree `{name.text}` is published nowhere",
                did_you_mean(
                    name.text, known, otherwise="add the degree, or name another"
                ),
                severity=Severity.ERROR if needed else Severity.WARNING,
            )


def _named(checked: Checked) -> Iterator[tuple[Name, Found]]:
    for parties, found in checked.nodes(Parties):
        yield from ((name, found) for name in parties.degrees)
    for one, found in checked.nodes(ShareWith, Exclusive):
        if one.degree:
            yield one.other, found
    for closes, found in checked.nodes(ClosesDegree):
        yield closes.degree, found
    for receives, found in checked.nodes(ReceivesInto):
        yield from ((name, found) for name in receives.degrees)
    for given, found in checked.nodes(Given):
        if _is_degree(given.fact) and isinstance(given.value, Name):
            yield given.value, found
    yield from _compared(checked)
    yield from _referred_to(checked)


def _compared(checked: Checked) -> Iterator[tuple[Name, Found]]:
    for comparison, found in checked.nodes(Comparison):
        if _is_degree(comparison.left) and isinstance(comparison.right, Name):
            yield comparison.right, found
    for membership, found in checked.nodes(Membership):
        if _is_degree(membership.left):
            yield from ((v, found) for v in membership.values if isinstance(v, Name))


def _referred_to(checked: Checked) -> Iterator[tuple[Name, Found]]:
    for substitute, found in checked.nodes(Substitute):
        if substitute.in_ is not None and substitute.in_.block is not None:
            yield substitute.in_.block, found
    for waive, found in checked.nodes(Waive):
        if waive.kind in (None, "group") and waive.waived.block is not None:
            yield waive.waived.block, found
    for audit, found in checked.nodes(ExpectAudit):
        if (degree := audit.audited.block or audit.audited.member) is not None:
            yield degree, found
    for milestone, found in checked.nodes(GivenMilestone):
        if milestone.milestone.block is not None:
            yield milestone.milestone.block, found


def _is_degree(written: Node | str) -> bool:
    return isinstance(written, Fact) and written.name == "degree"
