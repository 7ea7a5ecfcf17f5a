"""Progress in words: how much of a requirement is filled, never a bare percentage."""

from collections.abc import Iterable
from fractions import Fraction

from articulate.model.audit import (
    AuditStatus,
    DegreeAudit,
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


def credits_met(audit: DegreeAudit) -> Met:
    """Say whether the degree's number of credits is reached."""
    reached = audit.credits_applied >= audit.credits_required
    return Met.MET if reached else Met.SHORT


def requirements_progress(audit: DegreeAudit) -> tuple[int, int]:
    """Count the degree's own statements: how many are met, and how many there are."""
    parts = [is_done(group.status) for group in audit.groups]
    parts += [is_done(one.status) for one in (*audit.residency, *audit.gpa)]
    if audit.credits_required:
        parts.append(is_done(credits_met(audit)))
    return parts.count(True), len(parts)


def progress_sentence(audit: DegreeAudit) -> str:
    """Say how far a degree is: `7 of 9 requirements, 64 of 120 credits`."""
    done, all_ = requirements_progress(audit)
    said = f"{done} of {_count(all_, 'requirement')}"
    if not audit.credits_required:
        return said
    return f"{said}, {_of(audit.credits_applied, audit.credits_required)}"


def short_sentences(audit: DegreeAudit) -> tuple[str, ...]:
    """Say what the degree's own totals lack: credit, residency, averages."""
    said = []
    if not is_done(credits_met(audit)):
        left = audit.credits_required - audit.credits_applied
        said.append(f"{_amount(left, 'credit')} more in all")
    for kind, measures in (("residency", audit.residency), ("gpa", audit.gpa)):
        said += [
            f"{kind} {one.rule}: {measure_progress(one)}"
            for one in measures
            if not is_done(one.status)
        ]
    return tuple(said)


def measure_progress(measure: MeasureResult) -> str:
    """Say how far a residency rule, GPA floor or total is."""
    if measure.counted is None:
        return f"nothing counted yet, {shortened(measure.required)} needed"
    counted, needed = shortened(measure.counted), shortened(measure.required)
    pair = f"{counted} counted, {needed} needed"
    short = f", {shortened(measure.short)} short" if measure.short else ""
    return f"{pair}{short}"


def shortened(number: Fraction) -> str:
    """Write a number with at most three decimals; cut off, never rounded up.

    >>> shortened(Fraction(1999, 1000)), shortened(Fraction(19996, 10000))
    ('1.999', '1.999…')
    """
    cut = number * 1000 // 1 / Fraction(1000)
    return number_text(cut) if cut == number else f"{number_text(cut)}…"


def placement_words(placements: Iterable[Placement]) -> str:
    """List what is placed, with its credit: `CSCI 141 (4), MATH 121 (4)`."""
    return ", ".join(
        f"{one.code.local if one.code else one.label} ({number_text(one.credits)})"
        for one in placements
    )


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


def own_missing(group: GroupResult) -> tuple[str, ...]:
    """List what a group still needs itself; the groups inside it say their own."""
    inner = tuple(f"group {each.id}" for each in group.groups)
    return tuple(one for one in group.missing if not one.startswith(inner))


def all_placements(group: GroupResult) -> tuple[Placement, ...]:
    """List what a group and the groups inside it took, each placement once."""
    inner = (one for each in group.groups for one in all_placements(each))
    return tuple(dict.fromkeys((*group.applied, *inner)))


def audit_sentence(audit: DegreeAudit) -> str:
    """Say what an audit came to, to the learner."""
    if not audit.version:
        return "It is not clear which version of the degree holds."
    match audit.status:
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
