"""What can be changed in sources, targets and pools: a part, a number, an amount."""

from collections.abc import Iterator

from articulate.language.format.expressions import text_of
from articulate.language.mutants.change import Change, altered
from articulate.language.mutants.conditions import changed
from articulate.language.mutants.nearby import Grades, stepped
from articulate.language.syntax.node import Node
from articulate.language.syntax.pools import OfSubjects, PoolAnd, PoolExcept, PoolOr
from articulate.language.syntax.sources import (
    EarnedAmount,
    ElectiveTarget,
    FixedAmount,
    SourceAll,
    SourceAny,
    SourceCount,
    TargetAll,
    TargetChoice,
)

_Chain = SourceAll | SourceAny | TargetAll | TargetChoice | PoolOr | PoolAnd


def source_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one node of a source, a target or a pool."""
    if isinstance(node, _Chain):
        yield from _without_one(node)
    elif isinstance(node, PoolExcept | OfSubjects):
        yield from _pool(node)
    else:
        yield from _amounts(node, grades)


def _amounts(node: Node, grades: Grades) -> Iterator[Change]:
    match node:
        case SourceCount(count=count, parts=parts):
            for other in (count - 1, count + 1):
                if 0 < other <= len(parts):
                    yield changed(node, altered(node, count=other))
        case FixedAmount(credits=credit):
            more = stepped(credit, 1, grades)
            if more is not None:
                yield _amount(node, altered(node, credits=more))
        case EarnedAmount():
            yield from _bounds(node)
        case ElectiveTarget(level=level) if level is not None:
            was, now = (altered(node, amount=None, level=one) for one in (level, None))
            changed_to = altered(node, level=None)
            yield Change(node.span, text_of(was), text_of(now), changed_to)
        case _:
            return


def _pool(node: PoolExcept | OfSubjects) -> Iterator[Change]:
    match node:
        case PoolExcept(pool=pool, without=excepted):
            for place, one in enumerate(excepted):
                rest = (*excepted[:place], *excepted[place + 1 :])
                wider = altered(node, without=rest) if rest else pool
                yield Change(one.span, f"except {text_of(one)}", "", wider)
        case _:
            for place in range(len(node.subjects)):
                left = (*node.subjects[:place], *node.subjects[place + 1 :])
                if left:
                    yield changed(node, altered(node, subjects=left))


def _without_one(node: _Chain) -> Iterator[Change]:
    """Leave each part out; a single one that remains stands by itself."""
    for place, one in enumerate(node.parts):
        rest = (*node.parts[:place], *node.parts[place + 1 :])
        found = rest[0] if len(rest) == 1 else altered(node, parts=rest)
        yield Change(one.span, text_of(one), "", found)


def _bounds(node: EarnedAmount) -> Iterator[Change]:
    if node.least is not None:
        yield _amount(node, altered(node, least=None))
    if node.most is not None:
        yield _amount(node, altered(node, most=None))


def _amount(node: Node, other: Node) -> Change:
    was, now = (text_of(one).strip(" []") for one in (node, other))
    return Change(node.span, was, now, other)
