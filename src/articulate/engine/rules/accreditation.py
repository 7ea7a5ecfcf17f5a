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
    """Accept what some `accept` rule accepts; else the rule's remedy stands."""
    if screening.known.own:
        return
    rules = [
        (name, rule)
        for name, rule in screening.policy.rules.accepts
        if not screening.silent(rule.when) and _applies(screening, rule)
    ]
    if not rules:
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


def _applies(screening: Screening, rule: AcceptRule) -> bool:
    """Say whether a rule is about this learning, or may be: what is open is asked."""
    if rule.when is None:
        return True
    return screening.ask(rule.when).answer is not Answer.NOT_MET


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
    found, reason = _on(here, day, rule.by)
    if rule.when is not None and found is Answer.NOT_MET:
        applies = screening.ask(rule.when)
        if applies.answer is Answer.UNKNOWN:
            return Answer.UNKNOWN, next(iter(applies.reasons), reason)
    return found, reason


def _on(
    here: Institution, day: date | None, wanted: tuple[str, ...]
) -> tuple[Answer, Reason]:
    saw = "" if day is None else day.isoformat()
    no = Reason(
        ReasonCode.NOT_ACCREDITED,
        fact="accreditation",
        wanted=" or ".join(wanted),
        saw=saw,
        about=(here.id,),
    )
    known = [one for one in here.accreditations if not wanted or one.by in wanted]
    if not known:
        return Answer.NOT_MET, no
    if day is None:
        missing = Reason(
            ReasonCode.MISSING_FACT, fact="completed", needs="the day it was completed"
        )
        return Answer.UNKNOWN, missing
    by = [one.by for one in known if one.period.contains(day)]
    if not by:
        return Answer.NOT_MET, no
    return Answer.MET, Reason(
        ReasonCode.ACCREDITED, fact="accreditation", wanted=by[0], saw=saw
    )
