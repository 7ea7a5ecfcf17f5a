"""Evaluate many learners at once: what is plain in columns, the rest by the engine.

The lines are those of `evaluate_lines`, learner by learner: without a degree, policy
decides what a degree would.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from hashlib import sha256

from articulate.cohort.courses import Frame, courses_of
from articulate.cohort.differences import learners_that_differ
from articulate.cohort.handed import Why
from articulate.cohort.kept import (
    WORTH_KEEPING,
    Telling,
    not_kept,
    nothing_kept,
)
from articulate.cohort.reading import Cohort, read_cohort
from articulate.cohort.study import Study, Write
from articulate.engine.book import book_of
from articulate.engine.glance.teller import teller_for
from articulate.explain.machine import Json
from articulate.intake.course_row import read_course
from articulate.model.exact import number_text
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.limit_rules import LimitUnit
from articulate.rulebook.rulebook import Rulebook
from articulate.services.compiled_before import Bundles
from articulate.services.evaluate_record import Asked, evaluate_lines

__all__ = [
    "Cohort",
    "CohortResult",
    "Keeping",
    "Why",
    "Write",
    "cohort_json",
    "differing",
    "evaluate_cohort",
    "open_cohort",
]

COHORT_SCHEMA = "articulate.cohort/1"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where what is told of codes is kept, for tables of at least so many codes."""

    shelf: Bundles | None = None
    least: int = WORTH_KEEPING


NOT_KEEPING = Keeping()


@dataclass(frozen=True)
class CohortResult:
    """What became of a cohort in all.

    `by_engine` learners had some learning that hangs on more than itself, `refused`
    something that could not be read. `handed` says how many of the first why, and
    `handed_rules` which rules needed the engine. `lines` are counts by status;
    `credits` what was earned and granted, and what it became.
    """

    learners: int
    by_engine: int
    refused: int
    lines: dict[str, int]
    credits: dict[str, Fraction]
    handed: dict[Why, int]
    handed_rules: tuple[str, ...]


def open_cohort(courses: Frame, learners: Frame | None, file: str) -> Cohort:
    """Read a table of courses and one of learners' days."""
    return read_cohort(courses_of(courses), learners, file, read_course)


def evaluate_cohort(
    rulebook: Rulebook,
    cohort: Cohort,
    asked: Asked,
    write: Write | None = None,
    *,
    keeping: Keeping = NOT_KEEPING,
) -> CohortResult:
    """Bring every learning of every learner to one line; count, and write awards.

    What is told of codes is kept for the next study, where *keeping* says.
    """
    study = Study(cohort, write, keeping.least)
    edges = book_of(rulebook).edges

    def tell(learner: LearnerRecord) -> Telling | None:
        days = asked.as_of, asked.known_at
        teller = teller_for(rulebook, learner, *days, receiving=asked.receiving)
        if teller is None:
            return None
        shelf = keeping.shelf
        if shelf is None:
            return Telling(teller, nothing_kept, not_kept)
        name = _name(rulebook, learner, asked, (edges, shelf.maker))
        return Telling(teller, lambda: shelf.read(name), partial(shelf.write, name))

    left = 0
    for number in study.decide(edges, tell, _least(rulebook, asked.receiving)):
        lines = evaluate_lines(rulebook, cohort.record(number), asked).lines
        study.add(cohort.name(number), lines)
        left += 1
    study.close()
    everyone = len(cohort.table.learners)
    refused = everyone - len(cohort.accepted)
    sums, handed = study.sums, study.handed
    return CohortResult(
        everyone,
        left,
        refused,
        sums.lines,
        sums.credits,
        handed.learners,
        tuple(sorted(handed.rules)),
    )


def differing(first: Sequence[Frame], second: Sequence[Frame]) -> list[str]:
    """Name the learners who are given other awards the second time."""
    return learners_that_differ(first, second)


def cohort_json(result: CohortResult) -> dict[str, Json]:
    """Turn the result into the object that `cohort --format json` prints."""
    return {
        "schema": COHORT_SCHEMA,
        "learners": result.learners,
        "by_engine": result.by_engine,
        "handed": {str(why): many for why, many in sorted(result.handed.items())},
        "handed_rules": list(result.handed_rules),
        "refused": result.refused,
        "lines": dict(sorted(result.lines.items())),
        "credits": {
            name: number_text(amount) for name, amount in sorted(result.credits.items())
        },
    }


def _name(
    rulebook: Rulebook,
    learner: LearnerRecord,
    asked: Asked,
    at: tuple[Sequence[date], str],
) -> str:
    """Name what is told by all that it hangs on: rules, program, and stretch of days.

    As `season_of` has it.
    """
    edges, maker = at
    days = (learner.requested or asked.as_of, asked.as_of, learner.learner.admitted)
    places = [None if day is None else bisect_right(edges, day) for day in days]
    hangs_on = (maker, rulebook.digest, asked.receiving, str(asked.known_at), *places)
    return sha256(json.dumps(hangs_on).encode()).hexdigest()


def _least(rulebook: Rulebook, receiving: InstitutionId) -> Fraction | None:
    """Return what the narrowest limit of a policy allows; a percent may allow none."""
    limits = [
        limit
        for block in rulebook.policies
        if block.head.receiving == receiving
        for limit in block.limits
    ]
    return min(
        (one.amount if one.unit is LimitUnit.CREDIT else Fraction(0) for one in limits),
        default=None,
    )
