"""A selection of an agreement's rules: by their ids, or by the courses they name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articulate.diagnostics.nearest import did_you_mean
from articulate.model.course import CourseCode
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    EquivalencyRule,
)
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    OneCourse,
    WholeSubject,
)
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.targets import CourseTarget


def selected(block: AgreementBlock, only: Sequence[str]) -> AgreementBlock | str:
    """Keep the rules that some word names, or say which word names none.

    A word is a rule's id, a course that a rule names on either side (`CIS 120`), or a
    whole subject (`CIS *`). Without words every rule is kept.
    """
    if not only:
        return block
    named = {rule.head.id: {rule.head.id, *_names(rule)} for rule in block.rules}
    for word in only:
        if not any(word in names for names in named.values()):
            known = sorted({name for names in named.values() for name in names})
            help_ = did_you_mean(word, known, otherwise="name a rule, or a course")
            return f"no rule of `{block.head.name}` is or names `{word}`: {help_}"
    wanted = set(only)
    rules = tuple(rule for rule in block.rules if wanted & named[rule.head.id])
    return replace(block, rules=rules)


def _names(rule: CreditRule) -> Iterator[str]:
    for leaf in leaves_of(rule.source):
        match leaf:
            case OneCourse(code=code):
                yield from _said(code)
            case CourseRange() | CoursePattern() | WholeSubject():
                yield f"{leaf.subject} *"
            case _:
                continue
    if isinstance(rule, EquivalencyRule):
        for reading in readings_of(rule.target):
            for target in reading:
                if isinstance(target, CourseTarget):
                    yield from _said(target.code)


def _said(code: CourseCode) -> tuple[str, str]:
    return code.local, f"{code.subject} *"
