"""Limits, recency, minimum grades and repeats: rules that bound credit."""

from collections.abc import Iterable
from fractions import Fraction

from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import (
    completed_condition,
    condition_of,
    joined,
    optional_condition,
)
from articulate.language.lower.heads import rule_head
from articulate.language.lower.pools import pool_of
from articulate.language.lower.quantities import duration_of
from articulate.language.lower.remedies import optional_remedy
from articulate.language.syntax import conditions, node, policies, quantities
from articulate.rulebook.conditions import FactName
from articulate.rulebook.limit_rules import (
    DENY,
    CreditLimitRule,
    LimitUnit,
    MinimumGradeRule,
    RecencyRule,
    RepeatKind,
    RepeatRule,
)
from articulate.rulebook.version import RuleHead

Named = policies.Limit | policies.Recency | policies.Minimum | policies.Repeat


def credit_limits(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[CreditLimitRule, ...]:
    """Compile every limit, in the order of their ids."""
    limits = [
        _limit(one, sides) for one in statements if isinstance(one, policies.Limit)
    ]
    return tuple(sorted(limits, key=lambda one: one.head.id))


def recencies(statements: Iterable[node.Node], sides: Sides) -> tuple[RecencyRule, ...]:
    """Compile every recency rule, in the order of their ids."""
    rules = [
        _recency(one, sides) for one in statements if isinstance(one, policies.Recency)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def minimums(
    statements: Iterable[node.Node], sides: Sides
) -> tuple[MinimumGradeRule, ...]:
    """Compile every minimum, in the order of their ids."""
    rules = [
        MinimumGradeRule(
            _head(one),
            condition_of(one.requires, sides),
            optional_condition(one.when, sides),
            optional_remedy(one.otherwise),
        )
        for one in statements
        if isinstance(one, policies.Minimum)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def repeats(statements: Iterable[node.Node], sides: Sides) -> tuple[RepeatRule, ...]:
    """Compile every repeat rule, in the order of their ids."""
    rules = [
        RepeatRule(
            _head(one),
            RepeatKind.EACH if one.method == "each" else RepeatKind(one.method),
            one.up_to or 0,
            optional_condition(one.when, sides),
        )
        for one in statements
        if isinstance(one, policies.Repeat)
    ]
    return tuple(sorted(rules, key=lambda one: one.head.id))


def limit_amount(written: policies.Quantity) -> tuple[Fraction, LimitUnit]:
    """Return how much a limit allows and what it counts; a percent is of the degree."""
    match written:
        case quantities.Credits(amount=amount):
            return amount.value, LimitUnit.CREDIT
        case policies.CourseCount(count=count):
            return Fraction(count), LimitUnit.COURSES
        case policies.PercentOf(percent=percent):
            return percent.value, LimitUnit.PERCENT_OF_DEGREE


def _limit(written: policies.Limit, sides: Sides) -> CreditLimitRule:
    amount, unit = limit_amount(written.at_most)
    completed = (
        None
        if written.completed is None
        else completed_condition(written.completed, sides)
    )
    when = joined(completed, optional_condition(written.when, sides))
    return CreditLimitRule(
        _head(written), amount, unit, pool_of(written.pool, sides), when
    )


def _recency(written: policies.Recency, sides: Sides) -> RecencyRule:
    within, anchor = written.completed.within, written.completed.anchor
    if within is None or not isinstance(anchor, conditions.Fact):
        msg = f"a pass lets no recency through that measures nothing: {written}"
        raise TypeError(msg)
    return RecencyRule(
        _head(written),
        pool_of(written.pool, sides),
        FactName.COMPLETED,
        duration_of(within),
        FactName(anchor.name),
        unless=optional_condition(written.unless, sides),
        remedy=optional_remedy(written.otherwise) or DENY,
        when=optional_condition(written.when, sides),
    )


def _head(written: Named) -> RuleHead:
    return rule_head(
        written.id, written.span, cites=written.cites, overrides=written.overrides
    )
