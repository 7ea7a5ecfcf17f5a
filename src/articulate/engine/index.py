"""The index: which rules name a course or an award, so that all others cost nothing.

Made once for each receiving institution, of the indexes of its blocks. A rule is known
by its number: its place among all rules of the institution's agreements and
equivalencies.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId, RuleId
from articulate.rulebook.block_index import BlockIndex, IndexedRules, index_of
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.sources import plain_title
from articulate.rulebook.version import BlockKind

BlockKey = tuple[BlockKind, BlockId]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Every rule of the agreements and equivalencies of one receiving institution.

    `senders` are the places of the blocks that name courses of an institution,
    `awarding` those of blocks about conferred awards, `places` says where each block
    stands. The index of a block that was compiled before is read when a course of its
    senders first comes by.
    """

    blocks: tuple[AgreementBlock, ...]
    starts: tuple[int, ...]
    versions: Mapping[BlockKey, tuple[AgreementBlock, ...]]
    senders: dict[InstitutionId, list[int]] = field(default_factory=dict)
    awarding: list[int] = field(default_factory=list)
    read: dict[int, BlockIndex] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

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
        for place in range(len(blocks)):
            index._place(place)
        return index

    def naming(self, code: CourseCode) -> Iterator[int]:
        """Yield the rules that name *code*, or describe courses of its subject."""
        for place in self.senders.get(code.institution, ()):
            start = self.starts[place]
            for number in self._of(place).naming(code):
                yield start + number

    def for_award(self, title: str) -> Sequence[int]:
        """Return the rules about a conferred award of this title."""
        folded = plain_title(title)
        return [
            self.starts[place] + number
            for place in self.awarding
            for number in self._of(place).awards.get(folded, ())
        ]

    def at(self, number: int) -> tuple[AgreementBlock, CreditRule]:
        """Return the rule with a number, and the block it stands in."""
        place = bisect_right(self.starts, number) - 1
        block = self.blocks[place]
        return block, block.rules[number - self.starts[place]]

    def is_parent(self, block: AgreementBlock, rule: RuleId) -> bool:
        """Say whether some `partial` of this version waits for a rule."""
        return rule in self._of(self.places[id(block)]).parents

    def _place(self, place: int) -> None:
        rules = self.blocks[place].rules
        self.places[id(self.blocks[place])] = place
        if isinstance(rules, IndexedRules):
            institutions, awards = rules.institutions, rules.about_awards
        else:
            index = self._of(place)
            institutions, awards = index.institutions, bool(index.awards)
        for institution in institutions:
            self.senders.setdefault(institution, []).append(place)
        if awards:
            self.awarding.append(place)

    def _of(self, place: int) -> BlockIndex:
        found = self.read.get(place)
        if found is None:
            found = self.read[place] = index_of(self.blocks[place].rules)
        return found


def key_of(block: AgreementBlock) -> BlockKey:
    """Return what all versions of a block have in common."""
    return (block.head.kind, block.head.id)


def numbers_of(groups: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """Join numbers from several places, each once, in the canonical order of rules."""
    return tuple(sorted({number for group in groups for number in group}))
