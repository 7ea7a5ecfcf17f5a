"""Records of one learner, handed in at different times, read as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from articulate.model.exam import ExamSitting
from articulate.model.identifiers import LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.transcript import CourseAttempt, Transcript

L = TypeVar("L", bound=Learning)
Renamed = dict[LearningId, LearningId]
"""The id that each learning of a record has in the whole."""


def together(
    records: Sequence[LearnerRecord],
) -> tuple[LearnerRecord, tuple[Renamed, ...]]:
    """Read records of one learner as one, the newest first, and say what became of ids.

    What two records tell of one learning is told by the newer one; about the learner
    the newest speaks alone.
    """
    merging = _Merging()
    whole = records[0]
    renamed = [merging.all_of(whole)]
    for record in records[1:]:
        names: Renamed = {}
        whole = replace(
            whole,
            transcripts=(*whole.transcripts, *merging.transcripts(record, names)),
            exams=(*whole.exams, *merging.new(record.exams, names)),
            credentials=(*whole.credentials, *merging.new(record.credentials, names)),
            trainings=(*whole.trainings, *merging.new(record.trainings, names)),
            portfolios=(*whole.portfolios, *merging.new(record.portfolios, names)),
        )
        renamed.append(names)
    return whole, tuple(renamed)


class _Merging:
    """Knows what is in the whole already, and under which id."""

    def __init__(self) -> None:
        self._known: dict[object, LearningId] = {}
        self._ids: set[LearningId] = set()

    def all_of(self, record: LearnerRecord) -> Renamed:
        """Take a record as it is."""
        for one in record.learnings():
            self._known.setdefault(_same(one), one.id)
            self._ids.add(one.id)
        return {one.id: one.id for one in record.learnings()}

    def transcripts(
        self, record: LearnerRecord, names: Renamed
    ) -> Iterator[Transcript]:
        """Yield of each transcript what is new in it."""
        for one in record.transcripts:
            courses = tuple(self.new(one.courses, names))
            awards = tuple(self.new(one.awards, names))
            if courses or awards:
                yield replace(one, courses=courses, awards=awards)

    def new(self, learnings: Sequence[L], names: Renamed) -> Iterator[L]:
        """Yield what is not there yet, under an id that nothing else has."""
        for one in learnings:
            same = _same(one)
            known = self._known.get(same)
            if known is None:
                known = self._known[same] = self._free(one.id)
                yield replace(one, id=known)
            names[one.id] = known

    def _free(self, wanted: LearningId) -> LearningId:
        names = (LearningId(f"{wanted}-{number}") for number in count(2))
        found = (
            wanted
            if wanted not in self._ids
            else next(one for one in names if one not in self._ids)
        )
        self._ids.add(found)
        return found


def _same(learning: Learning) -> object:
    """What two records must tell alike of one learning, whatever else they tell."""
    match learning:
        case CourseAttempt():
            return (learning.code, learning.term or learning.completed)
        case ExamSitting():
            return (learning.exam, learning.taken)
        case Portfolio():
            return ("portfolio", learning.portfolio)
        case _:
            return replace(learning, id=LearningId(""))
