"""Academic exceptions: decisions outside the rules, typed, signed, with an end."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.identifiers import LearnerId, VersionId
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.limit_rules import LimitUnit
from articulate.rulebook.policy import PartnerRule
from articulate.rulebook.teach_out import Substitution, Waiver
from articulate.rulebook.version import BlockHead, RuleHead


@dataclass(frozen=True, slots=True)
class LimitExtension:
    """`extend limit two-year to 66 cr`; `unit` says what `to` is counted in."""

    head: RuleHead
    limit: str
    to: Fraction
    unit: LimitUnit = LimitUnit.CREDIT
    because: str = ""


@dataclass(frozen=True, slots=True)
class AcademicException:
    """One learner's exception; `head.effective` runs from `granted` through its end."""

    head: BlockHead
    learner: LearnerId
    granted: date
    by: str
    substitutions: tuple[Substitution, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    extensions: tuple[LimitExtension, ...] = ()
    accepts: tuple[EquivalencyRule, ...] = ()
    partners: tuple[PartnerRule, ...] = ()
    catalog: VersionId | None = None
