"""The learner record: everything a learner brings, exactly as reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, GroupId, LearningId
from articulate.model.learner import Learner
from articulate.model.portfolio import Portfolio
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

Learning = (
    CourseAttempt | ConferredAward | ExamSitting | Credential | Training | Portfolio
)


@dataclass(frozen=True, slots=True)
class ReachedMilestone:
    """A milestone of a degree that the learner reached, and when."""

    id: LearningId
    degree: BlockId
    group: GroupId
    reached: date


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """Everything a learner brings, exactly as reported, at one moment; never edited.

    `requested` is the day credit was asked for. Ids of learnings are unique.
    """

    learner: Learner
    requested: date | None = None
    transcripts: tuple[Transcript, ...] = ()
    exams: tuple[ExamSitting, ...] = ()
    credentials: tuple[Credential, ...] = ()
    trainings: tuple[Training, ...] = ()
    portfolios: tuple[Portfolio, ...] = ()
    milestones: tuple[ReachedMilestone, ...] = ()

    def attempts(self) -> Iterator[CourseAttempt]:
        """Yield every course attempt, transcript by transcript."""
        for transcript in self.transcripts:
            yield from transcript.courses

    def learnings(self) -> Iterator[Learning]:
        """Yield every learning once."""
        yield from self.attempts()
        for transcript in self.transcripts:
            yield from transcript.awards
        yield from self.exams
        yield from self.credentials
        yield from self.trainings
        yield from self.portfolios
