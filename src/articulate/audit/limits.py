"""Credit limits: which hold, what they count, and what they cut without a degree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from articulate.audit.candidates import Candidate
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.membership import Surroundings
from articulate.audit.plan import Limit
from articulate.audit.relief import Relief
from articulate.audit.standing import NumberedPools, Numbering
from articulate.model.answer import Answer
from articulate.model.evaluation import Evaluation, LimitUse
from articulate.model.exact import exact_sum, number_text
from articulate.model.finding import Finding
from articulate.model.identifiers import RuleId
from articulate.model.reason import Reason, ReasonCode
from articulate.model.settlement import Cut
from articulate.rulebook.ask import ask
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.governing import GoverningDays, policies_for
from articulate.rulebook.limit_rules import CreditLimitRule, LimitUnit
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead

ZERO = Fraction(0)
MET = Finding(Answer.MET)
Members = dict[int, Finding]
"""The candidates that a limit counts or may count, with what says so."""


@dataclass(frozen=True, slots=True)
class Under:
    """The degree that limits are read for, None without one, and the relief from it."""

    degree: DegreeBlock | None = None
    relief: Relief = field(default_factory=Relief)


def limits_for(
    rulebook: Rulebook,
    evaluation: Evaluation,
    candidates: Sequence[Candidate],
    around: Surroundings,
    *,
    under: Under,
) -> tuple[Limit, ...]:
    """Resolve the limits of every policy in force and of the degree, by name.

    A share of the degree is left out where no degree says how much it demands.
    """
    degree, relief = under.degree, under.relief
    days = GoverningDays.of(evaluation.record, evaluation.as_of)
    policies = policies_for(rulebook, evaluation.receiving, days, evaluation.known_at)
    blocks: list[tuple[BlockHead, Sequence[CreditLimitRule]]] = [
        (choice.block.head, choice.block.limits)
        for choice in policies
        if choice.block is not None
    ]
    if degree is not None:
        blocks.append((degree.head, degree.limits))
    demanded = None if degree is None else degree.credits
    facts = LearnerFacts(rulebook, evaluation)
    found = []
    for head, rules in blocks:
        kept = [one for one in rules if not relief.waives("limit", one.head.id)]
        members = _members(kept, candidates, around, facts) if kept else {}
        for rule in kept:
            amount = _amount(rule, relief, demanded)
            if amount is None:
                continue
            mine, open_facts = _counted(rule, kept, members)
            in_courses = rule.unit is LimitUnit.COURSES
            needs = dict.fromkeys(one.needs for one in open_facts if one.needs)
            reason = Reason(
                ReasonCode.ABOVE_LIMIT,
                fact=rule.head.id,
                wanted=number_text(amount),
                rule=head.rule_name(rule.head.id),
                cites="; ".join(rule.head.cites or head.cites),
                operator="<=",
                needs=" and ".join(needs),
                origin=rule.head.origin,
            )
            found.append(
                Limit(reason.rule, amount, in_courses, mine, reason, open_facts)
            )
    return tuple(sorted(found, key=lambda limit: limit.rule))


def _members(
    rules: Sequence[CreditLimitRule],
    candidates: Sequence[Candidate],
    around: Surroundings,
    facts: LearnerFacts,
) -> Mapping[RuleId, Members]:
    """Say of each candidate in a limit's pool whether it is counted, and why not."""
    numbering = Numbering()
    numbers = [(rule, numbering.of(rule.pool)) for rule in rules]
    pools = NumberedPools(tuple(numbering.numbers), around)
    standings = pools.standings(candidates)
    found: dict[RuleId, Members] = {}
    for rule, number in numbers:
        mine = found[rule.head.id] = Members()
        for place, standing in enumerate(standings):
            if number not in standing.within:
                continue
            asked = MET
            if rule.when is not None:
                asked = ask(rule.when, facts.about(candidates[place]))
            if asked.answer is not Answer.NOT_MET:
                mine[place] = asked
    return found


