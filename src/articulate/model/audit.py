"""A degree audit: awards and own courses set against a degree's requirements."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from articulate.model.certificate import Certificate
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, GroupId, LearningId, RuleId
from articulate.model.reason import Reason
from articulate.model.settlement import Settlement


class AuditStatus(StrEnum):
    """What a degree audit comes to."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


class Met(StrEnum):
    """Whether one requirement is satisfied."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    SHORT = "short"
    MET = "met"
    UNKNOWN = "unknown"
    WAIVED = "waived"


# What is shown of groups is kept in named tuples: an audit makes some hundred of them,
# and a frozen dataclass takes three times as long to make.


class Placement(NamedTuple):
    """One candidate, or part of it, put toward one group.

    `group` is the path of group ids from the top (`core`, `theory`), empty for a free
    elective; `member` is the course member it fills, as written, empty in a pool.
    `credits` is what counts there, in the receiving unit. `target` is the award's place
    on its line.
    """

    learning: tuple[LearningId, ...]
    target: int
    group: tuple[GroupId, ...]
    credits: Fraction
    code: CourseCode | None = None
    label: str = ""
    member: str = ""


class GroupResult(NamedTuple):
    """What one group came to; `missing` says in data what is still needed.

    `applied` is everything that fills it, in the groups inside it too. `in_progress` is
    what may fill what is missing once it is finished; it completes nothing.
    """

    id: GroupId
    title: str
    status: Met
    applied: tuple[Placement, ...] = ()
    missing: tuple[str, ...] = ()
    groups: tuple["GroupResult", ...] = ()
    required: Fraction | None = None
    counted: Fraction = Fraction(0)
    in_courses: bool = False
    reasons: tuple[Reason, ...] = ()
    in_progress: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """What one residency rule, GPA floor or total came to.

    `short` is how much is missing; `counted` is None where nothing can be said.
    """

    rule: RuleId
    kind: str
    required: Fraction
    counted: Fraction | None
    status: Met
    short: Fraction = Fraction(0)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DegreeAudit:
    """Awards and own courses set against one degree version, proved best.

    `free` are candidates that no group took but that count toward the total.
    `conflicts` are smallest sets of requirements that cannot hold together.
    `open_facts` would settle a condition that is unknown. `unmet` counts the degree's
    own statements that are not met, `missing` the credit missing in all: the first two
    things by which one use of the credit is better than another.
    """

    degree: BlockId
    version: str
    status: AuditStatus
    credits_required: Fraction
    credits_applied: Fraction
    groups: tuple[GroupResult, ...] = ()
    residency: tuple[MeasureResult, ...] = ()
    gpa: tuple[MeasureResult, ...] = ()
    free: tuple[Placement, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    open_facts: tuple[Reason, ...] = ()
    certificate: Certificate | None = None
    settlement: Settlement = field(default_factory=Settlement)
    catalog_clause: str = ""
    governing_date: date | None = None
    unmet: int = 0
    missing: Fraction = Fraction(0)
