"""Every shipped agreement in every shipped layout: lost is what it has no place for."""

from functools import cache
from pathlib import Path

import pytest
from tests.services.test_export_agreement import export, lost, shelf

from articulate.bootstrap.command import open_policies
from articulate.bootstrap.files import registrars
from articulate.diagnostics.report import Report
from articulate.intake.layout import Layout, Reads
from articulate.intake.layout_file import read_layout
from articulate.language.compile import compile_policies
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.rulebook import Rulebook
from articulate.services.export_agreement import AgreementExport, export_agreement

ROOT = Path(__file__).parents[2]
NOWHERE = {
    "left out: its source is no list of courses",
    "left out: its condition has no column",
    "left out: its target has no column",
    "left out: its amount has no column",
    "left out: what it is a part of has no column",
    "left out: what it overrides has no column",
}
"""What no layout of articulations has a place for."""

CHOICE = "left out: a choice has no place in rows of one course"
CREDIT = "left out: its credit has no column"
EACH = "left out: several courses in a cell need the credit of each"
GRADE = "left out: its minimum grade has no code in the layout"
TERM = "left out: its effective from has no code in the layout"
OFFICE = "left out: its referral has no column"
ALSO = {
    "plain": set(),
    "tes": {EACH},
    "tes-import": {CREDIT},
    "suny-cdf": {CHOICE, OFFICE},
    "banner": {CHOICE, TERM},
    "peoplesoft": {CHOICE, GRADE},
}
"""What one layout has no place for beside that."""

KEPT = {
    ("ncc-computing@2021", "plain"): "acct calc-year calc1 cis110 cis120 cis130"
    " physics writ",
    ("ncc-computing@2021", "tes"): "acct cis110 cis120 writ",
    ("ncc-computing@2021", "tes-import"): "calc-year calc1 cis110 cis120 physics",
    ("ncc-computing@2021", "suny-cdf"): "acct calc-year cis110 cis120 cis130 physics"
    " writ",
    ("ncc-computing@2021", "banner"): "acct calc-year cis110 cis120 cis130 physics"
    " writ",
    ("ncc-computing@2021", "peoplesoft"): "acct calc-year writ",
}


@cache
def shipped() -> Rulebook:
    return open_policies([ROOT / "policies"], ROOT).rulebook


def layouts() -> dict[str, Layout]:
    read = {
        file.stem: read_layout(file.read_text(encoding="utf-8"), file.name)
        for file in registrars().glob("*/layouts/*.toml")
    }
    return {
        name: one
        for name, one in read.items()
        if isinstance(one, Layout) and one.reads is Reads.ARTICULATIONS
    }


def exports(layout: str) -> list[AgreementExport]:
    book = shipped()
    made = [export_agreement(one, layout, shelf(), book) for one in book.agreements]
    assert made
    assert not [one for one in made if isinstance(one, Report)]
    return [one for one in made if isinstance(one, AgreementExport)]


def test_every_shipped_layout_of_articulations_is_tried() -> None:
    assert layouts().keys() == ALSO.keys()


@pytest.mark.parametrize("layout", ALSO)
def test_a_shipped_agreement_loses_only_what_a_layout_has_no_place_for(
    layout: str,
) -> None:
    for made in exports(layout):
        for loss in made.losses:
            if isinstance(loss.rule, EquivalencyRule):
                assert loss.why in NOWHERE | ALSO[layout], (
                    made.name,
                    loss.rule.head.id,
                )
                continue
            # Its kind and its courses come back; the words beside them do not.
            back = loss.comes_back
            if back is None:
                assert loss.why in NOWHERE | ALSO[layout], (
                    made.name,
                    loss.rule.head.id,
                )
            else:
                assert type(back) is type(loss.rule)
                assert back.source == loss.rule.source
                assert back.condition == loss.rule.condition


@pytest.mark.parametrize("layout", ALSO)
def test_each_reason_beside_the_common_ones_is_met(layout: str) -> None:
    met = {loss.why for made in exports(layout) for loss in made.losses}
    assert met >= ALSO[layout]


@pytest.mark.parametrize(("agreement", "layout"), KEPT)
def test_these_rules_come_back(agreement: str, layout: str) -> None:
    (made,) = (one for one in exports(layout) if one.name == agreement)
    gone = {loss.rule.head.id for loss in made.losses}
    (block,) = (one for one in shipped().agreements if one.head.name == agreement)
    kept = {rule.head.id for rule in block.rules} - gone
    assert kept == set(KEPT[agreement, layout].split())
    assert made.kept == len(kept)


