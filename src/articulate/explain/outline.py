"""The order of an explanation, shared by all: rows, roles and the smallest why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from articulate.explain.naming import Source, day_name, sources_of
from articulate.explain.titles import Titles
from articulate.model.audit import DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.line import GoverningAxis, Line, Status
from articulate.model.reason import Reason, ReasonCode


@dataclass(frozen=True, slots=True)
class Shown:
    """One result to be shown: the evaluation, the record's digest, and the audits.

    `several` says that several degrees were asked for, whatever came of them.
    """

    evaluation: Evaluation
    record_digest: str
    audits: tuple[DegreeAudit, ...] = ()
    several: bool = False
    titles: Titles = field(default_factory=Titles)


@dataclass(frozen=True, slots=True)
class Row:
    """One line with what it is about, as the worksheet has it."""

    place: int
    line: Line
    sources: tuple[Source, ...]
    why: tuple[Reason, ...]


_GIVES = (ReasonCode.RULE_APPLIED, ReasonCode.OTHERWISE, ReasonCode.OWN_COURSE)


class Role(StrEnum):
    """What part a reason plays in a line."""

    CLAUSE = "clause"
    """A condition of a rule, and what it saw."""
    READING = "reading"
    """How the learning was read, where that is not as it was written."""
    VERDICT = "verdict"
    """Why the line ended where it did."""
    PASSED = "passed"
    """A screen that the learning passed: nothing stood against it."""
    AMOUNT = "amount"
    """How much credit it came to, where that is not simply what was earned."""
    NOTE = "note"
    """Worth knowing, and without effect on this line."""


def rows_of(shown: Shown) -> tuple[Row, ...]:
    """Lay out every line of a result; places count from 1."""
    named = sources_of(shown.evaluation.record, shown.titles)
    return tuple(
        Row(place, line, tuple(named[one] for one in line.learning), why(line))
        for place, line in enumerate(shown.evaluation.lines, start=1)
    )


def left_over(line: Line) -> Fraction:
    """Return credit that a rule leaves unmentioned: accepted, and under no target."""
    accepted = dict(line.split.by_status).get(Status.ACCEPTED, Fraction(0))
    cut = sum((one.credits - one.applied for one in line.targets), Fraction(0))
    return max(accepted - cut, Fraction(0)) if line.targets else Fraction(0)


def clock_of(row: Row) -> str:
    """Name the clock that governs a line; the learning's own goes by its own name."""
    governing = row.line.governing
    if governing is None:
        return ""
    if governing.clock is GoverningAxis.LEARNING:
        return row.sources[0].clock
    return str(governing.clock)


def names_of(rows: Sequence[Row]) -> dict[str, str]:
    """Name each learning, for reasons that speak of others; with its day if need be."""
    sources = [source for row in rows for source in row.sources]
    known = Counter(source.name for source in sources)
    return {
        source.id: source.name
        if known[source.name] == 1
        else f"{source.name} of {day_name(source.day)}"
        for source in sources
    }


def why(line: Line) -> tuple[Reason, ...]:
    """Pick the smallest set of reasons that gives this line, the verdict first."""
    verdicts = _verdicts(line)
    rules = {line.rule, "", *(one.rule for one in verdicts)}
    asked = _asked(line, verdicts)
    chosen = list(verdicts)
    for reason in line.reasons:
        match role_of(reason.code):
            case Role.CLAUSE:
                wanted = reason.rule in rules and reason.code in asked
            case Role.READING:
                wanted = True
            case Role.AMOUNT:
                wanted = bool(line.targets)
            case Role.VERDICT | Role.PASSED | Role.NOTE:
                wanted = False
        if wanted:
            chosen.append(reason)
    return tuple(dict.fromkeys(chosen or line.reasons))


def _verdicts(line: Line) -> list[Reason]:
    """Pick what decided; that a rule gives credit decides only where it is given."""
    all_ = [one for one in line.reasons if role_of(one.code) is Role.VERDICT]
    if line.status in (Status.AWARDED, Status.ELECTIVE):
        return all_
    against = [one for one in all_ if one.code not in _GIVES]
    return against or all_


