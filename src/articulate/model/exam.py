"""Exams: one learner's scores on one exam on one day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.identifiers import BlockId, LearningId
from articulate.model.transcript import Decisions


@dataclass(frozen=True, slots=True)
class ExamSitting:
    """One learner's scores on one exam on one day, subscores by name included."""

    id: LearningId
    exam: BlockId
    score: Fraction | None = None
    subscores: tuple[tuple[str, Fraction], ...] = ()
    taken: date | None = None
    percentile: Fraction | None = None
    decisions: Decisions = ()
