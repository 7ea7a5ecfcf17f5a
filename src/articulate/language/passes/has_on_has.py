"""AR230: what `has` looks for may not itself hang on a `has`."""

from collections.abc import Iterator
from functools import cached_property

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked, Found
from articulate.language.lower.codes import Sides
from articulate.language.lower.has import parts_of, selectors_of
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax.agreements import Partial, Rule
from articulate.language.syntax.conditions import Has
from articulate.language.syntax.institutions import CatalogCourse
from articulate.language.syntax.node import Node
from articulate.language.syntax.pools import OfAttribute, OfSubjects
from articulate.language.syntax.sources import (
    AwardSource,
    CourseTarget,
    RequirementTarget,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.model.course import CourseCode as Course
from articulate.model.course import has_attribute
from articulate.model.identifiers import Attribute, InstitutionId
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.pools import CourseSelector, OneCourse, selects


def has_on_has(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of a course that another rule gives because of a `has`.

    Rules with a `has` are read after all others, once, so the one would never see what
    the other gives.
    """
    given = _Given(checked)
    rules: dict[int, Node] = {}
    for _, found in checked.nodes(Has):
        rule = found.statement
        if isinstance(rule, Rule | Partial) and id(rule) not in rules:
            rules[id(rule)] = rule
            given.add(rule, found)
    for has, found in checked.nodes(Has):
        if isinstance(found.statement, Rule | Partial):
            for what, rule in _hung_on(has, found, given):
                if rule is not found.statement:
                    yield _problem(has, what, rule)


class _Given:
    """What rules with a `has` give: courses, and requirements by their attribute."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked
        self.courses: dict[tuple[str, str], dict[Course, list[Node]]] = {}
        self.requirements: list[tuple[str, str, Node]] = []

    def add(self, rule: Rule | Partial, found: Found) -> None:
        for leaf in _leaves(rule.target):
            if isinstance(leaf, RequirementTarget):
                name = attribute_text(leaf.attribute)
                self.requirements.append((found.receiving or "", name, rule))
            elif isinstance(leaf, CourseTarget):
                owner = leaf.course.institution or found.receiving
                if owner is not None:
                    course = Sides((), InstitutionId(owner)).course(leaf.course)
                    key = (course.institution, course.subject)
                    self.courses.setdefault(key, {}).setdefault(course, []).append(rule)

    def marked(self, receiving: str, wanted: str) -> Iterator[tuple[str, Node]]:
        """Yield what has an attribute, with each rule that gives it."""
        for owner, name, rule in self.requirements:
            if owner == receiving and has_attribute((Attribute(name),), wanted):
                yield f"requirement {name}", rule
        for (owner, _), courses in self.courses.items():
            for course, rules in courses.items() if owner == receiving else ():
                if has_attribute(self._marks.get(course, ()), wanted):
                    yield from ((course.local, rule) for rule in rules)

    @cached_property
    def _marks(self) -> dict[Course, tuple[Attribute, ...]]:
        """Each course with the attributes that any version of its catalog gives it."""
        found: dict[Course, tuple[Attribute, ...]] = {}
        for listed, place in self.checked.nodes(CatalogCourse):
            if place.receiving is not None:
                course = Sides((), InstitutionId(place.receiving)).course(listed.code)
                marks = (Attribute(attribute_text(one)) for one in listed.attributes)
                found[course] = (*found.get(course, ()), *marks)
        for block in self.checked.blocks:
            if isinstance(block.tabled, CatalogBlock):
                for one in block.tabled.courses:
                    found[one.code] = (*found.get(one.code, ()), *one.attributes)
        return found


def _hung_on(has: Has, found: Found, given: _Given) -> Iterator[tuple[str, Node]]:
    """Yield each thing that a `has` looks for, with each rule that gives it."""
    for part in parts_of(has.credit) or ():
        if isinstance(part, AwardSource):
            continue
        owner = found.receiving
        if isinstance(part, OfAttribute):
            yield from given.marked(owner or "", attribute_text(part.attribute))
            continue
        if not isinstance(part, OfSubjects) and part.institution is not None:
            owner = part.institution
        if owner is None:
            continue
        for selector in selectors_of(part, Sides((), InstitutionId(owner))):
            for course, rules in given.courses.get(_subject(selector), {}).items():
                if selects(selector, course):
                    yield from ((course.local, rule) for rule in rules)


def _problem(has: Has, what: str, rule: Node) -> Diagnostic:
    return Diagnostic(
        Code.HAS_ON_HAS,
        has.span,
        f"this `has` hangs on another: `{what}` is given by a rule that itself "
        "asks what the learner has",
        "ask for what that rule asks for, instead of what it gives",
        also=(rule.span,),
    )


def _subject(selector: CourseSelector) -> tuple[str, str]:
    course = selector.code if isinstance(selector, OneCourse) else selector
    return course.institution, course.subject


def _leaves(target: Target) -> Iterator[Target]:
    if isinstance(target, TargetAll | TargetChoice):
        for part in target.parts:
            yield from _leaves(part)
    else:
        yield target
