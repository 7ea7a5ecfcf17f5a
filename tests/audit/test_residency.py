"""Academic residency: how much must be earned here, and when."""

import pytest
from tests.audit.world import About, Audited, audit_of, own, sent

from articulate.model.audit import Met


def status(found: Audited, rule: str) -> tuple[str, str]:
    """Say what was counted of a rule, and what came of it."""
    return found.measure(rule)


def test_credit_earned_elsewhere_is_not_residence_credit() -> None:
    found = audit_of("residency total: at least 6 cr", own("HIST 101"), sent("HIS 102"))
    assert status(found, "total") == ("3", "short")
    assert found.audit.residency[0].short == 3


def test_only_upper_division_credit_counts_where_the_rule_says_so() -> None:
    found = audit_of(
        "residency upper: at least 4 cr from level upper",
        own("CSCI 301", credit="4"),
        own("CSCI 141", credit="4"),
    )
    assert status(found, "upper") == ("4", "met")


LAST = "residency final: at least 6 of last 9 cr by completed"
OLD = (own("HIST 101", day="2023-12-20"), own("HIST 102", day="2023-12-20"))


def test_of_the_last_nine_hours_six_must_be_earned_here() -> None:
    late = sent("PHI 110", day="2025-12-20"), sent("SOC 101", day="2025-12-20")
    found = audit_of(LAST, *OLD, own("HIST 210", day="2024-05-20"), *late)
    assert status(found, "final") == ("3", "short")


@pytest.mark.parametrize(
    ("straddling", "counted"),
    [("pro rata", "1"), ("whole", "4"), ("not", "0")],
    ids=["for the part inside", "wholly", "not at all"],
)
def test_a_course_across_the_edge_counts(straddling: str, counted: str) -> None:
    found = audit_of(
        "residency final: at least 4 of last 4 cr by completed, "
        f"straddling {straddling}",
        own("CSCI 141", credit="4", day="2023-12-20"),
        sent("HIS 101", day="2024-05-20"),
    )
    assert status(found, "final")[0] == counted


@pytest.mark.parametrize(
    ("ties", "counted"),
    [("favor learner", "3"), ("against learner", "0"), ("whole term", "3")],
    ids=["favor the learner", "go against the learner", "are not broken up"],
)
def test_courses_of_one_day_at_the_edge(ties: str, counted: str) -> None:
    found = audit_of(
        f"residency final: at least 3 of last 3 cr by completed, ties {ties}",
        own("HIST 101", day="2024-05-20"),
        sent("HIS 102", day="2024-05-20"),
    )
    assert status(found, "final")[0] == counted


@pytest.mark.parametrize(
    ("sizes", "ties", "counted"),
    [
        ((4, 3), "favor learner", "4"),
        ((3, 4), "favor learner", "4"),
        ((4, 3, 3), "favor learner", "6"),
        ((5, 4, 3), "favor learner", "5"),
        ((7, 1), "favor learner", "1"),
        ((4, 3), "against learner", "3"),
        ((3, 4), "against learner", "4"),
    ],
)
def test_the_courses_of_one_day_that_fit_before_the_edge(
    sizes: tuple[int, ...], ties: str, counted: str
) -> None:
    found = audit_of(
        "residency final: at least 6 of last 6 cr by completed, "
        f"ties {ties}, straddling not",
        *(own(f"HIST 10{k}", credit=str(size)) for k, size in enumerate(sizes, 1)),
    )
    assert status(found, "final")[0] == counted


@pytest.mark.parametrize(
    ("sizes", "counted"),
    [((4, 3), "4"), ((3, 4), "4"), ((4, 3, 3), "6"), ((5, 4, 3), "5"), ((7, 1), "1")],
)
def test_of_one_day_those_courses_count_that_fit_before_the_edge(
    sizes: tuple[int, ...], counted: str
) -> None:
    found = audit_of(
        "residency final: at least 6 of last 6 cr by completed, "
        "ties favor learner, straddling not",
        *(own(f"HIST 10{k}", credit=str(size)) for k, size in enumerate(sizes, 1)),
    )
    assert status(found, "final")[0] == counted


