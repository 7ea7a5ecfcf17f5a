"""Minimum grade: the least grade that transfers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articulate.engine.identify import State
from articulate.engine.naming import RuleName
from articulate.engine.policy import overridden_by
from articulate.engine.rules.objections import Objection, objection, question
from articulate.engine.rules.screening import Screening
from articulate.model.answer import Answer
from articulate.model.finding import Finding
from articulate.model.identifiers import RuleId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.limit_rules import DENY, MinimumGradeRule, Remedy

Minimums = Sequence[tuple[RuleName, MinimumGradeRule]]


def minimum_grade(screening: Screening) -> Iterator[Objection | Reason]:
    """Ask each minimum that applies, unless the rule that gives named a grade itself.

    A minimum is silent where one that overrides it applies; where it is not known
    whether that one applies, both are asked, and what either says is a question.
    """
    attempt = screening.known.attempt
    if attempt is None or screening.known.own or screening.grade_named:
        return
    if attempt.grade is None and screening.known.state is not State.UNDER_WAY:
        return
    rules = [
        (name, rule)
        for name, rule in screening.policy.rules.minimums
        if not screening.silent(rule.when, rule.requires)
        and not screening.waived("minimum", rule.head.id)
    ]
    applies = {rule.head.id: _applies(screening, rule) for _, rule in rules}
    over = overridden_by([rule for _, rule in rules])
    by_id = {rule.head.id: rule for _, rule in rules}
    for name, rule in rules:
        holds = _effective(rule.head.id, applies, over)
        if holds is Answer.NOT_MET:
            continue
        required = screening.ask(rule.requires)
        if required.answer is Answer.NOT_MET and holds is Answer.MET:
            said = _below(required)
            yield objection(_remedy(rule, by_id), name, said)
        elif required.answer is not Answer.MET:
            doubts = _doubts(rule.head.id, applies, over)
            ahead = "" if doubts else required.residual
            yield question(name, doubts or required.reasons, residual=ahead)
        elif holds is Answer.MET:
            yield from name.signed(
                replace(reason, code=ReasonCode.MINIMUM_MET)
                for reason in required.reasons
            )


def _applies(screening: Screening, rule: MinimumGradeRule) -> Finding:
    return Finding(Answer.MET) if rule.when is None else screening.ask(rule.when)


def _effective(
    rule: RuleId,
    applies: Mapping[RuleId, Finding],
    over: Mapping[RuleId, frozenset[RuleId]],
) -> Answer:
    """Say whether a minimum applies and none that overrides it does."""
    own = applies[rule].answer
    above = {applies[other].answer for other in over[rule]}
    if own is Answer.NOT_MET or Answer.MET in above:
        return Answer.NOT_MET
    return Answer.UNKNOWN if Answer.UNKNOWN in (own, *above) else Answer.MET


def _doubts(
    rule: RuleId,
    applies: Mapping[RuleId, Finding],
    over: Mapping[RuleId, frozenset[RuleId]],
) -> tuple[Reason, ...]:
    """Say what would settle whether a minimum applies, or one that overrides it."""
    asked = (applies[one] for one in (rule, *sorted(over[rule])))
    return tuple(
        reason
        for finding in asked
        if finding.answer is Answer.UNKNOWN
        for reason in finding.reasons
    )


def _below(required: Finding) -> tuple[Reason, ...]:
    return tuple(
        replace(reason, code=ReasonCode.BELOW_MINIMUM) for reason in required.reasons
    )


def _remedy(rule: MinimumGradeRule, by_id: Mapping[RuleId, MinimumGradeRule]) -> Remedy:
    """Take the remedy of the rule it overrides where it has none, in the end deny."""
    seen: set[RuleId] = set()
    left = [rule]
    while left:
        one = left.pop(0)
        if one.remedy is not None:
            return one.remedy
        seen.add(one.head.id)
        left += [by_id[o] for o in one.head.overrides if o in by_id and o not in seen]
    return DENY
