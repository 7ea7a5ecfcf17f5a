"""Teach-outs and academic exceptions: what stands before ordinary rules."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Day, Name, Node, Reference
from articulate.language.syntax.policies import AcceptAt, Quantity, Remedy
from articulate.language.syntax.quantities import Duration, Grade
from articulate.language.syntax.sources import Source, Target


@dataclass(frozen=True, slots=True)
class ClosesDegree(Node):
    """`closes degree ba-german to admission after 2024-05-31`."""

    degree: Name
    after: Day


@dataclass(frozen=True, slots=True)
class ClosesInstitution(Node):
    """`closes institution NCC on 2025-06-30`."""

    institution: Name
    on: Day


@dataclass(frozen=True, slots=True)
class LastAward(Node):
    """`last award 2028-08-31`."""

    on: Day


@dataclass(frozen=True, slots=True)
class ProtectsAdmitted(Node):
    """`protects learners admitted through 2024-05-31 with gap at most 2 terms`."""

    fact: Literal["admitted", "declared"]
    through: Day
    gap_at_most: Duration | None = None


@dataclass(frozen=True, slots=True)
class ProtectsEnrolled(Node):
    """`protects learners enrolled at NCC on 2025-01-15`."""

    institution: Name
    on: Day
    gap_at_most: Duration | None = None


@dataclass(frozen=True, slots=True)
class HoldsCatalog(Node):
    """`holds catalog 2022`."""

    catalog: Name


@dataclass(frozen=True, slots=True)
class Substitute(Node):
    """`substitute STAT 135 for MATH 135 in bs-cs/core because "…"`: new for old."""

    new: Target
    old: Source
    in_: Reference | None = None
    from_: Day | None = None
    through: Day | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waive(Node):
    """`waive residency final`, `waive limit two-year`, `waive bs-cs/capstone`.

    `kind` is the word before the name, if any; a bare name is the reference's `member`.
    """

    kind: Literal["residency", "limit", "minimum", "recency", "group"] | None
    waived: Reference
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extend(Node):
    """`extend limit two-year to 66 cr`, `extend recency science to 8 years`."""

    kind: Literal["limit", "recency"]
    extended: Reference
    to: Quantity | Duration
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptRule(Node):
    """`accept NCC:CIS 299 -> CSCI 480 [4 cr]`."""

    source: Source
    target: Target
    graded: Grade | None = None
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetCatalog(Node):
    """`set catalog 2022`."""

    catalog: Name
    because: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AfterLastAward(Node):
    """`after last award refer because "…"`."""

    remedy: Remedy


@dataclass(frozen=True, slots=True)
class ReceivesInto(Node):
    """`receives into bs-cs`."""

    degrees: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Freezes(Node):
    """`freezes agreement ncc-computing@2024`."""

    agreement: Reference


@dataclass(frozen=True, slots=True)
class ApplyThrough(Node):
    """`apply through 2026-06-30`."""

    through: Day


ExceptionStatement = Substitute | Waive | Extend | AcceptRule | AcceptAt | SetCatalog
TeachOutStatement = (
    ExceptionStatement
    | ClosesDegree
    | ClosesInstitution
    | LastAward
    | ProtectsAdmitted
    | ProtectsEnrolled
    | HoldsCatalog
    | AfterLastAward
    | ReceivesInto
    | Freezes
    | ApplyThrough
)


@dataclass(frozen=True, slots=True)
class TeachOutBlock(Braced):
    """`teachout ba-german "…" for STATE version 1 … { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[TeachOutStatement, ...]


@dataclass(frozen=True, slots=True)
class ExceptionBlock(Braced):
    """`exception e-1 for learner "L-1001" granted 2025-03-01 by "Dean" { … }`."""

    id: Name
    title: str | None
    learner: str
    granted: Day
    by: str
    through: Day | None
    cites: tuple[str, ...]
    statements: tuple[ExceptionStatement, ...]
