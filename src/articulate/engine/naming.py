"""Naming: the full name of a rule, what authorizes it, and reasons signed with both."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from articulate.diagnostics.origin import Origin
from articulate.model.reason import Reason
from articulate.rulebook.version import BlockHead, RuleHead


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule as a line names it, `ncc-computing@2024/cis120`, with its citation."""

    name: str
    cites: str
    origin: Origin

    def signed(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """Put this rule's name on reasons that carry none yet."""
        return tuple(
            one
            if one.rule
            else replace(one, rule=self.name, cites=self.cites, origin=self.origin)
            for one in reasons
        )


def name_of(head: BlockHead, rule: RuleHead) -> RuleName:
    """Name a rule of a block; what it does not cite itself its block does."""
    return RuleName(
        head.rule_name(rule.id), "; ".join(rule.cites or head.cites), rule.origin
    )
