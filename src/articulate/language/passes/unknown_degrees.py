"""AR209: a degree that is named is published."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.conditions import Comparison, Fact, Membership
from articulate.language.syntax.degrees import Exclusive, ShareWith
from articulate.language.syntax.expectations import (
    ExpectAudit,
    Given,
    GivenMilestone,
)
from articulate.language.syntax.headers import Parties
from articulate.language.syntax.node import Name, Node
from articulate.language.syntax.policies import PolicyBlock
from articulate.language.syntax.teach_outs import (
    ClosesDegree,
    ReceivesInto,
    Substitute,
    Waive,
)
from articulate.language.syntax.watches import DegreeSign


def unknown_degrees(checked: Checked) -> Iterator[Diagnostic]:
    """Report each degree without a block of its own.

    A warning, since a degree may be published elsewhere: a rule about it is then
    silent, and a test that needs it fails by itself.
    """
    known = checked.names.degrees
    for name in _named(checked):
        if checked.names.misses(name.text, known):
            yield Diagnostic(
                Code.UNKNOWN_DEGREE,
                name.span,
                f"degree `{name.text}` is published nowhere",
                did_you_mean(
                    name.text, known, otherwise="add the degree, or name another"
                ),
                severity=Severity.WARNING,
            )


def _named(checked: Checked) -> Iterator[Name]:
    for parties, _ in checked.nodes(Parties):
        yield from parties.degrees
    for one, _ in checked.nodes(ShareWith, Exclusive):
        if one.degree:
            yield one.other
    for closes, _ in checked.nodes(ClosesDegree):
        yield closes.degree
    for receives, _ in checked.nodes(ReceivesInto):
        yield from receives.degrees
    for sign, _ in checked.nodes(DegreeSign):
        yield from sign.degrees
    for given, _ in checked.nodes(Given):
        if _is_degree(given.fact) and isinstance(given.value, Name):
            yield given.value
    yield from _compared(checked)
    yield from _referred_to(checked)


def _compared(checked: Checked) -> Iterator[Name]:
    for comparison, _ in checked.nodes(Comparison):
        if _is_degree(comparison.left) and isinstance(comparison.right, Name):
            yield comparison.right
    for membership, _ in checked.nodes(Membership):
        if _is_degree(membership.left):
            yield from (v for v in membership.values if isinstance(v, Name))


def _referred_to(checked: Checked) -> Iterator[Name]:
    for substitute, _ in checked.nodes(Substitute):
        if substitute.in_ is not None and substitute.in_.block is not None:
            yield substitute.in_.block
    policies = {str(head.id) for _, head in checked.blocks_of(PolicyBlock)}
    for waive, _ in checked.nodes(Waive):
        block = waive.waived.block
        ours = waive.kind == "group" or waive.kind is None
        if ours and block is not None and block.text not in policies:
            yield block
    for audit, _ in checked.nodes(ExpectAudit):
        if (degree := audit.audited.block or audit.audited.member) is not None:
            yield degree
    for milestone, _ in checked.nodes(GivenMilestone):
        if milestone.milestone.block is not None:
            yield milestone.milestone.block


def _is_degree(written: Node | str) -> bool:
    return isinstance(written, Fact) and written.name == "degree"
