"""AR230: what `has` looks for may not itself hang on a `has`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked, Found
from articulate.language.lower.codes import Sides
from articulate.language.syntax.agreements import Partial, Rule
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.conditions import Has
from articulate.language.syntax.node import Node
from articulate.language.syntax.sources import (
    CourseTarget,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.language.walk import walk
from articulate.model.course import CourseCode as Course
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.pools import selects

Selected = CourseCode | CourseRange | CoursePattern | WholeSubject


@dataclass(frozen=True, slots=True)
class _Given:
    """A course that some rule with a `has` gives."""

    course: Course
    rule: Node


def has_on_has(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of a course that another rule gives because of a `has`.

    Rules with a `has` are read after all others, once, so the one would never see what
    the other gives.
    """
    asking = [
        (rule, found, [node for node in walk(rule.when) if isinstance(node, Has)])
        for rule, found in checked.nodes(Rule, Partial)
        if rule.when is not None
    ]
    asking = [each for each in asking if each[2]]
    given: dict[tuple[str, str], list[_Given]] = defaultdict(list)
    for rule, found, _ in asking:
        for course in _courses(rule.target, found):
            given[course.institution, course.subject].append(_Given(course, rule))
    for rule, found, asked in asking:
        for has in asked:
            yield from _problems(has, (rule, found), given)


def _problems(
    has: Has,
    asking: tuple[Node, Found],
    given: dict[tuple[str, str], list[_Given]],
) -> Iterator[Diagnostic]:
    rule, found = asking
    code = has.credit
    if not isinstance(code, Selected):
        return
    receiving = code.institution or found.receiving
    if receiving is None:
        return
    selector = Sides((), InstitutionId(receiving)).selector(code)
    subject = code.subject or Course.read(receiving, _written(code)).subject
    for one in given.get((receiving, subject), []):
        if one.rule is not rule and selects(selector, one.course):
            yield Diagnostic(
                Code.HAS_ON_HAS,
                has.span,
                f"this `has` hangs on another: `{one.course.local}` is given by a rule "
                "that itself asks what the learner has",
                "ask for what that rule asks for, instead of what it gives",
                also=(one.rule.span,),
            )


def _written(code: Selected) -> str:
    return code.code if isinstance(code, CourseCode) else ""


def _courses(target: Target, found: Found) -> Iterator[Course]:
    match target:
        case CourseTarget(course=course):
            owner = course.institution or found.receiving
            if owner is not None:
                yield Sides((), InstitutionId(owner)).course(course)
        case TargetAll(parts=parts) | TargetChoice(parts=parts):
            for part in parts:
                yield from _courses(part, found)
        case _:
            return
