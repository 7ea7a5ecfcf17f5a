"""Column sets of student systems: codes as data, rows that end where others begin."""

from collections.abc import Callable
from datetime import date

import pytest

from articulate.diagnostics.report import Report
from articulate.explain.rule_text import rule_text
from articulate.intake.articulations import ImportedRules, read_articulations
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties, Party
from articulate.intake.spellings import read_as
from articulate.model.calendar import Term
from articulate.model.identifiers import InstitutionId, TermCode

Load = Callable[[str], Layout]
TERMS = tuple(
    Term(TermCode(f"{year}{season}"), f"{name} {year}", first, last)
    for year in (2022, 2023, 2024)
    for season, name, first, last in (
        ("SP", "Spring", date(year, 1, 10), date(year, 5, 20)),
        ("FA", "Fall", date(year, 8, 20), date(year, 12, 20)),
    )
)
SIDES = Parties(
    Party(InstitutionId("NORTH"), terms=TERMS), Party(InstitutionId("LAKE"))
)
BANNER = (
    "SUBJ_CODE_TRNS,CRSE_NUMB_TRNS,TERM_CODE_EFF_TRNS,TRNS_LOW_HRS,TRNS_HIGH_HRS,"
    "TGRD_CODE_MIN,TRNS_REVIEW_IND,TAST_CODE,GROUP,SUBJ_CODE_INST,CRSE_NUMB_INST,"
    "INST_CREDITS_USED"
)
PEOPLESOFT = (
    "component_subject_area,source_catalog_num,src_equivalency_component,src_min_units,"
    "src_max_units,min_grade_pts,max_grade_pts,destination_discipline,"
    "destination_catalog_num,units_taken,contingent_credit,rule_eff_date"
)


def read(head: str, rows: str, layout: Layout) -> ImportedRules:
    text = f"{head}\n{rows}\n".encode()
    return read_articulations(text, SIDES, workbook_name="list.csv", layout=layout)


def said(imported: ImportedRules) -> list[str]:
    return [
        rule_text(rule).replace("NORTH:", "").replace("LAKE:", "")
        for rule in imported.rules
    ]


def refused(imported: ImportedRules) -> list[tuple[int, tuple[str, ...]]]:
    return sorted((one.place.row, one.codes) for one in imported.preview.refused)


def days(first: str, last: str) -> str:
    return f"completed >= {first} and completed <= {last}"


BANNER_ROWS = {
    "from the beginning": (
        "CS,1,000000,3,,C,N,AC,,CSCI,141,4",
        ["CS 1 -> CSCI 141 [4 cr] when grade >= C"],
    ),
    "a term by its code": (
        "CS,1,202210,3,,,N,AC,,CSCI,141,4",
        ["CS 1 -> CSCI 141 [4 cr] when completed >= 2022FA"],
    ),
    "until the next one begins": (
        "CS,1,202220,3,,,N,AC,,CSCI,131,4\nCS,1,202410,3,,,N,AC,,CSCI,141,4",
        [
            f"CS 1 -> CSCI 131 [4 cr] when {days('2022-01-10', '2024-08-19')}",
            "CS 1 -> CSCI 141 [4 cr] when completed >= 2024-08-20",
        ],
    ),
    "several receiving courses": (
        "CS,1,202210,5,5,,N,AC,,CSCI,141,4\nCS,1,202210,5,5,,N,AC,,CSCI,141L,1",
        ["CS 1 -> CSCI 141 [4 cr] + CSCI 141L [1 cr] when completed >= 2022FA"],
    ),
    "several sending courses": (
        "CS,1,202210,3,,,N,AC,X,CSCI,141,4\nCS,2,202210,3,,,N,AC,X,CSCI,141,4",
        ["CS 1 + CS 2 -> CSCI 141 [4 cr] when completed >= 2022FA"],
    ),
}


@pytest.mark.parametrize(("rows", "rules"), BANNER_ROWS.values(), ids=BANNER_ROWS)
def test_banner_rows_are_rules(rows: str, rules: list[str], layouts: Load) -> None:
    imported = read(BANNER, rows, layouts("banner"))
    assert said(imported) == rules
    assert refused(imported) == []


def test_a_row_that_is_out_of_force_ends_the_one_before_it(layouts: Load) -> None:
    rows = "CS,1,202210,3,,,N,AC,,CSCI,131,4\nCS,1,202410,3,,,N,IN,,CSCI,141,4"
    imported = read(BANNER, rows, layouts("banner"))
    assert said(imported) == [
        f"CS 1 -> CSCI 131 [4 cr] when {days('2022-08-20', '2024-08-19')}"
    ]
    assert refused(imported) == [(3, ("AR638",))]


def test_a_row_of_an_unknown_term_leaves_nobody_to_say_how_long_others_hold(
    layouts: Load,
) -> None:
    rows = "CS,1,202210,3,,,N,AC,,CSCI,131,4\nCS,1,202499,3,,,N,AC,,CSCI,141,4"
    imported = read(BANNER, rows, layouts("banner"))
    assert said(imported) == []
    assert refused(imported) == [(2, ("AR648",)), (3, ("AR632",))]


