"""AR244: two groups share credit, or exclude each other, but not both."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import Exclusive, ShareWith


def contradicting_shares(checked: Checked) -> Iterator[Diagnostic]:
    """Report each pair both shared and exclusive, and each group with itself."""
    shared: dict[tuple[int, frozenset[str]], ShareWith] = {}
    for share, found in checked.nodes(ShareWith):
        if share.group.text == share.other.text and not share.degree:
            yield _with_itself(share)
        else:
            shared[id(found.block), _pair(share)] = share
    for exclusive, found in checked.nodes(Exclusive):
        if exclusive.group.text == exclusive.other.text and not exclusive.degree:
            yield _with_itself(exclusive)
            continue
        both = shared.get((id(found.block), _pair(exclusive)))
        if both is not None and both.degree == exclusive.degree:
            yield Diagnostic(
                Code.SHARED_AND_EXCLUSIVE,
                exclusive.span,
                f"`{exclusive.group.text}` and `{exclusive.other.text}` are both "
                "shared and exclusive",
                "keep the one that holds",
                also=(both.span,),
            )


def _pair(one: ShareWith | Exclusive) -> frozenset[str]:
    return frozenset({one.group.text, one.other.text})


def _with_itself(one: ShareWith | Exclusive) -> Diagnostic:
    return Diagnostic(
        Code.SHARED_AND_EXCLUSIVE,
        one.span,
        f"`{one.group.text}` is named twice: a group has nothing to share with itself",
        "name the other group",
    )
