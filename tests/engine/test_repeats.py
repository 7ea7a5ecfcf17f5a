"""One course taken more than once at one institution."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    agreement,
    counted,
    evaluated,
    line,
    needs,
    policy,
    reasons,
    took,
)

from articulate.model.line import Status

RULE = agreement("rule r: ACC 110 -> ACC 171  rule h: MATH 151 | MATH 151H -> MATH 121")
DAYS = ("2022-06-10", "2023-06-10", "2024-06-10")


def attempts(statement: str, *grades: str) -> list[str]:
    """Say what became of attempts with these grades, one a year."""
    taken = [
        took("NCC:ACC 110", grade, on=day)
        for grade, day in zip(grades, DAYS, strict=False)
    ]
    evaluation = evaluated(policy(statement) + RULE, tuple(taken))
    return [str(one.status) for one in evaluation.lines]


GONE, KEPT = "superseded", "awarded"
CASES = {
    "the best grade counts": ("best grade", "CAB", [GONE, KEPT, GONE]),
    "of equal grades the latest": ("best grade", "BAA", [GONE, GONE, KEPT]),
    "the last counts, though it is worse": ("last", "CAB", [GONE, GONE, KEPT]),
    "the last counts, though it was failed": ("last", "BCF", [GONE, GONE, "denied"]),
    "the first counts": ("first", "CAB", [KEPT, GONE, GONE]),
    "the average stands with the latest": ("average", "CAB", [GONE, GONE, KEPT]),
    "each up to two: the best two": ("each up to 2", "CAB", [GONE, KEPT, KEPT]),
    "each up to three: all of them": ("each up to 3", "CAB", [KEPT, KEPT, KEPT]),
    "failed and then passed": ("best grade", "FB", ["denied", KEPT]),
    "passed and then failed, where the best counts": (
        *("best grade", "BF", [KEPT, "denied"]),
    ),
    "a withdrawal is no attempt that counts": ("last", "BW", [KEPT, "denied"]),
}


@pytest.mark.parametrize(("kind", "grades", "expected"), CASES.values(), ids=CASES)
def test_repeats(kind: str, grades: str, expected: list[str]) -> None:
    assert attempts(f"repeat r: {kind}", *grades) == expected


def test_without_a_rule_the_same_course_counts_once() -> None:
    assert attempts("", "C", "A", "B") == [GONE, KEPT, GONE]


def test_a_superseded_attempt_names_what_replaced_it_and_by_which_rule() -> None:
    worse, better = took("NCC:ACC 110", "C", on=DAYS[0]), took("NCC:ACC 110", "A")
    text = policy("repeat r: best grade") + RULE
    gone, kept = evaluated(text, (worse, better)).lines
    assert gone.replaced_by == kept.learning == (better.id,)
    assert gone.rule == "p@1/r"
    assert reasons(gone)[0] == "repeated"
    assert dict(gone.split.by_status) == {Status.SUPERSEDED: Fraction("3.33")}


def test_a_better_attempt_that_is_turned_away_does_not_cost_the_other() -> None:
    text = (
        policy(
            "repeat r: best grade recency s: subjects ACC completed within 1 years "
            "before admitted else deny"
        )
        + RULE
    )
    old, recent = took("NCC:ACC 110", "A", on=DAYS[0]), took("NCC:ACC 110", "C")
    found = [one.status for one in evaluated(text, (old, recent)).lines]
    assert found == [Status.DENIED, Status.AWARDED]


def test_the_rule_is_that_of_the_day_of_the_repeat() -> None:
    dated = (
        "repeat now: best grade "
        "repeat once overrides now: first when completed < 2023-01-01"
    )
    early = (
        took("NCC:ACC 110", "C", on="2021-06-10"),
        took("NCC:ACC 110", "A", on=DAYS[0]),
    )
    late = (
        took("NCC:ACC 110", "C", on="2021-06-10"),
        took("NCC:ACC 110", "A", on=DAYS[1]),
    )
    text = policy(dated) + RULE
    assert [one.status for one in evaluated(text, early).lines] == [
        Status.AWARDED,
        Status.SUPERSEDED,
    ]
    assert [one.status for one in evaluated(text, late).lines] == [
        Status.SUPERSEDED,
        Status.AWARDED,
    ]


def test_the_average_is_what_a_rule_then_sees() -> None:
    text = policy("repeat r: average") + agreement(
        "rule r: ACC 110 -> ACC 171 when grade >= C"
    )
    up = took("NCC:ACC 110", "A", on=DAYS[0]), took("NCC:ACC 110", "D", on=DAYS[1])
    assert evaluated(text, up).lines[1].status is Status.AWARDED
    down = took("NCC:ACC 110", "D", on=DAYS[0]), took("NCC:ACC 110", "C", on=DAYS[1])
    assert evaluated(text, down).lines[1].status is Status.UNARTICULATED


def test_courses_with_one_target_at_one_institution_are_a_repeat() -> None:
    text = policy("repeat r: first duplicate keep last") + RULE
    early = took("NCC:MATH 151", "C", on=DAYS[0])
    late = took("NCC:MATH 151H", "A", on=DAYS[1])
    kept, gone = evaluated(text, (early, late)).lines
    assert (kept.status, gone.status) == (Status.AWARDED, Status.SUPERSEDED)
    assert reasons(gone)[0] == "repeated"


def test_a_pass_beside_a_letter_leaves_it_open_which_is_better() -> None:
    text = policy("repeat r: best grade") + RULE
    both = took("NCC:ACC 110", "P", on=DAYS[0]), took("NCC:ACC 110", "B")
    for one in evaluated(text, both).lines:
        assert one.status is Status.REFERRED
        assert needs(one) == ["the grade behind each pass"]


def test_attempts_without_a_day_have_no_order() -> None:
    text = policy("repeat r: last") + RULE
    both = took("NCC:ACC 110", "B", on=None), took("NCC:ACC 110", "C")
    assert {one.status for one in evaluated(text, both).lines} == {Status.REFERRED}


def test_a_repeat_under_way_changes_nothing_yet() -> None:
    text = policy("repeat r: last") + RULE
    both = (
        took("NCC:ACC 110", "B", on=DAYS[0]),
        took("NCC:ACC 110", "IP", on="2025-01-10"),
    )
    found = [one.status for one in evaluated(text, both).lines]
    assert found == [Status.AWARDED, Status.IN_PROGRESS]


def test_our_own_courses_repeat_too() -> None:
    text = policy("repeat r: best grade")
    old = took("STATE:CSCI 101", "C", "4 semester", "2018-12-10")
    new = took("STATE:CSCI 141", "B", "4 semester", "2024-05-10")
    found = [one.status for one in evaluated(text, (old, new)).lines]
    assert found == [Status.SUPERSEDED, Status.AWARDED]


def test_a_single_attempt_is_no_repeat() -> None:
    only = line(policy("repeat r: last") + RULE, took("NCC:ACC 110"))
    assert only.status is Status.AWARDED


@given(
    st.lists(st.sampled_from("ABCDF"), min_size=1, max_size=3),
    st.sampled_from(["best grade", "last", "first", "average"]),
)
def test_one_course_never_counts_twice(grades: list[str], kind: str) -> None:
    taken = [
        took("NCC:ACC 110", grade, on=day)
        for grade, day in zip(grades, DAYS, strict=False)
    ]
    evaluation = evaluated(policy(f"repeat r: {kind}") + RULE, tuple(taken))
    assert counted(evaluation) <= Fraction("3.33")
