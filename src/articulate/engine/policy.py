"""The policy that holds for one learning: its blocks in force, taken together."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

from articulate.engine.conversion import Converted
from articulate.engine.naming import RuleName, name_of
from articulate.engine.versions import Held
from articulate.model.duration import MonthEnd
from articulate.model.identifiers import RuleId
from articulate.model.line import Governing, PassedOver
from articulate.rulebook.conversion import ConversionRule
from articulate.rulebook.limit_rules import (
    DuplicateCreditRule,
    MinimumGradeRule,
    PreferRule,
    RecencyRule,
    RepeatRule,
    SurplusRule,
)
from articulate.rulebook.policy import (
    AcceptRule,
    OtherwiseRule,
    PartnerRule,
    PolicyBlock,
    PolicyDenyRule,
    PolicyReferRule,
)
from articulate.rulebook.version import RuleHead


class HeadedRule(Protocol):
    """A rule with its id, citations and what it overrides."""

    @property
    def head(self) -> RuleHead:
        """What every rule carries."""
        ...


R = TypeVar("R", bound=HeadedRule)
Named = tuple[tuple[RuleName, R], ...]


@dataclass(frozen=True)
class PolicyRules:
    """The statements of policy blocks, each with its full name, kind by kind.

    `converted` remembers what an amount of one unit is in another.
    """

    blocks: tuple[PolicyBlock, ...] = ()
    converted: dict[Hashable, Converted] = field(default_factory=dict, compare=False)

    @cached_property
    def accepts(self) -> Named[AcceptRule]:
        """Whose learning is accepted at all."""
        return self._each(lambda block: block.accepts)

    @cached_property
    def partners(self) -> Named[PartnerRule]:
        """Whose courses count as earned here."""
        return self._each(lambda block: block.partners)

    @cached_property
    def spoken(self) -> Named[PolicyDenyRule | PolicyReferRule]:
        """What the policy denies or refers itself."""
        return self._each(lambda block: (*block.denials, *block.referrals))

    @cached_property
    def minimums(self) -> Named[MinimumGradeRule]:
        """The least grades that transfer."""
        return self._each(lambda block: block.minimums)

    @cached_property
    def conversions(self) -> Named[ConversionRule]:
        """How credit is converted."""
        return self._each(lambda block: block.conversions)

    @cached_property
    def surplus(self) -> Named[SurplusRule]:
        """What becomes of credit above the catalog's."""
        return self._each(lambda block: block.surplus)

    @cached_property
    def repeats(self) -> Named[RepeatRule]:
        """What counts when a course is taken again."""
        return self._each(lambda block: block.repeats)

    @cached_property
    def duplicates(self) -> Named[DuplicateCreditRule]:
        """What counts when one course is reached by two roads."""
        return self._each(lambda block: block.duplicates)

    @cached_property
    def prefer(self) -> Named[PreferRule]:
        """Which lawful reading is liked best."""
        return self._each(lambda block: block.prefer)

    @cached_property
    def otherwise(self) -> Named[OtherwiseRule]:
        """What holds where no agreement speaks."""
        return self._each(lambda block: block.otherwise)

    @cached_property
    def recencies(self) -> Named[RecencyRule]:
        """How recent learning must be."""
        return self._each(lambda block: block.recencies)

    @cached_property
    def month_end(self) -> MonthEnd:
        """How a day that its month lacks is read."""
        return self.blocks[0].month_end if self.blocks else MonthEnd.DOWN

    def _each(self, statements: Callable[[PolicyBlock], Iterable[R]]) -> Named[R]:
        return tuple(
            (name_of(block.head, rule.head), rule)
            for block in self.blocks
            for rule in statements(block)
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """An institution's policy as it holds for one learning.

    `gap` and `missing` are set where a block cannot say which of its versions holds.
    """

    rules: PolicyRules = PolicyRules()
    governing: Governing | None = None
    passed_over: tuple[PassedOver, ...] = ()
    gap: Governing | None = None
    missing: Governing | None = None


def merged(
    held: Sequence[Held[PolicyBlock]],
    rules_of: Callable[[tuple[PolicyBlock, ...]], PolicyRules],
) -> Policy:
    """Take the blocks in force together; each keeps its own ids."""
    chosen = [pair for one in held for pair in one.chosen]
    return Policy(
        rules_of(tuple(block for block, _ in chosen)),
        next((governing for _, governing in chosen), None),
        tuple(over for one in held for over in one.passed_over),
        next((one.gap for one in held if one.gap is not None), None),
        next((one.missing for one in held if one.missing is not None), None),
    )


def overridden_by(rules: Sequence[R]) -> dict[RuleId, frozenset[RuleId]]:
    """Return for each rule those that override it, directly or through another."""
    direct = {rule.head.id: set(rule.head.overrides) for rule in rules}
    if not any(direct.values()):
        return dict.fromkeys(direct, frozenset())
    for _ in rules:
        for over in direct.values():
            for one in tuple(over):
                over.update(direct.get(one, ()))
    return {
        rule.head.id: frozenset(
            other
            for other, over in direct.items()
            if rule.head.id in over and other != rule.head.id
        )
        for rule in rules
    }
