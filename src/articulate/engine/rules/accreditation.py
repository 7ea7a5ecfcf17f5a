"""Accreditation: whose learning an institution accepts at all."""

from collections.abc import Iterator
from datetime import date

from articulate.engine.rules.objections import Objection, objection, question
from articulate.engine.rules.screening import Screening
from articulate.model.answer import Answer, any_of
from articulate.model.institution import Institution
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.policy import AcceptRule


def accreditation(screening: Screening) -> Iterator[Objection | Reason]:
    """Accept learning that some `accept` rule accepts; else the rule's remedy stands."""
    rules = screening.policy.rules.accepts
    if not rules or screening.known.own:
        return
    answers = [_accepts(screening, rule) for _, rule in rules]
    joint = any_of(answer for answer, _ in answers)
    said = [
        (named, reason)
        for named, (answer, reason) in zip(rules, answers, strict=True)
        if answer is joint
    ]
    (name, rule), reason = said[0]
    if joint is Answer.NOT_MET:
        yield objection(rule.remedy, name, (reason,))
    elif joint is Answer.UNKNOWN:
        yield question(name, (reason,))
    elif reason.code is ReasonCode.ACCREDITED:
        yield from name.signed((reason,))


def _accepts(screening: Screening, rule: AcceptRule) -> tuple[Answer, Reason]:
    if rule.pool is not None:
        inside = screening.inside(rule.pool)
        if inside is not Answer.MET or not rule.accredited:
            said = rule.remedy.because or "not among what the policy accepts"
            outside = Reason(ReasonCode.DENIED_BY_RULE, fact="accepted", text=said)
            return inside, outside
    if not rule.accredited or screening.known.institution is None:
        return Answer.MET, Reason(ReasonCode.RULE_APPLIED)
    day = screening.day(rule.on)
    here = screening.situation.institution(screening.known.institution)
    if here is None:
        return Answer.UNKNOWN, Reason(
            ReasonCode.UNKNOWN_INSTITUTION,
            fact="institution",
            saw=screening.known.institution,
            needs=f"who {screening.known.institution} is",
        )
    return _on(here, day)


def _on(here: Institution, day: date | None) -> tuple[Answer, Reason]:
    saw = "" if day is None else day.isoformat()
    no = Reason(
        ReasonCode.NOT_ACCREDITED, fact="accreditation", saw=saw, about=(here.id,)
    )
    if not here.accreditations:
        return Answer.NOT_MET, no
    if day is None:
        missing = Reason(
            ReasonCode.MISSING_FACT, fact="completed", needs="the day it was completed"
        )
        return Answer.UNKNOWN, missing
    by = [one.by for one in here.accreditations if one.period.contains(day)]
    if not by:
        return Answer.NOT_MET, no
    return Answer.MET, Reason(
        ReasonCode.ACCREDITED, fact="accreditation", wanted=by[0], saw=saw
    )
