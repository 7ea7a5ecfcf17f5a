"""A degree: one version of its published requirements."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.identifiers import BlockId, GroupId
from articulate.rulebook.conditions import FactName
from articulate.rulebook.limit_rules import CreditLimitRule
from articulate.rulebook.pools import Pool
from articulate.rulebook.requirements import ConditionalMembers, CountedIn, Group
from articulate.rulebook.version import BlockHead, RuleHead


class Ties(StrEnum):
    """How credit of one day is ordered at the edge of the last or first hours."""

    FAVOR = "favor learner"
    AGAINST = "against learner"
    WHOLE_TERM = "whole term"


class Straddling(StrEnum):
    """How a course that straddles the edge counts."""

    PRO_RATA = "pro rata"
    WHOLE = "whole"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class ResidencyRule:
    """`residency final: at least 24 of last 30 cr by completed, ties favor learner`.

    `amount` is credit, courses or a fraction of 1, as `counted_in` says. `pool` narrows
    what is counted (`from level upper`, `in core or advanced`). `last` and
    `after_first` are credit in the receiving unit. Where nothing is written the edge is
    by completion, favors the learner and counts a straddling course pro rata.
    """

    head: RuleHead
    amount: Fraction
    counted_in: CountedIn
    pool: Pool | None = None
    last: Fraction | None = None
    after_first: Fraction | None = None
    by: FactName = FactName.COMPLETED
    ties: Ties = Ties.FAVOR
    straddling: Straddling = Straddling.PRO_RATA


@dataclass(frozen=True, slots=True)
class GpaRule:
    """`gpa at least 2.0 over any course except KINE *`."""

    head: RuleHead
    least: Fraction
    pool: Pool
    all_attempts: bool = False


@dataclass(frozen=True, slots=True)
class ShareRule:
    """`share core with gened at most 4 cr`, `share advanced with degree ba-math …`.

    `group` and `other` None is `share all`. `most` None is without limit; it counts in
    credit, or in courses where `in_courses`.
    """

    head: RuleHead
    group: GroupId | None = None
    other: GroupId | None = None
    degree: BlockId | None = None
    most: Fraction | None = None
    in_courses: bool = False


@dataclass(frozen=True, slots=True)
class ExclusiveRule:
    """`exclusive advanced with core`, `exclusive advanced with degree ba-math`."""

    head: RuleHead
    group: GroupId | None = None
    other: GroupId | None = None
    degree: BlockId | None = None


@dataclass(frozen=True, slots=True)
class DegreeBlock:
    """One version of a degree's requirements."""

    head: BlockHead
    credits: Fraction | None = None
    gpas: tuple[GpaRule, ...] = ()
    limits: tuple[CreditLimitRule, ...] = ()
    residencies: tuple[ResidencyRule, ...] = ()
    members: tuple[Group | ConditionalMembers, ...] = ()
    shares: tuple[ShareRule, ...] = ()
    exclusives: tuple[ExclusiveRule, ...] = ()
    fills_at_most: int | None = None
