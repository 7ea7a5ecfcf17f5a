"""Training: instruction outside college, as its record reports it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.duration import Duration
from articulate.model.identifiers import LearningId
from articulate.model.transcript import Decisions


@dataclass(frozen=True, slots=True)
class Training:
    """One completed training, named by the exhibit that describes it."""

    id: LearningId
    exhibit: str
    completed: date | None = None
    location: str | None = None
    length: Duration | None = None
    skill: Fraction | None = None
    recommended: tuple[str, ...] | None = None
    decisions: Decisions = ()
