"""An academic exception in the words of the policy language, and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articulate.explain.machine import Json
from articulate.explain.rule_text import rule_text, source_text
from articulate.model.exact import number_text
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.limit_rules import LimitUnit
from articulate.rulebook.teach_out import LimitExtension, Substitution, Waiver


@dataclass(frozen=True, slots=True)
class Excepted:
    """One thing that an exception says, and why."""

    text: str
    because: str


def excepted(exception: AcademicException) -> Iterator[Excepted]:
    """Yield what an exception says, each as its author would write it."""
    for one in exception.substitutions:
        yield Excepted(substitution_text(one), one.because)
    for waiver in exception.waivers:
        yield Excepted(waiver_text(waiver), waiver.because)
    for longer in exception.extensions:
        yield Excepted(extension_text(longer), longer.because)
    for accepted in exception.accepts:
        yield Excepted(f"accept {rule_text(accepted)}", accepted.because)


def substitution_text(one: Substitution) -> str:
    """Write a substitution: `substitute STATE:STAT 135 for STATE:MATH 135 in bs-cs`."""
    where = "/".join(map(str, (*([one.degree] if one.degree else []), *one.group)))
    inside = f" in {where}" if where else ""
    return f"substitute {source_text(one.new)} for {source_text(one.old)}{inside}"


def waiver_text(one: Waiver) -> str:
    """Write a waiver: `waive bs-cs/capstone`, `waive limit two-year`."""
    kind = f"{one.kind} " if one.kind else ""
    block = f"{one.degree}/" if one.degree else ""
    return f"waive {kind}{block}{one.id}"


def extension_text(one: LimitExtension) -> str:
    """Write an extension: `extend limit two-year to 66 cr`."""
    if one.unit is LimitUnit.PERCENT_OF_DEGREE:
        return f"extend limit {one.limit} to {number_text(one.to * 100)}% of degree"
    unit = "courses" if one.unit is LimitUnit.COURSES else "cr"
    return f"extend limit {one.limit} to {number_text(one.to)} {unit}"


def exceptions_json(exceptions: Iterable[AcademicException]) -> list[Json]:
    """Turn the exceptions that hold for a learner into JSON."""
    return [
        {
            "exception": str(one.head.id),
            "granted": one.granted.isoformat(),
            "by": one.by,
            "through": last.isoformat() if (last := one.head.effective.last) else None,
            "cites": list(one.head.cites),
            "origin": str(one.head.origin),
            "says": [
                {"text": said.text, "because": said.because} for said in excepted(one)
            ],
        }
        for one in exceptions
    ]
