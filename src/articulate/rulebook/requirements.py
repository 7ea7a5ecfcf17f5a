"""A degree's requirements: groups, what they demand, and what they ask of credit."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.diagnostics.origin import Origin
from articulate.model.identifiers import GroupId, Mark
from articulate.rulebook.conditions import Condition, Operator
from articulate.rulebook.pools import Pool
from articulate.rulebook.sources import Source


@dataclass(frozen=True, slots=True)
class CourseMember:
    """`course PHYS 131 + PHYS 131L`: one course, written like a source.

    `id` is the written form, unique among its siblings, for explanations only.
    """

    id: str
    source: Source
    origin: Origin


@dataclass(frozen=True, slots=True)
class EveryMember:
    """`all of { … }`."""

    members: tuple["Member", ...]


@dataclass(frozen=True, slots=True)
class SomeMembers:
    """`N of { … }`, `N to M of { … }`; at most `most` of them take credit."""

    least: int
    most: int
    members: tuple["Member", ...]


@dataclass(frozen=True, slots=True)
class CoursesFrom:
    """`4 courses from POOL`."""

    count: int
    pool: Pool


@dataclass(frozen=True, slots=True)
class CreditFrom:
    """`18 cr from POOL`, in the institution's own unit."""

    amount: Fraction
    pool: Pool


@dataclass(frozen=True, slots=True)
class MilestoneDemand:
    """`milestone`: no course fills it; the record says when it was reached."""


Demand = EveryMember | SomeMembers | CoursesFrom | CreditFrom | MilestoneDemand


@dataclass(frozen=True, slots=True)
class LeastGrade:
    """`grade >= C`, of each course in the group."""

    operator: Operator
    mark: Mark


@dataclass(frozen=True, slots=True)
class LeastGpa:
    """`gpa >= 2.25`, `gpa of all attempts >= 2.25`, over the group."""

    operator: Operator
    value: Fraction
    all_attempts: bool = False


@dataclass(frozen=True, slots=True)
class CompletedWhen:
    """`completed before admitted`, `completed after 2020-01-01`: of each course."""

    condition: Condition


class CountedIn(StrEnum):
    """What a bound counts."""

    CREDIT = "cr"
    COURSES = "courses"
    SUBJECTS = "subjects"
    AREAS = "areas"
    PERCENT_OF_COURSES = "percent of courses"
    PERCENT_OF_CREDIT = "percent of cr"


SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)
"""Bounds that are a part of all that is counted."""

DISTINCT = (CountedIn.SUBJECTS, CountedIn.AREAS)
"""Bounds that count how many are begun, whatever is in each."""

IN_COURSES = (CountedIn.COURSES, CountedIn.PERCENT_OF_COURSES)
"""Bounds that count courses, not their credit."""


class Per(StrEnum):
    """Where a bound is counted: in the whole group, or in each part of it."""

    GROUP = "group"
    SUBJECT = "subject"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Bound:
    """`at most 6 cr per subject`, `at least 5 courses in residence`.

    `pool` None is the whole group; `areas` are the attributes counted. A percent is a
    fraction of 1. `at_least` False is `at most`.
    """

    at_least: bool
    amount: Fraction
    counted_in: CountedIn
    per: Per = Per.GROUP
    pool: Pool | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterGraded:
    """`letter graded`: of each course in the group."""


@dataclass(frozen=True, slots=True)
class NoExamCredit:
    """`no exam credit`: of each course in the group."""


Qualifier = LeastGrade | LeastGpa | CompletedWhen | Bound | LetterGraded | NoExamCredit


@dataclass(frozen=True, slots=True)
class Group:
    """`group core "Core" all of { … } with grade >= C`; ids are unique in a degree."""

    id: GroupId
    title: str
    demand: Demand
    origin: Origin
    qualifiers: tuple[Qualifier, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionalMembers:
    """`when flag honors { … } else { … }`."""

    condition: Condition
    members: tuple["Member", ...]
    otherwise: tuple["Member", ...]
    origin: Origin


Member = CourseMember | Group | ConditionalMembers
