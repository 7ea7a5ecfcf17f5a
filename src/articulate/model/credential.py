"""Credentials: an issuer's statement that a learner achieved something."""

from dataclasses import dataclass
from datetime import date

from articulate.model.identifiers import LearningId
from articulate.model.transcript import Decisions


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document or artifact behind a claim of learning."""

    type: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Credential:
    """An issuer's statement that a learner achieved something, whatever its format.

    `verified` is None until somebody looked. `valid_until` is the last valid day; None
    never expires. `results` are performance levels by name, `alignments` levels by the
    address of the outcome.
    """

    id: LearningId
    achievement: str
    issuer: str | None = None
    awarded: date | None = None
    valid_until: date | None = None
    verified: bool | None = None
    evidence: tuple[Evidence, ...] | None = None
    results: tuple[tuple[str, str], ...] = ()
    alignments: tuple[tuple[str, str], ...] = ()
    endorsed: bool | None = None
    decisions: Decisions = ()
