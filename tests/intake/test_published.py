"""Catalogs and calendars in a table, a row for each course or term."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.intake.layout import Layout
from articulate.intake.published import read_calendar, read_catalog
from articulate.model.course import CourseCode, CourseLevel, CourseVersion
from articulate.model.identifiers import Attribute, InstitutionId, TermCode
from articulate.rulebook.catalogs import Renaming, Retirement

Load = Callable[[str], Layout]
UNI = InstitutionId("UNI")
HEAD = (
    "Course,Title,Credits,Level,Attributes,Same as,Renamed to,Renamed from,Retired from"
)


def code(written: str) -> CourseCode:
    return CourseCode.read("UNI", written)


def catalog(layout: Layout, *rows: str) -> tuple[tuple[object, ...], set[str]]:
    """What the rows come to, and the codes and columns of what is wrong."""
    read = read_catalog(
        "\n".join([HEAD, *rows]).encode(), UNI, workbook_name="c.csv", layout=layout
    )
    wrong = {
        f"{one.code} {one.place.column}{one.place.row}"
        for one in read.report.diagnostics
        if isinstance(one.place, CellRef)
    }
    said = tuple(
        part
        for row in read.rows
        for part in (row.course, row.renaming, row.retirement)
        if part is not None
    )
    return said, wrong


ROWS: dict[str, tuple[str, tuple[object, ...]]] = {
    "a course": (
        "CSCI 141,Programming I,4,lower,,,,,",
        (
            CourseVersion(
                code("CSCI 141"),
                "Programming I",
                Fraction(4),
                Fraction(4),
                CourseLevel.LOWER,
            ),
        ),
    ),
    "a course with attributes, the same as another": (
        'HIST 210H,World History,3,,"GE.HUM, GE.GLOBAL",HIST 210,,,',
        (
            CourseVersion(
                code("HIST 210H"),
                "World History",
                Fraction(3),
                Fraction(3),
                attributes=(Attribute("GE.HUM"), Attribute("GE.GLOBAL")),
                same_as=(code("HIST 210"),),
            ),
        ),
    ),
    "variable credit": (
        "CSCI 498,Topics,1-4,,,,,,",
        (CourseVersion(code("CSCI 498"), "Topics", Fraction(1), Fraction(4)),),
    ),
    "an old number, by its new one": (
        "CSCI 101,,,,,,CSCI 141,2019-08-15,",
        (Renaming(code("CSCI 101"), code("CSCI 141"), date(2019, 8, 15)),),
    ),
    "a number that was given up": (
        "CSCI 150,,,,,,,,2012-08-15",
        (Retirement(code("CSCI 150"), date(2012, 8, 15)),),
    ),
}


@pytest.mark.parametrize(("row", "said"), ROWS.values(), ids=ROWS)
def test_a_row_of_a_catalog(row: str, said: tuple[object, ...], layouts: Load) -> None:
    assert catalog(layouts("catalog"), row) == (said, set())


REFUSED = {
    "no credit": ("CSCI 141,Programming I,,,,,,,", "AR649 C2"),
    "a new number without its day": ("CSCI 101,,,,,,CSCI 141,,", "AR649 H2"),
    "credit of several courses": ("CSCI 141,Programming I,3+1,,,,,,", "AR630 C2"),
    "a level nobody knows": ("CSCI 141,Programming I,4,hard,,,,,", "AR652 D2"),
    "a day that is a term": ("CSCI 150,,,,,,,,Fall 2012", "AR632 I2"),
    "letters that only look familiar": ("СSCI 141,Programming I,4,,,,,,", "AR629 A2"),  # noqa: RUF001  the letter is the case
}


@pytest.mark.parametrize(("row", "problem"), REFUSED.values(), ids=REFUSED)
def test_a_row_that_is_unclear_is_refused(
    row: str, problem: str, layouts: Load
) -> None:
    assert catalog(layouts("catalog"), row) == ((), {problem})


def test_a_course_in_two_rows_is_refused_in_both(layouts: Load) -> None:
    said, wrong = catalog(
        layouts("catalog"), "CSCI 141,One,4,,,,,,", "CSCI 141,Two,3,,,,,,"
    )
    assert said == ()
    assert wrong == {f"{Code.SEVERAL_OUTCOMES} 2", f"{Code.SEVERAL_OUTCOMES} 3"}


def test_a_calendar_lists_its_terms(layouts: Load) -> None:
    text = (
        "Term,Name,First day,Last day,Optional\n"
        "2024FA,Fall 2024,2024-08-26,2024-12-13,\n"
        "2025SU,Summer 2025,2025-06-02,2025-08-08,yes\n"
        "2025SP,Spring 2025,2025-08-02,2025-05-08,\n"
        "Fall 2025,,2025-08-25,2025-12-12,\n"
        "2025WI,,2025-01-02,,maybe\n"
    )
    read = read_calendar(
        text.encode(), workbook_name="c.csv", layout=layouts("calendar")
    )
    assert [(term.code, term.last, term.optional) for term in read.rows] == [
        (TermCode("2024FA"), date(2024, 12, 13), False),
        (TermCode("2025SU"), date(2025, 8, 8), True),
    ]
    assert sorted(one.code for one in read.report.diagnostics) == sorted(
        [
            Code.DATES_REVERSED,
            Code.TERM_UNKNOWN,
            Code.RECORD_VALUE,
            Code.VALUE_MISSING,
        ]
    )
