"""Codes, numbers and the other small words of a rule."""

import re
from collections.abc import Iterable
from fractions import Fraction

from articulate.diagnostics.span import Span
from articulate.language.format.words import quoted, subject_text, text_of
from articulate.language.syntax import codes, quantities
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
)

NOWHERE = Span("", 1, 1, 1, 1)
"""Where a word stands that no file holds yet."""

_NUMBER = re.compile(r"[0-9]+[A-Z]*")


def said(text: str) -> str | None:
    """Put text in quotes; a text of several lines cannot be said.

    >>> said("the old list")
    '"the old list"'
    """
    return None if len(text.splitlines()) > 1 or "\n" in text else quoted(text)


def all_said(texts: Iterable[str]) -> str | None:
    """Put several texts in quotes, parted by commas."""
    return together((said(text) for text in texts), ", ")


def together(parts: Iterable[str | None], word: str) -> str | None:
    """Join texts; None where one of them is missing."""
    known = list(parts)
    whole = [part for part in known if part is not None]
    return word.join(whole) if len(whole) == len(known) else None


def course_text(code: CourseCode, own: InstitutionId | None) -> str:
    """Write a course; the institution is left out where it is *own*."""
    at = None if code.institution == own else str(code.institution)
    if _NUMBER.fullmatch(code.number):
        node = codes.CourseCode(at, str(code.subject), code.number, span=NOWHERE)
    else:
        node = codes.CourseCode(at, None, code.local, span=NOWHERE)
    return text_of(node)


def selector_text(selector: CourseSelector, own: InstitutionId | None) -> str:
    """Write a course, a range, a pattern or a subject."""
    if isinstance(selector, OneCourse):
        return course_text(selector.code, own)
    subject = subject_text(str(selector.subject))
    match selector:
        case CourseRange(low=low, high=high):
            local = f"{subject} {low:03d}..{high:03d}"
        case CoursePattern(pattern=pattern):
            local = f"{subject} {pattern}"
        case WholeSubject():
            local = f"{subject} *"
    return local if selector.institution == own else f"{selector.institution}:{local}"


def credit_text(amount: Fraction, unit: CreditUnit | None) -> str:
    """Write credit; no unit is the receiving institution's own."""
    return f"{number_text(amount)} {unit or 'cr'}"


def grade_text(mark: str) -> str:
    """Write a grade as it is printed, in backticks where its shape asks for them."""
    return text_of(quantities.Grade(mark, span=NOWHERE))


def attribute_text(name: str) -> str:
    """Write an attribute; `GE.*` is all below `GE`."""
    below = name.endswith(".*")
    plain = name.removesuffix(".*") if below else name
    return text_of(quantities.Attribute(plain, below, span=NOWHERE))
