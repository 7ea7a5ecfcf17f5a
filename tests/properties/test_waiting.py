"""Waiting never makes old learning recent, and a better grade never loses credit."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.world import AS_OF, agreement, evaluated, policy, record, took

from articulate.model.line import Status
from articulate.model.settlement import Settlement, settle
from articulate.model.totals import totals_of

ENDS = ("", "month-end down", "month-end up", "month-end refuse")
SPANS = ("5 years", "18 months", "100 weeks", "500 days")
ANCHORS = ("evaluated", "graduated")
TOO_OLD = (Status.DENIED,)


@settings(max_examples=200)
@given(
    st.dates(date(2018, 1, 1), date(2024, 8, 31)),
    st.integers(0, 1_500),
    st.sampled_from(SPANS),
    st.sampled_from(ENDS),
    st.sampled_from(ANCHORS),
)
def test_waiting_never_makes_old_learning_recent(
    ended: date, wait: int, span: str, month_end: str, anchor: str
) -> None:
    text = policy(
        f"recency r: subjects CSCI completed within {span} before {anchor} else deny "
        + month_end
    ) + agreement("rule a: CIS 120 -> CSCI 141")
    brought = record(took("NCC:CIS 120", "B", on=ended.isoformat()))
    now = evaluated(text, brought, AS_OF).lines[0].status
    later = evaluated(text, brought, AS_OF + timedelta(days=wait)).lines[0].status
    if now in TOO_OLD:
        assert later in TOO_OLD
    if later is Status.AWARDED:
        assert now is Status.AWARDED


@settings(max_examples=100)
@given(
    st.dates(date(2018, 1, 1), date(2024, 8, 31)),
    st.integers(1, 1_500),
    st.sampled_from(SPANS),
    st.sampled_from(ENDS),
)
def test_learning_that_ended_later_is_no_older(
    ended: date, more: int, span: str, month_end: str
) -> None:
    text = policy(
        f"recency r: subjects CSCI completed within {span} before requested else deny "
        + month_end
    ) + agreement("rule a: CIS 120 -> CSCI 141")

    def status(day: date) -> Status:
        return (
            evaluated(text, (took("NCC:CIS 120", "B", on=day.isoformat()),))
            .lines[0]
            .status
        )

    if status(ended) is Status.AWARDED:
        assert status(min(ended + timedelta(days=more), AS_OF)) is not Status.DENIED


GRADES = ("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "F")
MONOTONE = """
  rule one: CIS 120 -> CSCI 141 when grade >= {a}
  rule two: CIS 130 -> CSCI 131 when grade >= {b}
  rule set: CIS 120 + CIS 130 -> CSCI 241 [9 cr] when grade >= {c}
  rule pick: 2 of (MATH 1, MATH 2, MATH 3) -> MATH 121 [8 cr] when average grade >= {b}
  rule either: MATH 1 | MATH 2 -> elective MATH
"""
NAMES = ("CIS 120", "CIS 130", "MATH 1", "MATH 2", "MATH 3")
WANTED = st.sampled_from(GRADES[:10])


@settings(max_examples=150)
@given(
    st.tuples(WANTED, WANTED, WANTED),
    st.lists(st.sampled_from(GRADES), min_size=5, max_size=5),
    st.integers(0, 4),
    st.sampled_from(GRADES),
    st.sampled_from(["", "minimum m: grade >= C- else deny"]),
)
def test_a_better_grade_never_loses_credit(
    wanted: tuple[str, str, str],
    grades: list[str],
    place: int,
    better: str,
    minimum: str,
) -> None:
    """The monotone fragment: lower bounds only, no denial, no `has`, no conflict."""
    if GRADES.index(better) > GRADES.index(grades[place]):
        return
    a, b, c = wanted
    text = policy(minimum) + agreement(MONOTONE.format(a=a, b=b, c=c))
    courses = [took(f"NCC:{n}", g) for n, g in zip(NAMES, grades, strict=True)]
    improved = list(courses)
    improved[place] = replace(courses[place], grade=took("NCC:X 1", better).grade)

    def most(brought: list[object]) -> Fraction:
        evaluation = evaluated(text, tuple(brought))  # type: ignore[arg-type]
        counts: list[list[int]] = [[]]
        for choice in evaluation.choices:
            counts = [[*one, n] for one in counts for n in range(len(choice.options))]
        return max(
            totals_of(settle(evaluation, Settlement(tuple(one)))).counted
            for one in counts
        )

    assert most(list(improved)) >= most(list(courses))
