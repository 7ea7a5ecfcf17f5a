"""Complaints about one word whose shape is wrong for its place.

A date that is no date, an id in capitals, a course code in lower case: the place asks
for one shape, and the word has another. Each complaint returns the word that is read
instead, so that one wrong word does not hide the rest of its block.
"""

import re
from collections.abc import Callable

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.assembly.draft import Draft
from articulate.language.scan import Expected, Word

_CODE = re.compile(r"([A-Za-z][A-Za-z&]*)[-_ \t]*([0-9]+[A-Za-z]*)")
_RANGE = re.compile(
    r"[A-Z][A-Z0-9&]*[ \t]+(?:[0-9]+[ \t]*\.\.[ \t]*[0-9]*|[0-9A-Z*]*\*)"
)
_ANY_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_YEAR = 1000

Complaint = Callable[[Draft, Word, str], Word | None]


def misshapen(
    draft: Draft, word: Word, expected: Expected, rest: str
) -> tuple[bool, Word | None]:
    """Complain about the shape of *word*, if the place asks for one.

    Return whether it did, and the word to read instead.
    """
    if not word.text[0].isalnum() and word.text[0] != '"':
        return False, None
    if "TEXT" in expected.shapes and word.text[0].isupper():
        return True, _bad_text(draft, word, rest)
    for shapes, complaint in _COMPLAINTS:
        if shapes.issuperset(expected.shapes) and expected.shapes:
            return True, complaint(draft, word, rest)
    return False, None


def _bad_id(draft: Draft, word: Word, _rest: str) -> Word | None:
    likely = re.sub(r"[^a-z0-9.]+", "-", word.text.lower()).strip("-.")
    draft.report(
        Code.MALFORMED_ID,
        word.span(draft.file),
        f"`{word.text}` cannot be an id",
        way_out=(
            "an id is lower-case letters and digits, with dots or hyphens between"
            + (f", such as `{likely}`" if likely else "")
        ),
    )
    return word._replace(kind="ID", text=likely or "x")


def _bad_date(draft: Draft, word: Word, rest: str) -> Word | None:
    written = _ANY_DATE.match(word.text + rest)
    shown = written.group() if written else word.text
    draft.report(
        Code.MALFORMED_DATE,
        word.span(draft.file),
        f"`{shown}` is not written as a date",
        way_out=f"write year, month and day, such as `{_likely_day(written)}`",
    )
    day = _likely_day(written)
    return word._replace(kind="DATE", text=day, end=word.column + len(shown))


def slashed_date(draft: Draft, place: Span, written: str) -> bool:
    """Complain about a date with strokes, if one was written; say if it was."""
    found = _ANY_DATE.match(written)
    if found is None:
        return False
    draft.report(
        Code.MALFORMED_DATE,
        place,
        f"`{found.group()}` is not written as a date",
        way_out=f"write year, month and day, such as `{_likely_day(found)}`",
    )
    return True


def _likely_day(written: re.Match[str] | None) -> str:
    if written is None:
        return "2024-08-15"
    first, second, third = (int(part) for part in written.groups())
    if first >= _YEAR:
        return f"{first:04d}-{second:02d}-{third:02d}"
    if third >= _YEAR and first <= 12 < second:  # noqa: PLR2004 # months
        return f"{third:04d}-{first:02d}-{second:02d}"
    if third >= _YEAR and second <= 12 < first:  # noqa: PLR2004 # months
        return f"{third:04d}-{second:02d}-{first:02d}"
    return "2024-08-15"


def _bad_code(draft: Draft, word: Word, rest: str) -> Word | None:
    written = word.text + rest
    place = word.span(draft.file)
    many = _RANGE.match(written)
    if many:
        draft.report(
            Code.NOT_ONE_COURSE,
            place,
            f"one course is meant here, and `{many.group()}` is many",
            way_out="name one course, such as `CSCI 141`",
        )
        return None
    instead = None
    likely = _CODE.match(written)
    if likely:
        code = f"{likely[1].upper()} {likely[2].upper()}"
        end = word.column + likely.end()
        instead = word._replace(kind="CODE", text=code, end=end)
        way_out = f"a subject stands in capitals, then a blank: did you mean `{code}`?"
    elif not rest.strip():
        way_out = "a course code stands on one line, such as `CSCI 141`"
    else:
        way_out = "write one such as `CSCI 141`; other shapes go in backticks"
    draft.report(
        Code.MALFORMED_CODE,
        place,
        f"`{word.text}` is not a course code",
        way_out=way_out,
    )
    return instead


def _bad_grade(draft: Draft, word: Word, _rest: str) -> Word | None:
    likely = word.text.strip('"').upper()
    draft.report(
        Code.NOT_A_GRADE,
        word.span(draft.file),
        f"`{word.text}` is not written like a grade",
        way_out=(
            f"a grade stands as it is printed: did you mean `{likely}`? "
            f"one of another shape goes in backticks: `` `{likely}` ``"
        ),
    )
    return word._replace(kind="GRADE", text=f"`{likely}`")


def _bad_text(draft: Draft, word: Word, _rest: str) -> Word | None:
    draft.report(
        Code.TEXT_EXPECTED,
        word.span(draft.file),
        f"`{word.text}` must stand in double quotes",
        way_out=f'write `"{word.text}"`',
    )
    return word._replace(kind="TEXT", text=f'"{word.text}"')


def _bad_number(draft: Draft, word: Word, _rest: str) -> Word | None:
    draft.report(
        Code.NOT_A_NUMBER,
        word.span(draft.file),
        f"`{word.text}` is not a number",
        way_out="numbers are exact: `3`, `2.67`, `2/3` or `25%`",
    )
    return None


def _bad_institution(draft: Draft, word: Word, _rest: str) -> Word | None:
    likely = re.sub(r"[^A-Z0-9]", "", word.text.upper())
    draft.report(
        Code.MALFORMED_ID,
        word.span(draft.file),
        f"`{word.text}` cannot be an institution's code",
        way_out=(
            "the code of an institution is capitals and digits"
            + (f", such as `{likely}`" if likely else "")
        ),
    )
    return word._replace(kind="INSTITUTION", text=likely or "X")


# The first whose shapes are all that the place asks for.
_COMPLAINTS: tuple[tuple[frozenset[str], Complaint], ...] = (
    (frozenset({"DATE"}), _bad_date),
    (frozenset({"TEXT"}), _bad_text),
    (frozenset({"GRADE"}), _bad_grade),
    (frozenset({"NUMBER"}), _bad_number),
    (frozenset({"ID"}), _bad_id),
    (frozenset({"INSTITUTION"}), _bad_institution),
    (frozenset({"CODE"}), _bad_code),
    (frozenset({"CODE", "CODES", "NUMBER"}), _bad_code),
    (frozenset({"CODE", "CODES", "ID", "INSTITUTION"}), _bad_code),
)
