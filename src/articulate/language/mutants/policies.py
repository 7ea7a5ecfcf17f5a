"""What can be changed in institutional policy: bounds, remedies, ways of counting."""

from collections.abc import Iterator

from articulate.language.format.clauses import completed as completed_text
from articulate.language.format.clauses import quantity, remedy
from articulate.language.mutants.change import Change, altered
from articulate.language.mutants.nearby import Grades, both_ways
from articulate.language.mutants.rules import days_moved, restated, without_when
from articulate.language.mutants.words import statement_text
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import (
    AcceptAt,
    AcceptFrom,
    Appeal,
    Candidates,
    CatalogRights,
    Choose,
    Completed,
    DenyPool,
    DenyRemedy,
    Duplicate,
    Expire,
    Limit,
    Minimum,
    MonthEnd,
    Otherwise,
    PolicyBlock,
    Prefer,
    Quantity,
    Recency,
    ReferPool,
    ReferRemedy,
    Remedy,
    Repeat,
    Rounding,
    Surplus,
)

# An appeal changes no line, and how month-ends are read goes without saying.
_NOT_DROPPED = (Appeal, MonthEnd)


def policy_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one statement of a policy."""
    match node:
        case PolicyBlock() | CatalogRights():
            yield from _statements(node)
        case Minimum() | AcceptFrom():
            yield from without_when(node)
            yield from _remedy(node)
        case DenyPool() | ReferPool():
            yield from without_when(node)
        case AcceptAt():
            yield from without_when(node)
            yield from days_moved(node, "from_", grades)
            yield from days_moved(node, "through", grades)
        case Otherwise(outcome=outcome):
            yield from without_when(node)
            yield from _remedy(node)
            yield _other_remedy(outcome, node, "outcome")
        case Recency():
            yield from without_when(node, "unless")
            yield from without_when(node)
            yield from _remedy(node)
        case Limit():
            yield from without_when(node)
            yield from limit_changes(node, grades)
        case Completed():
            yield from completed_changes(node, grades)
        case Expire(after=after):
            for other in both_ways(after, grades):
                yield restated(node, altered(node, after=other))
        case _:
            yield from _ways(node)


def limit_changes(node: Limit, grades: Grades) -> Iterator[Change]:
    """Move what a limit allows by one, and leave out when it counts."""
    for other in both_ways(node.at_most, grades):
        yield counted(node.at_most, other, altered(node, at_most=other))
    if node.completed is not None:
        words = completed_text(node.completed)
        whenever = altered(node, completed=None)
        yield Change(node.completed.span, words, "", whenever)


def counted(was: Quantity, now: Quantity, node: Node) -> Change:
    """Say that an amount in a statement became another."""
    return Change(was.span, quantity(was), quantity(now), node)


def completed_changes(node: Completed, grades: Grades) -> Iterator[Change]:
    """Move how long ago learning may have ended."""
    if node.within is not None:
        for other in both_ways(node.within, grades):
            moved = altered(node, within=other)
            yield Change(node.span, completed_text(node), completed_text(moved), moved)


def _statements(node: PolicyBlock | CatalogRights) -> Iterator[Change]:
    for place, one in enumerate(node.statements):
        if not isinstance(one, _NOT_DROPPED):
            rest = (*node.statements[:place], *node.statements[place + 1 :])
            fewer = altered(node, statements=rest)
            yield Change(one.span, statement_text(one), "", fewer)


def _remedy(node: Minimum | AcceptFrom | Otherwise | Recency) -> Iterator[Change]:
    if node.otherwise is not None:
        yield _other_remedy(node.otherwise, node, "otherwise")


def _other_remedy(was: Remedy, node: Node, name: str) -> Change:
    """Let a denial be a referral, and everything else a denial."""
    now: Remedy = DenyRemedy(span=was.span)
    if isinstance(was, DenyRemedy):
        now = ReferRemedy(span=was.span)
    return Change(was.span, remedy(was), remedy(now), altered(node, **{name: now}))


def _ways(node: Node) -> Iterator[Change]:
    """Change one way of counting for another."""
    match node:
        case Rounding(mode=mode, per=per):
            other = "down" if mode in ("half-up", "half-even", "up") else "up"
            yield _rounding(node, altered(node, mode=other))
            yield _rounding(
                node, altered(node, per="total" if per == "course" else "course")
            )
        case Surplus(how=how):
            yield restated(node, altered(node, how="drop" if how == "keep" else "keep"))
        case Repeat(method=method):
            best = "last" if method == "best grade" else "best grade"
            yield restated(node, altered(node, method=best, up_to=None))
            if node.up_to is not None:
                yield restated(node, altered(node, up_to=node.up_to + 1))
        case Duplicate(keep=keep):
            yield restated(
                node, altered(node, keep="first" if keep != "first" else "last")
            )
        case MonthEnd(how=how):
            yield restated(node, altered(node, how="up" if how == "down" else "down"))
        case Prefer(order=order) if len(order) > 1:
            yield restated(node, altered(node, order=order[1:]))
        case Candidates(candidates=named) if len(named) > 1:
            for place in range(len(named)):
                rest = (*named[:place], *named[place + 1 :])
                yield restated(node, altered(node, candidates=rest))
        case Choose(order=order) if len(order) > 1:
            yield restated(node, altered(node, order=order[1:]))
        case _:
            return


def _rounding(node: Rounding, other: Rounding) -> Change:
    return Change(node.span, _rounded(node), _rounded(other), other)


def _rounded(node: Rounding) -> str:
    return f"round {node.mode} to {node.to.written} per {node.per}"
