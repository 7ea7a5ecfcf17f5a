"""Overriding: which rules go before which, in any block and through others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articulate.model.identifiers import RuleId
from articulate.rulebook.block_index import overrides_in
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.version import BlockHead, BlockKind

Named = tuple[BlockKind, str]
"""A rule by the kind of its block and its full name: two kinds may share an id."""

NONE: frozenset[Named] = frozenset()


@dataclass(frozen=True)
class Overriding:
    """What the `overrides` of all rules come to; rules without any cost nothing.

    A bare id means a rule of the same version of the block: another version may have
    given the id to another rule. `block/rule` is one of any version of a block,
    `block@version/rule` of that version.
    """

    blocks: tuple[AgreementBlock | LearningBlock, ...]
    _closed: dict[Named, frozenset[Named]] = field(default_factory=dict)

    def by(self, head: BlockHead, rule: RuleId) -> frozenset[Named]:
        """Return every rule that a rule goes before, directly or through others."""
        name = (head.kind, head.rule_name(rule))
        if name not in self._direct:
            return NONE
        if name not in self._closed:
            self._closed[name] = frozenset(self._through(name))
        return self._closed[name]

    def _through(self, name: Named) -> Iterator[Named]:
        seen = {name}
        left = list(self._direct[name])
        while left:
            one = left.pop()
            if one not in seen:
                seen.add(one)
                yield one
                left += self._direct.get(one, ())

    @cached_property
    def _direct(self) -> Mapping[Named, tuple[Named, ...]]:
        return {
            (block.head.kind, block.head.rule_name(rule)): tuple(
                self._named(block.head, written)
            )
            for block in self.blocks
            for rule, written in overrides_in(block.rules).items()
        }

    def _named(self, head: BlockHead, written: Iterable[RuleId]) -> Iterator[Named]:
        for reference in written:
            block, slash, rule = reference.rpartition("/")
            for other in self._heads:
                own = (other.kind, other.name) == (head.kind, head.name)
                if block in (other.name, other.id) if slash else own:
                    yield other.kind, other.rule_name(RuleId(rule))

    @cached_property
    def _heads(self) -> tuple[BlockHead, ...]:
        return tuple(block.head for block in self.blocks)
