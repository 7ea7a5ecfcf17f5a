"""Degrees: groups and what they ask for, residency, sharing and conditions."""

from dataclasses import dataclass, field
from typing import Literal

from articulate.diagnostics.span import Span
from articulate.language.syntax.conditions import Condition, Operator
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Name, Node, Number
from articulate.language.syntax.policies import Completed, Limit, Quantity
from articulate.language.syntax.pools import Pool
from articulate.language.syntax.quantities import Attribute, Credits, Grade
from articulate.language.syntax.sources import Source


@dataclass(frozen=True, slots=True)
class CreditsAtLeast(Node):
    """`credits at least 120`, in `cr`, or `credits at least 180 quarter`."""

    at_least: Number | Credits
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GpaAtLeast(Node):
    """`gpa at least 2.0 over any course except KINE *`."""

    at_least: Number
    over: Pool | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Residency(Node):
    """How much must be earned here.

    `at least 30 cr`; `at least 24 of last 30 cr by completed, ties favor learner,
    straddling pro rata`; `at least 18 cr after first 60 cr`; `at least 50% of courses
    in core or advanced`; `at least 6 cr in core`; `at least 15 cr from level upper`.
    The `groups` of a percent are its own. `last` and `after_first` are never both
    there. `by`, `ties` and `straddling` are None where nothing is said.
    """

    id: Name
    at_least: Quantity
    last: Credits | None = None
    after_first: Credits | None = None
    groups: tuple[Name, ...] = ()
    pool: Pool | None = None
    by: Literal["completed"] | None = None
    ties: Literal["favor learner", "against learner", "whole term"] | None = None
    straddling: Literal["pro rata", "whole", "not"] | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """`all of { … }`."""

    members: tuple["Member", ...]


@dataclass(frozen=True, slots=True)
class SomeOf(Node):
    """`1 of { … }`, or `1 to 3 of { … }` with `most`."""

    least: int
    most: int | None
    members: tuple["Member", ...]


@dataclass(frozen=True, slots=True)
class CoursesFrom(Node):
    """`4 courses from attribute GE.*`."""

    count: int
    pool: Pool


@dataclass(frozen=True, slots=True)
class CreditsFrom(Node):
    """`18 cr from CSCI 300..499`."""

    credits: Credits
    pool: Pool


@dataclass(frozen=True, slots=True)
class Milestone(Node):
    """`milestone`."""


Demand = AllOf | SomeOf | CoursesFrom | CreditsFrom | Milestone


@dataclass(frozen=True, slots=True)
class GradeQualifier(Node):
    """`with grade >= C`."""

    operator: Operator
    grade: Grade


@dataclass(frozen=True, slots=True)
class GpaQualifier(Node):
    """`with gpa >= 2.25`, `with gpa of all attempts >= 2.25`."""

    operator: Operator
    gpa: Number
    all_attempts: bool = False


@dataclass(frozen=True, slots=True)
class SubjectCount(Node):
    """`2 subjects`."""

    count: int


@dataclass(frozen=True, slots=True)
class AreaCount(Node):
    """`3 areas of (GE.HUM, GE.SOC)`."""

    count: int
    areas: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """`at most 6 cr per subject`, `at least 5 courses in residence`."""

    at: Literal["most", "least"]
    quantity: Quantity | SubjectCount | AreaCount
    per: Literal["subject", "term"] | None = None
    pool: Pool | None = None
    in_residence: bool = False


@dataclass(frozen=True, slots=True)
class LetterGraded(Node):
    """`letter graded`."""


@dataclass(frozen=True, slots=True)
class NoExamCredit(Node):
    """`no exam credit`."""


Qualifier = (
    GradeQualifier | GpaQualifier | Completed | Bound | LetterGraded | NoExamCredit
)


@dataclass(frozen=True, slots=True)
class Group(Node):
    """`group core "Core" all of { … } with grade >= C`."""

    id: Name
    title: str | None
    demand: Demand
    qualifiers: tuple[Qualifier, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseMember(Node):
    """`course PHYS 131 + PHYS 131L`: one course of a group."""

    source: Source


Member = CourseMember | Group


@dataclass(frozen=True, slots=True)
class ShareAll(Node):
    """`share all`."""

    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareWith(Node):
    """`share core with gened at most 4 cr`, `share advanced with degree ba-math …`."""

    group: Name
    other: Name
    degree: bool = False
    at_most: Quantity | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exclusive(Node):
    """`exclusive advanced with core`, `exclusive advanced with degree ba-math`."""

    group: Name
    other: Name
    degree: bool = False
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EachFills(Node):
    """`each course fills at most 2 groups`."""

    at_most: int
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhenBlock(Node):
    """`when flag honors { … } else { … }`; `otherwise` is None without an `else`.

    `divider` is where `else` stands, for the layout.
    """

    condition: Condition
    then: tuple["DegreeStatement", ...]
    otherwise: tuple["DegreeStatement", ...] | None = None
    divider: Span | None = field(default=None, compare=False, repr=False)


DegreeStatement = (
    CreditsAtLeast
    | GpaAtLeast
    | Limit
    | Residency
    | Group
    | ShareAll
    | ShareWith
    | Exclusive
    | EachFills
    | WhenBlock
)


@dataclass(frozen=True, slots=True)
class DegreeBlock(Braced):
    """`degree bs-cs "…" for STATE version 2024 … { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[DegreeStatement, ...]
