"""Policy rules: what an institution's policy itself denies, or asks a person about."""

from collections.abc import Iterator
from dataclasses import replace

from articulate.engine.naming import RuleName
from articulate.engine.policy import overridden_by
from articulate.engine.rules.objections import Objection, objection, question
from articulate.engine.rules.screening import Screening
from articulate.model.answer import Answer, all_of
from articulate.model.finding import Finding
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.limit_rules import Remedy, RemedyKind
from articulate.rulebook.policy import PolicyDenyRule, PolicyReferRule


def policy_rules(screening: Screening) -> Iterator[Objection | Reason]:
    """Ask each `deny` and `refer` of the policy; what overrides another silences it."""
    rules = [
        (name, rule)
        for name, rule in screening.policy.rules.spoken
        if not screening.silent(rule.when)
    ]
    said = {rule.head.id: _holds(screening, rule) for _, rule in rules}
    over = overridden_by([rule for _, rule in rules])
    for name, rule in rules:
        found = said[rule.head.id]
        silenced = {said[other].answer for other in over[rule.head.id]}
        if Answer.MET in silenced or found.answer is Answer.NOT_MET:
            continue
        if found.answer is Answer.MET and Answer.UNKNOWN not in silenced:
            stated = objection(_remedy(rule), name, ())
            clauses = name.signed(found.reasons)
            yield replace(stated, reasons=(*stated.reasons, *clauses))
        else:
            yield question(name, found.reasons or (_missing(name),))


def _holds(screening: Screening, rule: PolicyDenyRule | PolicyReferRule) -> Finding:
    inside = screening.inside(rule.pool)
    if inside is Answer.NOT_MET:
        return Finding(Answer.NOT_MET)
    met = Finding(Answer.MET) if rule.when is None else screening.ask(rule.when)
    answer = all_of((inside, met.answer))
    reasons = met.reasons
    if inside is Answer.UNKNOWN and met.answer is not Answer.UNKNOWN:
        reasons = (
            Reason(ReasonCode.MISSING_FACT, needs="what kind of learning it is"),
        )
    return Finding(answer, reasons)


def _remedy(rule: PolicyDenyRule | PolicyReferRule) -> Remedy:
    """Return what a rule of the policy does, and says."""
    if isinstance(rule, PolicyDenyRule):
        remedy = Remedy(RemedyKind.DENY, because=rule.because, ground=rule.ground)
    else:
        remedy = Remedy(RemedyKind.REFER, to=rule.to, because=rule.because)
    return remedy


def _missing(name: RuleName) -> Reason:
    return Reason(ReasonCode.MISSING_FACT, needs=f"whether {name.name} holds")
