"""Step 8 without a degree: what stands above a limit is accepted, not applied.

A limit that may count credit, because a fact is missing, counts it until that is known;
what stands above it is referred.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.amounts import ZERO
from tests.reference.asking import Asking
from tests.reference.clocks import NotCoveredError
from tests.reference.lines import Line, accounted
from tests.reference.marks import Truth
from tests.reference.screens import pool_has

from articulate.rulebook.limit_rules import CreditLimitRule, LimitUnit
from articulate.rulebook.policy import PolicyBlock

Counted = dict[int, Truth]
"""The lines that a limit counts, and those that it may count."""


def limited(lines: list[Line], policy: PolicyBlock, asking: Asking) -> list[Line]:
    """Apply the earliest credit first; where two limits cross, say nothing."""
    limits = [rule for rule in policy.limits if rule.unit is LimitUnit.CREDIT]
    if len(limits) < len(policy.limits):
        raise NotCoveredError("limits in courses or percents")
    pools = [_within(rule, lines, asking) for rule in limits]
    heaps = [set(pool) for pool in pools]
    for one in heaps:
        for other in heaps:
            if one & other and not (one <= other or other <= one):
                raise NotCoveredError("limits that cross")
    room = [rule.amount for rule in limits]
    days = [_when(line) for line in lines]
    given = {place: (days[place], line.counted) for place, line in enumerate(lines)}
    for place in sorted(range(len(lines)), key=lambda i: days[i]):
        line = lines[place]
        mine = [i for i, pool in enumerate(pools) if place in pool]
        fits = min([line.counted, *(room[i] for i in mine)])
        full = [i for i in mine if room[i] < line.counted]
        for i in mine:
            room[i] -= fits
        if fits < line.counted:
            same = [i for i, day in enumerate(days) if day == days[place]]
            if any(lines[i].counted for i in same if i != place):
                raise NotCoveredError("a limit between lines of one day")
            under = {_under(limits[i], pools[i], given, days[place]) for i in full}
            if len(under) > 1:
                raise NotCoveredError("above one limit surely, and perhaps above one")
            lines[place] = _cut(line, line.counted - fits, under.pop())
    return lines


def _under(
    rule: CreditLimitRule,
    pool: Counted,
    given: dict[int, tuple[date, Fraction]],
    until: date,
) -> str:
    """Say what becomes of what stands above a limit, a question where that is open."""
    if None not in pool.values():
        return "accepted"
    surely = [given[place] for place, truth in pool.items() if truth]
    if sum((credit for day, credit in surely if day <= until), ZERO) > rule.amount:
        raise NotCoveredError("surely above a limit that may count more")
    return "referred"


def _within(rule: CreditLimitRule, lines: list[Line], asking: Asking) -> Counted:
    found: Counted = {}
    for place, line in enumerate(lines):
        if not line.counted:
            continue
        inside = {pool_has(rule.pool, one, credit=True) for one in line.members}
        if len(inside) > 1:
            raise NotCoveredError("a set partly in a limit")
        if inside == {True}:
            truths = {asking.ask(rule.when, [one]) for one in line.members}
            if len(truths) > 1:
                raise NotCoveredError("a set partly in a limit")
            truth = truths.pop()
            if truth is not False:
                found[place] = truth
    return found


def _when(line: Line) -> date:
    return max(one.day or date.max for one in line.members)


def _cut(line: Line, amount: Fraction, under: str) -> Line:
    if line.counted == amount:
        whole = {under: line.of(under) + amount}
        rest = {s: a for s, a in line.split if s not in ("awarded", "elective", under)}
        return replace(line, status=under, split=accounted(whole | rest))
    kinds = [s for s, _ in line.split if s in ("awarded", "elective")]
    if len(kinds) > 1:
        raise NotCoveredError("a cut through two kinds of credit")
    amounts = dict(line.split)
    amounts[kinds[0]] -= amount
    amounts[under] = amounts.get(under, ZERO) + amount
    return replace(line, split=accounted(amounts))
