"""AR215: a block and its version have one text."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked


def duplicate_blocks(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block that another of its kind, id and version came before."""
    for (kind, _), blocks in checked.versions().items():
        first: dict[str | None, int] = {}
        for place, block in enumerate(blocks):
            known = first.setdefault(block.head.version, place)
            if known != place:
                yield Diagnostic(
                    Code.DUPLICATE_BLOCK,
                    block.name.span,
                    f"{kind} `{block.head.name}` is written twice",
                    "give this one another id or version, or take it away",
                    also=(blocks[known].name.span,),
                )
