"""A word whose shape says what it is becomes its node: text, dates, codes, numbers."""

import datetime as dt
import re
from collections.abc import Callable

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Child, Draft
from articulate.language.scan import Word
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.node import Day, Name, Number, Text
from articulate.language.syntax.quantities import Attribute, Grade, TermRef

_ESCAPED = re.compile(r'\\(["\\])')
_PLAIN_CODE = re.compile(r"([A-Z][A-Z0-9&]*) ([0-9]+[A-Z]*)")
_BY_ZERO = ("/0", "/00", "/000")
_LAST_DAY = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


def _text(draft: Draft, word: Word) -> Text:
    value = _ESCAPED.sub(r"\1", word.text[1:-1])
    return Text(value, span=word.span(draft.file))


def _name(draft: Draft, word: Word) -> Name:
    return Name(word.text, span=word.span(draft.file))


def _number(draft: Draft, word: Word) -> Number:
    written, span = word.text, word.span(draft.file)
    if written.endswith(_BY_ZERO):
        draft.report(
            Code.NOT_A_NUMBER,
            span,
            f"`{written}` is no number: nothing can be divided by zero",
            way_out="write the fraction with another number below the stroke",
        )
        written = written.partition("/")[0]
    return Number(written, span=span)


def _day(draft: Draft, word: Word) -> Day:
    span = word.span(draft.file)
    try:
        return Day(dt.date.fromisoformat(word.text), span=span)
    except ValueError:
        near = _nearest_day(*(int(part) for part in word.text.split("-")))
    draft.report(
        Code.NO_SUCH_DAY,
        span,
        f"there is no day `{word.text}`",
        way_out=f"a date is a year, a month and a day; did you mean `{near}`?",
    )
    return Day(near, span=span)


def _nearest_day(year: int, month: int, day: int) -> dt.date:
    """Find the day that was likely meant: month and day swapped, or a month's last."""
    if 12 < month <= 31 and 1 <= day <= 12:  # noqa: PLR2004 # months and days
        month, day = day, month
    month = min(max(month, 1), 12)
    return dt.date(max(year, 1), month, min(max(day, 1), _LAST_DAY.get(month, 31)))


def _code(draft: Draft, word: Word) -> CourseCode:
    institution, subject, number = _code_parts(word.text)
    if number is None:
        number = " ".join(subject.split())
        plain = _PLAIN_CODE.fullmatch(number)
        shape = plain.groups() if plain else (None, number)
        return CourseCode(institution, *shape, span=word.span(draft.file))
    return CourseCode(institution, subject, number, span=word.span(draft.file))


def _codes(draft: Draft, word: Word) -> Child:
    institution, subject, number = _code_parts(word.text)
    span = word.span(draft.file)
    if number is None or number == "*":
        return WholeSubject(institution, subject, span=span)
    if ".." not in number:
        return CoursePattern(institution, subject, number, span=span)
    low, high = (part.strip() for part in number.split(".."))
    if int(low) > int(high):
        draft.report(
            Code.RANGE_BACKWARDS,
            span,
            f"the range `{low}..{high}` runs backwards",
            way_out=f"write the lower end first: `{subject} {high}..{low}`",
        )
        low, high = high, low
    width = len(low) if low.startswith("0") else 0
    return CourseRange(institution, subject, int(low), int(high), width, span=span)


def _code_parts(text: str) -> tuple[str | None, str, str | None]:
    """Part a code into its institution, its subject or whole, and its number."""
    before, colon, behind = text.partition(":")
    qualified = colon and "`" not in before
    institution, code = (before, behind) if qualified else (None, text)
    if code.startswith("`"):
        subject, _, number = code[1:].partition("`")
    else:
        subject, number = code.split(maxsplit=1)
    return institution, " ".join(subject.split()), number.strip() or None


def _term_of(draft: Draft, word: Word) -> TermRef:
    institution, _, term = word.text.partition(":")
    span = word.span(draft.file)
    return TermRef(Name(institution, span=span), term, span=span)


def _grade(draft: Draft, word: Word) -> Grade:
    return Grade(word.text.strip("`"), span=word.span(draft.file))


def _attribute(draft: Draft, word: Word) -> Attribute:
    written = word.text.strip("`")
    below = written.endswith(".*")
    name = written.removesuffix(".*")
    return Attribute(name, below, span=word.span(draft.file))


def _subject(draft: Draft, word: Word) -> Name:
    written = " ".join(word.text.strip("`").split())
    return Name(written, span=word.span(draft.file))


# Keywords and marks are not here: they stay the words they are.
SHAPES: dict[str, Callable[[Draft, Word], Child]] = {
    "TEXT": _text,
    "CODE": _code,
    "CODES": _codes,
    "TERM_OF": _term_of,
    "DATE": _day,
    "NUMBER": _number,
    "TERM": _name,
    "GRADE": _grade,
    "INSTITUTION": _name,
    "SUBJECT": _subject,
    "WORD": _name,
    "ATTRIBUTE": _attribute,
    "ID": _name,
}
