"""Residence: whether credit was earned here, or counts so by the policy."""

from collections.abc import Iterator

from articulate.engine.identify import Known, policy_for
from articulate.engine.situation import Situation
from articulate.model.answer import Answer, any_of
from articulate.rulebook.policy import PartnerRule


def in_residence(situation: Situation, known: Known) -> bool:
    """Say whether credit was earned here, or surely counts so by the policy."""
    return residence_of(situation, known) is Answer.MET


def residence_of(situation: Situation, known: Known) -> Answer:
    """Say whether credit was earned here, or counts so; a condition may be open."""
    if known.own:
        return Answer.MET
    return any_of(
        Answer.MET
        if rule.when is None
        else situation.partly_here.get(known.place, Answer.UNKNOWN)
        for rule in partners_of(situation, known)
    )


def partners_of(situation: Situation, known: Known) -> Iterator[PartnerRule]:
    """Yield what says that an attempt counts as earned here, whatever it asks for."""
    if known.attempt is None or known.institution is None:
        return
    day = known.ended or situation.as_of
    rules = [rule for _, rule in policy_for(situation, known).rules.partners]
    for rule in (*rules, *situation.partners):
        if rule.institution == known.institution and rule.period.contains(day):
            yield rule
