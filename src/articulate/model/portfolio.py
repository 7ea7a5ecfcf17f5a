"""Portfolios: a learner's own account of learning, judged by assessors."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.credential import Evidence
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.transcript import Decisions


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One portfolio and the levels its panel found, by criterion.

    `decided` is None while the panel has not concluded.
    """

    id: LearningId
    portfolio: BlockId
    criteria: tuple[tuple[str, Fraction], ...] = ()
    decided: date | None = None
    evidence: tuple[Evidence, ...] | None = None
    decisions: Decisions = ()