def cells(made: AgreementExport, *headings: str) -> list[tuple[str, ...]]:
    first, *rows = (line.split(",") for line in made.content.decode().splitlines())
    at = [first.index(heading) for heading in headings]
    return [tuple(row[place] for place in at) for row in rows]


BANNER = ("SUBJ_CODE_TRNS", "CRSE_NUMB_TRNS", "SUBJ_CODE_INST", "CRSE_NUMB_INST")


def test_subject_and_number_stand_in_columns_of_their_own() -> None:
    made = export("rule a: CS 1 -> CSCI 141 [4 cr] when grade >= C", "banner")
    assert lost(made) == {}
    assert cells(made, *BANNER, "INST_CREDITS_USED", "TGRD_CODE_MIN", "GROUP") == [
        ("CS", "1", "CSCI", "141", "4", "C", "")
    ]


def test_rows_that_agree_need_no_group() -> None:
    made = export("rule a: CS 1 -> CSCI 141 [4 cr] + CSCI 142 [1 cr]", "banner")
    assert (made.kept, lost(made)) == (1, {})
    assert cells(made, "CRSE_NUMB_INST", "GROUP") == [("141", ""), ("142", "")]


def test_rows_of_a_set_are_a_group() -> None:
    made = export("rule a: CS 1 + CS 2 -> CSCI 141", "banner")
    assert (made.kept, lost(made)) == (1, {})
    assert cells(made, *BANNER, "GROUP") == [
        ("CS", "1", "CSCI", "141", "a"),
        ("CS", "2", "CSCI", "141", "a"),
    ]


def test_rows_of_two_rules_are_never_taken_for_one() -> None:
    rules = "rule a: CS 1 -> CSCI 141\nrule b: CS 1 -> CSCI 142 when grade >= B"
    made = export(rules, "banner")
    assert cells(made, "CRSE_NUMB_INST", "GROUP") == [("141", "a"), ("142", "b")]
    assert lost(made) == {"a": "does not come back", "b": "does not come back"}


@pytest.mark.parametrize("layout", ["banner", "peoplesoft", "tes"])
@pytest.mark.parametrize(
    "rule",
    [
        "rule a: CS 1 -> elective CSCI",
        "rule a: CS 1 -> elective CSCI upper [3 cr]",
        "rule a: CS 1 -> elective lower [3 cr]",
        'deny a: CS 1 because "no credit"',
    ],
)
def test_what_is_no_course_comes_back(rule: str, layout: str) -> None:
    made = export(rule, layout)
    assert (made.kept, lost(made)) == (1, {})


TERMS = """
calendar terms { term 2024FA "Fall 2024" from 2024-08-26 to 2024-12-13 }
institution SEND "Sending College" {
  kind two-year unit semester grades letters calendar terms
}
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }
agreement pathway "Pathway" from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 7"
  rule a: CS 1 -> CSCI 141 when completed >= SEND:2024FA
  rule b: CS 2 -> CSCI 142 when completed >= 2024-08-20
}
"""


def test_a_term_is_written_as_the_code_that_is_read_as_it() -> None:
    compiled = compile_policies({"pathway.art": TERMS})
    assert compiled.rulebook is not None
    assert not compiled.report.errors, compiled.report.errors
    (block,) = compiled.rulebook.agreements
    made = export_agreement(block, "banner", shelf(), compiled.rulebook)
    assert isinstance(made, AgreementExport)
    assert cells(made, "CRSE_NUMB_TRNS", "TERM_CODE_EFF_TRNS") == [("1", "202410")]
    assert (made.kept, lost(made)) == (1, {"b": TERM})


def test_grade_points_take_no_letters() -> None:
    made = export("rule a: CS 1 -> CSCI 141 when grade >= C", "peoplesoft")
    assert lost(made) == {"a": GRADE}


def test_a_column_of_codes_takes_no_words() -> None:
    made = export('refer a: CS 1 to "Computer Science"', "peoplesoft")
    assert cells(made, "max_grade_pts", "contingent_credit") == [("", "Y")]
    assert lost(made) == {"a": "comes back otherwise"}


def test_no_credit_for_a_set_has_no_row() -> None:
    made = export('deny a: CS 1 + CS 2 because "no credit"', "banner")
    why = "left out: what is said of a set that gives nothing has no place in rows"
    assert lost(made) == {"a": why}
