"""The gap: the longest run of terms without enrollment since admission."""

from datetime import date

from articulate.model.duration import Duration, DurationUnit
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook


def enrollment_gap(
    rulebook: Rulebook, record: LearnerRecord, receiving: InstitutionId, as_of: date
) -> Duration | None:
    """Return the longest gap in terms of the receiving calendar, None when unknown.

    Only terms that were over by *as_of* count, and optional ones never do. Without a
    calendar, an enrollment on record or a day of admission nothing can be said.
    """
    calendar = rulebook.calendar_of(receiving)
    learner = record.learner
    if calendar is None or not learner.enrolled or learner.admitted is None:
        return None
    enrolled = {term.code for term in learner.enrolled if term.institution == receiving}
    longest = run = 0
    for term in sorted(calendar.terms, key=lambda term: (term.first, term.code)):
        if term.last < learner.admitted or term.last >= as_of:
            continue
        if term.code in enrolled:
            run = 0
        elif not term.optional:
            run += 1
            longest = max(longest, run)
    return Duration(longest, DurationUnit.TERMS)
