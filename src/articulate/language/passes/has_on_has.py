"""AR230: what `has` looks for may not itself hang on a `has`."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked, Found
from articulate.language.lower.codes import Sides
from articulate.language.lower.has import parts_of, selectors_of
from articulate.language.syntax.agreements import Partial, Rule
from articulate.language.syntax.conditions import Has
from articulate.language.syntax.node import Node
from articulate.language.syntax.pools import OfSubjects
from articulate.language.syntax.sources import (
    AwardSource,
    CourseTarget,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.model.course import CourseCode as Course
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.pools import CourseSelector, OneCourse, selects


def has_on_has(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of a course that another rule gives because of a `has`.

    Rules with a `has` are read after all others, once, so the one would never see what
    the other gives.
    """
    given: dict[tuple[str, str], dict[Course, list[Node]]] = {}
    rules: dict[int, Node] = {}
    for _, found in checked.nodes(Has):
        rule = found.statement
        if isinstance(rule, Rule | Partial) and id(rule) not in rules:
            rules[id(rule)] = rule
            for course in _courses(rule.target, found):
                alike = given.setdefault((course.institution, course.subject), {})
                alike.setdefault(course, []).append(rule)
    for has, found in checked.nodes(Has):
        if isinstance(found.statement, Rule | Partial):
            for course, rule in _hung_on(has, found, given):
                yield _problem(has, course, rule)


def _hung_on(
    has: Has, found: Found, given: dict[tuple[str, str], dict[Course, list[Node]]]
) -> Iterator[tuple[Course, Node]]:
    """Yield each course that a `has` looks for, with each other rule that gives it."""
    for part in parts_of(has.credit) or ():
        if isinstance(part, AwardSource):
            continue
        owner = found.receiving
        if not isinstance(part, OfSubjects) and part.institution is not None:
            owner = part.institution
        if owner is None:
            continue
        for selector in selectors_of(part, Sides((), InstitutionId(owner))):
            for course, rules in given.get(_subject(selector), {}).items():
                if selects(selector, course):
                    others = (rule for rule in rules if rule is not found.statement)
                    yield from ((course, rule) for rule in others)


def _problem(has: Has, course: Course, rule: Node) -> Diagnostic:
    return Diagnostic(
        Code.HAS_ON_HAS,
        has.span,
        f"this `has` hangs on another: `{course.local}` is given by a rule that itself "
        "asks what the learner has",
        "ask for what that rule asks for, instead of what it gives",
        also=(rule.span,),
    )


def _subject(selector: CourseSelector) -> tuple[str, str]:
    course = selector.code if isinstance(selector, OneCourse) else selector
    return course.institution, course.subject


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