def test_a_course_of_variable_credit_is_refused(layouts: Load) -> None:
    imported = read(BANNER, "CS,1,202210,1,5,,N,AC,,CSCI,141,4", layouts("banner"))
    assert refused(imported) == [(2, ("AR635",))]


PEOPLESOFT_ROWS = {
    "grade points, and a day": (
        "CS,1,01,4,4.000,2.000,4.000,CSCI,141,4,N,2024-08-15",
        ["CS 1 -> CSCI 141 [4 cr] when grade >= 2.000 and completed >= 2024-08-15"],
    ),
    "any passing grade": (
        "CS,1,01,4,4,0.000,4.3,CSCI,141,4,N,",
        ["CS 1 -> CSCI 141 [4 cr]"],
    ),
    "a component of two courses": (
        "CS,1,01,4,4,0,4,CSCI,141,4,N,\nCS,2,01,4,4,0,4,CSCI,141,4,N,",
        ["CS 1 + CS 2 -> CSCI 141 [4 cr]"],
    ),
}


@pytest.mark.parametrize(
    ("rows", "rules"), PEOPLESOFT_ROWS.values(), ids=PEOPLESOFT_ROWS
)
def test_peoplesoft_rows_are_rules(rows: str, rules: list[str], layouts: Load) -> None:
    imported = read(PEOPLESOFT, rows, layouts("peoplesoft"))
    assert said(imported) == rules
    assert refused(imported) == []


CONDITIONS = {
    "a ceiling of grade points": "CS,1,01,4,4,0,2.300,CSCI,141,4,N,",
    "a range of units": "CS,1,01,1,4,0,4,CSCI,141,4,N,",
}


@pytest.mark.parametrize("row", CONDITIONS.values(), ids=CONDITIONS)
def test_what_no_column_of_a_rule_can_say_refuses_its_row(
    row: str, layouts: Load
) -> None:
    imported = read(PEOPLESOFT, row, layouts("peoplesoft"))
    assert said(imported) == []
    assert refused(imported) == [(2, ("AR635",))]


def test_contingent_credit_is_for_a_person(layouts: Load) -> None:
    imported = read(PEOPLESOFT, "CS,1,01,4,4,0,4,CSCI,141,4,Y,", layouts("peoplesoft"))
    (rule,) = said(imported)
    assert rule.startswith("refer CS 1")


SPELLINGS = {
    "a code as it is": ([("AC", "active")], "AC", "active"),
    "nothing is said of it": ([("AC", "active")], "IN", "IN"),
    "it says nothing": ([("0", "")], " 0 ", ""),
    "any year": ([("YYYY10", "YYYYFA")], "202410", "2024FA"),
    "the year before": ([("YYYY20", "YYYY-1FA")], "202420", "2023FA"),
    "the year after": ([("YY9", "20YY+1SP")], "249", "2025SP"),
    "a century of its own": ([("1YY2", "20YYSP")], "1242", "2024SP"),
    "a longer code is another": ([("YYYY10", "YYYYFA")], "2024100", "2024100"),
}


@pytest.mark.parametrize(
    ("spellings", "text", "read_instead"), SPELLINGS.values(), ids=SPELLINGS
)
def test_codes_are_read_as_the_layout_says(
    spellings: list[tuple[str, str]], text: str, read_instead: str
) -> None:
    assert read_as(spellings, text) == read_instead


PLACED = """
layout = "placed"
reads = "articulations"
[[columns]]
holds = "sending course"
columns = ["A"]
[[columns]]
holds = "receiving course"
columns = ["B"]
[[tables]]
rows = "2..4"
columns = ["A:B", "D:E"]
[[tables]]
rows = "5..9"
columns = ["B:C"]
"""


def test_tables_without_headings_stand_where_the_layout_places_them() -> None:
    layout = read_layout(PLACED, "placed.toml")
    assert isinstance(layout, Layout)
    rows = """choose 1,,,choose 1,
CS 1,CSCI 141,,MA 1,MATH 121
CS 2,CSCI 142,,,
,CS 3,CSCI 143,,"""
    imported = read("Computing,,,Mathematics,", rows, layout)
    assert refused(imported) == []
    assert sorted(said(imported)) == [
        "CS 1 -> CSCI 141",
        "CS 2 -> CSCI 142",
        "CS 3 -> CSCI 143",
        "MA 1 -> MATH 121",
    ]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (PLACED.replace('"2..4"', '"2-4"'), "rows"),
        (PLACED.replace('"D:E"', '"D-E"'), "columns"),
        (PLACED.replace("rows =", "row ="), "row"),
    ],
)
def test_a_wrong_place_is_reported(wrong: str, place: str) -> None:
    found = read_layout(wrong, "placed.toml")
    assert isinstance(found, Report)
    assert {one.code for one in found.errors} == {"AR610"}
    assert place in " ".join(one.message for one in found.errors)
