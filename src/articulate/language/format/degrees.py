"""The statements of a degree as text; what holds others in braces is in `blocks`."""

from typing import assert_never

from articulate.language.format.clauses import (
    Write,
    cites,
    completed,
    counted,
    listed,
    quantity,
)
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.degrees import (
    AreaCount,
    Bound,
    CourseMember,
    CoursesFrom,
    CreditsAtLeast,
    CreditsFrom,
    EachFills,
    Exclusive,
    GpaAtLeast,
    GpaQualifier,
    GradeQualifier,
    Group,
    LetterGraded,
    Milestone,
    NoExamCredit,
    Qualifier,
    Residency,
    ShareAll,
    ShareWith,
    SubjectCount,
)
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import Completed


def group_head(node: Group) -> str:
    """Write a group's id and title."""
    title = f" {quoted(node.title)}" if node.title is not None else ""
    return f"group {node.id.text}{title}"


def qualifiers(node: Group) -> list[str]:
    """Write what else a group asks, if anything, and its citations."""
    asked = ", ".join(qualifier_text(each) for each in node.qualifiers)
    return [*([f"with {asked}"] if asked else []), *cites(node.cites)]


def group_line(node: Group, demand: CoursesFrom | CreditsFrom | Milestone) -> list[str]:
    """Write a group without braces."""
    return [f"{group_head(node)} {_demand(demand)}", *qualifiers(node)]


def _demand(node: CoursesFrom | CreditsFrom | Milestone) -> str:
    match node:
        case CoursesFrom():
            return f"{counted(node.count, 'course')} from {text_of(node.pool)}"
        case CreditsFrom():
            return f"{text_of(node.credits)} from {text_of(node.pool)}"
        case Milestone():
            return "milestone"
        case _:
            assert_never(node)


def qualifier_text(node: Qualifier) -> str:
    """Write what a group asks of its credit."""
    match node:
        case GradeQualifier():
            return f"grade {node.operator} {text_of(node.grade)}"
        case GpaQualifier():
            scope = "gpa of all attempts" if node.all_attempts else "gpa"
            return f"{scope} {node.operator} {node.gpa.written}"
        case Completed():
            return completed(node)
        case Bound():
            return _bound(node)
        case LetterGraded():
            return "letter graded"
        case NoExamCredit():
            return "no exam credit"
        case _:
            assert_never(node)


def _bound(node: Bound) -> str:
    match node.quantity:
        case SubjectCount():
            much = counted(node.quantity.count, "subject")
        case AreaCount():
            areas = listed(node.quantity.areas)
            much = f"{counted(node.quantity.count, 'area')} of ({areas})"
        case _:
            much = quantity(node.quantity)
    per = f" per {node.per}" if node.per else ""
    pool = f" from {text_of(node.pool)}" if node.pool else ""
    here = " in residence" if node.in_residence else ""
    return f"at {node.at} {much}{per}{pool}{here}"


def _residency(node: Residency) -> list[str]:
    words = f"residency {node.id.text}: at least {quantity(node.at_least)}"
    if node.last is not None:
        words = words.removesuffix(f" {node.last.unit}")
        words += f" of last {text_of(node.last)}"
    if node.after_first is not None:
        words += f" after first {text_of(node.after_first)}"
    if node.groups:
        words += f" in {' or '.join(text_of(group) for group in node.groups)}"
    if node.pool is not None:
        words += f" from {text_of(node.pool)}"
    order = [f"by {node.by}"] if node.by else []
    order += [f"ties {node.ties}"] if node.ties else []
    order += [f"straddling {node.straddling}"] if node.straddling else []
    return [f"{words} {', '.join(order)}".rstrip(), *cites(node.cites)]


def _gpa(node: GpaAtLeast) -> list[str]:
    over = f" over {text_of(node.over)}" if node.over else ""
    return [f"gpa at least {node.at_least.written}{over}", *cites(node.cites)]


def _share(node: ShareWith) -> list[str]:
    degree = "degree " if node.degree else ""
    most = f" at most {quantity(node.at_most)}" if node.at_most else ""
    words = f"share {node.group.text} with {degree}{node.other.text}{most}"
    return [words, *cites(node.cites)]


def _exclusive(node: Exclusive) -> list[str]:
    degree = "degree " if node.degree else ""
    words = f"exclusive {node.group.text} with {degree}{node.other.text}"
    return [words, *cites(node.cites)]


def _each_fills(node: EachFills) -> list[str]:
    most = counted(node.at_most, "group")
    return [f"each course fills at most {most}", *cites(node.cites)]


def _credits(node: CreditsAtLeast) -> list[str]:
    return [f"credits at least {text_of(node.at_least)}", *cites(node.cites)]


WRITES: dict[type[Node], Write] = {
    CreditsAtLeast: _credits,
    GpaAtLeast: _gpa,
    Residency: _residency,
    CourseMember: lambda node: [f"course {text_of(node.source)}"],
    ShareAll: lambda node: ["share all", *cites(node.cites)],
    ShareWith: _share,
    Exclusive: _exclusive,
    EachFills: _each_fills,
}
