"""Facts: what a condition may ask for, and the shapes an answer can have."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from articulate.model.calendar import Term, TermRef
from articulate.model.credit import Credits, CreditUnit
from articulate.model.duration import Duration, MonthEnd
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale
from articulate.model.identifiers import Mark
from articulate.rulebook.conditions import Fact, Has


@dataclass(frozen=True, slots=True)
class Missing:
    """The record lacks the fact. `needs` says, in words, what would settle it.

    `pending` marks a fact that time will bring: the grade of a course under way.
    """

    needs: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class SeenGrade:
    """A grade with the scale it was given on, None when no scale is on file."""

    mark: Mark
    scale: GradeScale | None


@dataclass(frozen=True, slots=True)
class SeenPoints:
    """Grade points, as an average of grades comes to."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class SeenCredit:
    """Credit as reported and in the receiving unit, None where nothing converts it.

    `ratios` is what one credit of each other unit is in the receiving unit.
    """

    reported: Credits
    received: Fraction | None
    ratios: tuple[tuple[CreditUnit, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLevel:
    """A performance level with the stated order, worst first; empty when none is."""

    level: str
    order: tuple[str, ...]


class Never(StrEnum):
    """The last valid day of what does not expire."""

    EXPIRES = "never expires"


FactValue = (
    Missing
    | SeenGrade
    | SeenPoints
    | SeenCredit
    | SeenLevel
    | Never
    | Fraction
    | Duration
    | date
    | str
    | bool
    | tuple[str, ...]
)
"""A tuple holds every value of a fact that has several, such as degrees pursued."""


class Facts(Protocol):
    """One situation a condition is put to: a learning, a set of them, or a learner."""

    @property
    def month_end(self) -> MonthEnd:
        """How a day that its month lacks is read."""
        ...

    @property
    def wanted_scale(self) -> GradeScale | None:
        """The scale that grades named in the rule stand on, the receiving side's."""
        ...

    def value(self, fact: Fact) -> FactValue:
        """Return what the record says; of `unexpired` the last valid day or `Never`."""
        ...

    def levels(self) -> tuple[tuple[str, Fraction | None], ...] | Missing:
        """Return every criterion of a portfolio with its level, None before one is."""
        ...

    def has(self, asked: Has) -> Finding:
        """Say whether the whole record has the credit asked for."""
        ...

    def term(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar, None when it is not on file."""
        ...
