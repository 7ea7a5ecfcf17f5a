"""The order of an explanation, shared by all: rows, roles and the smallest why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
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
    verdicts = [one for one in line.reasons if role_of(one.code) is Role.VERDICT]
    rules = {line.rule, "", *(one.rule for one in verdicts)}
    chosen = list(verdicts)
    for reason in line.reasons:
        match role_of(reason.code):
            case Role.CLAUSE:
                wanted = reason.rule in rules and _tells(reason.code, line.status)
            case Role.READING:
                wanted = True
            case Role.AMOUNT:
                wanted = bool(line.targets)
            case Role.VERDICT | Role.PASSED | Role.NOTE:
                wanted = False
        if wanted:
            chosen.append(reason)
    return tuple(dict.fromkeys(chosen or line.reasons))


def _tells(code: ReasonCode, status: Status) -> bool:
    """Say whether a clause belongs to a status: an unknown one while it is open."""
    unknown = code in (
        ReasonCode.CONDITION_UNKNOWN,
        ReasonCode.GRADE_UNKNOWN,
        ReasonCode.SCORE_UNKNOWN,
    )
    return not unknown or status in (Status.REFERRED, Status.IN_PROGRESS)


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