def _counted(
    rule: CreditLimitRule,
    kept: Sequence[CreditLimitRule],
    members: Mapping[RuleId, Members],
) -> tuple[tuple[int, ...], tuple[Reason, ...]]:
    """List what a limit counts, and what would settle that where it is open.

    Unknown is not no: what a limit may count it does, and only a limit that surely
    counts it takes another's place. So nothing is applied that a missing fact forbids.
    """
    found: list[int] = []
    open_: list[Reason] = []
    overriding = [members[one.head.id] for one in _overriding(rule, kept)]
    for place, asked in members[rule.head.id].items():
        instead = [one[place] for one in overriding if place in one]
        if any(one.answer is Answer.MET for one in instead):
            continue
        found.append(place)
        for one in (asked, *instead):
            open_ += one.reasons if one.answer is Answer.UNKNOWN else ()
    return tuple(found), tuple(dict.fromkeys(open_))


def _amount(
    rule: CreditLimitRule, relief: Relief, demanded: Fraction | None
) -> Fraction | None:
    amount = rule.amount
    if rule.unit is LimitUnit.PERCENT_OF_DEGREE:
        if demanded is None:
            return None
        amount = rule.amount * demanded
    return relief.extended(rule.head.id, amount, demanded)


def _overriding(
    rule: CreditLimitRule, rules: Iterable[CreditLimitRule]
) -> list[CreditLimitRule]:
    """List the limits that take this one's place, through other limits too."""
    rules = list(rules)
    over = {rule.head.id}
    found: list[CreditLimitRule] = []
    while more := [
        one
        for one in rules
        if one not in found and over.intersection(one.head.overrides)
    ]:
        found += more
        over |= {one.head.id for one in more}
    return [one for one in found if one is not rule]


def fill_in_order(
    credit: Sequence[Fraction], limits: Sequence[Limit]
) -> tuple[Fraction, ...]:
    """Apply credit in order, earliest first, as far as every limit allows."""
    left = {limit.rule: limit.amount for limit in limits}
    applied = []
    for place, full in enumerate(credit):
        mine = [limit for limit in limits if place in limit.members and full]
        kept = full
        for limit in mine:
            room = left[limit.rule]
            kept = min(kept, full if limit.in_courses and room >= 1 else room)
            kept = ZERO if limit.in_courses and room < 1 else kept
        for limit in mine:
            left[limit.rule] -= bool(kept) if limit.in_courses else kept
        applied.append(kept)
    return tuple(applied)


def order_is_best(credit: Sequence[Fraction], limits: Sequence[Limit]) -> bool:
    """Say whether filling in order cuts least, and what came last.

    So it is when the limits that bite count credit and lie apart or inside each other.
    """
    biting = [limit for limit in limits if used(limit, credit) > limit.amount]
    heaps = [frozenset(limit.members) for limit in biting]
    return not any(limit.in_courses for limit in biting) and all(
        not a & b or a <= b or b <= a for a, b in combinations(heaps, 2)
    )


def cuts_of(
    candidates: Sequence[Candidate],
    limits: Iterable[Limit],
    applied: Sequence[Fraction],
    present: Sequence[bool],
) -> tuple[Cut, ...]:
    """Say what was cut of each candidate, by the first full limit that counts it."""
    full = [limit for limit in limits if used(limit, applied) == limit.amount]
    cuts = []
    for place, one in enumerate(candidates if full else ()):
        if not present[place]:
            continue
        over = one.award.credits - applied[place]
        reasons = [limit.reason for limit in full if place in limit.members]
        if over and reasons:
            cuts.append(Cut(one.learning[0], one.target, over, reasons[0]))
    return tuple(cuts)


def open_about(
    limits: Iterable[Limit], applied: Sequence[Fraction]
) -> tuple[Reason, ...]:
    """Say what would settle the limits that are full, and may count less."""
    full = [limit for limit in limits if used(limit, applied) == limit.amount]
    return tuple(dict.fromkeys(one for limit in full for one in limit.open_facts))


def uses_of(
    limits: Iterable[Limit], applied: Sequence[Fraction], cuts: Iterable[Cut]
) -> tuple[LimitUse, ...]:
    """Say how much of each limit is used, and how much it cut."""
    cuts = list(cuts)
    found = []
    for limit in limits:
        mine = [cut.amount for cut in cuts if cut.reason.rule == limit.rule]
        over = Fraction(len(mine)) if limit.in_courses else exact_sum(mine)
        found.append(LimitUse(limit.rule, limit.amount, used(limit, applied), over))
    return tuple(found)


def used(limit: Limit, applied: Sequence[Fraction]) -> Fraction:
    """Return how much of a limit is used, in credit or courses."""
    amounts = [applied[one] for one in limit.members]
    if limit.in_courses:
        return Fraction(sum(map(bool, amounts)))
    return exact_sum(amounts)
