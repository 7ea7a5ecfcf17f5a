"""AR234, AR118: from one unit to another there is one way, and not by nothing."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.policies import Convert


def conversion_clashes(checked: Checked) -> Iterator[Diagnostic]:
    """Report each second conversion of one pair, each to itself, and each by 0."""
    first: dict[tuple[int, str, str], Convert] = {}
    for convert, found in checked.nodes(Convert):
        if convert.by.value == 0:
            yield Diagnostic(
                Code.NOT_A_NUMBER,
                convert.by.span,
                f"`by {convert.by.written}` would leave nothing of {convert.from_} "
                "credit",
                "write what one is worth, such as `by 2/3`",
            )
        if convert.from_ == convert.to:
            yield Diagnostic(
                Code.CONVERSION_CLASH,
                convert.span,
                f"{convert.from_} credit needs no conversion to itself",
                "take it away",
            )
            continue
        pair = (id(found.block), convert.from_, convert.to)
        known = first.setdefault(pair, convert)
        if known is not convert:
            yield Diagnostic(
                Code.CONVERSION_CLASH,
                convert.span,
                f"{convert.from_} to {convert.to} is converted in two ways",
                "keep the one that holds",
                also=(known.span,),
            )
