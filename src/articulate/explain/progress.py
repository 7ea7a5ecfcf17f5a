"""Progress in words: how much of a requirement is filled, never a bare percentage."""

from fractions import Fraction

from articulate.model.audit import (
    AuditStatus,
    GroupResult,
    MeasureResult,
    Met,
    Placement,
)
from articulate.model.exact import number_text


def group_progress(group: GroupResult) -> str:
    """Say how far a group is: `2 of 3 courses, 8 credits`."""
    credit = sum((one.credits for one in group.applied), Fraction(0))
    courses = len({(one.learning, one.target) for one in group.applied})
    if group.required is None:
        parts = [_count(courses, "course")] if courses else []
        parts += [_amount(credit, "credit")] if credit else []
        return ", ".join(parts)
    done = f"{number_text(group.counted)} of {_amount(group.required, 'course')}"
    if group.in_courses:
        return ", ".join([done, *([_amount(credit, "credit")] if credit else [])])
    return f"{_count(courses, 'course')}, {_of(group.counted, group.required)}"


def credit_progress(counted: Fraction, required: Fraction) -> str:
    """Say how much of a number of credits there is: `24 of 30 credits`."""
    return _of(counted, required)


def measure_progress(measure: MeasureResult) -> str:
    """Say how far a residency rule, GPA floor or total is."""
    if measure.counted is None:
        return f"nothing counted yet, {number_text(measure.required)} asked for"
    pair = f"{number_text(measure.counted)} of {number_text(measure.required)}"
    short = f", {number_text(measure.short)} short" if measure.short else ""
    return f"{pair}{short}"


def is_done(met: Met) -> bool:
    """Say whether a requirement needs nothing more."""
    match met:
        case Met.COMPLETE | Met.MET | Met.WAIVED:
            return True
        case Met.INCOMPLETE | Met.SHORT | Met.UNKNOWN:
            return False


def own_placements(group: GroupResult) -> tuple[Placement, ...]:
    """List what a group took itself, without what the groups inside it took."""
    inner = {one for each in group.groups for one in all_placements(each)}
    return tuple(one for one in group.applied if one not in inner)


def all_placements(group: GroupResult) -> tuple[Placement, ...]:
    """List what a group and the groups inside it took, each placement once."""
    inner = (one for each in group.groups for one in all_placements(each))
    return tuple(dict.fromkeys((*group.applied, *inner)))


def audit_sentence(status: AuditStatus) -> str:
    """Say what an audit came to, to the learner."""
    match status:
        case AuditStatus.COMPLETE:
            return "Every requirement is met."
        case AuditStatus.INCOMPLETE:
            return "Something is still needed; no other use of this credit fills more."
        case AuditStatus.IMPOSSIBLE:
            return "Some requirements cannot be met together from this record."
        case AuditStatus.UNDECIDED:
            return "The search ended before the best use of this credit was proved."


def _of(counted: Fraction, required: Fraction) -> str:
    return f"{number_text(counted)} of {_amount(required, 'credit')}"


def _amount(number: Fraction, noun: str) -> str:
    return f"{number_text(number)} {noun if number == 1 else noun + 's'}"


def _count(number: int, noun: str) -> str:
    return _amount(Fraction(number), noun)
