"""AR151: what changes over time says which version it is, and since when."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.rulebook.version import BlockKind

_TIMELESS = (
    BlockKind.INSTITUTION,
    BlockKind.SCALE,
    BlockKind.CALENDAR,
    BlockKind.EXCEPTION,
)


def missing_versions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block without a version; who is who may leave it out."""
    for block in checked.blocks:
        if block.head.kind in _TIMELESS or block.head.version is not None:
            continue
        yield Diagnostic(
            Code.MISSING_VERSION,
            block.name.span,
            f"{block.head.kind} `{block.head.id}` does not say which version it is",
            "add it before the brace: `version 2024 effective 2024-08-15`",
        )
