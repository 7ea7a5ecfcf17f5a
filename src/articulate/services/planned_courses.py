"""Planned courses: what a learner means to take, read from the lines of a plan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.analysis.imagined import grade_in_good_standing, imagined_course
from articulate.model.calendar import TermRef
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.exact import parse_number
from articulate.model.identifiers import InstitutionId, LearningId, Mark, TermCode
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.rulebook import Rulebook
from articulate.services.receivers import Unclear

_SHAPE = "CODE [N cr] [grade G] [TERM or DATE]"
_LINE = re.compile(
    r"(?:(?P<institution>[A-Z][A-Z0-9]*):)?"
    r"(?P<subject>`[^`]+`|[^\s`]+) (?P<number>[^\s]*\d[^\s]*)"
    r"(?: (?P<credits>[\d./]+) (?P<unit>cr|semester|quarter|ects))?"
    r"(?: grade (?P<grade>\S+))?"
    r"(?: (?P<when>\S+))?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned course, taken to be passed, and what was assumed to say so."""

    attempt: CourseAttempt
    assumed: str


@dataclass(frozen=True, slots=True)
class Planning:
    """What a plan is read against: the receiver's courses, and the day it starts on."""

    rulebook: Rulebook
    receiving: InstitutionId
    as_of: date


def read_plan(
    lines: Iterable[str], planning: Planning
) -> tuple[Planned, ...] | Unclear:
    """Read planned courses, one a line; empty lines and `#` comments are skipped.

    What is left out is assumed: credit as the catalog says, the least grade worth two
    points, the day of the evaluation.
    """
    found: list[Planned] = []
    for line in lines:
        words = " ".join(line.partition("#")[0].split())
        if not words:
            continue
        read = _read(words, planning, len(found) + 1)
        if isinstance(read, Unclear):
            return read
        found.append(read)
    return tuple(found)


def _read(words: str, planning: Planning, place: int) -> Planned | Unclear:
    parts = _LINE.fullmatch(words)
    if parts is None:
        return Unclear(
            f"the planned course `{words}` cannot be read", f"write it as {_SHAPE}"
        )
    institution = parts["institution"] or planning.receiving
    subject = parts["subject"].strip("`")
    code = CourseCode.read(institution, f"{subject} {parts['number']}")
    day = _day(parts["when"], code.institution, planning)
    if day is None:
        return Unclear(
            f"`{parts['when']}` is no term of {institution} and no day",
            "write a term of its calendar, or a day such as 2026-12-18",
        )
    book = planning.rulebook
    attempt = imagined_course(book, code, day)
    mark = parts["grade"] or grade_in_good_standing(book, code)
    if mark is None:
        return Unclear(
            f"no grade scale of {institution} is on file",
            "describe the institution and its scale in the policies",
        )
    attempt = replace(
        attempt,
        id=LearningId(f"planned-{place}"),
        grade=Mark(mark),
        term=None if parts["when"] is None else _term(parts["when"]),
    )
    if parts["credits"]:
        amount = parse_number(parts["credits"])
        if amount is None:
            return Unclear(f"`{parts['credits']}` is no amount of credit", "write 4 cr")
        attempt = replace(attempt, credits=amount, unit=_unit(parts["unit"], attempt))
    return Planned(attempt, _assumed(parts, attempt))


def _assumed(parts: re.Match[str], attempt: CourseAttempt) -> str:
    amount = attempt.credits if attempt.credits is not None else Fraction(0)
    said = f"{attempt.code.local} is passed with {attempt.grade}"
    ends = f"on {attempt.completed}" if parts["when"] else "now"
    return f"{said}, {amount} {attempt.unit} credits, {ends}"


def _unit(written: str, attempt: CourseAttempt) -> CreditUnit:
    return attempt.unit if written == "cr" else CreditUnit(written)


def _term(when: str) -> TermCode | None:
    return None if _DATE.fullmatch(when) else TermCode(when)


def _day(when: str | None, at: InstitutionId, planning: Planning) -> date | None:
    """Return the day a course ends: of a term, its last day."""
    if when is None:
        return planning.as_of
    if _DATE.fullmatch(when):
        try:
            return date.fromisoformat(when)
        except ValueError:
            return None
    term = planning.rulebook.term_of(TermRef(at, TermCode(when)))
    return None if term is None else term.last
