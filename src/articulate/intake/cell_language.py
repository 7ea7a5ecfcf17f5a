"""How the cells of a sheet are written, and what the reading of one is."""

import re
import string
from dataclasses import dataclass
from fractions import Fraction

from articulate.diagnostics.codes import Code
from articulate.intake.courses import CourseExpression
from articulate.intake.normalize.connectives import Language
from articulate.intake.normalize.unread import Unread

CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
SIMPLE = re.compile(r"(?P<subject>[A-Z]{2,8}) (?P<number>[0-9]{1,5}[A-Z]?)")
"""What most cells hold; the grammar reads it alike, and takes longer."""

_WORDS_THEN_NUMBER = re.compile(
    r"(?P<subject>[A-Z][A-Z&./-]*(?: [A-Z&./-]+)+) [0-9]+[A-Z]{0,2}"
)
NO_SUBJECTS = frozenset(
    {
        *("ALL", "AN", "ANOTHER", "ANY", "AS", "AT", "BE", "BY", "CHAPTER"),
        *("CHOOSE", "CLASS", "COURSE", "COURSES", "CREDIT", "CREDITS", "EACH"),
        *("EFFECTIVE", "EQUIV", "EQUIVALENT", "EXCEPT", "FALL", "FOR", "FROM"),
        *("GRADE", "GROUP", "HIGHER", "HOUR", "HOURS", "HRS", "IF", "IN", "IS"),
        *("ITEM", "LEVEL", "LINE", "LOWER", "MAX", "MIN", "MINIMUM", "NO", "NOT"),
        *("NOTE", "OF", "ON", "ONLY", "PAGE", "PICK", "REV", "ROOM", "ROW"),
        *("SCORE", "SECTION", "SEE", "SELECT", "SINCE", "SPRING", "STEP"),
        *("SUBTOTAL", "SUMMER", "TABLE", "TERM", "THE", "THEN", "TO", "TOTAL"),
        *("UNIT", "UNITS", "UNTIL", "UPPER", "VER", "VERSION", "WINTER", "WITH"),
        *("YEAR",),
    }
)


@dataclass(frozen=True, slots=True)
class CellLanguage:
    """How the cells of a sheet are written, as its layout says.

    `subjects` are subjects of an unusual shape; `bracketed_credits` says that a figure
    in brackets after a code is its credit.
    """

    language: Language = Language.ENGLISH
    subjects: tuple[str, ...] = ()
    bracketed_credits: bool = False


@dataclass(frozen=True, slots=True)
class CellReading:
    """The one reading of a cell, with the marks that stood on its courses."""

    expression: CourseExpression
    marks: tuple[str, ...] = ()
    credits: tuple[Fraction, ...] = ()


ENGLISH = CellLanguage()


def is_chained(how: CellLanguage) -> bool:
    """Say whether several courses of a cell are told apart by plain English words."""
    return not how.subjects and how.language is Language.ENGLISH


def not_a_course(written: str) -> Unread:
    """Say that a text names no course, with the likely reason."""
    words = _WORDS_THEN_NUMBER.fullmatch(written.translate(CAPITALS))
    if words is not None:
        subject = words["subject"]
        return Unread(
            Code.NOT_A_COURSE,
            f"`{written}` is not a course code of the usual shape",
            f"if `{subject}` is one subject, list it under `subjects` in the layout",
        )
    shown = written if len(written) <= 80 else f"{written[:77]}..."  # noqa: PLR2004  one line
    return Unread(
        Code.NOT_A_COURSE,
        f"`{shown}` does not name courses and nothing else",
        "write each course as subject and number, such as `BIOL 265`, and `and` or `or`"
        " between several; put conditions in a column of their own",
    )
