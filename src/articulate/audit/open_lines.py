"""Open lines: what a line that a person must decide may come to give."""

from collections.abc import Iterator
from typing import NamedTuple

from articulate.model.course import CourseCode
from articulate.model.identifiers import Attribute
from articulate.model.line import Line
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.targets import CourseTarget, RequirementTarget


class Given(NamedTuple):
    """A course that a line gives, None for another target, and its attributes."""

    code: CourseCode | None
    attributes: tuple[Attribute, ...]


def may_give(rulebook: Rulebook, line: Line) -> Iterator[Given]:
    """Yield what the rules that a line names would give; a person may settle on any."""
    named = {line.rule, *(reason.rule for reason in line.reasons)}
    named |= {one.rule for one in line.considered}
    blocks = {str(name).rpartition("/")[0] for name in named if name}
    speaking: list[AgreementBlock | LearningBlock] = []
    speaking += [*rulebook.agreements, *rulebook.equivalencies]
    speaking += [*rulebook.exams, *rulebook.credentials]
    speaking += [*rulebook.trainings, *rulebook.portfolios]
    for block in speaking:
        if block.head.name not in blocks:
            continue
        for rule in block.rules:
            full = block.head.rule_name(rule.head.id)
            if full in named and isinstance(rule, EquivalencyRule):
                yield from _given_by(rulebook, rule)


def _given_by(rulebook: Rulebook, rule: EquivalencyRule) -> Iterator[Given]:
    for leaf in (leaf for one in readings_of(rule.target) for leaf in one):
        match leaf:
            case CourseTarget(code=code):
                listed = (
                    course.attributes
                    for catalog in rulebook.catalogs
                    for course in catalog.courses
                    if course.code == code
                )
                yield Given(code, next(listed, ()))
            case RequirementTarget(attribute=attribute):
                yield Given(None, (Attribute(attribute),))
            case _:
                continue
