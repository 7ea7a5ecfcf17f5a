"""AR203: every institution that is named is described somewhere."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.expectations import (
    AwardRef,
    PropertyBlock,
    TestBlock,
)
from articulate.language.syntax.headers import Parties
from articulate.language.syntax.node import Name
from articulate.language.syntax.policies import AcceptAt
from articulate.language.syntax.pools import OfInstitution
from articulate.language.syntax.quantities import TermRef
from articulate.language.syntax.teach_outs import ClosesInstitution, ProtectsEnrolled
from articulate.rulebook.version import BlockKind

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def unknown_institutions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each institution without a block of its own, once with its places.

    A partner that counts as residence, and what a test's learner brings, may be from
    anywhere: where it is named only so it is a warning.
    """
    known = checked.names.institutions
    unknown: dict[str, list[tuple[bool, Span]]] = {}
    for code, place, severity in _named(checked):
        if checked.names.misses(code, known):
            unknown.setdefault(code, []).append((severity is WARNING, place))
    for code, places in unknown.items():
        (only_warned, first), *others = sorted(places)
        yield Diagnostic(
            Code.UNKNOWN_INSTITUTION,
            first,
            f"institution `{code}` is described nowhere",
            did_you_mean(
                code, known, otherwise=f"add a block: `institution {code} {{ … }}`"
            ),
            also=tuple(dict.fromkeys(place for _, place in others)),
            severity=WARNING if only_warned else ERROR,
        )


def _named(checked: Checked) -> Iterator[tuple[str, Span, Severity]]:
    names: list[tuple[Name | None, Severity]] = []
    for parties, _ in checked.nodes(Parties):
        names += [(name, ERROR) for name in (*parties.sending, parties.receiving)]
    names += [
        (block.name, WARNING)
        for block in checked.blocks
        if block.head.kind is BlockKind.CATALOG
    ]
    names += [(one.institution, ERROR) for one, _ in checked.nodes(OfInstitution)]
    names += [(one.institution, ERROR) for one, _ in checked.nodes(ClosesInstitution)]
    names += [(one.institution, ERROR) for one, _ in checked.nodes(ProtectsEnrolled)]
    for partner, _ in checked.nodes(AcceptAt):
        names += [(name, WARNING) for name in partner.institutions]
    for term, found in checked.nodes(TermRef):
        inside_test = isinstance(found.block, TestBlock)
        names.append((term.institution, WARNING if inside_test else ERROR))
    names += [(one.institution, WARNING) for one, _ in checked.nodes(AwardRef)]
    names += [(one.receiving, ERROR) for one, _ in checked.nodes(TestBlock)]
    names += [(one.receiving, ERROR) for one, _ in checked.nodes(PropertyBlock)]
    for name, severity in names:
        if name is not None:
            yield name.text, name.span, severity
    yield from _codes(checked)


def _codes(checked: Checked) -> Iterator[tuple[str, Span, Severity]]:
    for code, found in checked.nodes(
        CourseCode, CourseRange, CoursePattern, WholeSubject
    ):
        if code.institution is not None:
            inside_test = isinstance(found.block, TestBlock)
            severity = WARNING if inside_test else ERROR
            yield code.institution, code.span, severity
