"""What can be changed in the rules of agreements, exams, credentials and their like."""

from collections.abc import Iterator

from articulate.language.format.expressions import text_of
from articulate.language.mutants.change import Change, altered
from articulate.language.mutants.nearby import Grades, both_ways
from articulate.language.mutants.words import statement_text
from articulate.language.syntax.agreements import (
    AgreementBlock,
    Clock,
    Deny,
    GovernedBy,
    Partial,
    Refer,
    Rule,
)
from articulate.language.syntax.conditions import And
from articulate.language.syntax.headers import Version
from articulate.language.syntax.node import Node
from articulate.language.syntax.prior_learning import (
    Exhibit,
    PriorLearningBlock,
    Requires,
    Revoke,
    Stack,
)

_DROPPED = (Rule, Partial, Deny, Refer, Revoke, Requires)
_OTHER_CLOCK: dict[Clock, Clock] = {
    "completed": "requested",
    "admitted": "requested",
    "requested": "completed",
    "evaluated": "requested",
}


def rule_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one statement of a rule, or of a block's opening."""
    match node:
        case AgreementBlock() | PriorLearningBlock():
            for place, one in enumerate(node.statements):
                if isinstance(one, _DROPPED):
                    rest = (*node.statements[:place], *node.statements[place + 1 :])
                    without = altered(node, statements=rest)
                    yield Change(one.span, statement_text(one), "", without)
        case Rule() | Partial() | Deny() | Refer():
            yield from without_when(node)
        case GovernedBy(clock=clock):
            yield restated(node, altered(node, clock=_OTHER_CLOCK[clock]))
        case Version(supersedes=old) if old is not None:
            yield from _days(node, "effective", grades)
        case Revoke(rules=rules) if len(rules) > 1:
            for place, name in enumerate(rules):
                rest_of = (*rules[:place], *rules[place + 1 :])
                yield Change(name.span, name.text, "", altered(node, rules=rest_of))
        case Exhibit():
            yield from _days(node, "offered", grades)
            yield from _days(node, "through", grades)
        case Stack(count=count, members=members):
            fewer = (len(members) if count is None else count) - 1
            if fewer > 0:
                yield restated(node, altered(node, count=fewer))
        case _:
            return


def without_when(node: Node, name: str = "when") -> Iterator[Change]:
    """Leave out the condition after a statement, where it is one clause."""
    condition = getattr(node, name)
    if condition is not None and not isinstance(condition, And):
        without = altered(node, **{name: None})
        yield Change(condition.span, f"{name} {text_of(condition)}", "", without)


def restated(node: Node, other: Node) -> Change:
    """Say that a statement became another in its place."""
    return Change(node.span, statement_text(node), statement_text(other), other)


def days_moved(node: Node, name: str, grades: Grades) -> Iterator[Change]:
    """Move a day of a statement by one, to either side."""
    day = getattr(node, name)
    if day is not None:
        for other in both_ways(day, grades):
            moved = altered(node, **{name: other})
            yield Change(day.span, text_of(day), text_of(other), moved)


_days = days_moved
