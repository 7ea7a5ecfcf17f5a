"""Some statements: a plan that asks for nothing but these."""

from collections.abc import Iterable
from dataclasses import replace

from articulate.audit.plan import Branch, Plan, Residence


def only(plan: Plan, chosen: Iterable[int]) -> Plan:
    """Return a plan that asks for some of its statements only.

    A group that a kept residency rule looks at stays as a place for credit, and what it
    refuses stays refused, but nothing is asked of it.
    """
    wanted = set(chosen)
    offset = len(plan.groups)
    gpas = [one for k, one in enumerate(plan.gpas) if offset + k in wanted]
    offset += len(plan.gpas)
    keeps_credits = plan.credits is not None and offset in wanted
    offset += plan.credits is not None
    rules = [one for k, one in enumerate(plan.residencies) if offset + k in wanted]
    looked_at = {leaf for rule in rules for leaf in leaves_in(rule)}
    groups = []
    for place, group in enumerate(plan.groups):
        inside = group.asks.leaves if group.asks else frozenset[int]()
        if place in wanted:
            groups.append(group)
        elif inside & looked_at:
            groups.append(Branch(0, 1, (group,)))
    places = {
        leaf
        for place, group in enumerate(plan.groups)
        if group.asks is not None and (place in wanted or group.asks.leaves & looked_at)
        for leaf in group.asks.leaves
    }
    return replace(
        plan,
        leaves=tuple(
            leaf if leaf.place in places else leaf.moved(leaf.place, (), frozenset())
            for leaf in plan.leaves
        ),
        groups=tuple(groups),
        gpas=tuple(gpas),
        credits=plan.credits if keeps_credits else None,
        residencies=tuple(rules),
    )


def leaves_in(rule: Residence) -> set[int]:
    """List the leaves that a residency rule looks at."""
    return {leaf for _, leaf in rule.there | rule.base_there}
