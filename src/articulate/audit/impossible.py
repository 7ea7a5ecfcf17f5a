"""Impossible: the smallest set of requirements that cannot hold together.

Only requirements that the record could each meet alone are looked at; one that it
cannot meet even alone is merely missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulate.audit.allocate import Budget, Search
from articulate.audit.conflicts.claims import bits
from articulate.audit.conflicts.holding import Holding
from articulate.audit.conflicts.touching import first_touching, sets_up_to
from articulate.audit.plan import Plan

MOST_TRIES = 400
"""How many sets may come up to the smallest one; beyond, none is claimed.

These are all sets that the best allocation does not meet, by size and name, and the
statements by themselves. Not all are tried: what was held once answers for others.
"""

MOST_STEPS = 20_000
"""How many steps the choice of one of these sets may take."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in the way of a degree that is not complete.

    `alone` are the statements that could each be met; `smallest` those of them that
    cannot hold together, empty where they can. `decided` is False past the budget.
    """

    alone: frozenset[int]
    smallest: tuple[int, ...] = ()
    decided: bool = True


def conflict_in(plan: Plan, best: Search, budget: Budget) -> Conflict:
    """Say which statements could be met alone, and which cannot hold together."""
    holding = Holding(plan, best, budget)
    met, settled = holding.met, holding.settled
    asked = [one for one in range(len(holding.named)) if one not in met | settled]
    alone = met | {one for one in asked if holding.holds([one])}
    if alone == met:
        return Conflict(frozenset(alone), decided=holding.decided)
    smallest, few = _smallest(alone - holding.idle - settled, asked, holding)
    return Conflict(frozenset(alone), smallest, holding.decided and few)


def _smallest(
    alone: Iterable[int], asked: Sequence[int], holding: Holding
) -> tuple[tuple[int, ...], bool]:
    """Find the smallest set that cannot hold together, the first of equals.

    Every such set must touch each removal: statements without which the rest can hold.
    So the smallest set that touches all known removals either cannot hold, and is the
    answer, or holds, and shows a removal that it does not touch. It is also said
    whether few enough sets come before it.
    """
    # Statements are ranked by name, so that their order on the page decides nothing.
    order = sorted(alone, key=lambda place: (holding.named[place][0], place))
    unmet = bits(k for k, one in enumerate(order) if one not in holding.met)
    removals = [unmet]
    for met in holding.held:
        removals = _with(removals, order, met)
    last: tuple[int, ...] = ()
    while True:
        ranks = first_touching(removals, last, MOST_STEPS)
        if ranks is None:
            return (), False
        before = sets_up_to(ranks, len(order), unmet) - 1
        if before + len(asked) >= MOST_TRIES:
            before += sum(not holding.is_hopeless(one) for one in asked)
        if before > MOST_TRIES:
            return (), False
        candidate = tuple(order[one] for one in ranks)
        if not holding.holds(candidate):
            return candidate, before < MOST_TRIES
        removals, last = _with(removals, order, holding.held[-1]), ranks


def _with(removals: Sequence[int], order: Sequence[int], met: int) -> list[int]:
    """Add the removal that a set of statements met at once shows."""
    left = bits(k for k, one in enumerate(order) if not met >> one & 1)
    return [*(one for one in removals if one & left != left), left]
