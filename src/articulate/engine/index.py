"""The index: which rules name a course or an award, so that all others cost nothing.

Built once for each receiving institution. A rule is known by its number: its place
among all rules of the institution's agreements and equivalencies.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId, Subject
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule, EquivalencyRule
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
from articulate.rulebook.version import BlockKind

Place = tuple[InstitutionId, Subject]
BlockKey = tuple[BlockKind, BlockId]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Every rule of the agreements and equivalencies of one receiving institution.

    `exact` holds rules by a code they name, `described` by a subject of which they name
    a range or pattern, `awards` by the title of a conferred award. `parents` are the
    rules that some `partial` waits for.
    """

    blocks: tuple[AgreementBlock, ...]
    starts: tuple[int, ...]
    versions: Mapping[BlockKey, tuple[AgreementBlock, ...]]
    exact: dict[CourseCode, list[int]] = field(default_factory=dict)
    described: dict[Place, list[int]] = field(default_factory=dict)
    awards: dict[str, list[int]] = field(default_factory=dict)
    parents: set[tuple[BlockKey, RuleId]] = field(default_factory=set)

    @classmethod
    def of(cls, blocks: Sequence[AgreementBlock]) -> "RuleIndex":
        """Index the rules of *blocks*, which are in canonical order."""
        starts, count = [], 0
        versions: dict[BlockKey, tuple[AgreementBlock, ...]] = {}
        for block in blocks:
            starts.append(count)
            count += len(block.rules)
            key = key_of(block)
            versions[key] = (*versions.get(key, ()), block)
        index = cls(tuple(blocks), tuple(starts), versions)
        for start, block in zip(starts, blocks, strict=True):
            for number, rule in enumerate(block.rules, start):
                index._add(rule.source, number)
                if isinstance(rule, EquivalencyRule) and rule.partial_of is not None:
                    index.parents.add((key_of(block), rule.partial_of))
        return index

    def naming(self, code: CourseCode) -> Iterator[int]:
        """Yield the rules that name *code*, or describe courses of its subject."""
        yield from self.exact.get(code, ())
        yield from self.described.get((code.institution, code.subject), ())

    def for_award(self, title: str) -> Sequence[int]:
        """Return the rules about a conferred award of this title."""
        return self.awards.get(plain_title(title), ())

    def at(self, number: int) -> tuple[AgreementBlock, CreditRule]:
        """Return the rule with a number, and the block it stands in."""
        place = bisect_right(self.starts, number) - 1
        block = self.blocks[place]
        return block, block.rules[number - self.starts[place]]

    def _add(self, source: Source, number: int) -> None:
        if isinstance(source, OneCourse):
            _note(self.exact, source.code, number)
            return
        for leaf in leaves_of(source):
            match leaf:
                case OneCourse(code=code):
                    _note(self.exact, code, number)
                case AwardSource(title=title):
                    _note(self.awards, plain_title(title), number)
                case BlockSource() | Either() | SomeOf() | Together():
                    continue
                case _:
                    _note(self.described, (leaf.institution, leaf.subject), number)


def key_of(block: AgreementBlock) -> BlockKey:
    """Return what all versions of a block have in common."""
    return (block.head.kind, block.head.id)


def numbers_of(groups: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """Join numbers from several places, each once, in the canonical order of rules."""
    return tuple(sorted({number for group in groups for number in group}))


def _note(where: dict[K, list[int]], key: K, number: int) -> None:
    known = where.get(key)
    if known is None:
        where[key] = [number]
    elif known[-1] != number:
        known.append(number)
