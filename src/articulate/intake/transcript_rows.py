"""What one row of a transcript says of one course, exactly as it is reported."""

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.intake.fields import Fields, problem
from articulate.intake.layout import Holds
from articulate.intake.normalize.credits import StatedCredits, stated_credits
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unit import stated_unit
from articulate.intake.normalize.unread import Unread
from articulate.intake.row_values import (
    attributes_of,
    course_code,
    day_in,
    level_of,
    text_of,
)
from articulate.intake.sheet import Attachment
from articulate.model.course import CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import Attribute, Mark, TermCode

_LONGEST_GRADE = 12


@dataclass(frozen=True, slots=True)
class ReportedCourse:
    """One row: a course attempt without its id and institution.

    `unread` says what could not be read of it and is therefore left unknown.
    """

    place: CellRef
    written: str
    title: str = ""
    credits: Fraction | None = None
    unit: CreditUnit = CreditUnit.UNKNOWN
    grade: Mark | None = None
    underlying: Mark | None = None
    level: CourseLevel | None = None
    term: TermCode | None = None
    completed: date | None = None
    attributes: tuple[Attribute, ...] = ()
    delivery: str | None = None
    learning_id: str = ""
    unread: tuple[Diagnostic, ...] = field(default=(), compare=False, repr=False)


def read_course(fields: Fields) -> ReportedCourse | list[Diagnostic]:
    """Read a row; all its problems at once, each at its cell.

    Grades stay as they are printed. Credit without a unit is *unit unknown*. A day that
    cannot be read is unknown too, and the course stays: a course that is not there at
    all would look as if nobody had taken it.
    """
    problems = [*fields.unusable(), *_remarked(fields)]
    spoiled = {one.place for one in problems}
    code = course_code(fields)
    amount, unit = _credits(fields), _unit(fields)
    completed = day_in(fields, Holds.COMPLETED)
    level = level_of(fields)
    grades = [_grade(fields, holds) for holds in (Holds.GRADE, Holds.UNDERLYING)]
    problems += [
        value
        for value in (code, amount, unit, level, *grades)
        if isinstance(value, Diagnostic) and value.place not in spoiled
    ]
    if problems or isinstance(code, Diagnostic):
        if isinstance(completed, Diagnostic) and completed.place not in spoiled:
            problems.append(completed)
        return problems
    return ReportedCourse(
        place=fields.place(Holds.COURSE, Holds.NUMBER),
        written=code,
        title=text_of(fields, Holds.TITLE),
        credits=amount if isinstance(amount, Fraction) else None,
        unit=unit if isinstance(unit, CreditUnit) else CreditUnit.UNKNOWN,
        grade=_known(grades[0]),
        underlying=_known(grades[1]),
        level=level if isinstance(level, CourseLevel) else None,
        term=TermCode(text_of(fields, Holds.TERM))
        if text_of(fields, Holds.TERM)
        else None,
        completed=completed if isinstance(completed, date) else None,
        attributes=attributes_of(fields),
        delivery=text_of(fields, Holds.DELIVERY) or None,
        learning_id=text_of(fields, Holds.LEARNING_ID),
        unread=(without_day(completed),) if isinstance(completed, Diagnostic) else (),
    )


def without_day(found: Diagnostic) -> Diagnostic:
    """Say that what stands beside a day that cannot be read is kept without it."""
    return replace(
        found,
        message=f"{found.message}; it is read without its day",
        severity=Severity.WARNING,
    )


def _credits(fields: Fields) -> Fraction | Diagnostic | None:
    found = fields.one(Holds.CREDITS)
    if found is None:
        return None
    stated = stated_credits(found.text, decimal_comma=fields.layout.decimal_comma)
    if isinstance(stated, Unread):
        return problem(stated, found.place)
    if len(stated.amounts) > 1 or stated.most is not None:
        unread = Unread(
            Code.CREDITS_UNCLEAR,
            f"credit `{found.text.strip()}` is more than one amount",
            "write the credit that the course carried for this learner",
        )
        return problem(unread, found.place)
    number = found.cell.number
    return stated.amounts[0] if number is None else number


def _unit(fields: Fields) -> CreditUnit | Diagnostic:
    """Read the unit, from its own column or beside the credit; unknown where unsaid."""
    found, credit = fields.one(Holds.UNIT), fields.one(Holds.CREDITS)
    stated = stated_credits(credit.text) if credit is not None else None
    beside = stated.unit if isinstance(stated, StatedCredits) else None
    if found is None:
        return beside or CreditUnit.UNKNOWN
    unit = stated_unit(found.text)
    if isinstance(unit, Unread):
        return problem(unit, found.place)
    if beside in (None, unit):
        return unit
    unread = Unread(
        Code.UNIT_UNCLEAR,
        f"the unit column says {unit}, the credit says {beside}",
        "let both say the same",
    )
    return problem(unread, found.place)


def _grade(fields: Fields, holds: Holds) -> Mark | Diagnostic | None:
    found = fields.one(holds)
    if found is None:
        return None
    printed = plain(found.text)
    if len(printed) <= _LONGEST_GRADE and "\n" not in printed:
        return Mark(printed)
    unread = Unread(
        Code.GRADE_UNCLEAR,
        f"`{' '.join(printed.split())[:40]}` is no grade",
        "write the grade as it is printed; put remarks into a column of notes",
    )
    return problem(unread, found.place)


def _remarked(fields: Fields) -> list[Diagnostic]:
    """Report comments and raised marks: what they mean is not ours to guess."""
    problems = []
    for text, place in fields.comments():
        unread = Unread(
            Code.CONDITION_NOT_READ,
            f"the comment `{' '.join(text.split())[:80]}` is not part of a"
            " transcript's row",
            "write what it says into the row, or remove it",
        )
        problems.append(problem(unread, place))
    for cell in fields.row.cells:
        for one in cell.attached:
            if one.kind is Attachment.FOOTNOTE:
                unread = Unread(
                    Code.MARK_UNEXPLAINED,
                    f"the mark `{one.text}` has no meaning on a transcript",
                    "remove the mark, and write what it says into the row",
                )
                problems.append(problem(unread, fields.row.place(cell.column)))
    return problems


def _known(value: Mark | Diagnostic | None) -> Mark | None:
    return value if isinstance(value, str) else None
