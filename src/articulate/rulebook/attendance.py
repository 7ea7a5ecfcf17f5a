"""Attendance: which term a day lies in, and whether a learner was enrolled on a day."""

from datetime import date

from articulate.model.answer import Answer
from articulate.model.calendar import Term
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook


def terms_of(rulebook: Rulebook, institution: InstitutionId) -> tuple[Term, ...] | None:
    """Return the terms of an institution's calendar, None where it has none on file."""
    calendar = rulebook.calendar_of(institution)
    return None if calendar is None else tuple(calendar.terms)


def term_on(rulebook: Rulebook, institution: InstitutionId, day: date) -> Term | None:
    """Return the one term a day lies in, None where that is none or several."""
    around = [t for t in terms_of(rulebook, institution) or () if _covers(t, day)]
    return around[0] if len(around) == 1 else None


def enrolled_on(
    rulebook: Rulebook, record: LearnerRecord, at: InstitutionId, day: date
) -> Answer:
    """Say whether a learner was enrolled, or had a course in the term, on a day.

    A course without a term was taken in the term in which it was completed. Without a
    calendar, or with nothing on record that says so, it is unknown.
    """
    terms = terms_of(rulebook, at)
    if terms is None:
        return Answer.UNKNOWN
    enrolled = record.learner.enrolled
    there = {one.code for one in enrolled or () if one.institution == at}
    for attempt in record.attempts():
        if attempt.code.institution != at:
            continue
        if attempt.term is not None:
            there.add(attempt.term)
        elif attempt.completed is not None:
            taken_in = term_on(rulebook, at, attempt.completed)
            there |= set() if taken_in is None else {taken_in.code}
    if any(term.code in there and _covers(term, day) for term in terms):
        return Answer.MET
    sure = enrolled is not None and there <= {term.code for term in terms}
    return Answer.NOT_MET if sure else Answer.UNKNOWN


def _covers(term: Term, day: date) -> bool:
    return term.first <= day <= term.last
