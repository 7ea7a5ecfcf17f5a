"""What can be changed in teach-outs and academic exceptions: statements and days."""

from collections.abc import Iterator

from articulate.language.format.clauses import quantity
from articulate.language.mutants.change import Change, altered, without
from articulate.language.mutants.nearby import Grades, both_ways
from articulate.language.mutants.rules import days_moved
from articulate.language.mutants.words import statement_text
from articulate.language.syntax.node import Node
from articulate.language.syntax.teach_outs import (
    ApplyThrough,
    ClosesDegree,
    ExceptionBlock,
    Extend,
    LastAward,
    ProtectsAdmitted,
    ProtectsEnrolled,
    Substitute,
    TeachOutBlock,
)

_DAYS: dict[type[Node], tuple[str, ...]] = {
    ApplyThrough: ("through",),
    ClosesDegree: ("after",),
    ExceptionBlock: ("through",),
    LastAward: ("on",),
    ProtectsAdmitted: ("through",),
    ProtectsEnrolled: ("on",),
    Substitute: ("from_", "through"),
}


def closure_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one statement of a teach-out or an exception."""
    if isinstance(node, TeachOutBlock | ExceptionBlock):
        yield from without(node, "statements", statement_text)
    for name in _DAYS.get(type(node), ()):
        yield from days_moved(node, name, grades)
    if isinstance(node, ProtectsAdmitted | ProtectsEnrolled):
        gap = node.gap_at_most
        if gap is not None:
            for other in both_ways(gap, grades):
                moved = altered(node, gap_at_most=other)
                yield Change(gap.span, quantity(gap), quantity(other), moved)
    if isinstance(node, Extend):
        for much in both_ways(node.to, grades):
            moved_to = altered(node, to=much)
            yield Change(node.to.span, quantity(node.to), quantity(much), moved_to)
