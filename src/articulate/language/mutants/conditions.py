"""What can be changed in a condition: its bounds, its joining words, its clauses."""

from collections.abc import Iterator

from articulate.language.format.expressions import text_of
from articulate.language.mutants.change import Change, altered, without
from articulate.language.mutants.nearby import Grades, both_ways, stepped
from articulate.language.syntax.conditions import (
    And,
    Comparison,
    Condition,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    Operator,
    Or,
    Within,
)
from articulate.language.syntax.node import Node

Clause = Comparison | Membership | Includes | Within | Holds | Has

_BESIDE: dict[Operator, Operator] = {
    ">=": ">",
    ">": ">=",
    "<=": "<",
    "<": "<=",
    "=": "!=",
    "!=": "=",
}
# The operator's own change moves the bound one way; this is the other way.
_OTHER_WAY: dict[Operator, int] = {">=": -1, "<": -1, ">": 1, "<=": 1}


def condition_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one node of a condition."""
    match node:
        case Comparison():
            yield from _comparison(node, grades)
        case Membership(values=values) if len(values) > 1:
            yield from without(node, "values", text_of)
        case Within(duration=duration):
            for other in both_ways(duration, grades):
                yield changed(node, altered(node, duration=other))
        case Holds():
            yield changed(node, Not(node, span=node.span))
        case Has():
            yield from _has(node)
        case Not(condition=inner):
            yield changed(node, inner)
        case And(parts=parts):
            yield changed(node, Or(parts, span=node.span))
            yield from _without_one(parts, And)
        case Or(parts=parts):
            yield changed(node, And(parts, span=node.span))
            yield from _without_one(parts, Or)
        case _:
            return


def answered_otherwise(node: Node) -> Iterator[Change]:
    """Yield a clause as one that nothing meets, then as one that everything meets."""
    if isinstance(node, Clause):
        for always in (Or((), span=node.span), And((), span=node.span)):
            yield Change(node.span, text_of(node), "", always)


def changed(node: Node, other: Node) -> Change:
    """Say that a node became another in its place."""
    return Change(node.span, text_of(node), text_of(other), other)


def bound_changes(operator: Operator, value: Node, grades: Grades) -> Iterator[Node]:
    """Yield the bound's value moved the way that its operator's change does not."""
    step = _OTHER_WAY.get(operator)
    found = None if step is None else stepped(value, step, grades)
    if found is not None:
        yield found


def beside(operator: Operator) -> Operator:
    """Return the operator that takes the bound itself in, or leaves it out."""
    return _BESIDE[operator]


def _comparison(node: Comparison, grades: Grades) -> Iterator[Change]:
    yield changed(node, altered(node, operator=beside(node.operator)))
    for value in bound_changes(node.operator, node.right, grades):
        yield changed(node, altered(node, right=value))


def _has(node: Has) -> Iterator[Change]:
    if node.attempted or node.in_progress:
        yield changed(node, altered(node, attempted=False, in_progress=False))
    if node.from_ is not None:
        yield changed(node, altered(node, from_=None))
    for place in range(len(node.with_)):
        rest = (*node.with_[:place], *node.with_[place + 1 :])
        yield changed(node, altered(node, with_=rest))
    yield changed(node, Not(node, span=node.span))


def _without_one(
    parts: tuple[Condition, ...], joined: type[And | Or]
) -> Iterator[Change]:
    """Leave each part out; a single one that remains stands by itself."""
    for place, one in enumerate(parts):
        rest = (*parts[:place], *parts[place + 1 :])
        node = rest[0] if len(rest) == 1 else joined(rest, span=one.span)
        yield Change(one.span, text_of(one), "", node)
