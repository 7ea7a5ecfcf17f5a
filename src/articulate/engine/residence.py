"""Residence: whether credit was earned here, or counts so by the policy."""

from articulate.engine.identify import Known, policy_for
from articulate.engine.situation import Situation


def in_residence(situation: Situation, known: Known) -> bool:
    """Say whether credit was earned here, or counts so by the policy."""
    if known.own:
        return True
    if known.attempt is None or known.institution is None:
        return False
    partners = policy_for(situation, known).rules.partners
    periods = [
        rule.period for _, rule in partners if rule.institution == known.institution
    ]
    periods += [
        period
        for institution, period in situation.partners
        if institution == known.institution
    ]
    day = known.ended or situation.as_of
    return any(period.contains(day) for period in periods)
