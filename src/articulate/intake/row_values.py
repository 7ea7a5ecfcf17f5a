"""What single cells of a row say of a course: its code, its level, its attributes."""

from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.fields import Fields, Found, problem
from articulate.intake.layout import Holds
from articulate.intake.normalize.day import written_day
from articulate.intake.normalize.lookalikes import likely
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.sending import course_cells
from articulate.model.course import CourseLevel
from articulate.model.identifiers import Attribute

_LEVELS = {
    "lower": CourseLevel.LOWER,
    "lower division": CourseLevel.LOWER,
    "upper": CourseLevel.UPPER,
    "upper division": CourseLevel.UPPER,
    "developmental": CourseLevel.DEVELOPMENTAL,
    "graduate": CourseLevel.GRADUATE,
}


def course_code(fields: Fields) -> str | Diagnostic:
    """Return the one course that a row names, as it is written."""
    cells = course_cells(fields, Holds.COURSE, Holds.SUBJECT, Holds.NUMBER)
    if len(cells) != 1:
        return Diagnostic(
            code=Code.NO_SOURCE if not cells else Code.SEPARATOR_UNEXPLAINED,
            place=fields.place(Holds.COURSE, Holds.NUMBER),
            message="the row names no course"
            if not cells
            else "the row names several courses",
            help="write one course in each row",
        )
    found = cells[0]
    written = plain(found.text)
    seen = likely(written)
    if seen is not None:
        unread = Unread(
            Code.LOOKALIKE_LETTERS,
            f"`{written}` has letters of another alphabet that only look familiar",
            f"did you mean `{seen}`? Type the code again in plain letters",
        )
        return problem(unread, found.place)
    if "\n" in written or not any(letter.isalnum() for letter in written):
        unread = Unread(
            Code.NOT_A_COURSE,
            f"`{' '.join(written.split())}` is not one course code",
            "write subject and number, such as `BIOL 265`",
        )
        return problem(unread, found.place)
    return written


def level_of(fields: Fields) -> CourseLevel | Diagnostic | None:
    """Return the level of a course, None where nothing is said."""
    found = fields.one(Holds.LEVEL)
    if found is None:
        return None
    level = _LEVELS.get(folded(found.text).replace("-", " "))
    if level is not None:
        return level
    unread = Unread(
        Code.RECORD_VALUE,
        f"`{found.text.strip()}` is not a level of courses",
        "write `developmental`, `lower`, `upper` or `graduate`, or leave the cell"
        " empty",
    )
    return problem(unread, found.place)


def attributes_of(fields: Fields) -> tuple[Attribute, ...]:
    """Return the attributes of a course, parted by commas or semicolons."""
    found = fields.one(Holds.ATTRIBUTES)
    if found is None:
        return ()
    names = found.text.replace(";", ",").split(",")
    return tuple(Attribute(name.strip()) for name in names if name.strip())


def text_of(fields: Fields, holds: Holds) -> str:
    """Return the words of a cell with single blanks; empty where nothing stands."""
    found: Found | None = fields.one(holds)
    return " ".join(found.text.split()) if found else ""


def day_in(fields: Fields, holds: Holds) -> date | Diagnostic | None:
    """Return the day in a cell, None where nothing stands; a term is no day."""
    found = fields.one(holds)
    if found is None:
        return None
    if found.cell.day is not None:
        return found.cell.day
    read = written_day(found.text, fields.layout.dates)
    if isinstance(read, date):
        return read
    if isinstance(read, Unread):
        return problem(read, found.place)
    unread = Unread(
        Code.DATE_UNCLEAR,
        f"`{found.text.strip()}` is a term, and a day is needed here",
        "write a date such as `2024-08-15`",
    )
    return problem(unread, found.place)
