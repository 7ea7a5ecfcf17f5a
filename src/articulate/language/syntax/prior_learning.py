"""Exams, credentials, training and portfolios."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.agreements import Deny, GovernedBy, Refer, Rule
from articulate.language.syntax.conditions import Condition
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Day, Name, Node, Number
from articulate.language.syntax.policies import Remedy


@dataclass(frozen=True, slots=True)
class Scores(Node):
    """`scores 1..5`: the published scale, both ends included."""

    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Revoke(Node):
    """`revoke five, four when has attempted MATH 121`."""

    rules: tuple[Name, ...]
    when: Condition
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedBy(Node):
    """`issued by "did:web:badges.northfield.example"`; any of several."""

    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Achievement(Node):
    """`achievement "https://…"`; any of several."""

    achievements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requires(Node):
    """`requires verified and unexpired on requested`."""

    condition: Condition
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultLevels(Node):
    """`levels "Modelling" "Emerging" < "Developing"`, lowest first."""

    result: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stack(Node):
    """`stack all of a, b` (`count` is None) or `stack 2 of a, b, c`."""

    count: int | None
    members: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Exhibit(Node):
    """`exhibit "MOS-68W-005" offered 2019-10-01 through 2024-09-30`."""

    exhibit: str
    offered: Day | None = None
    through: Day | None = None


@dataclass(frozen=True, slots=True)
class Assessors(Node):
    """`assessors 2 blind`."""

    count: int
    blind: bool


@dataclass(frozen=True, slots=True)
class CriterionLevels(Node):
    """`criterion "Analyses a firm" levels 0..4`."""

    criterion: str
    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class EvidenceRequired(Node):
    """`evidence required "reflective essay", "work product"`."""

    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agree(Node):
    """`agree within 1 level else third assessor`; the remedy may be a `refer`."""

    within: Number
    otherwise: Literal["third assessor"] | Remedy | None = None


@dataclass(frozen=True, slots=True)
class DecideBy(Node):
    """`decide by median`."""

    method: Literal["median", "mean", "lowest", "highest"]


PriorLearningStatement = (
    GovernedBy
    | Rule
    | Deny
    | Refer
    | Revoke
    | Scores
    | IssuedBy
    | Achievement
    | Requires
    | ResultLevels
    | Stack
    | Exhibit
    | Assessors
    | CriterionLevels
    | EvidenceRequired
    | Agree
    | DecideBy
)


@dataclass(frozen=True, slots=True)
class PriorLearningBlock(Braced):
    """`exam …`, `credential …`, `training …` or `portfolio …`."""

    kind: Literal["exam", "credential", "training", "portfolio"]
    header: Header
    cites: tuple[str, ...]
    statements: tuple[PriorLearningStatement, ...]
