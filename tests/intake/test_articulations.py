"""Rows become the same rules that policy text compiles to, each with its cell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from articulate.diagnostics.codes import Code
from articulate.intake.articulations import ImportedRules, read_articulations
from articulate.intake.layout import Layout
from articulate.intake.layout_file import read_layout
from articulate.intake.parties import Parties
from articulate.model.calendar import TermRef
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import (
    InstitutionId,
    Mark,
    Subject,
    TermCode,
)
from articulate.rulebook.conditions import (
    Comparison,
    DateValue,
    Every,
    Fact,
    FactName,
    GradeValue,
    Operator,
    TermValue,
)
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import Either, Together
from articulate.rulebook.targets import (
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    OneTarget,
    RequirementTarget,
)

Import = Callable[..., ImportedRules]
Load = Callable[[str], Layout]
Write = Callable[..., bytes]
PAIR = ["Sending course", "Receiving course"]
WITH_CREDITS = [*PAIR, "Credits"]


def ncc(code: str) -> OneCourse:
    return OneCourse(CourseCode.read("NCC", code))


def uni(
    code: str, credit: int | None = None, unit: CreditUnit | None = None
) -> CourseTarget:
    amount = None if credit is None else FixedAmount(Fraction(credit), unit)
    return CourseTarget(CourseCode.read("UNI", code), amount)


def only(imported: ImportedRules) -> CreditRule:
    (rule,) = imported.rules
    return rule


def equivalency(imported: ImportedRules) -> EquivalencyRule:
    rule = only(imported)
    assert isinstance(rule, EquivalencyRule)
    return rule


def test_a_row_is_an_equivalency_with_its_cell_as_origin(import_plain: Import) -> None:
    rule = equivalency(import_plain(WITH_CREDITS, ["CIS 120", "CSCI 141", "4"]))
    assert (rule.source, rule.target) == (ncc("CIS 120"), uni("CSCI 141", 4))
    assert rule.condition is None
    assert (rule.head.id, str(rule.head.origin)) == ("cis-120", "table.csv!B2")


def test_credit_that_is_not_stated_is_what_was_earned(import_plain: Import) -> None:
    rule = equivalency(import_plain(PAIR, ["CIS 120", "CSCI 141"]))
    assert rule.target == uni("CSCI 141")


def test_and_and_or_become_sets_and_choices(import_plain: Import) -> None:
    rule = equivalency(import_plain(PAIR, ["(A 1 and A 2) or A 3", "B 1 or B 2"]))
    assert rule.source == Either((Together((ncc("A 1"), ncc("A 2"))), ncc("A 3")))
    assert rule.target == OneTarget((uni("B 1"), uni("B 2")))


def test_credit_of_each_target_stands_on_it(import_plain: Import) -> None:
    rule = equivalency(import_plain(WITH_CREDITS, ["A 1", "B 1 and B 2", "3 + 1"]))
    assert rule.target == EveryTarget((uni("B 1", 3), uni("B 2", 1)))


def test_one_amount_holds_for_either_of_two_targets(import_plain: Import) -> None:
    rule = equivalency(import_plain(WITH_CREDITS, ["A 1", "B 1 or B 2", "3"]))
    assert rule.target == OneTarget((uni("B 1", 3), uni("B 2", 3)))


def test_a_range_of_credit_is_what_was_earned_within_it(import_plain: Import) -> None:
    rule = equivalency(import_plain(WITH_CREDITS, ["A 1", "B 1", "3-4"]))
    amount = EarnedAmount(Fraction(3), Fraction(4))
    assert rule.target == CourseTarget(CourseCode.read("UNI", "B 1"), amount)


def test_a_total_is_shared_as_the_receiving_catalog_has_it(
    layouts: Load, parties: Parties, as_csv: Callable[..., bytes]
) -> None:
    published = (
        (CourseCode.read("UNI", "B 1"), Fraction(4)),
        (CourseCode.read("UNI", "B 2"), Fraction(2)),
    )
    content = as_csv(
        [WITH_CREDITS, ["A 1", "B 1 and B 2", "6"], ["A 2", "B 1 and B 2", "7"]]
    )
    imported = read_articulations(
        content,
        Parties(parties.sending, parties.receiving, published),
        workbook_name="t.csv",
        layout=layouts("plain"),
    )
    assert equivalency(imported).target == EveryTarget((uni("B 1", 4), uni("B 2", 2)))
    assert [row.codes for row in imported.preview.refused] == [
        (Code.CREDIT_SHARE_UNSTATED,)
    ]


def test_a_stated_unit_goes_with_the_credit(import_plain: Import) -> None:
    row = ["A 1", "B 1", "4", "quarter"]
    rule = equivalency(import_plain([*WITH_CREDITS, "Unit"], row))
    assert rule.target == uni("B 1", 4, CreditUnit.QUARTER)


def test_an_elective_keeps_its_subject_and_level(import_plain: Import) -> None:
    imported = import_plain(
        PAIR, ["A 1", "HIST elective"], ["A 2", "upper-division elective"]
    )
    targets = [getattr(rule, "target", None) for rule in imported.rules]
    assert targets == [
        ElectiveTarget(Subject("HIST")),
        ElectiveTarget(None, CourseLevel.UPPER),
    ]


def test_no_credit_is_a_denial_in_the_words_of_the_sheet(import_plain: Import) -> None:
    rule = only(import_plain(WITH_CREDITS, ["A 1", "Non-transferable", "3"]))
    assert isinstance(rule, DenyRule)
    assert (rule.source, rule.because) == (ncc("A 1"), "Non-transferable")


def test_a_row_that_names_an_office_refers_to_it(import_plain: Import) -> None:
    row = ["A 1", "", "Refer to Psychology department chair"]
    rule = only(import_plain([*PAIR, "Notes"], row))
    assert isinstance(rule, ReferRule)
    assert rule.to == "Psychology department chair"


def test_a_least_grade_and_days_are_the_rules_condition(import_plain: Import) -> None:
    headings = [*PAIR, "Minimum grade", "Effective from", "Effective through"]
    rule = equivalency(
        import_plain(headings, ["A 1", "B 1", "C", "Fall 2024", "2026-12-31"])
    )
    completed = Fact(FactName.COMPLETED)
    fall = TermRef(InstitutionId("NCC"), TermCode("2024FA"))
    assert rule.condition == Every(
        (
            Comparison(Fact(FactName.GRADE), Operator.AT_LEAST, GradeValue(Mark("C"))),
            Comparison(completed, Operator.AT_LEAST, TermValue(fall)),
            Comparison(completed, Operator.AT_MOST, DateValue(date(2026, 12, 31))),
        )
    )


def test_an_author_names_the_rule_and_cites_for_it(import_plain: Import) -> None:
    headings = ["Rule id", *PAIR, "Citation"]
    rule = only(import_plain(headings, ["calc.new", "A 1", "B 1", "Memo 12"]))
    assert (rule.head.id, rule.head.cites) == ("calc.new", ("Memo 12",))


def test_an_id_given_to_two_rows_is_refused_for_both(import_plain: Import) -> None:
    headings = ["Rule id", *PAIR]
    imported = import_plain(headings, ["one", "A 1", "B 1"], ["one", "A 2", "B 2"])
    assert imported.rules == ()
    assert {row.codes for row in imported.preview.refused} == {(Code.ROW_ID_INVALID,)}


IDS = {
    "one course": ("CIS 120", "cis-120"),
    "an ampersand": ("A&S 1119", "a-s-1119"),
    "a set": ("A 1 and A 2", "a-1-a-2"),
    "many courses": (
        "A 1 and A 2 and A 3 and A 4 and A 5",
        "a-1-a-2-a-3-a-4.5-courses",
    ),
}


@pytest.mark.parametrize(("source", "name"), IDS.values(), ids=IDS)
def test_an_id_is_made_of_the_sending_courses(
    import_plain: Import, source: str, name: str
) -> None:
    assert only(import_plain(PAIR, [source, "B 1"])).head.id == name


def test_ids_do_not_depend_on_the_order_of_rows(import_plain: Import) -> None:
    rows = [[f"A {n}", f"B {n}", ""] for n in range(8)]
    rows += [
        ["A&S 1", "B 20", ""],
        ["A S1 1", "B 21", ""],
        ["A 1", "B 22", "2090-01-01"],
    ]
    headings = [*PAIR, "Effective from"]
    rows[1][2] = ""

    def named(some: list[list[str]]) -> set[tuple[str, str]]:
        imported = import_plain(headings, *some)
        return {
            (str(r.head.id), repr(getattr(r, "source", ""))) for r in imported.rules
        }

    shuffled = list(rows)
    Random(7).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert named(rows) == named(shuffled)


def test_rows_that_would_share_an_id_are_told_apart_by_what_they_say(
    layouts: Load, parties: Parties, as_csv: Callable[..., bytes]
) -> None:
    layout = replace(layouts("plain"), subjects=("A S",))

    def ids(*rows: list[str]) -> dict[str, str]:
        content = as_csv([PAIR, *rows])
        imported = read_articulations(
            content, parties, workbook_name="t.csv", layout=layout
        )
        return {repr(getattr(r, "source", "")): str(r.head.id) for r in imported.rules}

    one, other = ["A&S 1119", "B 1"], ["A S 1119", "B 2"]
    names = ids(one, other)
    assert names == ids(other, one)
    assert len(set(names.values())) == 2
    assert all(name.startswith("a-s-1119.") for name in names.values())


def test_what_cannot_be_read_at_all_is_an_error(
    layouts: Load, parties: Parties
) -> None:
    imported = read_articulations(
        b"From,To\n", parties, workbook_name="ncc.xlsx", layout=layouts("tes")
    )
    assert imported.rules == ()
    assert [one.code for one in imported.preview.report.errors] == [Code.NOT_A_WORKBOOK]


def test_a_workbook_is_read_like_a_delimited_text(
    as_workbook: Write, layouts: Load, parties: Parties
) -> None:
    content = as_workbook([WITH_CREDITS, ["CIS 120", "CSCI 141", 4]], sheet="NCC")
    imported = read_articulations(
        content, parties, workbook_name="ncc.xlsx", layout=layouts("plain"), sheet="NCC"
    )
    assert equivalency(imported).target == uni("CSCI 141", 4)
    assert str(only(imported).head.origin) == "ncc.xlsx!NCC!B2"


TITLED = {
    "a code, a title and credits": (
        "CSCI 141 PROGRAMMING I (4)", uni("CSCI 141", 4),
    ),
    "no credits": ("CSCI 141 PROGRAMMING I", uni("CSCI 141")),
    "credit without an equivalent": (
        "ENGL 2000NE TRANSFER CREDIT WITH NO LAKESIDE EQUIVALENT",
        ElectiveTarget(Subject("ENGL")),
    ),
    "an elective by its title": (
        "BIOL 1XX BIOLOGY ELECTIVE (3)",
        ElectiveTarget(Subject("BIOL"), None, FixedAmount(Fraction(3))),
    ),
    "two courses with a word between them": (
        "BIOL 101 BIOLOGY (3) AND BIOL 102 LABORATORY (1)",
        EveryTarget((uni("BIOL 101", 3), uni("BIOL 102", 1))),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cell", "target"), TITLED.values(), ids=TITLED)
def test_a_cell_of_the_vendors_export_is_read(
    layouts: Load,
    parties: Parties,
    as_csv: Callable[..., bytes],
    cell: str,
    *,
    target: object,
) -> None:
    headings = ["Transfer Course", "Equivalent Course"]
    content = as_csv([headings, ["CIS 120 PROGRAMMING (4)", cell]])
    imported = read_articulations(
        content, parties, workbook_name="t.csv", layout=layouts("tes")
    )
    assert equivalency(imported).target == target


NOT_TITLED = {
    "two courses on two lines": (
        "A 101 X (3)\nA 102 Y (3)",
        Code.SEPARATOR_UNEXPLAINED,
    ),
    "two codes before one title": ("A 101 & A 102 X (6)", Code.SEPARATOR_UNEXPLAINED),
    "a bucket": ("GHUM (3)", Code.TARGET_UNEXPLAINED),
    "a pattern": ("ENGL 2XXX LOWER DIVISION ENGLISH", Code.TARGET_UNEXPLAINED),
    "a year in brackets": ("A 101 X (2019)", Code.CREDITS_UNCLEAR),
    "a question": ("ENGL 210 equiv?", Code.AUTHOR_UNSURE),
    "no equivalent": ("no equiv", Code.NO_EQUIVALENT_UNEXPLAINED),
    "a mark without a note": ("MUS 105 MUSIC (3) *", Code.MARK_UNEXPLAINED),
}


@pytest.mark.parametrize(("cell", "code"), NOT_TITLED.values(), ids=NOT_TITLED)
def test_a_cell_of_the_vendors_export_is_refused(
    layouts: Load,
    parties: Parties,
    as_csv: Callable[..., bytes],
    cell: str,
    *,
    code: Code,
) -> None:
    headings = ["Transfer Course", "Equivalent Course"]
    content = as_csv([headings, ["CIS 120 PROGRAMMING (4)", cell]])
    imported = read_articulations(
        content, parties, workbook_name="t.csv", layout=layouts("tes")
    )
    assert [row.codes for row in imported.preview.refused] == [(code,)]


SHARES = {
    "a range for two courses": "3-4",
    "three amounts for two courses": "1 + 2 + 3",
}


@pytest.mark.parametrize("stated", SHARES.values(), ids=SHARES)
def test_credit_that_does_not_fit_its_courses_is_refused(
    import_plain: Import, stated: str
) -> None:
    imported = import_plain(WITH_CREDITS, ["A 1", "B 1 and B 2", stated])
    assert [row.codes for row in imported.preview.refused] == [
        (Code.CREDIT_SHARE_UNSTATED,)
    ]


def test_credit_for_a_set_or_a_single_course_is_refused(import_plain: Import) -> None:
    imported = import_plain(WITH_CREDITS, ["A 1", "(B 1 and B 2) or B 3", "3"])
    assert codes(imported) == [Code.CREDIT_SHARE_UNSTATED]


def test_a_set_or_a_single_course_may_be_given(import_plain: Import) -> None:
    rule = equivalency(import_plain(PAIR, ["A 1", "(B 1 and B 2) or B 3"]))
    both = EveryTarget((uni("B 1"), uni("B 2")))
    assert rule.target == OneTarget((both, uni("B 3")))


def test_an_unknown_unit_of_an_award_is_refused(import_plain: Import) -> None:
    imported = import_plain([*WITH_CREDITS, "Unit"], ["A 1", "B 1", "3", "unknown"])
    assert codes(imported) == [Code.UNIT_UNCLEAR]


def codes(imported: ImportedRules) -> list[Code]:
    return [code for row in imported.preview.refused for code in row.codes]


def test_a_unit_said_twice_and_differently_is_refused(import_plain: Import) -> None:
    row = ["A 1", "B 1", "3 semester hours", "quarter"]
    assert codes(import_plain([*WITH_CREDITS, "Unit"], row)) == [Code.UNIT_UNCLEAR]


def test_a_requirement_that_the_sheet_explains_is_given(import_plain: Import) -> None:
    key = "GHUM = general education humanities credit, no particular course"
    rule = equivalency(import_plain(PAIR, ["A 1", "GHUM (3)"], [key, ""]))
    assert rule.target == RequirementTarget("GHUM", FixedAmount(Fraction(3)))


SIDE_BY_SIDE = """
layout = "wide"
reads = "articulations"

