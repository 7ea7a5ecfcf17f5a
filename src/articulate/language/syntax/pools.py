"""Pools: descriptions of credit, by what a line gives and by where it is from."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.codes import Code
from articulate.language.syntax.node import Name, Node
from articulate.language.syntax.quantities import Attribute, Level

OriginWord = Literal[
    "transfer", "residence", "exams", "credentials", "training", "portfolios"
]


@dataclass(frozen=True, slots=True)
class OfSubjects(Node):
    """`subject BIOL`, or any of several: `subjects BIOL, CHEM`."""

    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfAttribute(Node):
    """`attribute GE.HUM`."""

    attribute: Attribute


@dataclass(frozen=True, slots=True)
class OfLevel(Node):
    """`level upper`."""

    level: Level


@dataclass(frozen=True, slots=True)
class AnyCourse(Node):
    """`any course`."""


@dataclass(frozen=True, slots=True)
class Graded(Node):
    """`letter graded` or `pass graded`."""

    how: Literal["letter", "pass"]


@dataclass(frozen=True, slots=True)
class OfOrigin(Node):
    """Where credit is from: `transfer`, `residence`, `exams` and the like."""

    origin: OriginWord


@dataclass(frozen=True, slots=True)
class OfInstitution(Node):
    """Credit from one institution: `NCC`."""

    institution: Name


@dataclass(frozen=True, slots=True)
class OfInstitutionKind(Node):
    """Credit from a kind of institution: `two-year institutions`."""

    kind: Name


@dataclass(frozen=True, slots=True)
class OfAccredited(Node):
    """Credit from `accredited institutions`, by anyone or `by "HLC"`."""

    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolOr(Node):
    """Credit in any of these pools. Nested pools were written in parentheses."""

    parts: tuple["Pool", ...]


@dataclass(frozen=True, slots=True)
class PoolAnd(Node):
    """Credit in all of these pools."""

    parts: tuple["Pool", ...]


@dataclass(frozen=True, slots=True)
class PoolExcept(Node):
    """Credit in a pool and in none of the others: `A except B except C`."""

    pool: "Pool"
    without: tuple["Pool", ...]


Selector = (
    Code
    | OfSubjects
    | OfAttribute
    | OfLevel
    | AnyCourse
    | Graded
    | OfOrigin
    | OfInstitution
    | OfInstitutionKind
    | OfAccredited
)
Pool = Selector | PoolOr | PoolAnd | PoolExcept
