"""One course reached by two roads."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import agreement, came, counted, evaluated, policy, took

from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.line import Status
from articulate.model.record import Learning

RULES = agreement(
    "rule c: MATH 151 -> MATH 121  rule y: MATH 161 + MATH 162 -> MATH 121 + MATH 122"
) + agreement("rule c: MAT 181 -> MATH 121", "SCC", "b")
EXAM = (
    'exam bc for STATE version 1 effective 2000-01-01 { cites "x" scores 1..5 '
    "rule five -> MATH 121 + MATH 122 when score = 5 "
    "rule four -> MATH 121 when score <= 4 and score >= 3 }\n"
)


def sat(score: int, on: str = "2023-05-10") -> ExamSitting:
    return ExamSitting(
        LearningId("e1"), BlockId("bc"), Fraction(score), taken=date.fromisoformat(on)
    )


NORTH = took("NCC:MATH 151", "C", "6 quarter", "2022-06-10")
SOUTH = took("SCC:MAT 181", "A", "3 semester", "2010-06-10")

CASES = {
    "the most credit": ("most credit", ["awarded", "superseded"]),
    "the best grade": ("best grade", ["superseded", "awarded"]),
    "the first": ("first", ["superseded", "awarded"]),
    "the last": ("last", ["awarded", "superseded"]),
}


@pytest.mark.parametrize(("keep", "expected"), CASES.values(), ids=CASES)
def test_two_colleges(keep: str, expected: list[str]) -> None:
    evaluation = evaluated(policy(f"duplicate keep {keep}") + RULES, (NORTH, SOUTH))
    assert [str(one.status) for one in evaluation.lines] == expected
    gone = next(one for one in evaluation.lines if one.status is Status.SUPERSEDED)
    kept = next(one for one in evaluation.lines if one.status is Status.AWARDED)
    assert gone.replaced_by == kept.learning


def test_without_a_rule_the_most_credit_is_kept() -> None:
    evaluation = evaluated(policy() + RULES, (NORTH, SOUTH))
    assert [str(one.status) for one in evaluation.lines] == ["awarded", "superseded"]


def test_an_examination_and_a_course() -> None:
    found = came(policy("duplicate keep course") + RULES + EXAM, NORTH, sat(4))
    assert found == [
        "NCC:MATH 151: awarded MATH 121 4 by a@1/c",
        "bc: superseded by bc@1/four",
    ]


def test_only_the_course_that_is_there_twice_is_lost() -> None:
    found = came(policy("duplicate keep course") + RULES + EXAM, NORTH, sat(5))
    assert found == [
        "NCC:MATH 151: awarded MATH 121 4 by a@1/c",
        "bc: awarded MATH 122 4 by bc@1/five",
    ]


def test_our_own_course_is_kept_where_nothing_else_decides() -> None:
    own = took("STATE:MATH 121", "C", "4 semester", "2024-05-10")
    found = came(policy() + RULES, NORTH, own)
    assert found == [
        "NCC:MATH 151: superseded by a@1/c",
        "STATE:MATH 121: awarded MATH 121 4",
    ]


def test_cross_listed_targets_are_one_course() -> None:
    text = (
        policy()
        + agreement("rule x: CIS 1 -> CSCI 141")
        + agreement("rule y: CS 1 -> CSCI 141H", "SCC", "b")
    )
    found = came(text, took("NCC:CIS 1"), took("SCC:CS 1", credit="4 semester"))
    assert [one.split()[2] for one in found] == ["superseded", "awarded"]


def test_a_missing_day_leaves_first_and_last_open() -> None:
    undated = took("SCC:MAT 181", "A", "3 semester", None)
    evaluation = evaluated(policy("duplicate keep first") + RULES, (NORTH, undated))
    assert {one.status for one in evaluation.lines} == {Status.REFERRED}


def test_electives_are_never_duplicates() -> None:
    text = policy() + agreement(
        "rule x: CIS 1 -> elective CSCI  rule y: CIS 2 -> elective CSCI"
    )
    assert counted(evaluated(text, (took("NCC:CIS 1"), took("NCC:CIS 2")))) == Fraction(
        "6.66"
    )


def test_a_set_and_another_road_lose_only_what_is_there_twice() -> None:
    year = (
        took("NCC:MATH 161", "B", "6 quarter", "2022-03-10"),
        took("NCC:MATH 162", "B", "6 quarter", "2022-06-10"),
    )
    found = came(policy("duplicate keep first") + RULES, *year, SOUTH)
    assert found == [
        "NCC:MATH 161 + NCC:MATH 162: awarded MATH 122 4 by a@1/y",
        "SCC:MAT 181: awarded MATH 121 3 by b@1/c",
    ]


@given(
    st.sampled_from(["most credit", "best grade", "course", "first", "last"]),
    st.permutations([NORTH, SOUTH, sat(4)]),
)
def test_one_course_counts_once_in_any_order(
    keep: str, brought: list[Learning]
) -> None:
    text = policy(f"duplicate keep {keep}") + RULES + EXAM
    evaluation = evaluated(text, tuple(brought))
    given_ = [one for one in evaluation.lines if one.status is Status.AWARDED]
    assert len(given_) == 1
