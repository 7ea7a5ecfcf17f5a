"""What may be read from a table, and what must be refused, one rule at a time."""

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from tests.intake.both_ways import agree

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Severity
from articulate.intake.articulations import ImportedRules
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.normalize.text import plain
from articulate.intake.parties import Parties
from articulate.intake.sheet import Workbook
from articulate.intake.tables import TableRead, read_table
from articulate.intake.workbook import read_workbook

Import = Callable[..., ImportedRules]
Load = Callable[[str], Layout]
Write = Callable[..., bytes]
PAIR = ["Sending course", "Receiving course"]
WITH_CREDITS = [*PAIR, "Credits"]
WITH_NOTES = [*PAIR, "Notes"]
WITH_DAYS = [*PAIR, "Effective from", "Effective through"]


def codes(imported: ImportedRules) -> list[Code]:
    """Every reason for which a row was refused, each once."""
    return sorted({code for row in imported.preview.refused for code in row.codes})


REFUSED: dict[str, tuple[list[str], list[str], Code]] = {
    "a blank receiving cell is not evaluated, never a denial": (
        [*PAIR, "Title"],
        ["A 1", "", "Algebra"],
        Code.NO_TARGET,
    ),
    "a row without a sending course": (WITH_CREDITS, ["", "B 2", "3"], Code.NO_SOURCE),
    "a comma between two targets": (
        PAIR,
        ["A 1", "B 2, B 3"],
        Code.SEPARATOR_UNEXPLAINED,
    ),
    "and mixed with or": (PAIR, ["A 1", "B 2 and B 3 or B 4"], Code.MIXED_AND_OR),
    "a question": (PAIR, ["A 1", "equiv?"], Code.AUTHOR_UNSURE),
    "a question about the source": (PAIR, ["A 1?", "B 2"], Code.AUTHOR_UNSURE),
    "no equivalent alone": (PAIR, ["A 1", "no equiv"], Code.NO_EQUIVALENT_UNEXPLAINED),
    "a pattern nobody explains": (PAIR, ["A 1", "ACCT 2XXX"], Code.TARGET_UNEXPLAINED),
    "a bucket nobody explains": (PAIR, ["A 1", "GHUM (3)"], Code.TARGET_UNEXPLAINED),
    "or higher": (PAIR, ["A 1", "B 2 or higher"], Code.TARGET_UNEXPLAINED),
    "a pattern as a source": (PAIR, ["A 1XX", "B 2"], Code.NOT_A_COURSE),
    "a footnote mark without its note": (PAIR, ["A 1*", "B 2"], Code.MARK_UNEXPLAINED),
    "a figure in brackets": (PAIR, ["A 1", "B 2 (2)"], Code.MARK_UNEXPLAINED),
    "a condition in a note": (
        WITH_NOTES,
        ["A 1", "B 2", "Majors only"],
        Code.CONDITION_NOT_READ,
    ),
    "a row that calls itself withdrawn": (
        WITH_NOTES,
        ["A 1", "B 2", "WITHDRAWN"],
        Code.ROW_WITHDRAWN,
    ),
    "unclear credit": (WITH_CREDITS, ["A 1", "B 2", "3/4"], Code.CREDITS_UNCLEAR),
    "one total for two courses": (
        WITH_CREDITS,
        ["A 1", "B 2 and B 3", "6"],
        Code.CREDIT_SHARE_UNSTATED,
    ),
    "a date with two readings": (
        WITH_DAYS,
        ["A 1", "B 2", "01/02/2021", ""],
        Code.DATE_UNCLEAR,
    ),
    "an end before the beginning": (
        WITH_DAYS,
        ["A 1", "B 2", "Fall 2021", "2020-12-31"],
        Code.DATES_REVERSED,
    ),
    "a term that no calendar has": (
        WITH_DAYS,
        ["A 1", "B 2", "Fall 2091", ""],
        Code.TERM_UNKNOWN,
    ),
    "a column nobody described": (
        [*PAIR, "Only for"],
        ["A 1", "B 2", "nurses"],
        Code.COLUMN_NOT_DESCRIBED,
    ),
    "an entry beyond the headings": (
        PAIR,
        ["A 1", "B 2", "nurses"],
        Code.COLUMN_NOT_DESCRIBED,
    ),
    "a unit that is none": (
        [*WITH_CREDITS, "Unit"],
        ["A 1", "B 2", "3", "clock hours"],
        Code.UNIT_UNCLEAR,
    ),
    "a grade that may be the only one": (
        [*PAIR, "Grade"],
        ["A 1", "B 2", "C"],
        Code.GRADE_UNCLEAR,
    ),
    "a status that says nothing": (
        [*PAIR, "Status"],
        ["A 1", "B 2", "ask Ann"],
        Code.CONDITION_NOT_READ,
    ),
    "an id that is none": (
        ["Rule id", *PAIR],
        ["Row 1!", "A 1", "B 2"],
        Code.ROW_ID_INVALID,
    ),
    "two grades that contradict each other": (
        [*PAIR, "Minimum grade", "Notes"],
        ["A 1", "B 2", "C", "Minimum grade of B."],
        Code.CONDITION_NOT_READ,
    ),
}


