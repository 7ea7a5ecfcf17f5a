"""Canonical order: where each learning of a record stands, however it was sent."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import LearningId
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt


def canonical_places(record: LearnerRecord) -> Mapping[LearningId, int]:
    """Number the learnings by kind, institution, day, name and id.

    The order of the record's own rows plays no part, so neither can it in a result.
    """
    ordered = sorted(record.learnings(), key=_key)
    return MappingProxyType({one.id: place for place, one in enumerate(ordered)})


def day_of(learning: Learning) -> date | None:
    """Return the day the learning ended, as reported; None where nothing is."""
    match learning:
        case CourseAttempt():
            return learning.completed
        case ConferredAward() | Credential():
            return learning.awarded
        case ExamSitting():
            return learning.taken
        case Training():
            return learning.completed
        case _:
            return learning.decided


def _key(learning: Learning) -> tuple[int, str, bool, date, str, str]:
    kind, institution, name = _named(learning)
    day = day_of(learning)
    return (kind, institution, day is None, day or date.max, name, learning.id)


def _named(learning: Learning) -> tuple[int, str, str]:
    match learning:
        case CourseAttempt(code=code):
            return (0, code.institution, code.local)
        case ConferredAward():
            return (1, learning.institution, learning.title)
        case ExamSitting():
            return (2, "", learning.exam)
        case Credential():
            return (3, learning.issuer or "", learning.achievement)
        case Training():
            return (4, "", learning.exhibit)
        case _:
            return (5, "", learning.portfolio)