[[columns]]
holds = "sending course"
headings = ["Course 1", "Course 2"]
required = true

[[columns]]
holds = "receiving course"
headings = ["Equivalent 1", "Equivalent 2"]
required = true
several = "together"
"""


def test_several_columns_combine_as_the_layout_or_the_sheet_says(
    parties: Parties, as_csv: Callable[..., bytes]
) -> None:
    layout = read_layout(SIDE_BY_SIDE, "wide.toml")
    assert isinstance(layout, Layout)
    headings = ["Course 1", "Course 2", "Equivalent 1", "Equivalent 2"]
    row = ["A 1", "A 2", "B 1", "B 2"]
    key = ["Course 1 to Course 2: all of them must be completed.", "", "", ""]

    def imported(*rows: list[str]) -> ImportedRules:
        content = as_csv([headings, *rows])
        return read_articulations(
            content, parties, workbook_name="t.csv", layout=layout
        )

    rule = equivalency(imported(row, key))
    assert rule.source == Together((ncc("A 1"), ncc("A 2")))
    assert rule.target == EveryTarget((uni("B 1"), uni("B 2")))
    assert codes(imported(row)) == [Code.SEPARATOR_UNEXPLAINED]
    denied = ["A 1", "", "B 1", "no credit"]
    assert codes(imported(denied)) == [Code.SEVERAL_OUTCOMES]


VENDOR = {
    "or between two courses": ("A 1 X (3) OR A 2 Y (3)", None),
    "and mixed with or": ("A 1 X (3) AND A 2 Y (3) OR A 3 Z (3)", Code.MIXED_AND_OR),
    "credit of only one of two": ("A 1 X (3) AND A 2 Y", Code.CREDIT_SHARE_UNSTATED),
    "a title over two lines": ("A 1 LONG\nTITLE (3)", None),
    "a range of credit": ("A 1 X (1-4)", None),
    "more than anybody writes": ("A 1 " + "X" * 500, Code.TARGET_UNEXPLAINED),
    "general elective credit": ("GENERAL ELECTIVE CREDIT (3)", None),
    "letters of another alphabet": ("\u0410A 1 X (3)", Code.LOOKALIKE_LETTERS),
}


@pytest.mark.parametrize(("cell", "code"), VENDOR.values(), ids=VENDOR)
def test_the_vendors_cells_have_their_own_traps(
    layouts: Load,
    parties: Parties,
    as_csv: Callable[..., bytes],
    cell: str,
    *,
    code: Code | None,
) -> None:
    headings = ["Transfer Course", "Equivalent Course"]
    content = as_csv([headings, ["CIS 120 PROGRAMMING (4)", cell]])
    imported = read_articulations(
        content, parties, workbook_name="t.csv", layout=layouts("tes")
    )
    assert codes(imported) == ([] if code is None else [code])
    assert len(imported.rules) == (code is None)
