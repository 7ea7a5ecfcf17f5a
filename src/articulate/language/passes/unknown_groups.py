"""AR208: a group that is named is a group of that degree."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import Exclusive, Residency, ShareWith
from articulate.language.syntax.expectations import ExpectAudit, GivenMilestone
from articulate.language.syntax.node import Name, Reference
from articulate.language.syntax.policies import PercentOf
from articulate.language.syntax.teach_outs import Substitute, Waive


def unknown_groups(checked: Checked) -> Iterator[Diagnostic]:
    """Report each group that its degree does not have, in any version.

    In a test it is a warning: the test fails by itself.
    """
    for name, degree, severity in _named(checked):
        known = checked.names.degrees.get(degree)
        if known is not None and checked.names.misses(name.text, known.groups):
            yield Diagnostic(
                Code.UNKNOWN_GROUP,
                name.span,
                f"degree `{degree}` has no group `{name.text}`",
                did_you_mean(
                    name.text, known.groups, otherwise="name one of the degree's groups"
                ),
                severity=severity,
            )


def _named(checked: Checked) -> Iterator[tuple[Name, str, Severity]]:
    for one, found in checked.nodes(ShareWith, Exclusive):
        degree = "" if found.head is None else str(found.head.id)
        yield one.group, degree, Severity.ERROR
        if not one.degree:
            yield one.other, degree, Severity.ERROR
    for counted, found in checked.nodes(PercentOf, Residency):
        for name in counted.groups:
            degree = "" if found.head is None else str(found.head.id)
            yield name, degree, Severity.ERROR
    for reference, severity in _references(checked):
        if reference.block is not None and reference.member is not None:
            yield reference.member, reference.block.text, severity


def _references(checked: Checked) -> Iterator[tuple[Reference, Severity]]:
    for substitute, _ in checked.nodes(Substitute):
        if substitute.in_ is not None:
            yield substitute.in_, Severity.ERROR
    for waive, _ in checked.nodes(Waive):
        if waive.kind == "group":
            yield waive.waived, Severity.ERROR
    for audit, _ in checked.nodes(ExpectAudit):
        yield audit.audited, Severity.WARNING
    for milestone, _ in checked.nodes(GivenMilestone):
        yield milestone.milestone, Severity.WARNING
