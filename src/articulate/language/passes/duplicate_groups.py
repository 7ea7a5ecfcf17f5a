"""AR217: a group's id is its own in the degree; two branches of a `when` may share."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import DegreeBlock, Group, WhenBlock
from articulate.language.syntax.node import Name, Node
from articulate.language.walk import walk


def duplicate_groups(checked: Checked) -> Iterator[Diagnostic]:
    """Report each group whose id another group has, unless only one can hold."""
    for block, _ in checked.blocks_of(DegreeBlock):
        known: dict[str, Name] = {}
        yield from _groups(block.statements, known)


def _groups(
    statements: tuple[Node, ...], known: dict[str, Name]
) -> Iterator[Diagnostic]:
    """Collect the ids of *statements* into *known*, and report those already there."""
    for one in statements:
        if isinstance(one, WhenBlock):
            then, otherwise = dict(known), dict(known)
            yield from _groups(one.then, then)
            yield from _groups(one.otherwise or (), otherwise)
            known |= then | otherwise
        elif isinstance(one, Group):
            for node in walk(one):
                if not isinstance(node, Group):
                    continue
                first = known.setdefault(node.id.text, node.id)
                if first is not node.id:
                    yield Diagnostic(
                        Code.DUPLICATE_GROUP,
                        node.id.span,
                        f"the group `{node.id.text}` is written twice in one degree",
                        "give one of them another id",
                        also=(first.span,),
                    )
