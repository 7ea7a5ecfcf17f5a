"""Screen: what the policy says of learning that a rule would use, severest first."""

from collections.abc import Iterator, Sequence

from articulate.engine.identify import Known, policy_for
from articulate.engine.matching import Matching
from articulate.engine.rules.accreditation import accreditation
from articulate.engine.rules.minimum_grade import minimum_grade
from articulate.engine.rules.objections import Objection, Screened, gathered, question
from articulate.engine.rules.policy_rules import policy_rules
from articulate.engine.rules.recency import recency
from articulate.engine.rules.screening import Screening
from articulate.engine.situation import Situation
from articulate.model.award import CreditAward
from articulate.model.line import Governing
from articulate.model.reason import Reason, ReasonCode


def screened(
    matching: Matching,
    members: Sequence[Known],
    awards: tuple[CreditAward, ...],
    *,
    grade_named: bool = False,
) -> Screened:
    """Screen every learning of a line; what any of them meets stands for the line."""
    together = tuple(members)
    return gathered(
        one
        for known in members
        for one in _of(
            Screening(matching, known, together, awards, grade_named=grade_named)
        )
    )


def _of(screening: Screening) -> Iterator[Objection | Reason]:
    yield from _version(screening.situation, screening.known)
    yield from accreditation(screening)
    yield from policy_rules(screening)
    yield from minimum_grade(screening)
    yield from recency(screening)


def _version(situation: Situation, known: Known) -> Iterator[Objection]:
    """Object where no version of the policy covers the day that counts."""
    policy = policy_for(situation, known)
    if known.own:
        return
    if policy.gap is not None:
        yield question(None, (version_gap(policy.gap, "the policy"),))
    elif policy.missing is not None:
        yield question(None, (missing_day(policy.missing),))


def version_gap(governing: Governing, of: str) -> Reason:
    """Say that no version covers the day that governs."""
    saw = "" if governing.date is None else governing.date.isoformat()
    return Reason(
        ReasonCode.VERSION_GAP,
        fact=str(governing.clock),
        saw=saw,
        needs=f"which version of {of} holds on {saw}",
        about=(of,),
    )


def missing_day(governing: Governing) -> Reason:
    """Say that the day which picks the version is not on the record."""
    return Reason(
        ReasonCode.MISSING_FACT,
        fact=str(governing.clock),
        needs=_DAYS.get(str(governing.clock), f"the day it was {governing.clock}"),
    )


_DAYS = {
    "admitted": "the day of admission",
    "requested": "the day of the request",
    "learning": "the day of the learning itself",
}