@pytest.mark.parametrize(("headings", "row", "code"), REFUSED.values(), ids=REFUSED)
def test_a_row_is_refused_at_its_cell(
    import_plain: Import, headings: list[str], row: list[str], code: Code
) -> None:
    imported = import_plain(headings, row)
    assert imported.rules == ()
    assert codes(imported) == [code]
    found = [one for one in imported.preview.report.diagnostics if one.code is code]
    assert all(one.severity is Severity.WARNING and one.help for one in found)
    assert all(str(one.place).startswith("table.csv!") for one in found)


def test_all_problems_of_a_row_are_reported_at_once(import_plain: Import) -> None:
    headings = [*WITH_CREDITS, "Minimum grade", "Effective from", "Notes"]
    row = ["A 1/2", "equiv?", "3/4", "good", "01/02/2021", "Majors only"]
    imported = import_plain(headings, row)
    assert codes(imported) == [
        Code.SEPARATOR_UNEXPLAINED,
        Code.AUTHOR_UNSURE,
        Code.CREDITS_UNCLEAR,
        Code.GRADE_UNCLEAR,
        Code.DATE_UNCLEAR,
        Code.CONDITION_NOT_READ,
    ]
    assert len(imported.preview.report.diagnostics) == 6


def test_a_refused_row_does_not_stop_the_others(import_plain: Import) -> None:
    imported = import_plain(PAIR, ["A 1", "equiv?"], ["A 2", "B 2"])
    preview = imported.preview
    assert (preview.read, preview.understood, len(preview.refused)) == (2, 1, 1)
    assert not preview.report.errors


def test_titles_totals_and_repeated_headings_need_no_report(
    import_plain: Import,
) -> None:
    imported = import_plain(
        ["Equivalencies, printed 2024-07-30", ""],
        ["", ""],
        WITH_CREDITS,
        ["A 1", "B 2", "3"],
        ["Subtotal, arts", "", "3"],
        WITH_CREDITS,
        ["A 2", "B 3", "3"],
        ["Total hours", "", "6"],
        ["Page 1 of 1", ""],
    )
    assert len(imported.rules) == 2
    assert imported.preview.report.diagnostics == ()


def test_a_line_that_may_bind_every_row_stops_every_row(import_plain: Import) -> None:
    line = "Courses must be taken within seven years."
    imported = import_plain([line, ""], PAIR, ["A 1", "B 2"], ["A 2", "B 3"])
    assert imported.rules == ()
    assert codes(imported) == [Code.STATEMENT_NOT_READ]
    assert len(imported.preview.refused) == 2


def test_a_least_grade_for_the_whole_sheet_holds_for_every_row(
    import_plain: Import,
) -> None:
    line = "Minimum grade for every course on this sheet: C"
    headings = [*PAIR, "Minimum grade"]
    imported = import_plain(
        [line, ""], headings, ["A 1", "B 2", ""], ["A 2", "B 3", "B"]
    )
    conditions = [str(getattr(rule, "condition", "")) for rule in imported.rules]
    assert "mark='C'" in conditions[0]
    assert "mark='B'" in conditions[1]


def test_a_footnote_is_applied_where_its_mark_stands(import_plain: Import) -> None:
    imported = import_plain(
        PAIR, ["A 1*", "B 2"], ["A 2", "B 3"], ["* Minimum grade of B required.", ""]
    )
    conditions = [getattr(rule, "condition", None) for rule in imported.rules]
    assert "mark='B'" in str(conditions[0])
    assert conditions[1] is None