@pytest.mark.parametrize("straddling", ["whole", "not"])
@pytest.mark.parametrize("ties", ["favor learner", "against learner"])
@pytest.mark.parametrize("sizes", [(4, 3), (3, 4)], ids=str)
def test_the_checker_agrees_about_courses_of_one_day(
    sizes: tuple[int, ...], ties: str, straddling: str
) -> None:
    # `audit_of` has every certificate checked; this one was refused.
    found = audit_of(
        "residency final: at least 3 of last 3 cr by completed, "
        f"ties {ties}, straddling {straddling}",
        *(own(f"HIST 10{k}", credit=str(size)) for k, size in enumerate(sizes, 1)),
    )
    assert status(found, "final")[1] in {"met", "short"}


@pytest.mark.parametrize("other", ["HIST 101", "HIST 102"])
def test_what_counts_in_a_group_is_the_later_of_one_day(other: str) -> None:
    found = audit_of(
        "residency final: at least 3 of last 3 cr in core by completed "
        f"group core 1 courses from HIST * group other all of {{ course {other} }}",
        own("HIST 101"),
        own("HIST 102"),
    )
    assert status(found, "final") == ("3", "met")


def test_a_rule_after_the_first_hours_starts_in_the_middle_of_a_course() -> None:
    found = audit_of(
        "residency late: at least 3 cr after first 5 cr",
        sent("HIS 101", day="2022-05-20"),
        own("HIST 210", day="2023-12-20"),
        own("PHIL 110", day="2024-05-20"),
    )
    assert status(found, "late") == ("4", "met")


def test_with_fewer_hours_than_the_window_all_of_them_count() -> None:
    found = audit_of(LAST, *OLD)
    assert status(found, "final") == ("6", "met")


def test_credit_without_a_day_is_a_question_where_it_matters() -> None:
    undated = "given STATE:CSCI 301 grade B 9 semester"
    found = audit_of(LAST, undated, sent("HIS 101"), sent("HIS 102"), sent("PHI 110"))
    assert found.audit.residency[0].status is Met.UNKNOWN


def test_half_of_the_courses_of_a_group_are_taken_here() -> None:
    degree = """residency major: at least 50% of courses in core
                group core all of { course CSCI 141 course CSCI 241 course CSCI 301 }"""
    one = audit_of(degree, sent("CIS 141"), sent("CIS 241"), own("CSCI 301"))
    assert (
        one.measure("major")[1] == "short" or one.group("core").status is Met.INCOMPLETE
    )
    two = audit_of(degree, sent("CIS 141"), own("CSCI 241"), own("CSCI 301"))
    assert two.measure("major")[1] == "met"
    assert two.group("core").status is Met.COMPLETE


def test_a_share_of_nothing_is_not_met_yet() -> None:
    found = audit_of(
        """residency major: at least 50% of courses in core
           group core all of { course CSCI 141 }"""
    )
    assert found.measure("major")[1] == "short"


def test_a_quarter_of_the_degree_is_a_quarter_of_what_it_demands() -> None:
    degree = "credits at least 12 residency part: at least 25% of degree"
    found = audit_of(degree, own("HIST 101"), sent("HIS 102"))
    assert found.audit.residency[0].required == 3
    assert found.measure("part") == ("3", "met")


def test_courses_at_a_partner_count_as_taken_here_where_the_policy_says_so() -> None:
    policy = """policy p "P" for STATE version 1 effective 2020-01-01 {
      cites "x" governed by requested accept at NCC as residence }"""
    found = audit_of(
        "residency total: at least 3 cr", sent("HIS 101"), about=About(policy=policy)
    )
    assert found.measure("total") == ("3", "met")
