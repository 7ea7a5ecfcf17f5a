"""Appeals: which rule lets a learner appeal a line, and until which day.

Whether a pool holds a learning is said in three values. What only a full evaluation
could tell is unknown, and unknown is never no: the right is there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from articulate.cases.deadlines import due_on
from articulate.model.answer import Answer, all_of, answer_of, any_of, negated
from articulate.model.credential import Credential
from articulate.model.duration import DurationUnit, MonthEnd, after
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord
from articulate.model.training import Training
from articulate.rulebook.in_force import in_force
from articulate.rulebook.policy import AppealRule, PolicyBlock
from articulate.rulebook.pools import (
    Difference,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    Pool,
    Road,
    RoadPool,
    Union,
)
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.services.evaluate_record import Asked
from articulate.services.office import Office

SECOND_REVIEW = "second review"


@dataclass(frozen=True, slots=True)
class Right:
    """A learner's right to appeal: by which rule, and how its policy reads month ends.

    `name` is the rule's full name.
    """

    name: str
    rule: AppealRule
    month_end: MonthEnd

    @property
    def second_review(self) -> bool:
        """Whether a denial is final only after a second person has looked at it."""
        return self.rule.after == SECOND_REVIEW

    def last_day(self, decided: date, office: Office) -> date | None:
        """Return the last day that is in time, None where no day can be told."""
        within = self.rule.within
        if within.unit is DurationUnit.BUSINESS_DAYS:
            return due_on(decided, within.amount, (), office.calendar)
        return after(decided, within, self.month_end)


def rights_of(
    rulebook: Rulebook, record: LearnerRecord, asked: Asked, learning: Sequence[str]
) -> tuple[Right, ...]:
    """List the rights to appeal what becomes of some learnings, in order of rules."""
    mine = [one for one in _learnings(record, asked) if one.id in learning]
    rights = []
    for _, versions in sorted(versions_of(_of_receiver(rulebook, asked)).items()):
        for block in in_force(versions, asked.as_of, asked.known_at).chosen:
            for rule in block.appeals:
                inside = any_of(_inside(rule.pool, one, rulebook) for one in mine)
                if inside is not Answer.NOT_MET:
                    name = block.head.rule_name(rule.head.id)
                    rights.append(Right(name, rule, block.month_end))
    return tuple(rights)


def _of_receiver(rulebook: Rulebook, asked: Asked) -> list[PolicyBlock]:
    return [one for one in rulebook.policies if one.head.receiving == asked.receiving]


@dataclass(frozen=True, slots=True)
class _From:
    """One learning by where it is from: the road, and the institution if it has one."""

    id: LearningId
    road: Road
    sender: InstitutionId | None = None


def _learnings(record: LearnerRecord, asked: Asked) -> Iterator[_From]:
    for transcript in record.transcripts:
        sender = transcript.institution
        road = Road.RESIDENCE if sender == asked.receiving else Road.TRANSFER
        yield from (_From(one.id, road, sender) for one in transcript.courses)
        yield from (_From(one.id, road, sender) for one in transcript.awards)
    roads: dict[Road, Sequence[ExamSitting | Credential | Training | Portfolio]] = {
        Road.EXAMS: record.exams,
        Road.CREDENTIALS: record.credentials,
        Road.TRAINING: record.trainings,
        Road.PORTFOLIOS: record.portfolios,
    }
    for road, many in roads.items():
        yield from (_From(other.id, road) for other in many)


def _inside(pool: Pool, one: _From, rulebook: Rulebook) -> Answer:
    """Say whether a pool holds a learning, by where it is from."""
    match pool:
        case RoadPool(road=road):
            return answer_of(road is one.road)
        case InstitutionPool(institution=institution):
            return answer_of(institution == one.sender)
        case InstitutionKindPool(kind=kind):
            if one.sender is None:
                return Answer.NOT_MET
            known = rulebook.institution.get(one.sender)
            return answer_of(None if known is None else known.kind is kind)
        case Union(pools=pools):
            return any_of(_inside(each, one, rulebook) for each in pools)
        case Intersection(pools=pools):
            return all_of(_inside(each, one, rulebook) for each in pools)
        case Difference(pool=whole, without=without):
            left = negated(_inside(without, one, rulebook))
            return all_of((_inside(whole, one, rulebook), left))
        case _:
            return Answer.UNKNOWN
