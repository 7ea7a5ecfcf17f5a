"""Credit limits: what is above them stays accepted, so that the degree loses least."""

from fractions import Fraction

import pytest
from tests.audit.world import About, Audited, audit_of, own, sent

from articulate.audit.audit import settle_without_degree
from articulate.model.line import Status
from articulate.model.settlement import settle


def policy(*limits: str) -> About:
    """A transfer policy with some limits."""
    said = " ".join(limits)
    return About(
        policy=f"""policy p "P" for STATE version 1 effective 2020-01-01 {{
          cites "Policy" governed by requested {said} }}"""
    )


def kept(found: Audited) -> dict[str, Fraction]:
    """What of each course is applied, by its code."""
    return {
        str(one.code or one.subject or "elective"): one.applied
        for line in found.settled.lines
        for one in line.targets
    }


TWO_YEAR = policy("limit two-year: at most 6 cr from two-year institutions")
THREE = (
    sent("HIS 101", day="2020-05-20"),
    sent("HIS 102", day="2021-05-20"),
    sent("MAT 121", day="2022-05-20", credit="3"),
)


def test_the_course_the_degree_needs_is_never_what_a_limit_cuts() -> None:
    found = audit_of("group math all of { course MATH 121 }", *THREE, about=TWO_YEAR)
    assert kept(found) == {
        "STATE:HIST 101": 3,
        "STATE:HIST 102": 0,
        "STATE:MATH 121": 3,
    }
    use = found.audit.settlement.limits[0]
    assert use.used == 6
    assert use.over == 3


def test_where_the_degree_needs_nothing_the_latest_course_is_cut() -> None:
    found = audit_of("credits at least 3", *THREE, about=TWO_YEAR)
    assert kept(found)["STATE:MATH 121"] == 0


def test_a_line_above_a_limit_is_accepted_and_says_which_limit() -> None:
    found = audit_of("credits at least 3", *THREE, about=TWO_YEAR)
    (line,) = [one for one in found.settled.lines if one.status is Status.ACCEPTED]
    assert line.reasons[-1].rule == "p@1/two-year"
    assert all(one.split.conserved for one in found.settled.lines)


def test_without_a_degree_what_came_last_is_cut() -> None:
    found = audit_of("credits at least 3", *THREE, about=TWO_YEAR)
    settlement = settle_without_degree(found.rulebook, found.evaluation)
    lines = settle(found.evaluation, settlement).lines
    assert [one.status for one in lines].count(Status.ACCEPTED) == 1
    assert [cut.amount for cut in settlement.cuts] == [3]


def test_a_limit_may_cut_a_course_in_part() -> None:
    found = audit_of(
        "credits at least 3",
        *THREE,
        about=policy("limit two-year: at most 7.5 cr from two-year institutions"),
    )
    assert kept(found)["STATE:MATH 121"] == Fraction(3, 2)


def test_credit_cut_wholly_fills_no_group() -> None:
    found = audit_of(
        """group math all of { course MATH 121 }
           group history all of { course HIST 101 course HIST 102 }""",
        *THREE,
        about=policy("limit two-year: at most 3 cr from two-year institutions"),
    )
    assert found.audit.credits_applied == 3
    assert sum(len(one.applied) for one in found.audit.groups) == 1


def test_no_more_than_one_course_is_cut_in_part_by_one_limit() -> None:
    degree = "group all all of { course HIST 101 course HIST 102 course MATH 121 }"
    found = audit_of(degree, *THREE, about=TWO_YEAR)
    assert sorted(kept(found).values()) == [0, 3, 3]


def test_limits_inside_each_other_both_hold() -> None:
    both = policy(
        "limit two-year: at most 6 cr from two-year institutions",
        "limit transfer: at most 5 cr from transfer",
    )
    found = audit_of("credits at least 3", *THREE, about=both)
    assert found.audit.credits_applied == 5


def test_exactly_the_limit_is_within_it() -> None:
    found = audit_of("credits at least 3", *THREE[:2], about=TWO_YEAR)
    assert found.audit.settlement.cuts == ()


def test_a_share_of_the_degree_is_taken_of_what_it_demands() -> None:
    found = audit_of(
        "credits at least 12",
        *THREE,
        about=policy("limit quarter: at most 25% of degree from transfer"),
    )
    assert found.audit.credits_applied == 3
    settlement = settle_without_degree(found.rulebook, found.evaluation)
    assert settlement.limits == ()


def test_a_limit_on_credit_after_admission_leaves_the_rest_alone() -> None:
    found = audit_of(
        "credits at least 3",
        sent("HIS 101", day="2022-05-20"),
        sent("HIS 102", day="2024-05-20"),
        sent("PHI 110", day="2024-12-20"),
        about=policy(
            "limit after: at most 4 cr from transfer completed after admitted"
        ),
    )
    assert kept(found) == {
        "STATE:HIST 101": 3,
        "STATE:HIST 102": 3,
        "STATE:PHIL 110": 1,
    }


def test_a_limit_of_the_degree_bounds_passes() -> None:
    found = audit_of(
        "credits at least 6 limit pass-fail: at most 3 cr from pass graded",
        own("HIST 101", "P"),
        own("HIST 102", "P", day="2024-12-20"),
        own("HIST 210"),
    )
    assert found.audit.credits_applied == 6
    assert found.audit.settlement.limits[0].rule == "d@1/pass-fail"


def test_a_limit_on_courses_cuts_whole_ones() -> None:
    found = audit_of(
        "group math all of { course MATH 121 }",
        *THREE,
        about=policy("limit two-year: at most 2 courses from two-year institutions"),
    )
    assert sorted(kept(found).values()) == [0, 3, 3]
    assert kept(found)["STATE:MATH 121"] == 3


def test_the_weakest_grade_is_cut_where_an_average_is_at_stake() -> None:
    found = audit_of(
        "gpa at least 3.0 over any course",
        sent("HIS 101", "C", day="2020-05-20"),
        sent("HIS 102", "B", day="2021-05-20"),
        sent("PHI 110", "A", day="2022-05-20"),
        about=TWO_YEAR,
    )
    assert kept(found)["STATE:HIST 101"] == 0
    assert found.audit.gpa[0].counted == Fraction(7, 2)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=str)
def test_the_order_of_a_record_never_decides_what_is_cut(
    order: tuple[int, ...],
) -> None:
    rows = [THREE[place] for place in order]
    found = audit_of("group math all of { course MATH 121 }", *rows, about=TWO_YEAR)
    assert kept(found)["STATE:HIST 102"] == 0
