"""AR153: only what is agreed between two sides has a sender, or is for one degree."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.headers import Parties
from articulate.language.syntax.teach_outs import ExceptionBlock
from articulate.rulebook.version import BlockKind

_NOBODY = (
    BlockKind.INSTITUTION,
    BlockKind.SCALE,
    BlockKind.CALENDAR,
    BlockKind.CATALOG,
)
_BOTH = (BlockKind.AGREEMENT, BlockKind.EQUIVALENCIES)


def unwanted_parties(checked: Checked) -> Iterator[Diagnostic]:
    """Report parties where none belong, and senders where only a receiver does."""
    for block in checked.blocks:
        if isinstance(block.node, ExceptionBlock):
            continue
        parties, head = block.node.header.parties, block.head
        if parties is None or head.kind in _BOTH:
            continue
        if head.kind in _NOBODY:
            yield _problem(
                parties,
                f"{head.kind} `{head.id}` is nobody's in particular",
                "take the parties away",
            )
        elif parties.sending or parties.degrees:
            yield _problem(
                parties,
                f"{head.kind} `{head.id}` has no sender and no degree of its own",
                f"write `for {parties.receiving.text}`",
            )


def _problem(parties: Parties, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(Code.UNWANTED_PARTIES, parties.span, message, way_out)
