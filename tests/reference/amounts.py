"""Step 6: how much a rule gives of what was earned (semantics, sections 1 and 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from tests.reference.clocks import Asked, NotCoveredError
from tests.reference.entries import Entry

from articulate.model.course import CourseCode, CourseVersion
from articulate.model.credit import CreditUnit
from articulate.rulebook import targets as t
from articulate.rulebook.conversion import ConversionRule, RoundingPlace
from articulate.rulebook.limit_rules import SurplusKind
from articulate.rulebook.policy import PolicyBlock

ZERO = Fraction(0)


@dataclass(frozen=True)
class Award:
    """One target of a line and its credit."""

    kind: str
    credits: Fraction
    code: str = ""
    subject: str = ""
    level: str = ""
    attribute: str = ""


@dataclass(frozen=True)
class Earned:
    """Credit in our own unit; `problem` says why it cannot be told."""

    amount: Fraction = ZERO
    problem: str = ""
    per_total: ConversionRule | None = None


@dataclass(frozen=True)
class Given:
    """What a rule gives, or why that cannot be told."""

    awards: tuple[Award, ...] = ()
    problem: str = ""


def rounded(amount: Fraction, rule: ConversionRule) -> Fraction:
    """Round as a `convert` says."""
    steps = amount / rule.step
    low, high = floor(steps), ceil(steps)
    match str(rule.mode):
        case "down":
            whole = low
        case "up":
            whole = high
        case "half-up":
            whole = floor(steps + Fraction(1, 2))
        case "half-down":
            whole = ceil(steps - Fraction(1, 2))
        case _:
            whole = round(steps)  # Python rounds an exact half to even
    return rule.step * whole


def earned_by(entry: Entry, policy: PolicyBlock | None) -> Earned:
    """Convert what a course earned; all other learning has no credit of its own."""
    course, unit = entry.course, entry.asked.book.institution[entry.asked.here].unit
    if course is None:
        return Earned()
    if course.credits is None:
        return Earned(problem="amount")
    if course.unit is CreditUnit.UNKNOWN:
        return Earned(problem="unit")
    if course.unit is unit:
        return Earned(course.credits)
    for rule in policy.conversions if policy else ():
        if (rule.source, rule.target) == (course.unit, unit):
            exact = course.credits * rule.ratio
            if rule.mode is None:
                return Earned(exact)
            if rule.place is RoundingPlace.PER_COURSE:
                return Earned(rounded(exact, rule))
            return Earned(exact, per_total=rule)
    return Earned(problem="conversion")


def alternatives(target: t.Target) -> Iterator[tuple[t.Target, ...]]:
    """Yield each way to read a target: `+` joins, `|` offers a choice."""
    match target:
        case t.NoTarget():
            yield ()
        case t.OneTarget(parts=parts):
            for one in parts:
                yield from alternatives(one)
        case t.EveryTarget(parts=parts):
            ways: list[tuple[t.Target, ...]] = [()]
            for one in parts:
                ways = [(*way, *more) for way in ways for more in alternatives(one)]
            yield from ways
        case _:
            yield (target,)


class Amounts:
    """Credit of targets under one policy."""

    def __init__(self, asked: Asked, policy: PolicyBlock | None) -> None:
        self.asked = asked
        self.policy = policy
        self.courses: dict[CourseCode, CourseVersion] = {}
        for block in asked.book.catalogs:
            period, day = block.head.effective, asked.requested
            begun = period.start is None or period.start <= day
            if block.head.receiving == asked.here and begun:
                self.courses |= {one.code: one for one in block.courses}

    def given(
        self, targets: tuple[t.Target, ...], members: list[Entry], *, courses: bool
    ) -> Given:
        """Work out every target: fixed and catalog amounts, then what was earned."""
        each = [earned_by(one, self.policy) for one in members]
        problems = [one.problem for one in each if one.problem]
        if "unit" in problems or "conversion" in problems:
            return self._problem(problems[0], targets, members)
        whole = sum((one.amount for one in each), ZERO)
        amounts = [self._amount(one, courses=courses) for one in targets]
        rests = [
            one for one in amounts if isinstance(one, t.EarnedAmount | t.RestAmount)
        ]
        if problems and rests:
            return self._problem("amount", targets, members)
        credit: list[Fraction | None] = []
        for target, amount in zip(targets, amounts, strict=True):
            match amount:
                case t.FixedAmount(amount=fixed, unit=None):
                    credit.append(fixed)
                case t.CatalogAmount():
                    listed = self._listed(target)
                    if listed is None:
                        return self._problem("catalog", targets, members)
                    credit.append(listed)
                case None:
                    credit.append(ZERO)
                case t.FixedAmount():
                    raise NotCoveredError("a fixed amount in another unit")
                case _:
                    credit.append(None)
        left = max(ZERO, whole - sum((one for one in credit if one is not None), ZERO))
        self._share(targets, amounts, credit, left)
        surplus: list[Award] = []
        awards = []
        for target, amount, known in zip(targets, amounts, credit, strict=True):
            if known is None:
                return self._problem("catalog", targets, members)
            plain = isinstance(amount, t.EarnedAmount)
            kept, over = self._surplus(target, known) if plain else (known, None)
            awards.append(_award(target, kept, members))
            surplus += [over] if over else []
        if surplus and any(isinstance(one, t.RestAmount) for one in amounts):
            raise NotCoveredError("surplus beside a rest")
        return Given((*awards, *surplus))

    def _problem(
        self, why: str, targets: tuple[t.Target, ...], members: list[Entry]
    ) -> Given:
        """Say why nobody can tell how much, and what it would be given for."""
        return Given(tuple(_award(one, ZERO, members) for one in targets), why)

    def _amount(self, target: t.Target, *, courses: bool) -> t.Amount | None:
        written: t.Amount | None = getattr(target, "amount", None)
        if written is not None or isinstance(target, t.RequirementTarget):
            return written
        return t.EarnedAmount() if courses else t.CatalogAmount()

    def _share(
        self,
        targets: tuple[t.Target, ...],
        amounts: list[t.Amount | None],
        credit: list[Fraction | None],
        left: Fraction,
    ) -> None:
        taking = [i for i, a in enumerate(amounts) if isinstance(a, t.EarnedAmount)]
        weights = [self._listed(targets[i]) for i in taking]
        if len(taking) > 1 and not all(weights):
            return  # a target without catalog credit cannot share
        total = sum((one for one in weights if one), ZERO)
        for place, weight in zip(taking, weights, strict=True):
            amount = amounts[place]
            share = left if len(taking) == 1 else left * (weight or ZERO) / total
            if isinstance(amount, t.EarnedAmount):
                share = share if amount.least is None else max(share, amount.least)
                share = share if amount.most is None else min(share, amount.most)
            credit[place] = share
        rest = [i for i, a in enumerate(amounts) if isinstance(a, t.RestAmount)]
        used = sum((credit[i] or ZERO for i in taking), ZERO)
        for place in rest[:1]:
            credit[place] = max(ZERO, left - used)

    def _listed(self, target: t.Target) -> Fraction | None:
        if not isinstance(target, t.CourseTarget):
            return None
        course = self.courses.get(target.code)
        if course is None:
            return None
        if course.least != course.most:
            raise NotCoveredError("variable credit")
        return course.least

    def _surplus(
        self, target: t.Target, amount: Fraction
    ) -> tuple[Fraction, Award | None]:
        rules = self.policy.surplus if self.policy else ()
        listed = self._listed(target)
        if not rules or listed is None or amount <= listed:
            return amount, None
        match rules[0].kind:
            case SurplusKind.KEEP:
                return amount, None
            case SurplusKind.DROP:
                return listed, None
            case SurplusKind.ELECTIVE:
                over = amount - listed
                if rules[0].subject is t.SameSubject.SAME and isinstance(
                    target, t.CourseTarget
                ):  # of the target, whose credit it is above
                    return listed, Award(
                        "elective", over, subject=target.code.subject, level="?"
                    )
                return listed, Award(
                    "elective", over, subject=rules[0].subject or "", level="?"
                )


def attributes_of(asked: Asked, awards: tuple[Award, ...]) -> tuple[str, ...]:
    """Return the attributes of what is given."""
    found = [one.attribute for one in awards if one.kind == "requirement"]
    for block in asked.book.catalogs:
        for course in block.courses:
            if any(one.code == str(course.code) for one in awards):
                found += course.attributes
    return tuple(found)


def same_subject(members: list[Entry]) -> str:
    """Return the subject of the learning, as the sending side spells it."""
    subjects = {one.course.code.subject for one in members if one.course}
    if len(subjects) != 1:
        raise NotCoveredError("same subject of several subjects")
    return subjects.pop()


def _award(target: t.Target, amount: Fraction, members: list[Entry]) -> Award:
    match target:
        case t.CourseTarget(code=code):
            return Award("course", amount, code=str(code), subject=code.subject)
        case t.ElectiveTarget(subject=subject, level=level):
            if subject is t.SameSubject.SAME:
                subject = same_subject(members)  # type: ignore[assignment]
            return Award("elective", amount, subject=subject or "", level=level or "")
        case t.RequirementTarget(attribute=attribute):
            return Award("requirement", amount, attribute=attribute)
        case t.BlockTarget(title=title):
            return Award("block", amount, attribute=title)
        case _:
            raise NotCoveredError(type(target).__name__)
