"""An institution's policy on transfer, one version of it."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.model.calendar import ALWAYS, Period
from articulate.model.duration import Duration, MonthEnd
from articulate.model.identifiers import InstitutionId
from articulate.model.line import GoverningAxis
from articulate.rulebook.conditions import Condition, FactName
from articulate.rulebook.conversion import ConversionRule
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.limit_rules import (
    CreditLimitRule,
    DuplicateCreditRule,
    MinimumGradeRule,
    PreferRule,
    RecencyRule,
    Remedy,
    RepeatRule,
    SurplusRule,
)
from articulate.rulebook.pools import Pool
from articulate.rulebook.targets import Target
from articulate.rulebook.version import BlockHead, RuleHead


@dataclass(frozen=True, slots=True)
class AcceptRule:
    """`accept from accredited institutions on completed else deny`.

    With `accredited`, course learning from an institution that is not accredited on the
    day of `on` meets the remedy; without, learning outside `pool` does. `by` narrows
    whose accreditation counts, empty is anyone's.
    """

    head: RuleHead
    accredited: bool
    pool: Pool | None
    on: FactName
    remedy: Remedy
    by: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class PartnerRule:
    """`accept at PARTNER as residence through 2028-08-31`: counts as earned here."""

    head: RuleHead
    institution: InstitutionId
    period: Period = ALWAYS
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class PolicyDenyRule:
    """`deny remedial: transfer because "…" when attribute developmental`."""

    head: RuleHead
    pool: Pool
    because: str
    ground: Ground | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class PolicyReferRule:
    """`refer topics: transfer to "Dean" because "…" when …`."""

    head: RuleHead
    pool: Pool
    to: str
    because: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class OtherwiseRule:
    """`otherwise elective same subject when not attribute vocational else …`.

    What a policy says of learning that no agreement or equivalency speaks for. `target`
    None is unarticulated, or what `instead` says; `remedy` is what holds when the
    condition does not.
    """

    head: RuleHead
    target: Target | None
    when: Condition | None = None
    remedy: Remedy | None = None
    instead: Remedy | None = None


class CatalogCandidate(StrEnum):
    """A day whose catalog a learner may be held to."""

    ADMITTED = "admitted"
    DECLARED = "declared"
    GRADUATED = "graduated"
    REQUESTED = "requested"
    EVALUATED = "evaluated"


class CatalogPick(StrEnum):
    """How one of several catalogs is chosen."""

    ELECTION = "election"
    MOST_FAVORABLE = "most favorable"
    ADMITTED = "admitted"
    DECLARED = "declared"
    GRADUATED = "graduated"
    REQUESTED = "requested"
    EVALUATED = "evaluated"


@dataclass(frozen=True, slots=True)
class CatalogChoiceRule:
    """`catalog rights { … }`: which catalogs hold, and what ends the right."""

    head: RuleHead
    candidates: tuple[CatalogCandidate, ...]
    lapse: Condition | None = None
    expire: Duration | None = None
    expire_after: FactName = FactName.ADMITTED
    choose: tuple[CatalogPick, ...] = ()


@dataclass(frozen=True, slots=True)
class AppealRule:
    """`appeal denials: transfer within 15 business days to "Provost" after …`."""

    head: RuleHead
    pool: Pool
    within: Duration
    to: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class PolicyBlock:
    """One version of an institution's policy on transfer."""

    head: BlockHead
    governed_by: GoverningAxis | None = None
    accepts: tuple[AcceptRule, ...] = ()
    partners: tuple[PartnerRule, ...] = ()
    denials: tuple[PolicyDenyRule, ...] = ()
    referrals: tuple[PolicyReferRule, ...] = ()
    minimums: tuple[MinimumGradeRule, ...] = ()
    conversions: tuple[ConversionRule, ...] = ()
    surplus: tuple[SurplusRule, ...] = ()
    repeats: tuple[RepeatRule, ...] = ()
    duplicates: tuple[DuplicateCreditRule, ...] = ()
    prefer: tuple[PreferRule, ...] = ()
    otherwise: tuple[OtherwiseRule, ...] = ()
    limits: tuple[CreditLimitRule, ...] = ()
    recencies: tuple[RecencyRule, ...] = ()
    appeals: tuple[AppealRule, ...] = ()
    month_end: MonthEnd = MonthEnd.DOWN
    catalog_rights: CatalogChoiceRule | None = None
