"""Recency: is this learning recent enough to be used?"""

from collections.abc import Iterable, Iterator
from datetime import date

from articulate.engine.naming import RuleName
from articulate.engine.policy import overridden_by
from articulate.engine.rules.objections import Objection, objection, question
from articulate.engine.rules.screening import Screening
from articulate.model.answer import Answer
from articulate.model.duration import after
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.reason import Reason, ReasonCode
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.conditions import FactName
from articulate.rulebook.limit_rules import RecencyRule


def recency(screening: Screening) -> Iterator[Objection | Reason]:
    """Measure each rule's time to the date it names, the limit day included."""
    if not screening.awards:
        return
    rules = screening.policy.rules.recencies
    speaking = [(name, rule) for name, rule in rules if _speaks(screening, rule)]
    applies = {rule.head.id: _applies(screening, rule) for _, rule in speaking}
    over = overridden_by([rule for _, rule in speaking])
    for name, rule in speaking:
        above = {applies[other].answer for other in over[rule.head.id]}
        own = applies[rule.head.id]
        if own.answer is Answer.NOT_MET or Answer.MET in above:
            continue
        certain = own.answer is Answer.MET and Answer.UNKNOWN not in above
        asked = (own, *(applies[other] for other in sorted(over[rule.head.id])))
        doubts = () if certain else _doubts(asked)
        yield from _measure(screening, name, rule, doubts)


def _speaks(screening: Screening, rule: RecencyRule) -> bool:
    kinds = {
        FactName.TAKEN: ExamSitting,
        FactName.AWARDED: ConferredAward,
    }
    if screening.waived("recency", rule.head.id):
        return False
    wanted = kinds.get(rule.fact)
    learning = screening.known.learning
    if wanted is not None and not isinstance(learning, wanted | CourseAttempt):
        return False
    return (
        not screening.silent(rule.unless, rule.when)
        and screening.inside(rule.pool) is not Answer.NOT_MET
    )


def _applies(screening: Screening, rule: RecencyRule) -> Finding:
    return Finding(Answer.MET) if rule.when is None else screening.ask(rule.when)


def _doubts(asked: Iterable[Finding]) -> tuple[Reason, ...]:
    """Say what would settle whether a rule applies, or one that overrides it."""
    return tuple(
        reason
        for finding in asked
        if finding.answer is Answer.UNKNOWN
        for reason in finding.reasons
    )


def _measure(
    screening: Screening, name: RuleName, rule: RecencyRule, doubts: tuple[Reason, ...]
) -> Iterator[Objection | Reason]:
    """Measure the time; *doubts* say why the rule may not apply at all."""
    ended, anchor = screening.known.ended, screening.day(rule.anchor)
    month_end = screening.policy.rules.month_end
    last = None if ended is None else after(ended, rule.duration, month_end)
    fits = screening.inside(rule.pool)
    wanted = f"within {rule.duration} before {rule.anchor} ({anchor})"
    if ended is not None and anchor is not None and _recent(ended, anchor, last):
        recent = Reason(
            ReasonCode.RECENT_ENOUGH,
            fact=str(rule.fact),
            wanted=wanted,
            saw=ended.isoformat(),
        )
        yield from name.signed((recent,))
        yield from _ages_out(screening, name, rule)
        return
    lifted = (
        Finding(Answer.NOT_MET) if rule.unless is None else screening.ask(rule.unless)
    )
    if lifted.answer is Answer.MET:
        yield from name.signed(lifted.reasons)
        return
    missing = _missing(rule, ended=ended, anchor=anchor, last=last)
    if missing is not None:
        yield question(name, (missing,), personal=False)
        return
    old = Reason(
        ReasonCode.TOO_OLD,
        fact=str(rule.fact),
        wanted=wanted,
        saw="" if ended is None else ended.isoformat(),
        needs=rule.remedy.to,
        text=rule.remedy.because,
    )
    if doubts or lifted.answer is Answer.UNKNOWN or fits is Answer.UNKNOWN:
        yield question(name, (old, *doubts, *lifted.reasons), personal=False)
    else:
        yield objection(rule.remedy, name, (old,), personal=False)


def _recent(ended: date, anchor: date, last: date | None) -> bool:
    """Say whether learning is recent; after the day counted to it is, however read."""
    return anchor <= ended or (last is not None and anchor <= last)


def _missing(
    rule: RecencyRule, *, ended: date | None, anchor: date | None, last: date | None
) -> Reason | None:
    if ended is None:
        lacks = f"the day it was {rule.fact}"
    elif anchor is None:
        lacks = f"the day the learner was {rule.anchor}"
    elif last is None:
        span = rule.duration
        lacks = f"how {ended} plus {span} is read ({span.unread})"
    else:
        return None
    return Reason(ReasonCode.MISSING_FACT, fact=str(rule.fact), needs=lacks)


def _ages_out(
    screening: Screening, name: RuleName, rule: RecencyRule
) -> Iterator[Reason]:
    """Say on which day it will be too old, while the date counted to can still move."""
    learner = screening.situation.record.learner
    moves = rule.anchor is FactName.EVALUATED or (
        rule.anchor is FactName.GRADUATED and learner.graduated is None
    )
    ended = screening.known.ended
    if not moves or ended is None:
        return
    last = after(ended, rule.duration, screening.policy.rules.month_end)
    if last is None:
        return
    out = Reason(
        ReasonCode.AGES_OUT,
        fact=str(rule.fact),
        wanted=last.isoformat(),
        saw=ended.isoformat(),
        text=f"last recent enough on {last.isoformat()}",
    )
    yield from name.signed((out,))
