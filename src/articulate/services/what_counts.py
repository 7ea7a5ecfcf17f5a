"""What would count: courses that somebody types, or a file they have, evaluated once.

Nothing is kept, nobody is named, and nothing is promised by it.
"""

from collections.abc import Iterable
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.outline import Shown
from articulate.model.identifiers import InstitutionId, LearnerId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.planned_courses import Planning, read_plan
from articulate.services.receivers import Unclear, receiver_for

_NOBODY = LearnerId("nobody")
MOST = 200
"""Courses that are looked at once."""


def typed_record(
    lines: Iterable[str], rulebook: Rulebook, asked: Asked, act: Act
) -> LearnerRecord | Diagnostic:
    """Read courses, one a line, as a record of nobody in particular.

    What is left out is assumed, as for a plan: credit, a grade in good standing, today.
    """
    read = read_plan(lines, Planning(rulebook, asked.receiving, asked.as_of))
    if isinstance(read, Unclear):
        return _unread(act, read.message, read.help)
    if not read:
        return _unread(act, "no course is named", "name one on each line")
    if len(read) > MOST:
        return _unread(act, f"{len(read)} courses are too many", f"name up to {MOST}")
    by_sender: dict[InstitutionId, list[CourseAttempt]] = {}
    for one in read:
        by_sender.setdefault(one.attempt.code.institution, []).append(one.attempt)
    return LearnerRecord(
        learner=Learner(_NOBODY),
        requested=asked.as_of,
        transcripts=tuple(
            Transcript(institution=sender, courses=tuple(courses))
            for sender, courses in sorted(by_sender.items())
        ),
    )


def what_counts(rulebook: Rulebook, record: LearnerRecord, asked: Asked) -> Shown:
    """Say what a record would count for; it is not kept."""
    return evaluate_record(rulebook, record, asked)


def asked_of(
    rulebook: Rulebook, receiving: str, on: date, act: Act
) -> Asked | Diagnostic:
    """Settle for whom, and for which day."""
    named = InstitutionId(receiving) if receiving else None
    found = receiver_for(rulebook, (), named)
    if isinstance(found, Unclear):
        return _unread(act, found.message, found.help)
    return Asked(on, found)


def _unread(act: Act, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID, place=act.at(), message=message, help=way_out
    )
