"""An institution's policy in plain English, rule by rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from articulate.explain.plain_pool import listed, plain_pool
from articulate.explain.plain_rule import plain_condition
from articulate.explain.rule_text import target_text
from articulate.model.exact import number_text
from articulate.rulebook.conditions import Condition, FactName
from articulate.rulebook.conversion import ConversionRule, RoundingPlace
from articulate.rulebook.limit_rules import (
    CreditLimitRule,
    DuplicateKeep,
    LimitUnit,
    MinimumGradeRule,
    RecencyRule,
    Remedy,
    RemedyKind,
    RepeatKind,
    RepeatRule,
    SurplusKind,
    SurplusRule,
)
from articulate.rulebook.policy import (
    AcceptRule,
    AppealRule,
    CatalogChoiceRule,
    OtherwiseRule,
    PartnerRule,
    PolicyBlock,
    PolicyDenyRule,
    PolicyReferRule,
)
from articulate.rulebook.targets import SameSubject
from articulate.rulebook.version import RuleHead


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one rule of a block says, and where it is written."""

    head: RuleHead
    plain: str


def policy_sentences(block: PolicyBlock) -> Iterator[Sentence]:
    """Yield what each rule of a policy says, in the order of what is asked first."""
    yield from _of_learning(block)
    yield from _of_credit(block)
    yield from _of_people(block)


def _of_learning(block: PolicyBlock) -> Iterator[Sentence]:
    """Yield what turns learning away, or takes it on."""
    for accept in block.accepts:
        yield Sentence(accept.head, _accepted(accept))
    for partner in block.partners:
        yield Sentence(partner.head, _partner(partner))
    for denial in block.denials:
        yield Sentence(denial.head, _turned_away(denial))
    for referral in block.referrals:
        yield Sentence(referral.head, _turned_away(referral))
    for minimum in block.minimums:
        yield Sentence(minimum.head, _minimum(minimum))
    for recency in block.recencies:
        yield Sentence(recency.head, _recent(recency))


def _of_credit(block: PolicyBlock) -> Iterator[Sentence]:
    """Yield how much credit there is, and which of several counts."""
    for conversion in block.conversions:
        yield Sentence(conversion.head, _converted(conversion))
    for surplus in block.surplus:
        yield Sentence(surplus.head, _surplus(surplus))
    for repeat in block.repeats:
        yield Sentence(repeat.head, _repeated(repeat))
    for duplicate in block.duplicates:
        yield Sentence(duplicate.head, _DUPLICATES[duplicate.keep])
    for prefer in block.prefer:
        order = ", then ".join(prefer.order)
        yield Sentence(
            prefer.head, f"Of several lawful articulations, the one with {order}."
        )
    for otherwise in block.otherwise:
        yield Sentence(otherwise.head, _otherwise(otherwise))
    for limit in block.limits:
        yield Sentence(limit.head, limit_sentence(limit))


def _of_people(block: PolicyBlock) -> Iterator[Sentence]:
    """Yield what a learner may ask for."""
    for appeal in block.appeals:
        yield Sentence(appeal.head, _appeal(appeal))
    if block.catalog_rights is not None:
        rights = block.catalog_rights
        yield Sentence(rights.head, _rights(rights))


def limit_sentence(rule: CreditLimitRule) -> str:
    """Say a limit on credit; what stands above it is accepted and not applied."""
    amount = number_text(rule.amount)
    if rule.unit is LimitUnit.PERCENT_OF_DEGREE:
        most = f"{number_text(rule.amount * 100)}% of the degree"
    else:
        most = f"{amount} {'credits' if rule.unit is LimitUnit.CREDIT else 'courses'}"
    when = f", where {plain_condition(rule.when)}" if rule.when else ""
    return (
        f"At most {most} may come from {plain_pool(rule.pool)}{when}. What is above"
        " is accepted, and not applied."
    )


def remedy_words(remedy: Remedy) -> str:
    """Say what becomes of what a rule turns away."""
    because = f": {remedy.because}" if remedy.because else ""
    match remedy.kind:
        case RemedyKind.DENY:
            said = "it does not count"
        case RemedyKind.REFER:
            said = f"{remedy.to or 'a person'} decides"
        case RemedyKind.REQUIREMENTS_ONLY:
            said = "it meets requirements, and carries no credit"
        case RemedyKind.ELECTIVE:
            said = f"it counts as elective credit{_in_subject(remedy.subject)}"
        case RemedyKind.UNARTICULATED:
            said = "nothing is said of it"
        case _:
            assert_never(remedy.kind)
    return f"{said}{because}"


def _in_subject(subject: object) -> str:
    if subject is None:
        return ""
    return " in its own subject" if subject is SameSubject.SAME else f" in {subject}"


def _when(condition: Condition | None) -> str:
    return "" if condition is None else f", where {plain_condition(condition)}"


def _day(fact: FactName) -> str:
    return _DAYS.get(fact, str(fact))


_DAYS = {
    FactName.COMPLETED: "the day it was completed",
    FactName.TAKEN: "the day it was taken",
    FactName.AWARDED: "the day it was awarded",
    FactName.ADMITTED: "the day of admission",
    FactName.DECLARED: "the day the degree was declared",
    FactName.REQUESTED: "the day of the request",
    FactName.GRADUATED: "the day of graduation",
}


