"""AR229: a published rule says what authorizes it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked, CheckedBlock
from articulate.language.syntax.agreements import GovernedBy, Signed
from articulate.language.syntax.degrees import DegreeBlock, WhenBlock
from articulate.language.syntax.node import Node
from articulate.language.syntax.tables import TableBlock
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.version import BlockKind

_PUBLISHED = frozenset(
    {
        BlockKind.AGREEMENT,
        BlockKind.EQUIVALENCIES,
        BlockKind.EXAM,
        BlockKind.CREDENTIAL,
        BlockKind.TRAINING,
        BlockKind.PORTFOLIO,
        BlockKind.POLICY,
        BlockKind.DEGREE,
        BlockKind.TEACHOUT,
        BlockKind.WATCH,
    }
)


def missing_citations(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block of which some rule is cited neither by itself nor by the block.

    One report for each block: it stands at the first such rule and lists the others.
    """
    for block in checked.blocks:
        if block.head.kind not in _PUBLISHED or block.node.cites:
            continue
        places = [one.span for one in _uncited(block)]
        if places:
            first, *rest = places
            count = "a rule" if not rest else f"{len(places)} rules"
            yield Diagnostic(
                Code.MISSING_CITATION,
                first,
                f"{count} of `{block.head.name}` cite nothing"
                if rest
                else f"{count} of `{block.head.name}` cites nothing",
                'write what authorizes it: `cites "…"`, first in the block for all of '
                "them, or at the end of a rule",
                also=tuple(rest),
                severity=Severity.WARNING,
            )


def _uncited(block: CheckedBlock) -> Iterator[Node]:
    if isinstance(block.node, TableBlock):
        rows = block.tabled
        if isinstance(rows, AgreementBlock | ExamBlock) and not rows.head.cites:
            uncited = any(not rule.head.cites for rule in rows.rules)
            yield from [block.node] * uncited
        return
    for one in block.node.statements:
        if isinstance(one, GovernedBy | Signed):
            continue
        if isinstance(block.node, DegreeBlock) and isinstance(one, WhenBlock):
            yield from (each for each in one.then if not getattr(each, "cites", True))
        elif not getattr(one, "cites", True):
            yield one
