"""The learner: the person whose learning is being recognized."""

from dataclasses import dataclass
from datetime import date

from articulate.model.calendar import TermRef
from articulate.model.identifiers import BlockId, LearnerId, VersionId


@dataclass(frozen=True, slots=True)
class Learner:
    """The person whose learning is being recognized, with the office's facts.

    `expected` is the expected day of graduation; `catalog` the version elected;
    `enrolled` is None when no enrollment is on record, which is not the same as none.
    Flags that nobody recorded are unknown.
    """

    id: LearnerId
    admitted: date | None = None
    declared: date | None = None
    graduated: date | None = None
    expected: date | None = None
    degrees: tuple[BlockId, ...] = ()
    catalog: VersionId | None = None
    enrolled: tuple[TermRef, ...] | None = None
    flags: tuple[tuple[str, bool], ...] = ()