def _accepted(rule: AcceptRule) -> str:
    if rule.accredited:
        by = f" by {listed(rule.by, 'or')}" if rule.by else ""
        asked = f"Its institution must be accredited{by} on {_day(rule.on)}"
    else:
        pool = "" if rule.pool is None else plain_pool(rule.pool)
        asked = f"Only {pool} is accepted"
    return f"{asked}{_when(rule.when)}; else {remedy_words(rule.remedy)}."


def _partner(rule: PartnerRule) -> str:
    last = rule.period.last
    until = "" if last is None else f", through {last}"
    when = _when(rule.when)
    return f"What is taken at {rule.institution} counts as taken here{until}{when}."


def _turned_away(rule: PolicyDenyRule | PolicyReferRule) -> str:
    pool, when = plain_pool(rule.pool), _when(rule.when)
    because = f": {rule.because}" if rule.because else ""
    if isinstance(rule, PolicyReferRule):
        return f"{rule.to} decides about {pool}{when}{because}."
    return f"No credit for {pool}{when}{because}."


def _minimum(rule: MinimumGradeRule) -> str:
    when = f"Where {plain_condition(rule.when)}: " if rule.when else ""
    else_ = "" if rule.remedy is None else f"; else {remedy_words(rule.remedy)}"
    over = (
        f" This goes before {listed(rule.head.overrides)}."
        if rule.head.overrides
        else ""
    )
    asked = plain_condition(rule.requires)
    return f"{when}{'it counts' if when else 'It counts'} if {asked}{else_}.{over}"


def _converted(rule: ConversionRule) -> str:
    said = f"{rule.source} credit becomes {rule.target} credit by"
    said = f"{said} {number_text(rule.ratio)}"
    if rule.mode is None:
        return f"{said[:1].upper()}{said[1:]}, exactly."
    each = "each course" if rule.place is RoundingPlace.PER_COURSE else "the total"
    how = f"{rule.mode} to {number_text(rule.step)}"
    return f"{said[:1].upper()}{said[1:]}; {each} is rounded {how}."


def _surplus(rule: SurplusRule) -> str:
    above = "What is earned above the catalog credit of what it counts as"
    match rule.kind:
        case SurplusKind.KEEP:
            return f"{above} is kept."
        case SurplusKind.DROP:
            return f"{above} is dropped."
        case SurplusKind.ELECTIVE:
            return f"{above} is elective credit{_in_subject(rule.subject)}."
    assert_never(rule.kind)


def _repeated(rule: RepeatRule) -> str:
    said = {
        RepeatKind.BEST: "the one with the best grade counts",
        RepeatKind.LAST: "the last one counts",
        RepeatKind.FIRST: "the first one counts",
        RepeatKind.AVERAGE: "the last one counts, with the average of the grades",
        RepeatKind.EACH: f"each counts, up to {rule.up_to}",
    }[rule.kind]
    when = f", where of the repeat {plain_condition(rule.when)}" if rule.when else ""
    return f"Of several attempts at a course{when}, {said}."


_DUPLICATES = {
    DuplicateKeep.MOST_CREDIT: "Of two roads to one course, the one with most credit.",
    DuplicateKeep.BEST_GRADE: "Of two roads to one course, that with the best grade.",
    DuplicateKeep.COURSE: "Of a course and an exam for the same, the course counts.",
    DuplicateKeep.FIRST: "Of two roads to one course, the first one counts.",
    DuplicateKeep.LAST: "Of two roads to one course, the last one counts.",
}


def _otherwise(rule: OtherwiseRule) -> str:
    if rule.target is not None:
        said = f"counts as {target_text(rule.target)}"
    elif rule.instead is not None:
        said = f"is turned away: {remedy_words(rule.instead)}"
    else:
        said = "stays without a word"
    else_ = "" if rule.remedy is None else f"; else {remedy_words(rule.remedy)}"
    return f"What no agreement speaks for {said}{_when(rule.when)}{else_}."


def _recent(rule: RecencyRule) -> str:
    unless = "" if rule.unless is None else f", unless {plain_condition(rule.unless)}"
    pool = plain_pool(rule.pool)
    about = f"{pool[:1].upper()}{pool[1:]}"
    return (
        f"{about}: at most {rule.duration} from {_day(rule.fact)} to"
        f" {_day(rule.anchor)}{_when(rule.when)}{unless}; else"
        f" {remedy_words(rule.remedy)}."
    )


def _appeal(rule: AppealRule) -> str:
    after = f", after a {rule.after}" if rule.after else ""
    return (
        f"A denial of {plain_pool(rule.pool)} may be appealed to {rule.to} within"
        f" {rule.within}{after}."
    )


def _rights(rule: CatalogChoiceRule) -> str:
    said = "A learner may be held to the catalog of the day they were"
    said = f"{said} {listed(rule.candidates, 'or')}"
    lapse = "" if rule.lapse is None else f"; not once {plain_condition(rule.lapse)}"
    expire = (
        "" if rule.expire is None else f"; for {rule.expire} from {rule.expire_after}"
    )
    order = ", else ".join(rule.choose)
    return f"{said}{lapse}{expire}. Chosen by {order}."
