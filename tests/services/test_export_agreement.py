"""An agreement as a table: what comes back is the same, and what does not is listed."""

import pytest
from tests.services.conftest import Shelf

from articulate.bootstrap.files import registrars
from articulate.diagnostics.report import Report
from articulate.explain.rule_text import rule_text
from articulate.language.compile import compile_policies
from articulate.rulebook.rulebook import Rulebook
from articulate.services.export_agreement import (
    AgreementExport,
    export_agreement,
    export_json,
)

HEAD = """
institution SEND "Sending College" { kind two-year unit semester grades letters }
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }
agreement pathway "Pathway" from SEND to HOME version 1 effective 2020-01-01 {
  cites "Memorandum 7"
"""
LAYOUTS = ("plain", "tes", "tes-import", "suny-cdf", "banner", "peoplesoft")


def shelf() -> Shelf:
    found = registrars().glob("*/layouts/*.toml")
    return Shelf({}, {one.stem: one.read_text(encoding="utf-8") for one in found})


def book(rules: str) -> Rulebook:
    compiled = compile_policies({"pathway.art": f"{HEAD}\n{rules}\n}}"})
    assert compiled.rulebook is not None
    assert not compiled.report.errors, compiled.report.errors
    return compiled.rulebook


def export(rules: str, layout: str) -> AgreementExport:
    known = book(rules)
    (block,) = known.agreements
    made = export_agreement(block, layout, shelf(), known)
    assert not isinstance(made, Report)
    return made


def lost(made: AgreementExport) -> dict[str, str]:
    return {str(loss.rule.head.id): loss.why for loss in made.losses}


KEPT = {
    "one to one": "rule a: CS 1 -> CSCI 141",
    "an amount": "rule a: CS 1 -> CSCI 141 [4 cr]",
    "a set": "rule a: CS 1 + CS 2 -> CSCI 141 [4 cr]",
    "a choice of sources": "rule a: CS 1 | CS 2 -> CSCI 141 [4 cr]",
    "several targets": "rule a: CS 1 -> CSCI 141 [4 cr] + CSCI 142 [1 cr]",
    "a choice of targets": "rule a: CS 1 -> CSCI 141 | CSCI 142",
    "sets in a choice": "rule a: (CS 1 + CS 2) | CS 3 -> CSCI 141",
    "an elective": "rule a: CS 1 -> elective CSCI lower [3 cr]",
    "a general elective": "rule a: CS 1 -> elective [3 cr]",
    "a range of credit": "rule a: CS 1 -> CSCI 141 [earned min 3 cr max 4 cr]",
    "a least grade": "rule a: CS 1 -> CSCI 141 when grade >= C",
    "a grade and days": (
        "rule a: CS 1 -> CSCI 141 when completed >= 2015-08-15 and grade >= C"
    ),
    "no credit": 'deny a: CS 1 because "no credit"',
}


@pytest.mark.parametrize("rule", KEPT.values(), ids=KEPT)
def test_the_plain_layout_keeps(rule: str) -> None:
    made = export(rule, "plain")
    assert (made.kept, lost(made)) == (1, {})


LEFT_OUT = {
    "a condition without a column": (
        'rule a: CS 1 -> CSCI 141 when decision "content match" >= 80',
        "left out: its condition has no column",
    ),
    "a day that is excluded": (
        "rule a: CS 1 -> CSCI 141 when completed < 2015-08-15",
        "left out: its condition has no column",
    ),
    "a range of courses": (
        'deny a: CS 1..99 because "Below college level"',
        "left out: its source is no list of courses",
    ),
    "a remainder": (
        "rule a: CS 1 -> CSCI 141 [3 cr] + elective CSCI [rest]",
        "left out: its amount has no column",
    ),
    "a requirement": (
        "rule a: CS 1 -> requirement GE.HUM",
        "left out: its target has no column",
    ),
}


@pytest.mark.parametrize(("rule", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_rule_that_a_row_could_not_say_whole_is_left_out(rule: str, why: str) -> None:
    made = export(rule, "plain")
    assert (made.rows, lost(made)) == (0, {"a": why})


def test_what_comes_back_otherwise_is_shown_as_it_would_be_read() -> None:
    made = export('deny a: CS 1 because "Below college level" ground level', "plain")
    (loss,) = made.losses
    assert loss.why == "comes back otherwise"
    assert loss.comes_back is not None
    assert rule_text(loss.comes_back) == 'deny SEND:CS 1 because "no credit"'


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_rule_is_kept_or_listed_once(layout: str) -> None:
    every = [*KEPT.values(), *(rule for rule, _ in LEFT_OUT.values())]
    named = "\n".join(
        rule.replace(" a:", f" r{at}:").replace("CS ", f"CS{chr(65 + at)} ")
        for at, rule in enumerate(every)
    )
    made = export(named, layout)
    assert made.kept + len(made.losses) == len(every)
    assert all("is no rule here" not in loss.why for loss in made.losses)


def test_courses_have_columns_of_their_own_where_the_layout_says_so() -> None:
    made = export("rule a: CS 1 + CS 2 -> CSCI 141 + CSCI 142", "tes-import")
    assert (made.kept, made.losses) == (1, ())
    assert b"|CS 1|CS 2|" in made.content


def test_a_group_has_a_row_for_each_course() -> None:
    made = export("rule a: CS 1 + CS 2 -> CSCI 141 [4 cr]", "suny-cdf")
    assert (made.rows, made.kept, made.losses) == (2, 1, ())


def test_a_text_that_looks_like_a_formula_is_quoted() -> None:
    made = export('refer a: CS 1 to "=1+1" because "Refer to =1+1"', "plain")
    assert not [
        cell
        for line in made.content.decode().splitlines()
        for cell in line.split(",")
        if cell.startswith("=")
    ]


def test_the_losses_are_part_of_the_json() -> None:
    shown = export_json(export("rule a: CS 1 -> requirement GE.HUM", "plain"))
    assert shown["losses"] == [
        {
            "rule": "a",
            "origin": "pathway.art:8:1",
            "says": "SEND:CS 1 -> requirement GE.HUM",
            "why": "left out: its target has no column",
            "comes_back": None,
        }
    ]
