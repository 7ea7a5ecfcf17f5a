"""Three clocks: which version of a block holds (semantics, section 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from articulate.model.duration import Duration, DurationUnit, MonthEnd
from articulate.model.identifiers import InstitutionId
from articulate.model.line import GoverningAxis
from articulate.model.record import LearnerRecord
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook

B = TypeVar("B", bound=AgreementBlock | PolicyBlock | LearningBlock)
GAP, BEFORE, OVER, NO_DAY = "gap", "before", "over", "no day"


class NotCoveredError(Exception):
    """The pages do not settle this, or the reference leaves it out on purpose."""


@dataclass(frozen=True)
class Asked:
    """One rulebook, one record, and what is asked of them."""

    book: Rulebook
    record: LearnerRecord
    as_of: date
    known_at: date | None
    here: InstitutionId

    @property
    def requested(self) -> date:
        """A request without a day is made on the day of the evaluation."""
        return self.record.requested or self.as_of


def governing_day(
    asked: Asked, axis: GoverningAxis | None, ended: date | None
) -> date | None:
    """Return the learner's date that picks a version."""
    match axis:
        case GoverningAxis.ADMITTED:
            return asked.record.learner.admitted
        case GoverningAxis.REQUESTED:
            return asked.requested
        case GoverningAxis.EVALUATED:
            return asked.as_of
        case _:
            return ended


def version_in_force(
    asked: Asked, versions: Sequence[B], ended: date | None
) -> tuple[B | None, str]:
    """Return the version that holds, or why none does."""
    known = [
        one
        for one in versions
        if asked.known_at is None
        or one.head.recorded is None
        or one.head.recorded <= asked.known_at
    ]
    if len({one.governed_by for one in known}) > 1:
        raise NotCoveredError("versions with several clocks")
    days: list[date] = []
    for one in known:
        day = governing_day(asked, one.governed_by, ended)
        if day is None:
            return None, NO_DAY
        days.append(day)
        taken = [w for w in known if w.head.supersedes == one.head.version]
        if _covers(one, day) and not any(_covers(w, day) for w in taken):
            if one.head.effective.until is None and any(
                (w.head.effective.start or day) <= day for w in taken
            ):
                continue  # it lasted until its successor took its days
            return one, ""
    if not known:
        return None, OVER
    starts = [one.head.effective.start for one in known]
    if all(s is not None and d < s for s, d in zip(starts, days, strict=True)):
        return None, BEFORE
    if any(s is not None and d < s for s, d in zip(starts, days, strict=True)):
        return None, GAP
    return None, OVER


def _covers(block: B, day: date) -> bool:
    period = block.head.effective
    return (period.start is None or period.start <= day) and (
        period.until is None or day < period.until
    )


def later(day: date, duration: Duration, month_end: MonthEnd) -> date | None:
    """Return the last day that is within *duration* of *day*, None if refused."""
    match duration.unit:
        case DurationUnit.YEARS:
            months = 12 * duration.amount
        case DurationUnit.MONTHS:
            months = duration.amount
        case DurationUnit.WEEKS:
            return day + timedelta(days=7 * duration.amount)
        case DurationUnit.DAYS:
            return day + timedelta(days=duration.amount)
        case _:
            raise NotCoveredError(str(duration.unit))
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    if first + timedelta(days=day.day - 1) < following:
        return first + timedelta(days=day.day - 1)
    if month_end is MonthEnd.REFUSE:
        return None
    return following - timedelta(days=month_end is MonthEnd.DOWN)
