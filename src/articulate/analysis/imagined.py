"""Imagined courses: an attempt nobody made, as the catalog describes the course."""

from datetime import date
from fractions import Fraction

from articulate.model.course import CourseCode, CourseVersion
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import LearningId, Mark
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.rulebook import Rulebook

_USUAL = Fraction(4)
"""The credit of a course that no catalog on file lists."""

_GOOD_STANDING = Fraction(2)


def imagined_course(rulebook: Rulebook, code: CourseCode, day: date) -> CourseAttempt:
    """Make an attempt without a grade, ended on *day*, in its institution's unit."""
    known = rulebook.institution.get(code.institution)
    unit = None if known is None else known.unit
    course = listed_course(rulebook, code, day)
    return CourseAttempt(
        id=LearningId(f"added-{code}".replace(" ", "-")),
        code=code,
        written=code.local,
        title="" if course is None else course.title,
        credits=_USUAL if course is None else course.least,
        unit=unit or CreditUnit.SEMESTER,
        level=None if course is None else course.level,
        completed=day,
        attributes=() if course is None else course.attributes,
    )


def listed_course(
    rulebook: Rulebook, code: CourseCode, day: date
) -> CourseVersion | None:
    """Find a course in the catalog of a day, else in the last that lists it."""
    found = [
        (block.head.effective.contains(day), course)
        for block in rulebook.catalogs
        for course in block.courses
        if course.code == code
    ]
    in_force = [course for holds, course in found if holds]
    return next(iter(in_force), found[-1][1] if found else None)


def grade_in_good_standing(rulebook: Rulebook, code: CourseCode) -> Mark | None:
    """Return the least mark of an institution's scale that is worth two points.

    A scale without such a mark gives its best.
    """
    scale = rulebook.scale_of(code.institution)
    if scale is None or not scale.points:
        return None
    good = [mark for mark, worth in scale.points if worth >= _GOOD_STANDING]
    return good[-1] if good else scale.points[0][0]
