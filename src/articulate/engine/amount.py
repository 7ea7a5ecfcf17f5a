"""Amount: how much credit each target gives, and what is granted or left over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.engine.conversion import Converted, convert
from articulate.engine.credit import earned_by
from articulate.engine.identify import Known, policy_for
from articulate.engine.naming import RuleName
from articulate.engine.situation import Situation
from articulate.engine.worth import Weighed, as_award, weighed
from articulate.model.award import CreditAward
from articulate.model.credit import Credits
from articulate.model.exact import number_text
from articulate.model.identifiers import Mark
from articulate.model.reason import Reason, ReasonCode
from articulate.model.rounding import TotalRounding
from articulate.rulebook.limit_rules import SurplusKind, SurplusRule
from articulate.rulebook.shapes import LeafTarget
from articulate.rulebook.targets import (
    Amount,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    FixedAmount,
    NoTarget,
    RequirementTarget,
    RestAmount,
)

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Earned:
    """What the learnings of a line earned together, in the receiving unit.

    `hard` is a problem that refers the line whatever the rule says of amounts; `soft`
    one that only matters where an amount rests on what was earned.
    """

    amount: Fraction = ZERO
    reasons: tuple[Reason, ...] = ()
    unrounded: tuple[tuple[TotalRounding, Fraction], ...] = ()
    hard: Reason | None = None
    soft: Reason | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a line gives: awards, and how earned credit is accounted for.

    `accepted` is earned credit that the rule leaves unmentioned; `problem` is why an
    amount cannot be said.
    """

    awards: tuple[CreditAward, ...] = ()
    earned: Earned = Earned()
    reasons: tuple[Reason, ...] = ()
    problem: Reason | None = None

    @property
    def total(self) -> Fraction:
        """What all targets come to."""
        return sum((award.credits for award in self.awards), ZERO)

    @property
    def granted(self) -> Fraction:
        """What the rule gives beyond what was earned."""
        return max(ZERO, self.total - self.earned.amount)

    @property
    def accepted(self) -> Fraction:
        """What was earned and no target takes."""
        return max(ZERO, self.earned.amount - self.total)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule gives, and by whom it says so.

    `day` is the rule's own, on which the codes it names are read.
    """

    target: tuple[LeafTarget, ...]
    name: RuleName
    day: date | None = None
    graded: Mark | None = None


def earned_together(situation: Situation, members: Sequence[Known]) -> Earned:
    """Add up what was earned; a course whose credit cannot be said adds nothing."""
    each = [earned_by(situation, known) for known in members]
    problems = [one.problem for one in each if one.problem is not None]
    soft = [one for one in problems if one.code is ReasonCode.MISSING_FACT]
    hard = [one for one in problems if one.code is not ReasonCode.MISSING_FACT]
    whole: dict[TotalRounding, Fraction] = {}
    for one in each:
        if one.unrounded is not None:
            whole[one.unrounded] = whole.get(one.unrounded, ZERO) + one.amount
    return Earned(
        sum((one.amount for one in each), ZERO),
        tuple(dict.fromkeys(reason for one in each for reason in one.reasons)),
        tuple(whole.items()),
        next(iter(hard), None),
        next(iter(soft), None),
    )


def given_by(situation: Situation, members: Sequence[Known], wanted: Wanted) -> Given:
    """Work out every amount of one reading of a rule's target."""
    earned = earned_together(situation, members)
    courses = all(known.attempt is not None for known in members)
    leaves = [
        weighed(situation, leaf, members, wanted.day)
        for leaf in wanted.target
        if not isinstance(leaf, NoTarget)
    ]
    amounts = [_amount_of(one, from_courses=courses) for one in leaves]
    problem = earned.hard
    credits_: list[Fraction] = [ZERO] * len(leaves)
    reasons: list[Reason] = []
    for place, (leaf, amount) in enumerate(zip(leaves, amounts, strict=True)):
        match amount:
            case FixedAmount():
                fixed = _fixed(situation, members, amount)
                credits_[place] = fixed.amount
                problem = problem or fixed.problem
                reasons.append(_said(ReasonCode.FIXED_CREDIT, fixed.amount))
            case CatalogAmount():
                listed = leaf.listed_credit
                credits_[place] = listed or ZERO
                problem = problem or (None if listed is not None else leaf.unlisted)
                reasons.append(_said(ReasonCode.CATALOG_CREDIT, credits_[place]))
            case EarnedAmount() | RestAmount() | None:
                continue
    left = max(ZERO, earned.amount - sum(credits_, ZERO))
    by_earning = [
        p for p, amount in enumerate(amounts) if isinstance(amount, EarnedAmount)
    ]
    as_earned = any(isinstance(amount, RestAmount) for amount in amounts)
    if by_earning or as_earned:
        problem = problem or earned.soft
    shares = _shares([leaves[place] for place in by_earning], left)
    if shares is None:
        problem = problem or _unshared([leaves[place] for place in by_earning])
        shares = [ZERO] * len(by_earning)
    for place, share in zip(by_earning, shares, strict=True):
        amount = amounts[place]
        clipped = _clipped(share, amount) if isinstance(amount, EarnedAmount) else share
        if clipped != share:
            reasons.append(_said(ReasonCode.CLIPPED, clipped))
        as_earned |= clipped == share
        credits_[place] = clipped
    rest = max(ZERO, earned.amount - sum(credits_, ZERO))
    for place, amount in enumerate(amounts):
        if isinstance(amount, RestAmount):
            credits_[place], rest = rest, ZERO
            reasons.append(_said(ReasonCode.REST, credits_[place]))
    awards = tuple(
        as_award(leaf, credit, wanted.graded)
        for leaf, credit in zip(leaves, credits_, strict=True)
    )
    # A conversion rounds what it converted: an amount that is written is not rounded.
    earned = earned if as_earned else replace(earned, unrounded=())
    given = Given(awards, earned, wanted.name.signed(reasons), problem)
    surplus_on = [place for place in by_earning if leaves[place].is_course]
    return _with_surplus(
        situation, members, given, [(p, leaves[p]) for p in surplus_on]
    )


