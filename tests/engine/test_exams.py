"""What an examination earns, and what withdraws it."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    AS_OF,
    agreement,
    as_text,
    came,
    evaluated,
    line,
    needs,
    policy,
    reasons,
    took,
)

from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, LearningId
from articulate.model.line import Status

EXAM = """
exam bc "Calculus" for STATE version 2023 effective 2023-05-01 {
  cites "x"
  scores 1..5
  rule five -> MATH 121 + MATH 122 when score = 5
  rule four -> MATH 121 when score >= 3 and score <= 4
  rule ab -> MATH 121 when score <= 2 and score AB >= 4
  deny low because "Score below 3" when score <= 2 and score AB <= 3
  revoke five, four when has attempted MATH 121
}
"""
RULE = agreement("rule c: MATH 151 -> MATH 121 when grade >= C")


def sat(
    score: int | None, ab: int | None = None, on: str | None = "2023-05-15"
) -> ExamSitting:
    return ExamSitting(
        LearningId("e1"),
        BlockId("bc"),
        None if score is None else Fraction(score),
        () if ab is None else (("AB", Fraction(ab)),),
        None if on is None else date.fromisoformat(on),
    )


CASES = {
    "a five is a year": (sat(5), "bc: awarded MATH 121 4, MATH 122 4 by bc@2023/five"),
    "a four is a term": (sat(4), "bc: awarded MATH 121 4 by bc@2023/four"),
    "a two with a good part is a term": (
        *(sat(2, 4), "bc: awarded MATH 121 4 by bc@2023/ab"),
    ),
    "a two with a poor part is refused": (sat(2, 3), "bc: denied by bc@2023/low"),
}


@pytest.mark.parametrize(("sitting", "expected"), CASES.values(), ids=CASES)
def test_scores(sitting: ExamSitting, expected: str) -> None:
    assert came(policy() + EXAM, sitting) == [expected]


def test_a_part_that_was_not_reported_is_a_question() -> None:
    only = line(policy() + EXAM, sat(2))
    assert only.status is Status.REFERRED
    assert set(needs(only)) == {"score AB"}


def test_a_score_off_the_scale_is_a_question() -> None:
    assert needs(line(policy() + EXAM, sat(7))) == ["a score on the scale 1..5"]


def test_the_day_it_was_taken_picks_the_version() -> None:
    only = line(policy() + EXAM, sat(5, on=None))
    assert needs(only) == ["the day of the learning itself"]


def test_an_examination_that_lies_ahead_is_in_progress() -> None:
    only = line(policy() + EXAM, sat(None, on="2025-05-15"))
    assert only.status is Status.IN_PROGRESS
    assert "awarded if score = 5" in only.residual


def test_all_credit_of_an_examination_is_granted() -> None:
    only = line(policy() + EXAM, sat(5))
    assert only.split.earned == 0
    assert only.split.granted == 8


def test_taking_the_course_here_withdraws_the_credit() -> None:
    own = took("STATE:MATH 121", "W", "4 semester", "2024-05-10")
    evaluation = evaluated(policy() + EXAM, (sat(5), own))
    exam = next(one for one in evaluation.lines if one.learning == (LearningId("e1"),))
    assert exam.status is Status.SUPERSEDED
    assert reasons(exam)[0] == "revoked"
    assert exam.replaced_by == (own.id,)


def test_so_does_a_course_elsewhere_that_counts_as_it() -> None:
    found = came(policy() + EXAM + RULE, sat(4), took("NCC:MATH 151", "B"))
    assert found == [
        "NCC:MATH 151: awarded MATH 121 3.33 by a@1/c",
        "bc: superseded by bc@2023/four",
    ]


def test_what_is_not_named_is_not_withdrawn() -> None:
    own = took("STATE:MATH 122", "B", "4 semester", "2024-05-10")
    assert "awarded" in came(policy() + EXAM, sat(4), own)[1]
    other = took("STATE:MATH 121", "W", "4 semester", "2024-05-10")
    assert "awarded" in came(policy() + EXAM, sat(2, 4), other)[1]


def test_a_course_that_is_still_under_way_withdraws_nothing_yet() -> None:
    own = took("STATE:MATH 121", "IP", "4 semester", None)
    evaluation = evaluated(policy() + EXAM, (sat(4), own))
    texts = {as_text(evaluation, one) for one in evaluation.lines}
    assert "bc: awarded MATH 121 4 by bc@2023/four" in texts


def test_an_examination_nobody_has_rules_for_is_unarticulated() -> None:
    other = ExamSitting(LearningId("e1"), BlockId("other"), Fraction(5), taken=AS_OF)
    text = policy("otherwise elective same subject") + EXAM
    assert line(text, other).status is Status.UNARTICULATED


@given(st.integers(1, 5), st.integers(1, 5))
def test_every_score_on_the_scale_is_spoken_for(score: int, ab: int) -> None:
    only = line(policy() + EXAM, sat(score, ab))
    assert only.status in (Status.AWARDED, Status.DENIED)
    assert only.rule is not None
