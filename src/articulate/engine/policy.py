"""The policy that holds for one learning: every block of it in force, taken together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from articulate.engine.naming import RuleName, name_of
from articulate.engine.versions import Held
from articulate.model.duration import MonthEnd
from articulate.model.identifiers import RuleId
from articulate.model.line import Governing, PassedOver
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.version import RuleHead


class HeadedRule(Protocol):
    """A rule with its id, citations and what it overrides."""

    @property
    def head(self) -> RuleHead:
        """What every rule carries."""
        ...


R = TypeVar("R", bound=HeadedRule)


@dataclass(frozen=True)
class Policy:
    """An institution's policy as it holds for one learning.

    `gap` and `missing` are set where a block cannot say which of its versions holds.
    """

    blocks: tuple[tuple[PolicyBlock, Governing], ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    gap: Governing | None = None
    missing: Governing | None = None

    def each(
        self, statements: Callable[[PolicyBlock], Iterable[R]]
    ) -> tuple[tuple[RuleName, R], ...]:
        """Return every statement of one kind, with its full name."""
        return tuple(
            (name_of(block.head, rule.head), rule)
            for block, _ in self.blocks
            for rule in statements(block)
        )

    @cached_property
    def month_end(self) -> MonthEnd:
        """How a day that its month lacks is read."""
        return self.blocks[0][0].month_end if self.blocks else MonthEnd.DOWN

    @cached_property
    def governing(self) -> Governing | None:
        """The day that picked the policy."""
        return self.blocks[0][1] if self.blocks else None


def merged(held: Sequence[Held[PolicyBlock]]) -> Policy:
    """Take the blocks in force together; each keeps its own ids."""
    return Policy(
        tuple(pair for one in held for pair in one.chosen),
        tuple(over for one in held for over in one.passed_over),
        next((one.gap for one in held if one.gap is not None), None),
        next((one.missing for one in held if one.missing is not None), None),
    )


def overridden_by(rules: Sequence[R]) -> dict[RuleId, frozenset[RuleId]]:
    """Return for each rule those that override it, directly or through another."""
    direct = {rule.head.id: set(rule.head.overrides) for rule in rules}
    for _ in rules:
        for over in direct.values():
            for one in tuple(over):
                over |= direct.get(one, set())
    return {
        rule.head.id: frozenset(
            other
            for other, over in direct.items()
            if rule.head.id in over and other != rule.head.id
        )
        for rule in rules
    }