def _amount_of(leaf: Weighed, *, from_courses: bool) -> Amount | None:
    """Return what is written, else the default; a requirement carries none."""
    if leaf.target.amount is not None:
        return leaf.target.amount
    if isinstance(leaf.target, RequirementTarget):
        return None
    return EarnedAmount() if from_courses else CatalogAmount()


def _fixed(
    situation: Situation, members: Sequence[Known], amount: FixedAmount
) -> Converted:
    """Read a written amount; in another unit it is converted as earned credit is."""
    if amount.unit is None or amount.unit is situation.unit:
        return Converted(amount.amount)
    ended = [known.ended for known in members]
    day = None if None in ended else max((day for day in ended if day), default=None)
    conversions = situation.policy(day).rules.conversions
    return convert(Credits(amount.amount, amount.unit), situation.unit, conversions)


def _shares(leaves: Sequence[Weighed], whole: Fraction) -> list[Fraction] | None:
    """Share credit among targets as their catalog credit is, None if unsaid."""
    if len(leaves) <= 1:
        return [whole] * len(leaves)
    weights = [leaf.listed_credit for leaf in leaves]
    known = [weight for weight in weights if weight is not None]
    total = sum(known, ZERO)
    if len(known) < len(weights) or not total:
        return None
    return [whole * weight / total for weight in known]


def _unshared(leaves: Sequence[Weighed]) -> Reason:
    lacking = next((leaf for leaf in leaves if not leaf.listed_credit), leaves[0])
    return lacking.unlisted


def _clipped(share: Fraction, amount: EarnedAmount) -> Fraction:
    if amount.least is not None:
        share = max(share, amount.least)
    return share if amount.most is None else min(share, amount.most)


def _with_surplus(
    situation: Situation,
    members: Sequence[Known],
    given: Given,
    leaves: Sequence[tuple[int, Weighed]],
) -> Given:
    """Treat credit above a target's catalog credit as the policy says, else keep it."""
    rules = policy_for(situation, members[0]).rules.surplus
    spoken = [(name, rule) for name, rule in rules if rule.kind is not SurplusKind.KEEP]
    if not spoken:
        return given
    name, rule = spoken[0]
    awards = list(given.awards)
    over = ZERO
    for place, leaf in leaves:
        if leaf.most_credit is None:
            return replace(given, problem=given.problem or leaf.unlisted)
        above = max(ZERO, awards[place].credits - leaf.most_credit)
        if above:
            less = awards[place].credits - above
            awards[place] = replace(awards[place], credits=less, applied=less)
            over += above
    if not over:
        return given
    said = name.signed((_said(ReasonCode.SURPLUS, over),))
    if rule.kind is SurplusKind.ELECTIVE:
        awards.append(_surplus_elective(leaves[0][1], rule, over))
    return replace(given, awards=tuple(awards), reasons=(*given.reasons, *said))


def _surplus_elective(leaf: Weighed, rule: SurplusRule, over: Fraction) -> CreditAward:
    target = leaf.target
    here = target.code.subject if isinstance(target, CourseTarget) else None
    return leaf.elective(over, here, rule.subject)


def _said(code: ReasonCode, amount: Fraction) -> Reason:
    return Reason(code, fact="credits", wanted=f"{number_text(amount)} cr")