def test_a_key_on_the_sheet_explains_its_words(import_plain: Import) -> None:
    imported = import_plain(
        PAIR,
        ["A 1", "PSYC EL"],
        ["A 2", "GEN EL"],
        ["A 3", "DNT"],
        ["A 4", "ENGL 2000NE"],
        ["EL = elective credit in that subject", ""],
        ["GEN EL = general elective credit", ""],
        ["DNT = does not transfer, no credit", ""],
        ["NE after a number = transfer credit without equivalent (elective)", ""],
    )
    kinds = [type(getattr(rule, "target", rule)).__name__ for rule in imported.rules]
    assert kinds == ["ElectiveTarget", "ElectiveTarget", "DenyRule", "ElectiveTarget"]


def test_one_course_with_different_outcomes_is_refused_at_every_place(
    import_plain: Import,
) -> None:
    imported = import_plain(
        WITH_CREDITS, ["A 1", "B 2", "3"], ["A 3", "B 3", "3"], ["A 1", "B 2", "4"]
    )
    assert len(imported.rules) == 1
    found = imported.preview.report.diagnostics
    assert [str(one.place) for one in found] == ["table.csv!B2", "table.csv!B4"]
    assert [str(one.also[0]) for one in found] == ["table.csv!B4", "table.csv!B2"]


def test_a_course_inside_an_or_has_its_outcome_too(import_plain: Import) -> None:
    imported = import_plain(PAIR, ["A 1 or A 2", "B 2"], ["A 2", "B 3"])
    assert imported.rules == ()


def test_a_set_and_one_of_its_courses_do_not_contradict_each_other(
    import_plain: Import,
) -> None:
    imported = import_plain(PAIR, ["A 1 and A 2", "B 2"], ["A 2", "B 3"])
    assert len(imported.rules) == 2


def test_outcomes_whose_days_follow_each_other_are_separate_rules(
    import_plain: Import,
) -> None:
    imported = import_plain(
        WITH_DAYS, ["A 1", "B 2", "", "2018-07-31"], ["A 1", "B 3", "2018-08-01", ""]
    )
    assert [rule.head.id for rule in imported.rules] == ["a-1", "a-1.from-2018-08-01"]


def test_the_same_rule_twice_is_one_rule_at_its_first_place(
    import_plain: Import,
) -> None:
    imported = import_plain(WITH_CREDITS, ["A 1", "B 2", "3"], ["A-1", "b 2", "3.0"])
    assert [str(rule.head.origin) for rule in imported.rules] == ["table.csv!B2"]
    assert imported.preview.repeated == 1


def of_workbook(
    content: bytes, layout: Layout, parties: Parties, sheet: str | None = None
) -> TableRead:
    workbook = read_workbook(content, "w.xlsx")
    assert isinstance(workbook, Workbook)
    agree(workbook, layout, parties, sheet)
    return read_table(workbook, layout, parties, sheet=sheet)


