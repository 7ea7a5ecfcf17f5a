"""The index of one block: which of its rules name a course or an award.

A rule is known by its place in its block.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, RuleId
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
    leaves_of,
    plain_title,
)

_PART = "\t"


@dataclass(frozen=True, slots=True)
class BlockIndex:
    """Where a block's rules name what.

    `exact` holds rules by the codes they name, `described` by a subject of which they
    name a range or pattern, `awards` by the folded title of a conferred award.
    `parents` are the rules that some `partial` waits for, `overrides` those that go
    before others.
    """

    exact: dict[str, list[int]] = field(default_factory=dict)
    described: dict[str, list[int]] = field(default_factory=dict)
    awards: dict[str, list[int]] = field(default_factory=dict)
    parents: set[str] = field(default_factory=set)
    overrides: dict[RuleId, tuple[RuleId, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Sequence[CreditRule]) -> "BlockIndex":
        """Index rules by what they name."""
        index = cls()
        for number, rule in enumerate(rules):
            index.note(rule, number)
        return index

    def note(self, rule: CreditRule, number: int) -> None:
        """Note what the rule at a place of the block names."""
        self._add(rule.source, number)
        if rule.head.overrides:
            self.overrides[rule.head.id] = rule.head.overrides
        if isinstance(rule, EquivalencyRule) and rule.partial_of is not None:
            self.parents.add(rule.partial_of)

    def note_course(self, key: str, number: int) -> None:
        """Note that the rule at a place names the course of one of `course_keys`."""
        _note(self.exact, key, number)

    @property
    def institutions(self) -> frozenset[InstitutionId]:
        """Whose courses the rules name or describe."""
        named = (*self.exact, *self.described)
        return frozenset(InstitutionId(key.partition(_PART)[0]) for key in named)

    def naming(self, code: CourseCode) -> Iterator[int]:
        """Yield the rules that name *code*, or describe courses of its subject."""
        subject = f"{code.institution}{_PART}{code.subject}"
        yield from self.exact.get(f"{subject}{_PART}{code.number}", ())
        if self.described:
            yield from self.described.get(subject, ())

    def _add(self, source: Source, number: int) -> None:
        if isinstance(source, OneCourse):
            _note(self.exact, _named(source.code), number)
            return
        for leaf in leaves_of(source):
            match leaf:
                case OneCourse(code=code):
                    _note(self.exact, _named(code), number)
                case AwardSource(title=title):
                    _note(self.awards, plain_title(title), number)
                case BlockSource() | Either() | SomeOf() | Together():
                    continue
                case _:
                    subject = f"{leaf.institution}{_PART}{leaf.subject}"
                    _note(self.described, subject, number)


@runtime_checkable
class IndexedRules(Protocol):
    """Rules that were indexed before, and are read when they are asked for."""

    @property
    def institutions(self) -> frozenset[InstitutionId]:
        """Whose courses they name or describe."""
        ...

    @property
    def about_awards(self) -> bool:
        """Whether one of them is about a conferred award."""
        ...

    @property
    def block_index(self) -> BlockIndex:
        """Where they name what."""
        ...


def index_of(rules: Sequence[CreditRule]) -> BlockIndex:
    """Return the index that rules bring along, else make one."""
    return (
        rules.block_index if isinstance(rules, IndexedRules) else BlockIndex.of(rules)
    )


def overrides_in(rules: Sequence[CreditRule]) -> Mapping[RuleId, tuple[RuleId, ...]]:
    """Return which of the rules go before which others, as it is written."""
    if isinstance(rules, IndexedRules):
        return rules.block_index.overrides
    return {one.head.id: one.head.overrides for one in rules if one.head.overrides}


def course_keys(
    sender: str, subjects: Iterable[str], numbers: Iterable[str]
) -> list[str]:
    """Return under what rules that name courses of *sender* are found."""
    courses = zip(subjects, numbers, strict=True)
    return [f"{sender}{_PART}{subject}{_PART}{number}" for subject, number in courses]


def _named(code: CourseCode) -> str:
    (key,) = course_keys(code.institution, (code.subject,), (code.number,))
    return key


def _note(where: dict[str, list[int]], key: str, number: int) -> None:
    known = where.get(key)
    if known is None:
        where[key] = [number]
    elif known[-1] != number:
        known.append(number)
