"""Grade point averages: exact, of letter-graded credit, and of no more than asked."""

from fractions import Fraction

from tests.audit.world import About, audit_of, own, sent

from articulate.model.audit import AuditStatus, Met

COMPLETE = AuditStatus.COMPLETE
CORE = "group core all of { course CSCI 141 course CSCI 241 }"


def test_an_average_of_1_996_is_below_2() -> None:
    degree = "gpa at least 2.0 over any course"
    found = audit_of(degree, own("CSCI 141", "C", "249"), own("CSCI 241", "D", "1"))
    assert found.audit.gpa[0].counted == Fraction(499, 250)
    assert found.audit.gpa[0].status is Met.SHORT


def test_an_average_of_exactly_2_is_enough() -> None:
    degree = "gpa at least 2.0 over any course"
    found = audit_of(degree, own("CSCI 141", "B", "3"), own("CSCI 241", "D", "3"))
    assert found.audit.gpa[0].status is Met.MET


def test_what_the_rule_excepts_stays_out_of_the_average() -> None:
    degree = "gpa at least 2.0 over any course except KINE *"
    found = audit_of(degree, own("CSCI 141", "C"), own("KINE 101", "D", "1"))
    assert found.audit.gpa[0].counted == 2


def test_exam_credit_and_passes_stay_out_of_the_average() -> None:
    found = audit_of(
        "gpa at least 3.0 over any course",
        own("CSCI 241", "B"),
        own("HIST 101", "P"),
        "given exam ap-cs score 3 taken 2022-05-10",
    )
    assert found.audit.gpa[0].counted == 3


def test_a_course_without_credit_does_not_weigh() -> None:
    found = audit_of(
        "gpa at least 2.0 over any course",
        own("CSCI 141", "B"),
        own("MUS 105", "D", "0"),
    )
    assert found.audit.gpa[0].counted == 3


def test_without_letter_grades_there_is_no_average_to_fall_short() -> None:
    found = audit_of("gpa at least 2.0 over any course", own("CSCI 141", "P"))
    assert found.audit.gpa[0].counted is None
    assert found.audit.status is COMPLETE


def test_a_group_below_its_average_is_open_and_says_by_how_much() -> None:
    found = audit_of(
        f"{CORE} with gpa >= 2.5", own("CSCI 141", "C"), own("CSCI 241", "C")
    )
    assert found.group("core").missing == ("gpa >= 2.5, it is 2",)
    assert len(found.placed("core")) == 2


def test_the_better_grades_are_placed_where_an_average_is_asked() -> None:
    found = audit_of(
        "group hum 6 cr from HIST * with gpa >= 2.5",
        own("HIST 101", "C", day="2023-12-20"),
        own("HIST 102", "B"),
        own("HIST 210", "A"),
    )
    assert found.placed("hum") == ["HIST 102", "HIST 210"]


def test_the_average_of_all_attempts_knows_the_failed_one_too() -> None:
    degree = f"{CORE} with gpa of all attempts >= 2.5"
    clean = audit_of(degree, own("CSCI 141", "B"), own("CSCI 241", "B"))
    assert clean.audit.status is COMPLETE
    failed = audit_of(
        degree,
        own("CSCI 141", "F", day="2023-12-20"),
        own("CSCI 141", "B"),
        own("CSCI 241", "B"),
    )
    assert failed.group("core").missing == ("gpa of all attempts >= 2.5, it is 2",)


def test_a_repeated_course_counts_once_in_an_ordinary_average() -> None:
    policy = """policy p "P" for STATE version 1 effective 2020-01-01 {
      cites "x" governed by requested repeat now: best grade }"""
    from_policy = About(policy=policy)
    found = audit_of(
        "gpa at least 3.0 over any course",
        own("CSCI 141", "D", day="2023-12-20"),
        own("CSCI 141", "B"),
        about=from_policy,
    )
    assert found.audit.gpa[0].counted == 3


def test_a_transfer_grade_counts_where_the_pool_holds_it() -> None:
    here = audit_of(
        "gpa at least 3.0 over residence", own("CSCI 241"), sent("CIS 141", "C")
    )
    assert here.audit.gpa[0].counted == 3
    both = audit_of(
        "gpa at least 3.0 over any course", own("CSCI 241"), sent("CIS 141", "C")
    )
    assert both.audit.gpa[0].counted == Fraction(5, 2)
