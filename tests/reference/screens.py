"""Step 5: what a policy objects to, and what it says instead (semantics, section 3)."""

from dataclasses import dataclass

from tests.reference.amounts import Award
from tests.reference.asking import Asking
from tests.reference.clocks import NotCoveredError, later
from tests.reference.entries import Entry
from tests.reference.marks import Truth

from articulate.model.identifiers import RuleId
from articulate.model.transcript import ConferredAward
from articulate.rulebook import pools as p
from articulate.rulebook.limit_rules import MinimumGradeRule, Remedy, RemedyKind
from articulate.rulebook.policy import PolicyBlock

SEVEREST_FIRST = [
    RemedyKind.DENY,
    RemedyKind.REFER,
    RemedyKind.REQUIREMENTS_ONLY,
    RemedyKind.ELECTIVE,
]
UNKNOWN = Remedy(RemedyKind.REFER)
ANY_RULE = "?"


@dataclass(frozen=True)
class Objection:
    """What becomes of the learning, and which rule says so."""

    remedy: Remedy
    rule: str = ANY_RULE

    @property
    def place(self) -> int:
        """How severe it is, 0 the severest."""
        return SEVEREST_FIRST.index(self.remedy.kind)


class Screens:
    """The screens of one policy."""

    def __init__(self, policy: PolicyBlock, asking: Asking) -> None:
        self.policy = policy
        self.asking = asking

    def on_learning(self, one: Entry, *, graded_by_rule: bool) -> list[Objection]:
        """Accreditation, the policy's own denials and referrals, and the minimum."""
        if one.own:
            return []
        found = [*self._accepts(one), *self._said(one)]
        if one.course is not None and not graded_by_rule:
            found += self._minimums(one)
        return found

    def _accepts(self, one: Entry) -> list[Objection]:
        found = []
        if len(self.policy.accepts) > 1:
            raise NotCoveredError("several statements of what is accepted")
        for rule in self.policy.accepts:
            if rule.accredited and not one.institution:
                continue
            when = self.asking.ask(rule.when, [one])
            if rule.accredited:
                day = one.day
                held = self.asking.asked.book.institution[one.institution]  # type: ignore[index]
                fine: Truth = (
                    None
                    if day is None
                    else any(
                        known.period.contains(day)
                        for known in held.accreditations
                        if not rule.by or known.by in rule.by
                    )
                )
            else:
                fine = rule.pool is None or pool_has(rule.pool, one)
            found += self._instead(rule.head.id, rule.remedy, when, fine)
        return found

    def _said(self, one: Entry) -> list[Objection]:
        found = []
        for rule in self.policy.denials:
            if pool_has(rule.pool, one):
                when = self.asking.ask(rule.when, [one])
                deny = Remedy(RemedyKind.DENY)
                found += self._instead(rule.head.id, deny, when, fine=False)
        for other in self.policy.referrals:
            if pool_has(other.pool, one):
                when = self.asking.ask(other.when, [one])
                found += self._instead(other.head.id, UNKNOWN, when, fine=False)
        return found

    def _instead(
        self, rule: str, remedy: Remedy, applies: Truth, fine: Truth
    ) -> list[Objection]:
        if fine is True or applies is False:
            return []
        if fine is None or applies is None:
            return [Objection(UNKNOWN)]
        return [Objection(remedy, self.policy.head.rule_name(rule))]  # type: ignore[arg-type]

    def _minimums(self, one: Entry) -> list[Objection]:
        rules = {rule.head.id: rule for rule in self.policy.minimums}
        when = {name: self.asking.ask(r.when, [one]) for name, r in rules.items()}
        if None in when.values():
            raise NotCoveredError("a minimum that may apply")
        gone = {
            lower
            for name, rule in rules.items()
            if when[name]
            for lower in _beneath(rule, rules)
        }
        found = []
        for name, rule in rules.items():
            if when[name] and name not in gone:
                fine = self.asking.ask(rule.requires, [one])
                found += self._instead(name, _remedy(rule, rules), True, fine)  # noqa: FBT003
        return found

    def on_awards(
        self, awards: tuple[Award, ...], members: list[Entry]
    ) -> list[Objection]:
        """Recency, by the subject of what is awarded."""
        found = []
        for rule in self.policy.recencies:
            if not _about(rule.pool, awards, members):
                continue
            applies = self.asking.ask(rule.when, members)
            anchor = self.asking.learner_day(rule.anchor)
            days = [one.day for one in members]
            fine: Truth = True
            for day in days:
                if day is None or anchor is None:
                    fine = None if fine is not False else False
                    continue
                limit = later(day, rule.duration, self.policy.month_end)
                if limit is None and day < anchor:
                    fine = None if fine is not False else False
                elif limit is not None and limit < anchor:
                    fine = False
            if rule.unless is not None and fine is not True:
                lifted = self.asking.ask(rule.unless, members)
                fine = True if lifted else None if lifted is None else fine
            found += self._instead(rule.head.id, rule.remedy, applies, fine)
        return found


def _beneath(
    rule: MinimumGradeRule, rules: dict[RuleId, MinimumGradeRule]
) -> set[RuleId]:
    found: set[RuleId] = set()
    waiting = list(rule.head.overrides)
    while waiting:
        name = waiting.pop()
        if name not in found and name in rules:
            found.add(name)
            waiting += rules[name].head.overrides
    return found


def _remedy(rule: MinimumGradeRule, rules: dict[RuleId, MinimumGradeRule]) -> Remedy:
    if rule.remedy is not None:
        return rule.remedy
    for name in rule.head.overrides:
        if name in rules:
            return _remedy(rules[name], rules)
    return Remedy(RemedyKind.DENY)


def severest(objections: list[Objection]) -> Objection | None:
    """Return the severest objection; an unknown is as severe as a referral."""
    return min(objections, key=lambda one: one.place, default=None)


def pool_has(pool: p.Pool, one: Entry, *, credit: bool = False) -> bool:
    """Say whether a pool has learning, or its credit, by where it is from."""
    match pool:
        case p.RoadPool(road=road):
            return str(road) == _road(one, credit=credit)
        case p.InstitutionPool(institution=institution):
            return one.institution == institution
        case p.InstitutionKindPool(kind=kind_of):
            known = one.asked.book.institution.get(one.institution)  # type: ignore[call-overload]
            return known is not None and known.kind is kind_of
        case p.Union(pools=pools):
            return any(pool_has(each, one, credit=credit) for each in pools)
        case p.Intersection(pools=pools):
            return all(pool_has(each, one, credit=credit) for each in pools)
        case p.Difference(pool=has, without=without):
            inside = pool_has(has, one, credit=credit)
            return inside and not pool_has(without, one, credit=credit)
        case _:
            raise NotCoveredError(type(pool).__name__)


def _road(one: Entry, *, credit: bool) -> str:
    """Name how learning came: an award is no course, its credit is from elsewhere."""
    if isinstance(one.learning, ConferredAward):
        return "transfer" if credit else "award"
    if one.course is None:
        return "exams"
    return "residence" if one.own else "transfer"


def _about(pool: p.Pool, awards: tuple[Award, ...], members: list[Entry]) -> bool:
    match pool:
        case p.SubjectPool(subjects=subjects):
            return any(award.subject in subjects for award in awards)
        case p.Union() | p.Intersection() | p.Difference():
            raise NotCoveredError("a recency over several pools")
        case _:
            return any(pool_has(pool, one) for one in members)
