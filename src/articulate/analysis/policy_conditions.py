"""The conditions of a policy's statements, each with the statement it belongs to."""

from collections.abc import Iterator

from articulate.rulebook.conditions import Condition
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.version import RuleHead


def conditions_of(policy: PolicyBlock) -> Iterator[tuple[RuleHead, Condition]]:
    """Yield the conditions of a policy's statements, with whose they are."""
    several = (
        *((one.head, one.when) for one in policy.accepts),
        *((one.head, one.when) for one in policy.partners),
        *((one.head, one.when) for one in policy.denials),
        *((one.head, one.when) for one in policy.referrals),
        *((one.head, one.requires) for one in policy.minimums),
        *((one.head, one.when) for one in policy.minimums),
        *((one.head, one.when) for one in policy.otherwise),
        *((one.head, one.when) for one in policy.limits),
        *((one.head, one.when) for one in policy.repeats),
        *((one.head, one.when) for one in policy.recencies),
        *((one.head, one.unless) for one in policy.recencies),
    )
    for head, condition in several:
        if condition is not None:
            yield head, condition
