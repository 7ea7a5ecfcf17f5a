"""AR152: a rule is somebody's: every block of rules says who receives."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.rulebook.version import BlockKind

_EXAMPLES = {
    BlockKind.AGREEMENT: "from NCC to STATE",
    BlockKind.EQUIVALENCIES: "from NCC to STATE",
    BlockKind.EXAM: "for STATE",
    BlockKind.CREDENTIAL: "for STATE",
    BlockKind.TRAINING: "for STATE",
    BlockKind.PORTFOLIO: "for STATE",
    BlockKind.POLICY: "for STATE",
    BlockKind.DEGREE: "for STATE",
    BlockKind.TEACHOUT: "for STATE",
    BlockKind.WATCH: "for STATE",
}


def missing_parties(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block of rules that does not say for whom they are."""
    for block in checked.blocks:
        head = block.head
        if head.receiving is None and head.kind in _EXAMPLES:
            yield Diagnostic(
                Code.MISSING_PARTIES,
                block.name.span,
                f"{head.kind} `{head.id}` does not say for whom it is",
                f"add it before the brace: `{_EXAMPLES[head.kind]}`",
            )
