"""Residence: whether credit was earned here, or counts so by the policy."""

from articulate.engine.identify import Known, policy_for
from articulate.engine.situation import Situation
from articulate.model.answer import Answer, any_of
from articulate.rulebook.ask import ask
from articulate.rulebook.policy import PartnerRule


def in_residence(situation: Situation, known: Known) -> bool:
    """Say whether credit was earned here, or surely counts so by the policy."""
    return residence_of(situation, known) is Answer.MET


def residence_of(situation: Situation, known: Known) -> Answer:
    """Say whether credit was earned here, or counts so; a condition may be open."""
    if known.own:
        return Answer.MET
    if known.attempt is None or known.institution is None:
        return Answer.NOT_MET
    day = known.ended or situation.as_of
    rules = [rule for _, rule in policy_for(situation, known).rules.partners]
    return any_of(
        _asked(situation, rule, known)
        for rule in (*rules, *situation.partners)
        if rule.institution == known.institution and rule.period.contains(day)
    )


def _asked(situation: Situation, rule: PartnerRule, known: Known) -> Answer:
    """Ask what a partner's courses must meet; what the whole record holds is open."""
    if rule.when is None:
        return Answer.MET
    from articulate.engine.facts import LearningFacts  # noqa: PLC0415 - they ask here
    from articulate.engine.learner import LearnerFacts  # noqa: PLC0415 - they ask here
    from articulate.engine.matching import unanswered  # noqa: PLC0415 - it asks here

    learner = LearnerFacts(situation, ())
    return ask(rule.when, LearningFacts(situation, learner, known, unanswered)).answer