def _asked(line: Line, verdicts: Sequence[Reason]) -> frozenset[ReasonCode]:
    """Say which clauses tell: met ones of a rule that spoke, open ones while open."""
    told = set(_NOT_MET)
    spoke = any(one.code in _SPEAKS for one in verdicts)
    if line.status in (Status.AWARDED, Status.ELECTIVE) or spoke:
        told |= _MET
    if line.status in (Status.REFERRED, Status.IN_PROGRESS):
        told |= _UNKNOWN
    return frozenset(told)


_SPEAKS = (ReasonCode.DENIED_BY_RULE, ReasonCode.REFERRED_BY_RULE)
_MET = {ReasonCode.CONDITION_MET, ReasonCode.GRADE_MET, ReasonCode.SCORE_MET}
_NOT_MET = {
    ReasonCode.CONDITION_NOT_MET,
    ReasonCode.GRADE_NOT_MET,
    ReasonCode.SCORE_NOT_MET,
}
_UNKNOWN = {
    ReasonCode.CONDITION_UNKNOWN,
    ReasonCode.GRADE_UNKNOWN,
    ReasonCode.SCORE_UNKNOWN,
}


def role_of(code: ReasonCode) -> Role:
    """Say what part a kind of reason plays; every kind has one."""
    match code:
        case (
            ReasonCode.CONDITION_MET
            | ReasonCode.CONDITION_NOT_MET
            | ReasonCode.CONDITION_UNKNOWN
            | ReasonCode.GRADE_MET
            | ReasonCode.GRADE_NOT_MET
            | ReasonCode.GRADE_UNKNOWN
            | ReasonCode.SCORE_MET
            | ReasonCode.SCORE_NOT_MET
            | ReasonCode.SCORE_UNKNOWN
        ):
            return Role.CLAUSE
        case (
            ReasonCode.RENAMED
            | ReasonCode.SAME_AS
            | ReasonCode.LOOKALIKE
            | ReasonCode.UNKNOWN_INSTITUTION
        ):
            return Role.READING
        case (
            ReasonCode.OWN_COURSE
            | ReasonCode.RULE_APPLIED
            | ReasonCode.DENIED_BY_RULE
            | ReasonCode.REFERRED_BY_RULE
            | ReasonCode.OTHERWISE
            | ReasonCode.NO_RULE_SPEAKS
            | ReasonCode.NOT_PASSED
            | ReasonCode.NO_GRADE_YET
            | ReasonCode.MISSING_FACT
            | ReasonCode.RULES_CONFLICT
            | ReasonCode.VERSION_GAP
            | ReasonCode.UNIT_UNKNOWN
            | ReasonCode.NO_CONVERSION
        ):
            return Role.VERDICT
        case (
            ReasonCode.NOT_ACCREDITED
            | ReasonCode.BELOW_MINIMUM
            | ReasonCode.TOO_OLD
            | ReasonCode.REPEATED
            | ReasonCode.DUPLICATE
            | ReasonCode.REVOKED
            | ReasonCode.LARGER_SET
            | ReasonCode.ABOVE_LIMIT
            | ReasonCode.TEACH_OUT
            | ReasonCode.ACADEMIC_EXCEPTION
        ):
            return Role.VERDICT
        case ReasonCode.ACCREDITED | ReasonCode.MINIMUM_MET | ReasonCode.RECENT_ENOUGH:
            return Role.PASSED
        case (
            ReasonCode.CONVERTED
            | ReasonCode.FIXED_CREDIT
            | ReasonCode.CATALOG_CREDIT
            | ReasonCode.CLIPPED
            | ReasonCode.SURPLUS
            | ReasonCode.REST
        ):
            return Role.AMOUNT
        case (
            ReasonCode.TERM_READ
            | ReasonCode.SET_INCOMPLETE
            | ReasonCode.OVERRIDDEN
            | ReasonCode.AGES_OUT
            | ReasonCode.IN_RESIDENCE_BY_RULE
            | ReasonCode.CHOSEN_BY_PREFERENCE
            | ReasonCode.CHOSEN_BY_DEGREE
        ):
            return Role.NOTE
    assert_never(code)
