"""Rules that give credit, deny it or refer it, and the blocks that hold them."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.model.identifiers import Mark, RuleId
from articulate.model.line import GoverningAxis
from articulate.rulebook.conditions import Condition
from articulate.rulebook.sources import Source
from articulate.rulebook.targets import Target
from articulate.rulebook.version import BlockHead, RuleHead


class Ground(StrEnum):
    """Why in kind a denial is made."""

    LEVEL = "level"
    QUALITY = "quality"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    PROFILE = "profile"
    ACCREDITATION = "accreditation"


@dataclass(frozen=True, slots=True)
class EquivalencyRule:
    """`rule cis120: CIS 120 -> CSCI 141 when grade >= C`.

    `partial_of` names the rule a `partial` is a part of; `graded` is the grade the
    award carries; `because` is the author's reason, where one is written.
    """

    head: RuleHead
    source: Source
    target: Target
    condition: Condition | None = None
    graded: Mark | None = None
    partial_of: RuleId | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class DenyRule:
    """`deny dev: MATH 050..099 because "…" ground level`."""

    head: RuleHead
    source: Source
    because: str
    ground: Ground | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class ReferRule:
    """`refer topic: CIS 299 to "Computer Science" because "…"`."""

    head: RuleHead
    source: Source
    to: str
    because: str = ""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class RevokeRule:
    """`revoke five, four when has attempted MATH 121`: later learning takes back."""

    head: RuleHead
    rules: tuple[RuleId, ...]
    condition: Condition | None = None


CreditRule = EquivalencyRule | DenyRule | ReferRule


@dataclass(frozen=True, slots=True)
class AgreementBlock:
    """One version of an agreement, or of an institution's own equivalencies.

    `head.degree` is the degree it is for, None for every degree. `governed_by` None is
    the day of the learning itself. `signed` are pairs of a date in ISO form and a name.
    """

    head: BlockHead
    governed_by: GoverningAxis | None = None
    rules: tuple[CreditRule, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()
