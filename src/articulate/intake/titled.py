"""Cells of a code, a title and credits in brackets: `ENGL 101 COMPOSITION (3)`."""

import re
from dataclasses import dataclass
from fractions import Fraction

from articulate.diagnostics.codes import Code
from articulate.intake.cell_language import CellLanguage
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    ElectiveCredit,
    WrittenCode,
    joined,
)
from articulate.intake.expressions import is_pattern, read_courses
from articulate.intake.normalize.lookalikes import likely
from articulate.intake.normalize.phrases import Phrase, Saying, phrase, title_phrase
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unread import Unread, could_mean

_LONGEST = 400
_MOST_CREDITS = 60
_NUMBER = r"[A-Za-z]?[0-9]+(?:\.[0-9]+)?[A-Za-z]{0,4}"
_PLAIN_SUBJECT = r"[A-Za-z]+(?:&[A-Za-z]+)*(?: ?\([0-9]{2,4}\))?"
_CREDITS = re.compile(
    r" ?\((?P<least>[0-9]+(?:\.[0-9]+)?)(?:-(?P<most>[0-9]+(?:\.[0-9]+)?))?\)"
)
_BETWEEN = re.compile(
    r"(?<=\)) (?P<word>AND|OR|&|\+|PLUS) (?=[A-Za-z&]+[ -]?[0-9])", re.IGNORECASE
)
_ANOTHER_COURSE = re.compile(
    r"(?:^|[ ,;/])(?:AND|OR|PLUS|&|\+|/|,|;|-)? ?"
    r"(?P<code>[A-Z]{2,8} ?[0-9]{3,4}[A-Z]{0,2})(?![0-9])"
)
_STARTS_OPEN = re.compile(r"(?:AND|OR|PLUS|THRU|THROUGH|TO)\b|[&+/,;-]", re.IGNORECASE)
_MARKS = re.compile(r"[ ]?(?P<marks>[*†‡§¶#^~¹²³⁰⁴-⁹①-⑳]+)$")


@dataclass(frozen=True, slots=True)
class Titled:
    """What a cell of titled courses says. `credits` has one entry for each course.

    `says` is what a title says of the code beside it: elective, or no credit at all.
    """

    expression: CourseExpression | None
    titles: tuple[str, ...] = ()
    credits: tuple[tuple[Fraction, Fraction | None] | None, ...] = ()
    marks: tuple[str, ...] = ()
    says: Phrase | None = None


def read_titled(written: str, how: CellLanguage) -> Titled | Unread:
    """Read a cell of one titled course, or of several with words between them.

    >>> course = read_titled("A&S 1119 ANCIENT GREECE (3)", CellLanguage())
    >>> str(course.expression), course.titles, course.credits[0][0]
    ('A&S 1119', ('ANCIENT GREECE',), Fraction(3, 1))
    """
    text = plain(written)
    said = phrase(text)
    if said is not None and _code_at_start(text, how) is None:
        return Titled(None, says=said)
    if len(text) > _LONGEST:
        return _not_titled(text)
    lines = text.split("\n")
    if len(lines) > 1:
        if sum(_code_at_start(line, how) is not None for line in lines) > 1:
            return _several_lines(lines)
        text = " ".join(lines)
    pieces = _BETWEEN.split(text)
    words = {word.upper() for word in pieces[1::2]}
    read = [_one(piece, how) for piece in pieces[::2]]
    for piece in read:
        if isinstance(piece, Unread):
            return piece
    courses = [piece for piece in read if isinstance(piece, Titled)]
    if len(courses) == 1:
        return courses[0]
    if "OR" in words and len(words) > 1:
        return Unread(
            Code.MIXED_AND_OR,
            f"`{text}` mixes and with or, and no brackets say which goes first",
            "write one rule for each way",
        )
    if any(one.expression is None for one in courses):
        return _not_titled(text)
    expressions = [one.expression for one in courses if one.expression is not None]
    return Titled(
        joined(AnyOne if words == {"OR"} else AllOf, expressions),
        tuple(title for one in courses for title in one.titles),
        tuple(credit for one in courses for credit in one.credits),
        tuple(mark for one in courses for mark in one.marks),
    )


