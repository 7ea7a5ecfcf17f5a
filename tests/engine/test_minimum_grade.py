"""The least grade that transfers."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import agreement, came, line, needs, policy, reasons, took

from articulate.model.exam import ExamSitting
from articulate.model.identifiers import Attribute, BlockId, LearningId, Mark
from articulate.model.line import Status

RULE = agreement("rule r: HIST 101 -> HIST 210")
MINIMUMS = """
minimum base: grade >= C- else deny
minimum old overrides base: grade >= D when completed < 2010-08-15
minimum gened overrides base, old: grade >= C- or underlying >= C-
  when attribute GE.* else requirements only
"""

GIVEN = "awarded HIST 210 3.33"
CASES = {
    "as good as the least is good enough": (
        "C-",
        "2024-06-10",
        GIVEN,
    ),
    "a worse one is denied": ("D+", "2024-06-10", "denied"),
    "before 2010-08-15 the old rule stands": (
        "D",
        "2010-08-14",
        GIVEN,
    ),
    "on 2010-08-15 it does not": ("D", "2010-08-15", "denied"),
}
PLAIN = """
minimum base: grade >= C- else deny
minimum old overrides base: grade >= D when completed < 2010-08-15
"""


@pytest.mark.parametrize(("grade", "on", "expected"), CASES.values(), ids=CASES)
def test_a_minimum(grade: str, on: str, expected: str) -> None:
    (found,) = came(policy(PLAIN) + RULE, took("NCC:HIST 101", grade, on=on))
    assert found.startswith(f"NCC:HIST 101: {expected}")


def test_the_line_cites_the_minimum_that_turned_it_away() -> None:
    only = line(policy(PLAIN) + RULE, took("NCC:HIST 101", "D"))
    assert only.rule == "p@1/base"
    assert only.reasons[0].code == "below-minimum"
    assert (only.reasons[0].wanted, only.reasons[0].saw) == ("C-", "D")


def test_the_attributes_of_what_is_awarded_may_call_for_another_minimum() -> None:
    found = came(policy(MINIMUMS) + RULE, took("NCC:HIST 101", "D"))
    assert found == ["NCC:HIST 101: awarded HIST 210 0 by a@1/r"]


def test_so_may_those_of_the_attempt_itself() -> None:
    text = policy(MINIMUMS) + agreement("rule r: ART 1 -> ART 110")
    certified = took("NCC:ART 1", "D", attributes=(Attribute("GE.ART"),))
    assert came(text, certified) == ["NCC:ART 1: awarded ART 110 0 by a@1/r"]
    assert "denied" in came(text, took("NCC:ART 1", "D"))[0]


def test_hours_that_requirements_only_takes_are_denied() -> None:
    only = line(policy(MINIMUMS) + RULE, took("NCC:HIST 101", "D"))
    assert dict(only.split.by_status) == {Status.DENIED: only.split.earned}


def test_a_pass_without_a_letter_is_a_question() -> None:
    only = line(policy(PLAIN) + RULE, took("NCC:HIST 101", "P"))
    assert only.status is Status.REFERRED
    assert needs(only) == ["the grade behind P"]


def test_the_letter_behind_a_pass_counts_where_the_rule_asks_for_it() -> None:
    passed = took("NCC:HIST 101", "P", underlying=Mark("C"))
    assert "awarded" in came(policy(MINIMUMS) + RULE, passed)[0]
    assert line(policy(PLAIN) + RULE, passed).status is Status.REFERRED


def test_a_rule_that_names_a_grade_itself_is_not_screened() -> None:
    text = policy(PLAIN) + agreement("rule r: HIST 101 -> HIST 210 when grade >= D")
    assert "awarded" in came(text, took("NCC:HIST 101", "D"))[0]


def test_nor_is_learning_without_a_grade() -> None:
    exam = (
        'exam e for STATE version 1 effective 2000-01-01 { cites "x" scores 1..5 '
        "rule r -> MATH 121 when score >= 3 }\n"
    )
    taken = date(2024, 5, 1)
    sitting = ExamSitting(LearningId("e"), BlockId("e"), Fraction(3), taken=taken)
    assert came(policy(PLAIN) + exam, sitting) == ["e: awarded MATH 121 4 by e@1/r"]


def test_where_it_is_open_whether_an_overriding_minimum_applies_it_is_a_question() -> (
    None
):
    only = line(policy(PLAIN) + RULE, took("NCC:HIST 101", "D", on=None))
    assert only.status is Status.REFERRED
    assert "the day it was completed" in needs(only)


def test_an_open_minimum_does_not_matter_where_each_would_be_met() -> None:
    only = line(policy(PLAIN) + RULE, took("NCC:HIST 101", "B", on=None))
    assert only.status is Status.AWARDED


def test_what_a_minimum_lets_pass_says_so() -> None:
    only = line(policy(PLAIN) + RULE, took("NCC:HIST 101", "B"))
    assert "minimum-met" in reasons(only)


LADDER = ("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "F")


@given(st.integers(0, 10), st.integers(0, 10), st.sampled_from(["C", "C-", "D"]))
def test_a_better_grade_never_loses_credit(one: int, other: int, least: str) -> None:
    better, worse = min(one, other), max(one, other)
    text = policy(f"minimum m: grade >= {least} else deny") + RULE
    gains = [
        sum(award.credits for award in line(text, took("NCC:HIST 101", mark)).targets)
        for mark in (LADDER[better], LADDER[worse])
    ]
    assert gains[0] >= gains[1]
