"""What can be changed in a degree: what groups ask for, residency, and sharing."""

from collections.abc import Iterator
from typing import cast

from articulate.language.format.clauses import quantity
from articulate.language.format.degrees import qualifier_text
from articulate.language.format.expressions import text_of
from articulate.language.mutants.change import Change, altered, without
from articulate.language.mutants.conditions import beside, bound_changes
from articulate.language.mutants.nearby import Grades, both_ways
from articulate.language.mutants.policies import counted
from articulate.language.mutants.rules import restated
from articulate.language.mutants.words import some_text, statement_text
from articulate.language.syntax.conditions import Has, Holds, Not
from articulate.language.syntax.degrees import (
    AllOf,
    Bound,
    CoursesFrom,
    CreditsAtLeast,
    CreditsFrom,
    DegreeBlock,
    EachFills,
    GpaAtLeast,
    GpaQualifier,
    GradeQualifier,
    Group,
    Qualifier,
    Residency,
    ShareWith,
    SomeOf,
    WhenBlock,
)
from articulate.language.syntax.node import Node


def degree_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one statement of a degree."""
    match node:
        case DegreeBlock():
            yield from without(node, "statements", statement_text)
        case Group():
            yield from without(node, "qualifiers", _named)
        case Residency():
            yield from _residency(node, grades)
        case AllOf() | SomeOf() | CoursesFrom() | CreditsFrom():
            yield from _demand(node, grades)
        case GradeQualifier() | GpaQualifier() | Bound():
            yield from _qualifier(node, grades)
        case _:
            yield from _totals(node, grades)


def _totals(node: Node, grades: Grades) -> Iterator[Change]:
    match node:
        case CreditsAtLeast(at_least=least) | GpaAtLeast(at_least=least):
            for number in both_ways(least, grades):
                yield restated(node, altered(node, at_least=number))
        case ShareWith(at_most=most) if most is not None:
            for other in both_ways(most, grades):
                yield counted(most, other, altered(node, at_most=other))
        case EachFills(at_most=groups):
            for count in (groups - 1, groups + 1):
                if count > 0:
                    yield restated(node, altered(node, at_most=count))
        case WhenBlock(condition=condition) if not isinstance(condition, Holds | Has):
            denied = Not(condition, span=condition.span)
            yield Change(
                condition.span,
                text_of(condition),
                text_of(denied),
                altered(node, condition=denied),
            )
        case _:
            return


def _named(node: Node) -> str:
    """Write a qualifier; a group holds no other kind of node there."""
    return qualifier_text(cast("Qualifier", node))


def _residency(node: Residency, grades: Grades) -> Iterator[Change]:
    for other in both_ways(node.at_least, grades):
        yield counted(node.at_least, other, altered(node, at_least=other))
    for name in ("last", "after_first"):
        edge = getattr(node, name)
        if edge is not None:
            for other in both_ways(edge, grades):
                moved = altered(node, **{name: other})
                yield Change(edge.span, quantity(edge), quantity(other), moved)
    if node.pool is not None:
        anywhere = altered(node, pool=None)
        yield Change(node.pool.span, f"from {text_of(node.pool)}", "", anywhere)
    if node.ties is not None:
        ties = "favor learner" if node.ties != "favor learner" else "against learner"
        yield restated(node, altered(node, ties=ties))
    if node.straddling is not None:
        straddling = "whole" if node.straddling != "whole" else "not"
        yield restated(node, altered(node, straddling=straddling))


def _demand(
    node: AllOf | SomeOf | CoursesFrom | CreditsFrom, grades: Grades
) -> Iterator[Change]:
    match node:
        case AllOf(members=members):
            if len(members) > 1:
                yield from without(node, "members", statement_text)
        case SomeOf(least=least, members=members):
            for count in (least - 1, least + 1):
                top = len(members) if node.most is None else node.most
                if 0 < count <= top:
                    other = altered(node, least=count)
                    yield Change(node.span, some_text(node), some_text(other), other)
            if len(members) > least:
                yield from without(node, "members", statement_text)
        case CoursesFrom(count=courses):
            for count in (courses - 1, courses + 1):
                if count > 0:
                    moved = altered(node, count=count)
                    yield Change(node.span, _courses(node), _courses(moved), moved)
        case _:
            credit = node.credits
            for amount in both_ways(credit, grades):
                changed = altered(node, credits=amount)
                yield Change(credit.span, text_of(credit), text_of(amount), changed)


def _courses(node: CoursesFrom) -> str:
    return f"{node.count} course{'' if node.count == 1 else 's'}"


def _qualifier(
    node: GradeQualifier | GpaQualifier | Bound, grades: Grades
) -> Iterator[Change]:
    match node:
        case GradeQualifier(operator=operator, grade=grade):
            yield _asked(node, altered(node, operator=beside(operator)))
            for mark in bound_changes(operator, grade, grades):
                yield _asked(node, altered(node, grade=mark))
        case GpaQualifier(operator=operator, gpa=gpa):
            yield _asked(node, altered(node, operator=beside(operator)))
            for number in bound_changes(operator, gpa, grades):
                yield _asked(node, altered(node, gpa=number))
        case _:
            for other in both_ways(node.quantity, grades):
                yield _asked(node, altered(node, quantity=other))
            if node.pool is not None:
                yield _asked(node, altered(node, pool=None))
            if node.in_residence:
                yield _asked(node, altered(node, in_residence=False))


def _asked(
    node: GradeQualifier | GpaQualifier | Bound,
    other: GradeQualifier | GpaQualifier | Bound,
) -> Change:
    return Change(node.span, qualifier_text(node), qualifier_text(other), other)
