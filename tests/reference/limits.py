"""Step 8 without a degree: what stands above a limit is accepted, not applied."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.amounts import ZERO
from tests.reference.asking import Asking
from tests.reference.clocks import NotCoveredError
from tests.reference.lines import Line, accounted
from tests.reference.screens import pool_has

from articulate.rulebook.limit_rules import CreditLimitRule, LimitUnit
from articulate.rulebook.policy import PolicyBlock


def limited(lines: list[Line], policy: PolicyBlock, asking: Asking) -> list[Line]:
    """Apply the earliest credit first; where two limits cross, say nothing."""
    limits = [rule for rule in policy.limits if rule.unit is LimitUnit.CREDIT]
    if len(limits) < len(policy.limits):
        raise NotCoveredError("limits in courses or percents")
    pools = [_within(rule, lines, asking) for rule in limits]
    for one in pools:
        for other in pools:
            if one & other and not (one <= other or other <= one):
                raise NotCoveredError("limits that cross")
    room = [rule.amount for rule in limits]
    days = [_when(line) for line in lines]
    for place in sorted(range(len(lines)), key=lambda i: days[i]):
        line = lines[place]
        mine = [i for i, pool in enumerate(pools) if place in pool]
        fits = min([line.counted, *(room[i] for i in mine)])
        for i in mine:
            room[i] -= fits
        if fits < line.counted:
            same = [i for i, day in enumerate(days) if day == days[place]]
            if any(lines[i].counted for i in same if i != place):
                raise NotCoveredError("a limit between lines of one day")
            lines[place] = _cut(line, line.counted - fits)
    return lines


def _within(rule: CreditLimitRule, lines: list[Line], asking: Asking) -> set[int]:
    found = set()
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
            if truth is None:
                raise NotCoveredError("a limit that may apply")
            if truth:
                found.add(place)
    return found


def _when(line: Line) -> date:
    return max(one.day or date.max for one in line.members)


def _cut(line: Line, amount: Fraction) -> Line:
    if line.counted == amount:
        whole = {"accepted": line.of("accepted") + amount}
        rest = {
            s: a for s, a in line.split if s not in ("awarded", "elective", "accepted")
        }
        return replace(line, status="accepted", split=accounted(whole | rest))
    kinds = [s for s, _ in line.split if s in ("awarded", "elective")]
    if len(kinds) > 1:
        raise NotCoveredError("a cut through two kinds of credit")
    amounts = dict(line.split)
    amounts[kinds[0]] -= amount
    amounts["accepted"] = amounts.get("accepted", ZERO) + amount
    return replace(line, split=accounted(amounts))
