"""Work under way: what it will come to, and what is still open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    agreement,
    came,
    evaluated,
    line,
    needs,
    policy,
    reasons,
    took,
)

from articulate.model.line import Status
from articulate.model.transcript import CourseAttempt

GRADED = agreement("rule r: CIS 120 -> CSCI 141 when grade >= C")

UNDER_WAY = {
    "a mark that says so": took("NCC:CIS 120", "IP"),
    "no grade and no day": took("NCC:CIS 120", None, on=None),
    "no grade and a day to come": took("NCC:CIS 120", None, on="2024-12-10"),
}


@pytest.mark.parametrize("attempt", UNDER_WAY.values(), ids=UNDER_WAY)
def test_under_way(attempt: CourseAttempt) -> None:
    only = line(policy() + GRADED, attempt)
    assert only.status is Status.IN_PROGRESS
    assert only.residual == "awarded if grade >= C"
    assert [str(one.code) for one in only.targets] == ["STATE:CSCI 141"]
    assert dict(only.split.by_status) == {Status.IN_PROGRESS: only.split.earned}


def test_over_without_a_grade_is_a_question() -> None:
    only = line(policy() + GRADED, took("NCC:CIS 120", None, on="2024-09-01"))
    assert only.status is Status.REFERRED
    assert "its grade" in needs(only)


def test_over_without_a_grade_is_a_question_whatever_speaks() -> None:
    ungraded = took("NCC:X 1", None, on="2024-09-01")
    assert line(policy(), ungraded).status is Status.REFERRED
    elective = policy("otherwise elective same subject")
    assert line(elective, ungraded).status is Status.REFERRED


def test_a_rule_that_asks_nothing_waits_for_a_pass() -> None:
    text = policy() + agreement("rule r: CIS 120 -> CSCI 141")
    assert line(text, took("NCC:CIS 120", "IP")).residual == "awarded if passed"


def test_every_way_it_may_turn_out_is_said() -> None:
    text = policy() + agreement(
        "rule r: CIS 120 -> CSCI 141 when grade >= C "
        "rule s: CIS 120 -> elective CSCI [1 cr] when grade < C"
    )
    only = line(text, took("NCC:CIS 120", "IP"))
    assert only.residual == "awarded if grade >= C; elective if grade < C"


def test_a_denial_of_it_is_said_before_it_is_over() -> None:
    text = policy() + agreement('deny d: CIS 120 because "no"')
    only = line(text, took("NCC:CIS 120", "IP"))
    assert only.status is Status.IN_PROGRESS
    assert only.residual == "denied"
    assert only.targets == ()


def test_what_a_screen_is_sure_of_is_not_promised() -> None:
    text = policy('deny d: transfer because "no"') + GRADED
    only = line(text, took("NCC:CIS 120", "IP"))
    assert only.status is Status.IN_PROGRESS
    assert only.targets == ()
    assert "denied-by-rule" in reasons(only)


def test_what_the_policy_will_make_of_it() -> None:
    text = policy("otherwise elective same subject")
    assert came(text, took("NCC:X 1", "IP")) == [
        "NCC:X 1: in-progress elective X 3.33 by p@1/otherwise"
    ]


def test_a_finished_member_is_not_kept_waiting_where_it_can_stand_alone() -> None:
    text = policy("prefer larger sets") + agreement(
        "rule year: MATH 151 + MATH 152 -> MATH 122 [9 cr] "
        "rule one: MATH 151 -> MATH 121"
    )
    evaluation = evaluated(text, (took("NCC:MATH 151"), took("NCC:MATH 152", "IP")))
    assert [one.status for one in evaluation.lines] == [
        Status.AWARDED,
        Status.IN_PROGRESS,
    ]
    (choice,) = evaluation.choices
    assert len(choice.options) == 2


def test_our_own_course_under_way_is_awarded_if_passed() -> None:
    only = line(policy(), took("STATE:CSCI 141", "IP", "4 semester", None))
    assert only.status is Status.IN_PROGRESS
    assert only.residual == "awarded if passed"
    assert [str(one.code) for one in only.targets] == ["STATE:CSCI 141"]


@given(st.dates(date(2024, 1, 1), date(2025, 6, 1)))
def test_a_course_without_a_grade_is_under_way_until_its_last_day(day: date) -> None:
    only = line(policy() + GRADED, took("NCC:CIS 120", None, on=day.isoformat()))
    over = day <= date(2024, 9, 1)
    assert only.status is (Status.REFERRED if over else Status.IN_PROGRESS)
