"""A statement as its author would write it on one line, however long."""

from articulate.language.format import (
    agreements,
    degrees,
    policies,
    teach_outs,
    watches,
)
from articulate.language.format.clauses import Write
from articulate.language.format.expressions import text_of
from articulate.language.syntax.degrees import (
    AllOf,
    CoursesFrom,
    CreditsFrom,
    Group,
    Milestone,
    SomeOf,
    WhenBlock,
)
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import CatalogRights

_WRITES: dict[type[Node], Write] = {
    **agreements.WRITES,
    **policies.WRITES,
    **degrees.WRITES,
    **teach_outs.WRITES,
    **watches.WRITES,
}


def statement_text(node: Node) -> str:
    """Write a statement without its citations; of one with braces only the head."""
    match node:
        case Group(demand=AllOf()):
            return f"{degrees.group_head(node)} all of {{ … }}"
        case Group(demand=SomeOf() as some):
            return f"{degrees.group_head(node)} {some_text(some)} {{ … }}"
        case Group(demand=CoursesFrom() | CreditsFrom() | Milestone() as demand):
            return degrees.group_line(node, demand)[0]
        case WhenBlock(condition=condition):
            return f"when {text_of(condition)} {{ … }}"
        case CatalogRights():
            return "catalog rights { … }"
        case _:
            parts = _WRITES[type(node)](node)
            return " ".join(one for one in parts if not one.startswith("cites "))


def some_text(node: SomeOf) -> str:
    """Write how many of its members a group asks for."""
    most = f" to {node.most}" if node.most is not None else ""
    return f"{node.least}{most} of"
