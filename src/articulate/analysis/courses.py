"""Courses: codes that are what rules ask for, to put on a learner's record."""

from collections.abc import Iterable, Iterator
from itertools import islice

from articulate.analysis.voices import Leaf, Other
from articulate.model.course import CourseCode
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
    selects,
)
from articulate.rulebook.rulebook import Rulebook

MOST_CODES = 4
_MOST_LOOKED_AT = 12_000


def codes_of_both(
    one: CourseSelector, other: CourseSelector, book: Rulebook
) -> Iterator[CourseCode]:
    """Yield a few courses that two leaves both ask for, those of a catalog first."""
    for leaf in (one, other):
        if isinstance(leaf, OneCourse):
            yield leaf.code
            return
    found = (
        code
        for code in _codes(_narrower(one, other), book)
        if selects(one, code) and selects(other, code)
    )
    yield from islice(dict.fromkeys(islice(found, 4 * MOST_CODES)), MOST_CODES)


def codes_of(leaf: CourseSelector, book: Rulebook) -> Iterator[CourseCode]:
    """Yield a few courses that a leaf asks for."""
    yield from codes_of_both(leaf, leaf, book)


def is_course(leaf: Leaf) -> bool:
    """Say whether a leaf asks for a course."""
    return not isinstance(leaf, Other)


def _narrower(one: CourseSelector, other: CourseSelector) -> CourseSelector:
    order: tuple[type, ...] = (OneCourse, CoursePattern, CourseRange, WholeSubject)
    return min(one, other, key=lambda leaf: order.index(type(leaf)))


def _codes(leaf: CourseSelector, book: Rulebook) -> Iterator[CourseCode]:
    if isinstance(leaf, OneCourse):
        yield leaf.code
        return
    for catalog in book.catalogs:
        if catalog.head.receiving == leaf.institution:
            for course in catalog.courses:
                if course.code.subject == leaf.subject and selects(leaf, course.code):
                    yield course.code
    for number in islice(_numbers(leaf), _MOST_LOOKED_AT):
        yield CourseCode(leaf.institution, leaf.subject, number)


def _numbers(leaf: CourseSelector) -> Iterable[str]:
    match leaf:
        case CoursePattern(pattern=pattern):
            stars = pattern.count("*")
            for filled in range(10**stars):
                digits = iter(f"{filled:0{stars}d}" if stars else "")
                yield "".join(next(digits) if c == "*" else c for c in pattern)
        case CourseRange(low=low, high=high):
            for number in range(low, high + 1):
                yield f"{number:03d}"
        case _:
            for number in range(101, 1000):
                yield str(number)