def struck(sheet: Worksheet) -> None:
    sheet["B2"].font = Font(strike=True)


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def comment(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment("only for majors", "Ann")


def merged(sheet: Worksheet) -> None:
    sheet["A3"].value = None
    sheet.merge_cells("A2:A3")


ATTACHED = {
    "a struck-through course": (struck, Code.CELL_ATTACHMENT),
    "a hidden row": (hidden_row, Code.ROW_HIDDEN),
    "an entry in a hidden column": (hidden_column, Code.ROW_HIDDEN),
    "a condition pinned to a cell": (comment, Code.CONDITION_NOT_READ),
    "two targets beside one merged source": (merged, Code.SEVERAL_OUTCOMES),
}


@pytest.mark.parametrize(("change", "code"), ATTACHED.values(), ids=ATTACHED)
def test_what_is_attached_to_a_cell_is_never_dropped_silently(
    *,
    as_workbook: Write,
    layouts: Load,
    parties: Parties,
    change: Callable[[Worksheet], None],
    code: Code,
) -> None:
    rows: Sequence[Sequence[object]] = [
        WITH_CREDITS,
        ["A 1", "B 2", 3],
        ["A 2", "B 3", 3],
    ]
    content = as_workbook(rows, change=change)
    preview = of_workbook(content, layouts("plain"), parties).preview
    assert {one for row in preview.refused for one in row.codes} == {code}


def test_a_comment_that_gives_a_least_grade_is_applied(
    as_workbook: Write, layouts: Load, parties: Parties
) -> None:
    def graded(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("Ann:\nminimum grade of C", "Ann")

    content = as_workbook([PAIR, ["A 1", "B 2"]], change=graded)
    read = of_workbook(content, layouts("plain"), parties)
    assert read.rows[0].least_grade == "C"


def test_a_bare_number_among_codes_with_leading_zeros_is_refused(
    as_workbook: Write, parties: Parties
) -> None:
    layout = split_columns()
    rows = [["Subject", "Number", "To subject", "To number"],
            ["CIST", "071", "CSCI", "1000"],
            ["CIST", 52, "CSCI", "1583"]]  # fmt: skip
    read = of_workbook(as_workbook(rows), layout, parties)
    assert [str(row.sources) for row in read.rows] == ["CIST 071"]
    assert read.preview.refused[0].codes == (Code.CODE_DAMAGED,)


def split_columns() -> Layout:
    """A layout of four columns: subject and number on either side."""
    from_here, to_there = ("sending", "receiving")
    text = 'layout = "split"\nreads = "articulations"\n'
    for side, prefix in ((from_here, ""), (to_there, "To ")):
        for part in ("subject", "number"):
            text += f'[[columns]]\nholds = "{side} {part}"\n'
            text += f'headings = ["{prefix}{part}"]\nrequired = true\n'
    layout = read_layout(text, "split.toml")
    assert isinstance(layout, Layout)
    return layout


def test_a_hidden_sheet_makes_no_rules_and_is_reported(
    as_workbook: Write, layouts: Load, parties: Parties
) -> None:
    def old_sheet(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        old = sheet.parent.create_sheet("old 2019")
        old.append(PAIR)
        old.append(["A 9", "B 9"])
        old.sheet_state = "hidden"

    content = as_workbook([PAIR, ["A 1", "B 2"]], change=old_sheet)
    read = of_workbook(content, layouts("plain"), parties)
    assert [str(row.sources) for row in read.rows] == ["A 1"]
    assert [one.code for one in read.preview.report.diagnostics] == [Code.SHEET_HIDDEN]
    by_name = of_workbook(content, layouts("plain"), parties, sheet="old 2019")
    assert by_name.rows == ()
    assert by_name.preview.report.errors


def test_a_sheet_that_is_not_there_is_offered_the_nearest(
    as_workbook: Write, layouts: Load, parties: Parties
) -> None:
    content = as_workbook([PAIR, ["A 1", "B 2"]], sheet="NCC 2024")
    read = of_workbook(content, layouts("plain"), parties, sheet="NCC 2025")
    (missing,) = read.preview.report.errors
    assert (missing.code, missing.help) == (
        Code.SHEET_MISSING,
        "did you mean `NCC 2024`?",
    )


def test_rows_of_other_institutions_belong_to_other_tables(
    import_plain: Import,
) -> None:
    imported = import_plain(
        ["Sending institution", *PAIR],
        ["NORTHFIELD COLLEGE", "A 1", "B 2"],
        ["Rivermouth College", "A 1", "B 3"],
        ["Northfeld College", "A 2", "B 4"],
    )
    assert [str(rule.head.origin) for rule in imported.rules] == ["table.csv!C2"]
    assert imported.preview.elsewhere == 2
    messages = [one.message for one in imported.preview.report.diagnostics]
    assert messages[1].startswith(
        "`Northfeld College` only looks like `Northfield College`"
    )


CODES = re.compile(r"subject='([^']*)', number='([^']*)'")
WORDS = (
    *("ENGL", "101", "or", "and", "/", "elective", "(3)", "C", "*", "no credit"),
    *("TBD", "2XXX", ",", "Fall 2019", "=", "\n", "3"),
)
CELLS = st.one_of(
    st.text(max_size=30),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=3))
def test_no_text_in_any_cell_becomes_credit_by_accident(
    import_plain: Import, rows: list[tuple[str, str, str]]
) -> None:
    """A rule's courses are written in its row, letter for letter, and nothing else is.

    Words that say elective or no credit are the only others that a rule may come from.
    """
    imported = import_plain([*PAIR, "Notes"], *(list(row) for row in rows))
    preview = imported.preview
    counted = preview.understood + preview.repeated + preview.elsewhere
    assert counted + len({one.place for one in preview.refused}) == preview.read
    for rule in imported.rules:
        place = rule.head.origin
        assert isinstance(place, CellRef)
        text = plain("".join(rows[place.row - 2])).upper()
        for subject, number in CODES.findall(repr(rule)):
            assert subject in text
            assert number in text
