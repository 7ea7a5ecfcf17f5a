"""Names for what a learner brings and what a rule gives, as every face shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from articulate.explain.titles import Titles
from articulate.model.award import AwardKind, CreditAward
from articulate.model.credential import Credential
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt


@dataclass(frozen=True, slots=True)
class Source:
    """One learning in words: its name, what it is called, its mark, credit and day.

    `road` is where it is from: an institution's name, or the kind of learning. `clock`
    is what its own day is called.
    """

    id: LearningId
    name: str
    title: str
    mark: str
    credit: str
    day: date | None
    road: str
    clock: str = "completed"


def sources_of(record: LearnerRecord, titles: Titles) -> Mapping[LearningId, Source]:
    """Name every learning of a record, by its id."""
    return {one.id: source_of(one, titles) for one in record.learnings()}


def source_of(learning: Learning, titles: Titles) -> Source:
    """Name one learning."""
    match learning:
        case CourseAttempt():
            return _course(learning, titles)
        case ConferredAward():
            road = titles.institution(learning.institution)
            name = learning.title
            return _other(learning, name, road, ("awarded", learning.awarded))
        case ExamSitting():
            name = titles.block(learning.exam)
            sat = _other(learning, name, "Exams", ("taken", learning.taken))
            return replace(sat, mark=_score(learning))
        case Credential():
            name = learning.achievement
            return _other(learning, name, "Credentials", ("awarded", learning.awarded))
        case Training():
            name = learning.exhibit
            return _other(learning, name, "Training", ("completed", learning.completed))
        case Portfolio():
            name = titles.block(learning.portfolio)
            return _other(learning, name, "Portfolios", ("decided", learning.decided))


def target_name(target: CreditAward) -> str:
    """Name what a target gives, without its credit: `elective CSCI lower`."""
    match target.kind:
        case AwardKind.COURSE:
            return target.title if target.code is None else target.code.local
        case AwardKind.ELECTIVE:
            parts = ("elective", target.subject, target.level)
            return " ".join(str(part) for part in parts if part)
        case AwardKind.REQUIREMENT:
            return f"requirement {attribute_of(target)}"
        case AwardKind.BLOCK:
            return f"“{target.title}”"


def attribute_of(target: CreditAward) -> str:
    """Return the attribute that a requirement target satisfies."""
    return next(iter(target.attributes), target.title)


def unit_name(unit: CreditUnit) -> str:
    """Name a unit after an amount: `semester credits`."""
    match unit:
        case CreditUnit.SEMESTER | CreditUnit.QUARTER:
            return f"{unit} credits"
        case CreditUnit.ECTS:
            return "ECTS credits"
        case CreditUnit.UNKNOWN:
            return "credits"


def status_name(status: str) -> str:
    """Write a status as words: `in-progress` is `in progress`."""
    return status.replace("-", " ")


def day_name(day: date | None) -> str:
    """Write a day, or that there is none."""
    return "no date" if day is None else day.isoformat()


def _course(attempt: CourseAttempt, titles: Titles) -> Source:
    unit = "(unit unknown)" if attempt.unit is CreditUnit.UNKNOWN else attempt.unit
    amount = attempt.credits
    underlying = f" ({attempt.underlying})" if attempt.underlying else ""
    return Source(
        id=attempt.id,
        name=str(attempt.code),
        title=attempt.title,
        mark=f"{attempt.grade}{underlying}" if attempt.grade else "no grade",
        credit="" if amount is None else f"{number_text(amount)} {unit}",
        day=attempt.completed,
        road=titles.institution(attempt.code.institution),
    )


def _score(sitting: ExamSitting) -> str:
    score = (
        "no score" if sitting.score is None else f"score {number_text(sitting.score)}"
    )
    parts = [f"{name} {number_text(some)}" for name, some in sitting.subscores]
    return f"{score} ({', '.join(parts)})" if parts else score


def _other(
    learning: Learning, name: str, road: str, when: tuple[str, date | None]
) -> Source:
    clock, day = when
    return Source(learning.id, name, "", "", "", day=day, road=road, clock=clock)
