"""Teach-outs: letting learners finish when a degree or an institution closes."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.duration import Duration
from articulate.model.identifiers import BlockId, GroupId, InstitutionId, VersionId
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.limit_rules import LimitUnit, Remedy
from articulate.rulebook.policy import PartnerRule
from articulate.rulebook.sources import Source
from articulate.rulebook.version import BlockHead, RuleHead


@dataclass(frozen=True, slots=True)
class Substitution:
    """`substitute STAT 135 for MATH 135 in bs-cs/core`: the new for the old.

    `amounts` are the credits written behind the courses, in order, None where none is.
    It holds from `since` through `last`, both inclusive.
    """

    head: RuleHead
    new: Source
    old: Source
    amounts: tuple[Fraction | None, ...] = ()
    degree: BlockId | None = None
    group: tuple[GroupId, ...] = ()
    since: date | None = None
    last: date | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """`waive bs-cs/capstone`, `waive residency final`, `waive limit two-year`.

    `kind` is empty where none is written: whatever the block has by that name.
    """

    head: RuleHead
    kind: str
    id: str
    degree: BlockId | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class LimitExtension:
    """`extend limit two-year to 66 cr`; `unit` says what `to` is counted in."""

    head: RuleHead
    limit: str
    to: Fraction
    unit: LimitUnit = LimitUnit.CREDIT
    because: str = ""


@dataclass(frozen=True, slots=True)
class TeachOutBlock:
    """One version of a teach-out: what closes, who is protected, and how.

    Days are inclusive as written. `enrolled_at` with `enrolled_on` protects learners
    enrolled there on that day.
    """

    head: BlockHead
    closes_degree: BlockId | None = None
    no_admission_after: date | None = None
    closes_institution: InstitutionId | None = None
    closes_on: date | None = None
    last_award: date | None = None
    admitted_through: date | None = None
    declared_through: date | None = None
    most_gap: Duration | None = None
    enrolled_at: InstitutionId | None = None
    enrolled_on: date | None = None
    receives_into: tuple[BlockId, ...] = ()
    freezes: tuple[tuple[BlockId, VersionId], ...] = ()
    apply_through: date | None = None
    holds_catalog: VersionId | None = None
    substitutions: tuple[Substitution, ...] = ()
    partners: tuple[PartnerRule, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    extensions: tuple[LimitExtension, ...] = ()
    accepts: tuple[EquivalencyRule, ...] = ()
    after_last_award: Remedy | None = None
