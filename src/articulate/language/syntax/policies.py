"""Institutional policy: what transfers, how it is counted, and what limits it."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.agreements import GovernedBy, Ground
from articulate.language.syntax.conditions import Condition, Fact
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Day, Name, Node, Number, Reference
from articulate.language.syntax.pools import Pool
from articulate.language.syntax.quantities import Credits, Duration, Level, UnitWord


@dataclass(frozen=True, slots=True)
class DenyRemedy(Node):
    """`else deny`, with a reason where one is written."""

    because: str | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class ReferRemedy(Node):
    """`else refer to "Director" because "…"`."""

    to: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class ElectiveRemedy(Node):
    """`else elective`, `else elective same subject`, `else elective HIST lower`."""

    subject: str | None = None
    same_subject: bool = False
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class RequirementsOnly(Node):
    """`else requirements only`: it satisfies, without hours."""


@dataclass(frozen=True, slots=True)
class Unarticulated(Node):
    """`else unarticulated`."""


Remedy = DenyRemedy | ReferRemedy | ElectiveRemedy | RequirementsOnly | Unarticulated


@dataclass(frozen=True, slots=True)
class CourseCount(Node):
    """`5 courses`."""

    count: int


@dataclass(frozen=True, slots=True)
class PercentOf(Node):
    """`25% of degree`, `50% of courses in core or advanced`."""

    percent: Number
    of: Literal["degree", "courses"]
    groups: tuple[Name, ...] = ()


Quantity = Credits | CourseCount | PercentOf


@dataclass(frozen=True, slots=True)
class Completed(Node):
    """`completed within 7 years before admitted`, `completed after admitted`."""

    within: Duration | None
    direction: Literal["before", "after"]
    anchor: Fact | Day


@dataclass(frozen=True, slots=True)
class AcceptFrom(Node):
    """`accept from accredited institutions on completed else deny`."""

    pool: Pool
    on: Fact | None = None
    when: Condition | None = None
    otherwise: Remedy | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptAt(Node):
    """`accept at PARTNER as residence`; a teach-out may say from and through when."""

    institutions: tuple[Name, ...]
    from_: Day | None = None
    through: Day | None = None
    when: Condition | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minimum(Node):
    """`minimum base: grade >= C- else deny`."""

    id: Name
    overrides: tuple[Reference, ...]
    requires: Condition
    when: Condition | None = None
    otherwise: Remedy | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DenyPool(Node):
    """`deny remedial: transfer because "…" ground level when attribute remedial`."""

    id: Name
    overrides: tuple[Reference, ...]
    pool: Pool
    when: Condition | None = None
    because: str | None = None
    ground: Ground | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferPool(Node):
    """`refer old: transfer to "…" because "…" when …`."""

    id: Name
    overrides: tuple[Reference, ...]
    pool: Pool
    to: str | None = None
    when: Condition | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """`round half-up to 0.01 per course`."""

    mode: Literal["half-up", "half-even", "half-down", "up", "down"]
    to: Number
    per: Literal["course", "total"]


@dataclass(frozen=True, slots=True)
class Convert(Node):
    """`convert quarter -> semester by 2/3 round half-up to 0.01 per course`."""

    from_: UnitWord
    to: UnitWord
    by: Number
    rounding: Rounding | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surplus(Node):
    """`surplus keep`, `surplus elective same subject`."""

    how: Literal["keep", "drop", "elective", "elective same subject"]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat(Node):
    """`repeat now: best grade`; `up_to` belongs to `each up to 2`."""

    id: Name
    overrides: tuple[Reference, ...]
    method: Literal["best grade", "last", "first", "average", "each"]
    up_to: int | None = None
    when: Condition | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate(Node):
    """`duplicate keep most credit`."""

    keep: Literal["most credit", "best grade", "course", "first", "last"]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefer(Node):
    """`prefer larger sets then most credit`."""

    order: tuple[Literal["larger sets", "most credit", "best grade"], ...]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Otherwise(Node):
    """`otherwise elective same subject when not attribute vocational else deny`."""

    outcome: Remedy
    when: Condition | None = None
    otherwise: Remedy | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """`limit after: at most 4 cr from transfer completed after admitted`."""

    id: Name
    overrides: tuple[Reference, ...]
    at_most: Quantity
    pool: Pool
    completed: Completed | None = None
    when: Condition | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recency(Node):
    """`recency award: subjects NURS completed within 10 years before graduated …`."""

    id: Name
    overrides: tuple[Reference, ...]
    pool: Pool
    completed: Completed
    unless: Condition | None = None
    when: Condition | None = None
    otherwise: Remedy | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Appeal(Node):
    """`appeal denials: transfer within 15 business days to "Provost" after …`."""

    id: Name
    pool: Pool
    within: Duration
    to: str
    after: Literal["first review", "second review"] | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthEnd(Node):
    """`month-end down`."""

    how: Literal["down", "up", "refuse"]
    cites: tuple[str, ...] = ()


CandidateWord = Literal["admitted", "declared", "graduated", "requested", "evaluated"]
ChoiceWord = Literal[
    "election",
    "most favorable",
    "admitted",
    "declared",
    "graduated",
    "requested",
    "evaluated",
]


@dataclass(frozen=True, slots=True)
class Candidates(Node):
    """`candidates admitted, declared, graduated`."""

    candidates: tuple[CandidateWord, ...]


@dataclass(frozen=True, slots=True)
class Lapse(Node):
    """`lapse when gap > 2 terms`."""

    when: Condition


@dataclass(frozen=True, slots=True)
class Expire(Node):
    """`expire 10 years after admitted`."""

    after: Duration
    anchor: Fact | Day


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """`choose election else most favorable else admitted`."""

    order: tuple[ChoiceWord, ...]


CatalogRightsStatement = Candidates | Lapse | Expire | Choose


@dataclass(frozen=True, slots=True)
class CatalogRights(Braced):
    """`catalog rights { … }`."""

    cites: tuple[str, ...]
    statements: tuple[CatalogRightsStatement, ...]


PolicyStatement = (
    GovernedBy
    | AcceptFrom
    | AcceptAt
    | Minimum
    | DenyPool
    | ReferPool
    | Convert
    | Surplus
    | Repeat
    | Duplicate
    | Prefer
    | Otherwise
    | Limit
    | Recency
    | Appeal
    | MonthEnd
    | CatalogRights
)


@dataclass(frozen=True, slots=True)
class PolicyBlock(Braced):
    """`policy undergraduate "…" for STATE version 2023 … { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[PolicyStatement, ...]