def _one(text: str, how: CellLanguage) -> Titled | Unread:
    marks: tuple[str, ...] = ()
    if marked := _MARKS.search(text):
        marks, text = (marked["marks"],), text[: marked.start()].strip()
    credits_at = list(_CREDITS.finditer(text))
    stated = (
        credits_at[-1] if credits_at and credits_at[-1].end() == len(text) else None
    )
    code_text = _code_at_start(text, how)
    if code_text is None:
        return _without_code(text, stated, marks)
    title = text[len(code_text) : stated.start() if stated else len(text)].strip()
    if _holds_more(title, credits_at, len(code_text)):
        return Unread(
            Code.SEPARATOR_UNEXPLAINED,
            f"`{text}` seems to hold more than one course, with no and or or"
            " between them",
            "write one course in each cell, or put `and` or `or` between them",
        )
    seen = likely(code_text)
    reading = read_courses(code_text, CellLanguage(how.language, how.subjects))
    if isinstance(reading, Unread):
        return reading
    code = reading.expression
    if seen is not None or not isinstance(code, WrittenCode):
        return _not_titled(text)
    said = title_phrase(title) if title else None
    if said is not None and said.says is Saying.ELECTIVE:
        elective = ElectiveCredit(str(code), code.subject, said.level)
        return Titled(elective, (title,), (_credits(stated),), marks)
    if said is not None:
        return Titled(None, (title,), marks=marks, says=said)
    if is_pattern(code):
        return Unread(
            Code.TARGET_UNEXPLAINED,
            f"`{text}` stands for many courses, and nothing says what it gives",
            "say in the cell that it is an elective, or name a course",
        )
    if stated and Fraction(stated["least"]) > _MOST_CREDITS:
        return Unread(
            Code.CREDITS_UNCLEAR,
            f"`{stated.group().strip()}` at the end of `{text}` is no credit of a"
            " course",
            "write the credit in brackets at the end, such as `(3)`",
        )
    return Titled(code, (title,), (_credits(stated),), marks)


def _code_at_start(text: str, how: CellLanguage) -> str | None:
    named = "|".join(
        re.escape(one) for one in sorted(how.subjects, key=len, reverse=True)
    )
    subject = f"(?:{named}|{_PLAIN_SUBJECT})" if named else _PLAIN_SUBJECT
    dressed = (
        likely(text) or text
    )  # letters that only look right are found by the caller
    found = re.match(rf"{subject}[ -]?{_NUMBER}(?= |$|\()", dressed, re.IGNORECASE)
    return text[: found.end()] if found else None


def _without_code(
    text: str, stated: re.Match[str] | None, marks: tuple[str, ...]
) -> Titled | Unread:
    """Read a cell whose first word is no code: `TRANSNC NON-TRANSFERABLE CREDIT`."""
    bare = text[: stated.start()] if stated else text
    first, _, title = bare.partition(" ")
    said = title_phrase(title) if title else None
    if said is not None and said.says is Saying.NO_CREDIT and first.isalpha():
        return Titled(None, (title,), marks=marks, says=said)
    said = phrase(bare)
    if said is not None and said.says is Saying.ELECTIVE:
        return Titled(
            ElectiveCredit(bare, "", said.level), ("",), (_credits(stated),), marks
        )
    return _not_titled(text)


def _holds_more(title: str, credits_at: list[re.Match[str]], start: int) -> bool:
    """Say whether a title hides another course: a joining word, or credits inside."""
    if _STARTS_OPEN.match(title):
        return True
    if len([found for found in credits_at if found.start() >= start]) > 1:
        return True
    return any(
        re.search(rf"(?:AND|OR|&|\+|/|,|;) ?{re.escape(found['code'])}", title)
        for found in _ANOTHER_COURSE.finditer(title)
    )


def _credits(stated: re.Match[str] | None) -> tuple[Fraction, Fraction | None] | None:
    if stated is None:
        return None
    most = Fraction(stated["most"]) if stated["most"] else None
    return Fraction(stated["least"]), most


def _several_lines(lines: list[str]) -> Unread:
    readings = (" and ".join(lines), " or ".join(lines))
    return Unread(
        Code.SEPARATOR_UNEXPLAINED,
        f"a line break stands between `{lines[0]}` and `{lines[1]}`, and nothing says"
        " whether both are meant or one of them",
        could_mean(readings),
        readings,
    )


def _not_titled(text: str) -> Unread:
    shown = text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004  one line
    return Unread(
        Code.TARGET_UNEXPLAINED,
        f"`{shown}` is not a course: a code, a title and credits in brackets",
        "write it as `ENGL 101 COMPOSITION (3)`; what is no course must say so in"
        " words,"
        " such as `elective` or `no credit`",
    )
