"""Lines of the reference evaluator, and how their credit is accounted for."""

from dataclasses import dataclass, replace
from fractions import Fraction

from tests.reference.amounts import ZERO, Award, Given, earned_by, same_subject
from tests.reference.clocks import NotCoveredError
from tests.reference.entries import Entry
from tests.reference.marks import NOT_PASSED

from articulate.model.identifiers import LearningId
from articulate.rulebook.conversion import ConversionRule
from articulate.rulebook.limit_rules import Remedy, RemedyKind
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.targets import SameSubject

Policies = dict[LearningId, PolicyBlock]
ANY: frozenset[str | None] = frozenset()
NONE: frozenset[str | None] = frozenset({None})


@dataclass(frozen=True)
class Line:
    """Where one learning, or a set used together, ends.

    `rules` are the names of the rule that may be cited: several when they give the
    same, none when the pages do not say which. `hope` is what a question may come to,
    `lost_to` names what took one of several targets.
    """

    members: tuple[Entry, ...]
    status: str
    rules: frozenset[str | None]
    awards: tuple[Award, ...] = ()
    split: tuple[tuple[str, Fraction], ...] = ()
    earned: Fraction = ZERO
    per_total: tuple[tuple[ConversionRule, Fraction], ...] = ()
    replaced_by: tuple[str, ...] = ()
    hope: Fraction = ZERO
    lost_to: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The learnings on it, in canonical order."""
        return tuple(one.learning.id for one in self.members)

    def of(self, *statuses: str) -> Fraction:
        """Credit of the line under some statuses."""
        return sum((a for status, a in self.split if status in statuses), ZERO)

    @property
    def counted(self) -> Fraction:
        """Credit that counts."""
        return self.of("awarded", "elective")


def status_of(award: Award) -> str:
    """Return the status that an award's credit stands under."""
    return "elective" if award.kind == "elective" else "awarded"


def _earned(
    members: tuple[Entry, ...], policies: Policies, *, failed: bool = False
) -> tuple[Fraction, tuple[tuple[ConversionRule, Fraction], ...]]:
    whole = ZERO
    totals: dict[ConversionRule, Fraction] = {}
    for one in members:
        if failed or one.state != NOT_PASSED:
            earned = earned_by(one, policies[one.learning.id])
            whole += earned.amount
            if earned.per_total:
                kept = totals.get(earned.per_total, ZERO)
                totals[earned.per_total] = kept + earned.amount
    return whole, tuple(totals.items())


def without_award(
    members: tuple[Entry, ...],
    status: str,
    rules: frozenset[str | None],
    policies: Policies,
) -> Line:
    """Make a line that gives nothing: all that was earned stands under its status."""
    whole, _ = _earned(members, policies)
    return Line(members, status, rules, (), accounted({status: whole}), whole)


def giving(
    members: tuple[Entry, ...],
    given: Given,
    rules: frozenset[str | None],
    policies: Policies,
) -> Line:
    """Make a line that gives; what a rule leaves unmentioned is accepted."""
    if given.problem:
        return without_award(members, "referred", ANY, policies)
    whole, totals = _earned(members, policies, failed=True)
    given_in_all = sum((one.credits for one in given.awards), ZERO)
    amounts = {"accepted": max(ZERO, whole - given_in_all)}
    for award in given.awards:
        under = status_of(award)
        amounts[under] = amounts.get(under, ZERO) + award.credits
    status = status_of(given.awards[0]) if given.awards else "accepted"
    split = accounted(amounts)
    return Line(members, status, rules, given.awards, split, whole, totals)


def with_remedy(line: Line, remedy: Remedy, policies: Policies, rule: str) -> Line:
    """Let a screen's remedy change what a line gives."""
    match remedy.kind:
        case RemedyKind.DENY:
            return without_award(
                line.members, "denied", frozenset({rule} - {"?"}), policies
            )
        case RemedyKind.REFER:
            hope = sum((one.credits for one in line.awards), ZERO)
            asked = without_award(line.members, "referred", ANY, policies)
            return replace(asked, hope=hope)
        case RemedyKind.REQUIREMENTS_ONLY:
            taken = sum((one.credits for one in line.awards), ZERO)
            bare = tuple(replace(one, credits=ZERO) for one in line.awards)
            split = accounted({"accepted": line.of("accepted"), "denied": taken})
            return replace(line, awards=bare, split=split, per_total=())
        case RemedyKind.ELECTIVE:
            changed = tuple(_as_elective(one, remedy, line) for one in line.awards)
            split = accounted(
                {
                    "accepted": line.of("accepted"),
                    "elective": sum((one.credits for one in changed), ZERO),
                }
            )
            return replace(line, status="elective", awards=changed, split=split)
        case RemedyKind.UNARTICULATED:
            raise NotCoveredError(remedy.kind)


def _as_elective(award: Award, remedy: Remedy, line: Line) -> Award:
    subject = remedy.subject
    if subject is SameSubject.SAME:
        named = same_subject(list(line.members))
    else:
        named = subject or ""  # an elective is in the subject that is written
    return Award("elective", award.credits, subject=named, level="?")


def superseded(line: Line, by: tuple[str, ...]) -> Line:
    """Let other learning take the place of this one, credit and all."""
    whole = sum((amount for _, amount in line.split), ZERO)
    return replace(
        line,
        status="superseded",
        rules=ANY,
        awards=(),
        split=accounted({"superseded": whole}),
        per_total=(),
        replaced_by=by,
        hope=ZERO,
    )


def accounted(amounts: dict[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    """List what is not zero, by status."""
    return tuple(sorted((s, a) for s, a in amounts.items() if a))
