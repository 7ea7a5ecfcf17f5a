"""What one row of a catalog or of a calendar says."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.fields import Fields, problem
from articulate.intake.layout import Holds
from articulate.intake.normalize.credits import stated_credits
from articulate.intake.normalize.term import written_term
from articulate.intake.normalize.text import folded
from articulate.intake.normalize.unread import Unread
from articulate.intake.row_values import (
    attributes_of,
    course_code,
    day_in,
    level_of,
    text_of,
)
from articulate.model.calendar import Term
from articulate.model.course import CourseCode, CourseLevel, CourseVersion
from articulate.model.identifiers import InstitutionId, TermCode
from articulate.rulebook.catalogs import Renaming, Retirement

_YES = frozenset({"y", "yes", "true", "1", "x", "optional"})
_NO = frozenset({"", "n", "no", "false", "0"})


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One row: a course, and whether its number was given up or changed.

    A row that only says to what a number was changed has no credit, and no course.
    """

    place: CellRef
    course: CourseVersion | None
    renaming: Renaming | None = None
    retirement: Retirement | None = None


def read_catalog_row(
    fields: Fields, institution: InstitutionId
) -> CatalogRow | list[Diagnostic]:
    """Read a row of a catalog; all its problems at once, each at its cell."""
    problems = fields.unusable()
    spoiled = {one.place for one in problems}
    code, level = course_code(fields), level_of(fields)
    credit = _credit(fields)
    renamed, retired = day_in(fields, Holds.RENAMED_FROM), day_in(fields, Holds.RETIRED)
    problems += [
        one
        for one in (code, level, credit, renamed, retired)
        if isinstance(one, Diagnostic) and one.place not in spoiled
    ]
    if isinstance(code, str):
        problems += _needs(fields, renamed, credit)
    if problems or not isinstance(code, str) or isinstance(credit, Diagnostic):
        return problems
    named = CourseCode.read(institution, code)
    new = text_of(fields, Holds.RENAMED_TO)
    course = None
    if credit is not None:
        course = CourseVersion(
            named,
            text_of(fields, Holds.TITLE),
            *credit,
            level=level if isinstance(level, CourseLevel) else None,
            attributes=attributes_of(fields),
            same_as=_same_as(fields, institution),
        )
    return CatalogRow(
        place=fields.place(Holds.COURSE, Holds.NUMBER),
        course=course,
        renaming=Renaming(named, CourseCode.read(institution, new), renamed)
        if new and isinstance(renamed, date)
        else None,
        retirement=Retirement(named, retired) if isinstance(retired, date) else None,
    )


def read_calendar_row(fields: Fields) -> Term | list[Diagnostic]:
    """Read a row of a calendar; all its problems at once, each at its cell."""
    problems = fields.unusable()
    spoiled = {one.place for one in problems}
    first, last = day_in(fields, Holds.STARTS), day_in(fields, Holds.ENDS)
    code = _term(fields)
    optional = _optional(fields)
    problems += [
        one
        for one in (code, first, last, optional)
        if isinstance(one, Diagnostic) and one.place not in spoiled
    ]
    problems += [
        _missing(fields, holds)
        for holds, day in ((Holds.STARTS, first), (Holds.ENDS, last))
        if day is None
    ]
    if isinstance(first, date) and isinstance(last, date) and last < first:
        reversed_days = Unread(
            Code.DATES_REVERSED,
            f"the term ends ({last}) before it begins ({first})",
            "correct one of the two",
        )
        problems.append(problem(reversed_days, fields.place(Holds.ENDS)))
    if problems or not isinstance(first, date) or not isinstance(last, date):
        return problems
    if isinstance(code, Diagnostic):
        return problems
    title = text_of(fields, Holds.TITLE)
    return Term(TermCode(code), title, first, last, optional=optional is True)


def _credit(fields: Fields) -> tuple[Fraction, Fraction] | Diagnostic | None:
    found = fields.one(Holds.CREDITS)
    if found is None:
        return None
    stated = stated_credits(found.text, decimal_comma=fields.layout.decimal_comma)
    if isinstance(stated, Unread):
        return problem(stated, found.place)
    if len(stated.amounts) > 1:
        unread = Unread(
            Code.CREDITS_UNCLEAR,
            f"credit `{found.text.strip()}` is that of several courses",
            "write one amount, or a range such as `1-4`",
        )
        return problem(unread, found.place)
    number = found.cell.number
    least = stated.amounts[0] if number is None or stated.most else number
    return least, stated.most or least


def _needs(
    fields: Fields, renamed: date | Diagnostic | None, credit: object
) -> list[Diagnostic]:
    """Report what a row leaves out that its other cells ask for."""
    problems = []
    new = fields.one(Holds.RENAMED_TO)
    if (new is None) != (renamed is None):
        absent = Holds.RENAMED_TO if new is None else Holds.RENAMED_FROM
        problems.append(_missing(fields, absent))
    only_says = new is not None or fields.one(Holds.RETIRED) is not None
    if credit is None and not only_says:
        problems.append(_missing(fields, Holds.CREDITS))
    return problems


def _missing(fields: Fields, holds: Holds) -> Diagnostic:
    unread = Unread(
        Code.VALUE_MISSING,
        f"the row does not say the {holds}",
        "fill in the cell, or delete the row",
    )
    return problem(unread, fields.place(holds))


def _same_as(fields: Fields, institution: InstitutionId) -> tuple[CourseCode, ...]:
    names = text_of(fields, Holds.SAME_AS).replace(";", ",").split(",")
    return tuple(CourseCode.read(institution, one) for one in names if one.strip())


def _term(fields: Fields) -> str | Diagnostic:
    found = fields.one(Holds.TERM)
    written = None if found is None else written_term(found.text)
    if written is not None and written.code:
        return written.code
    unread = Unread(
        Code.TERM_UNKNOWN,
        f"`{text_of(fields, Holds.TERM)}` is not the code of a term",
        "write the year and capitals, such as `2024FA`; its name is the title",
    )
    return problem(unread, fields.place(Holds.TERM))


def _optional(fields: Fields) -> bool | Diagnostic:
    said = folded(text_of(fields, Holds.OPTIONAL))
    if said in _NO:
        return False
    if said in _YES:
        return True
    unread = Unread(
        Code.RECORD_VALUE,
        f"`{text_of(fields, Holds.OPTIONAL)}` does not say whether the term is"
        " optional",
        "write `yes` or `no`, or leave the cell empty",
    )
    return problem(unread, fields.place(Holds.OPTIONAL))
