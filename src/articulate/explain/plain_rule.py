"""A rule in plain English, beside the words of the policy language."""

from typing import assert_never

from articulate.explain.rule_text import source_text, target_text
from articulate.model.exact import number_text
from articulate.rulebook.clauses import clause_text, operand_text, selector_text
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    EachCriterion,
    Every,
    Fact,
    FactName,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    Operand,
    Operator,
    Within,
)
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.targets import NoTarget


def plain_rule(rule: CreditRule) -> str:
    """Say what a rule does, in one sentence."""
    learning = source_text(rule.source) or "It"
    match rule:
        case EquivalencyRule(target=NoTarget()):
            said = f"{learning} gives no credit"
        case EquivalencyRule():
            said = f"{learning} counts as {target_text(rule.target)}"
        case DenyRule():
            said = f"{learning} does not count: {rule.because}"
        case ReferRule():
            because = f": {rule.because}" if rule.because else ""
            said = f"{rule.to} decides what {learning} counts as{because}"
        case _:
            assert_never(rule)
    if rule.condition is None:
        return f"{said}."
    return f"{said}, if {plain_condition(rule.condition)}."


def plain_condition(condition: Condition) -> str:
    """Say a condition as a person would."""
    match condition:
        case Every(conditions=conditions):
            return " and ".join(_inside(one) for one in conditions)
        case AnyOf(conditions=conditions):
            return " or ".join(_inside(one) for one in conditions)
        case Not(condition=inner):
            return f"it is not so that {_inside(inner)}"
        case Comparison(left=left, operator=operator, right=right):
            return f"{_named(left)} {_compared(left, operator)} {operand_text(right)}"
        case Membership(fact=fact, values=values):
            listed = ", ".join(operand_text(one) for one in values)
            return f"{_named(fact)} is one of {listed}"
        case Includes(fact=fact, text=text):
            return f"{_named(fact)} includes “{text}”"
        case Within(fact=fact, duration=duration, anchor=anchor, before=before):
            side = "before" if before else "after"
            return f"{_named(fact)} is within {duration} {side} {_named(anchor)}"
        case Holds(fact=fact, on=on):
            day = "" if on is None else f" on {_named(on)}"
            return f"it is {operand_text(fact)}{day}"
        case EachCriterion(operator=operator, level=level):
            return f"each criterion is {_WORDS[operator]} {number_text(level)}"
        case Has():
            return _has(condition)
        case CountCriteria():
            return clause_text(condition)
    assert_never(condition)


_WORDS = {
    Operator.EQUAL: "exactly",
    Operator.UNEQUAL: "other than",
    Operator.LESS: "below",
    Operator.AT_MOST: "at most",
    Operator.MORE: "above",
    Operator.AT_LEAST: "at least",
}
_DAYS = {
    Operator.EQUAL: "is on",
    Operator.UNEQUAL: "is not on",
    Operator.LESS: "is before",
    Operator.AT_MOST: "is on or before",
    Operator.MORE: "is after",
    Operator.AT_LEAST: "is on or after",
}
_ON_A_DAY = {
    FactName.COMPLETED: "the day it was completed",
    FactName.TAKEN: "the day it was taken",
    FactName.AWARDED: "the day it was awarded",
    FactName.DECIDED: "the day it was decided",
    FactName.ADMITTED: "the day of admission",
    FactName.DECLARED: "the day the degree was declared",
    FactName.REQUESTED: "the day credit was asked for",
    FactName.GRADUATED: "the day of graduation",
    FactName.EVALUATED: "the day of the evaluation",
}


def _named(operand: Operand) -> str:
    """Name a fact with an article; anything else as it is written."""
    if not isinstance(operand, Fact):
        return operand_text(operand)
    return _ON_A_DAY.get(operand.name) or f"the {operand_text(operand)}"


def _compared(left: Operand, operator: Operator) -> str:
    if isinstance(left, Fact) and left.name in _ON_A_DAY:
        return _DAYS[operator]
    return f"is {_WORDS[operator]}"


def _has(asked: Has) -> str:
    """Say what else must be on the record."""
    if asked.course is None or asked.came_from is not None or asked.having:
        return f"the record has it: {clause_text(asked)}"
    tense = "was attempted" if asked.attempted else "is on the record"
    if asked.in_progress:
        tense = "is in progress"
    said = f"{selector_text(asked.course)} {tense}"
    if asked.operator is None or asked.grade is None:
        return said
    return f"{said} with a grade of {_WORDS[asked.operator]} {asked.grade}"


def _inside(condition: Condition) -> str:
    text = plain_condition(condition)
    return f"({text})" if isinstance(condition, Every | AnyOf) else text
