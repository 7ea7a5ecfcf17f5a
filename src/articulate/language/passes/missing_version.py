"""AR151: what changes over time says which version it is, and since when."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import (
    CalendarBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.language.syntax.teach_outs import ExceptionBlock

_TIMELESS = (InstitutionBlock, ScaleBlock, CalendarBlock, ExceptionBlock)


def missing_versions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block without a version; who is who may leave it out."""
    for block in checked.blocks:
        written = block.node
        if isinstance(written, _TIMELESS) or written.header.version is not None:
            continue
        yield Diagnostic(
            Code.MISSING_VERSION,
            block.name.span,
            f"{block.head.kind} `{block.head.id}` does not say which version it is",
            "add it before the brace: `version 2024 effective 2024-08-15`",
        )
