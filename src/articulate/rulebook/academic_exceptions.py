"""Academic exceptions: decisions outside the rules, typed, signed, with an end."""

from dataclasses import dataclass
from datetime import date

from articulate.model.identifiers import LearnerId, VersionId
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.policy import PartnerRule
from articulate.rulebook.teach_out import LimitExtension, Substitution, Waiver
from articulate.rulebook.version import BlockHead


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
