"""Teach-outs and academic exceptions, which stand before ordinary rules."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    AS_OF,
    LEARNER,
    agreement,
    evaluated,
    needs,
    policy,
    reasons,
    record,
    took,
)

from articulate.model.calendar import TermRef
from articulate.model.identifiers import BlockId, InstitutionId, LearnerId, TermCode
from articulate.model.line import Line, Status

EXCEPTION = """
exception e1 for learner "learner" granted 2024-03-01 by "Dean" through 2024-12-31 {
  cites "x"
  accept NCC:CIS 299 -> CSCI 480 [4 cr]
}
"""
TOPIC = agreement('refer topic: CIS 299 to "Computer Science"')
UNSCREENED = policy('deny all: transfer because "no" minimum m: grade >= A else deny')


@pytest.mark.parametrize(
    ("as_of", "rule"),
    [
        (date(2024, 2, 29), "a@1/topic"),
        (date(2024, 3, 1), "e1/accept-ncc-cis-299"),
        (date(2024, 12, 31), "e1/accept-ncc-cis-299"),
        (date(2025, 1, 1), "a@1/topic"),
    ],
    ids=["before it was granted", "the first day", "the last day", "the day after"],
)
def test_an_exception_holds_on_the_day_of_the_evaluation(
    as_of: date, rule: str
) -> None:
    held = record(took("NCC:CIS 299"))
    (only,) = evaluated(policy() + EXCEPTION + TOPIC, held, as_of).lines
    assert only.rule == rule


def test_an_exception_stands_before_every_rule_and_no_policy_screens_it() -> None:
    (only,) = evaluated(UNSCREENED + EXCEPTION + TOPIC, (took("NCC:CIS 299"),)).lines
    assert only.status is Status.AWARDED
    assert reasons(only)[0] == "academic-exception"


def test_an_exception_is_one_learners() -> None:
    other = replace(LEARNER, id=LearnerId("somebody-else"))
    held = record(took("NCC:CIS 299"), learner=other)
    (only,) = evaluated(policy() + EXCEPTION + TOPIC, held).lines
    assert only.status is Status.REFERRED


def test_an_exception_is_not_for_a_course_that_was_failed() -> None:
    (only,) = evaluated(policy() + EXCEPTION, (took("NCC:CIS 299", "F"),)).lines
    assert only.status is Status.DENIED


def versions(opening: str, target: str) -> str:
    return (
        f"agreement path from NCC to STATE {opening} "
        f'{{ cites "x" governed by requested rule r: CIS 120 -> {target} }}\n'
    )


CLOSING = (
    versions("version 1 effective 2020-01-01 through 2023-12-31", "CSCI 141")
    + versions("version 2 effective 2024-01-01", "CSCI 131")
    + """
teachout closing "Northern closes" for STATE version 1 effective 2024-01-15 {
  cites "x"
  closes institution NCC on 2024-06-30
  protects learners enrolled at NCC on 2023-10-15
  receives into bs
  freezes agreement path@1
  apply through 2024-08-31
  accept at SCC as residence through 2030-01-01
}
degree bs "BS" for STATE version 1 effective 2020-01-01 {
  cites "x"
  credits at least 120
}
degree ba "BA" for STATE version 1 effective 2020-01-01 {
  cites "x"
  credits at least 120
}
"""
)
THERE = TermRef(InstitutionId("NCC"), TermCode("2023FA"))
LATER = TermRef(InstitutionId("NCC"), TermCode("2025WI"))


def closing(
    *degrees: str,
    enrolled: tuple[TermRef, ...] | None = (THERE,),
    requested: date = date(2024, 8, 25),
    as_of: date = AS_OF,
) -> Line:
    """Bring CIS 120 from the institution that closes."""
    learner = replace(
        LEARNER,
        degrees=tuple(BlockId(one) for one in degrees),
        enrolled=enrolled,
    )
    held = replace(record(took("NCC:CIS 120"), learner=learner), requested=requested)
    (only,) = evaluated(policy() + CLOSING, held, as_of).lines
    return only


def test_the_frozen_version_speaks_for_whom_the_teach_out_protects() -> None:
    only = closing("bs")
    assert only.rule == "path@1/r"
    assert reasons(only)[0] == "teach-out"
    assert only.governing is not None
    assert only.governing.clause == "frozen by closing@1"
    assert "path@1" not in [one.version for one in only.passed_over]


def test_who_was_not_enrolled_that_day_has_the_new_agreement() -> None:
    assert closing("bs", enrolled=(LATER,)).rule == "path@2/r"


def test_enrollment_nobody_recorded_is_a_question() -> None:
    only = closing("bs", enrolled=None)
    assert only.status is Status.REFERRED
    assert needs(only) == ["whether the teach-out closing@1 protects the learner"]


def test_a_degree_it_does_not_receive_into_has_the_new_agreement() -> None:
    assert closing("ba").rule == "path@2/r"
    assert closing("ba", "bs").rule == "path@1/r"


def test_the_last_day_to_apply() -> None:
    assert closing("bs", requested=date(2024, 8, 31)).rule == "path@1/r"
    assert closing("bs", requested=date(2024, 9, 1)).rule == "path@2/r"


def test_a_teach_out_partner_counts_as_residence() -> None:
    learner = replace(LEARNER, enrolled=(THERE,))
    rule = agreement("rule s: CIS 1 -> CSCI 141", "SCC", "south")
    held = record(took("SCC:CIS 1", credit="4 semester"), learner=learner)
    (only,) = evaluated(policy() + CLOSING + rule, held).lines
    assert only.in_residence


@given(st.dates(date(2024, 1, 15), date(2026, 1, 1)))
def test_a_teach_out_never_speaks_after_its_last_day_to_apply(day: date) -> None:
    only = closing("bs", requested=day, as_of=day)
    assert (only.rule == "path@1/r") == (day <= date(2024, 8, 31))
