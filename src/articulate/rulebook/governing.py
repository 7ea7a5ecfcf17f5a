"""The governing date, and the version of a policy that it picks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articulate.model.identifiers import InstitutionId
from articulate.model.line import Governing, GoverningAxis, PassedOver
from articulate.model.record import LearnerRecord
from articulate.rulebook.in_force import in_force
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook, versions_of


@dataclass(frozen=True, slots=True)
class GoverningDays:
    """A learner's dates, among which a block's `governed by` picks one.

    `learning` is the day of the learning itself; where there is none (a credit limit is
    about many), the day credit was asked for stands in.
    """

    admitted: date | None
    requested: date
    evaluated: date
    learning: date | None = None

    @classmethod
    def of(cls, record: LearnerRecord, as_of: date) -> "GoverningDays":
        """Take the dates of a record; `requested` left out is *as_of*."""
        return cls(record.learner.admitted, record.requested or as_of, as_of)

    def day(self, axis: GoverningAxis | None) -> date | None:
        """Return the day an axis names, None when the record lacks it."""
        match axis:
            case GoverningAxis.ADMITTED:
                return self.admitted
            case GoverningAxis.REQUESTED:
                return self.requested
            case GoverningAxis.EVALUATED:
                return self.evaluated
            case GoverningAxis.COMPLETED | GoverningAxis.LEARNING | None:
                return self.requested if self.learning is None else self.learning


@dataclass(frozen=True, slots=True)
class PolicyChoice:
    """The version of one policy that holds for a learner, None in a gap or outside."""

    block: PolicyBlock | None
    governing: Governing
    passed_over: tuple[PassedOver, ...] = ()
    gap: bool = False


def policies_for(
    rulebook: Rulebook,
    receiving: InstitutionId,
    days: GoverningDays,
    known_at: date | None = None,
) -> tuple[PolicyChoice, ...]:
    """Choose the version of each policy of an institution, in order of their ids.

    A version speaks for itself: it holds when it is in force on the day that its own
    `governed by` names. Of several the latest one holds.
    """
    mine = [b for b in rulebook.policies if b.head.receiving == receiving]
    chosen = (
        _choose(versions, days, known_at)
        for _, versions in sorted(versions_of(mine).items())
    )
    return tuple(chosen)


def _choose(
    versions: Sequence[PolicyBlock], days: GoverningDays, known_at: date | None
) -> PolicyChoice:
    latest_first = sorted(versions, key=_start, reverse=True)
    for block in latest_first:
        day = days.day(block.governed_by)
        if day is None:
            continue
        held = in_force(versions, day, known_at)
        if block in held.chosen:
            return PolicyChoice(block, _governing(block, day), held.passed_over)
    newest = latest_first[0]
    day = days.day(newest.governed_by)
    if day is None:
        return PolicyChoice(None, _governing(newest, None))
    held = in_force(versions, day, known_at)
    return PolicyChoice(None, _governing(newest, day), held.passed_over, held.gap)


def _governing(block: PolicyBlock, day: date | None) -> Governing:
    axis = block.governed_by or GoverningAxis.LEARNING
    clause = f"governed by {axis}" if block.governed_by else ""
    return Governing(axis, day, clause)


def _start(block: PolicyBlock) -> tuple[date, str]:
    return (block.head.effective.start or date.min, block.head.version or "")
