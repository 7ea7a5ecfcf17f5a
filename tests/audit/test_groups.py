"""What groups demand, and what they ask of the credit that fills them."""

from fractions import Fraction

import pytest
from tests.audit.world import About, audit_of, own, sent

from articulate.model.audit import AuditStatus, Met

COMPLETE, INCOMPLETE = AuditStatus.COMPLETE, AuditStatus.INCOMPLETE
ADVANCED = "CSCI 300..499 except CSCI 390"


def test_every_course_of_an_all_of_is_needed() -> None:
    found = audit_of(
        "group core all of { course CSCI 141 course CSCI 241 }", own("CSCI 141")
    )
    assert found.group("core").status is Met.INCOMPLETE
    assert found.group("core").missing == ("course CSCI 241",)


def test_a_course_meets_its_requirement_whatever_its_hours() -> None:
    found = audit_of(
        "group core all of { course CSCI 141 }", sent("CIS 141", credit="2.67")
    )
    assert found.group("core").status is Met.COMPLETE
    assert found.audit.credits_applied == Fraction(267, 100)


def test_either_course_of_a_member_will_do() -> None:
    found = audit_of(
        "group calculus all of { course MATH 121 | MATH 121H }", own("MATH 121H")
    )
    assert found.placed("calculus") == ["MATH 121H"]


def test_a_lecture_and_its_laboratory_are_one_course() -> None:
    degree = (
        "group science all of { course PHYS 131 + PHYS 131L } with at most 1 courses"
    )
    both = audit_of(degree, own("PHYS 131"), own("PHYS 131L", credit="1"))
    assert both.group("science").status is Met.COMPLETE
    half = audit_of(degree, own("PHYS 131"))
    assert half.group("science").status is Met.INCOMPLETE
    assert half.placed("science") == ["PHYS 131"]
    assert half.group("science").missing == ("course PHYS 131 + PHYS 131L",)


def test_one_of_the_members_is_enough_and_half_of_each_is_not() -> None:
    degree = """group science 1 of {
      group physics all of { course PHYS 131 course PHYS 132 }
      group chemistry all of { course CHEM 121 course CHEM 122 }
    }"""
    one = audit_of(degree, own("CHEM 121"), own("CHEM 122"))
    assert one.group("science").status is Met.COMPLETE
    halves = audit_of(degree, own("CHEM 121"), own("PHYS 132"))
    assert halves.group("science").status is Met.INCOMPLETE
    assert len(halves.placed("science")) == 1
    assert len(halves.audit.free) == 1


def test_a_course_fills_its_group_and_the_groups_around_it() -> None:
    found = audit_of(
        """group core all of {
             course CSCI 141
             group theory 1 of { course CSCI 301 course CSCI 305 }
           }""",
        own("CSCI 141"),
        own("CSCI 305"),
    )
    assert found.placed("core") == ["CSCI 141", "CSCI 305"]
    assert found.placed("theory") == ["CSCI 305"]


def test_two_to_three_members_may_take_credit_and_a_fourth_may_not() -> None:
    degree = """group some 2 to 3 of {
      course CSCI 301 course CSCI 305 course CSCI 310 course CSCI 320
    }"""
    two = audit_of(degree, own("CSCI 301"), own("CSCI 310"))
    assert two.group("some").status is Met.COMPLETE
    four = audit_of(
        degree, own("CSCI 301"), own("CSCI 305"), own("CSCI 310"), own("CSCI 320")
    )
    assert len(four.placed("some")) == 2


def test_what_is_excepted_from_a_pool_does_not_fill_it() -> None:
    found = audit_of(f"group advanced 3 cr from {ADVANCED}", own("CSCI 390"))
    assert found.group("advanced").missing == (f"3 cr from {ADVANCED}",)


def test_an_elective_of_a_subject_is_in_the_whole_subject() -> None:
    degree = "group physics 3 cr from PHYS *"
    found = audit_of(
        degree, "given NCC:PHY 131 grade B 3 semester completed 2022-05-20"
    )
    assert found.group("physics").status is Met.COMPLETE


def test_nothing_more_is_placed_than_a_group_needs() -> None:
    found = audit_of(
        "group advanced 8 cr from CSCI 3**",
        own("CSCI 301", credit="4", day="2023-12-20"),
        own("CSCI 310", credit="4", day="2024-05-20"),
        own("CSCI 305", credit="4", day="2024-12-20"),
    )
    assert found.placed("advanced") == ["CSCI 301", "CSCI 310"]


# --- qualifiers -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "met"),
    [("C", Met.COMPLETE), ("D", Met.INCOMPLETE), ("P", Met.INCOMPLETE)],
    ids=["as good as asked", "too weak", "a pass that counts as nothing is a question"],
)
def test_every_course_needs_the_grade(grade: str, met: Met) -> None:
    found = audit_of(
        "group core all of { course CSCI 141 } with grade >= C", own("CSCI 141", grade)
    )
    assert found.group("core").status is met


def test_a_pass_that_counts_as_nothing_says_what_would_settle_it() -> None:
    found = audit_of(
        "group core all of { course CSCI 141 } with grade >= C", own("CSCI 141", "P")
    )
    assert [one.needs for one in found.group("core").reasons] == ["the grade behind P"]


def test_credit_without_a_grade_is_not_asked_for_one() -> None:
    degree = "group core all of { course CSCI 141 } with grade >= C, gpa >= 3"
    found = audit_of(degree, "given exam ap-cs score 4 taken 2022-05-10")
    assert found.group("core").status is Met.COMPLETE


def test_an_exam_fills_no_group_that_wants_none() -> None:
    degree = "group core all of { course CSCI 141 } with no exam credit"
    found = audit_of(degree, "given exam ap-cs score 4 taken 2022-05-10")
    assert found.group("core").status is Met.INCOMPLETE


def test_a_pass_is_not_letter_graded() -> None:
    degree = "group core all of { course CSCI 141 } with letter graded"
    assert audit_of(degree, own("CSCI 141", "P")).group("core").applied == ()
    assert audit_of(degree, own("CSCI 141", "D")).placed("core") == ["CSCI 141"]


def test_the_day_of_admission_itself_is_not_before_admission() -> None:
    degree = "group prior 3 cr from HIST * with completed before admitted"
    day = audit_of(degree, sent("HIS 101", day="2023-08-21"))
    assert day.group("prior").status is Met.INCOMPLETE
    eve = audit_of(degree, sent("HIS 101", day="2023-08-20"))
    assert eve.group("prior").status is Met.COMPLETE


def test_an_at_most_counts_whole_courses() -> None:
    found = audit_of(
        "group advanced 8 cr from CSCI 3** or CSCI 48* with at most 4 cr from CSCI 48*",
        own("CSCI 480", day="2023-12-20"),
        own("CSCI 481", day="2024-05-20"),
        own("CSCI 320", credit="5"),
    )
    assert found.group("advanced").status is Met.COMPLETE
    assert len([one for one in found.placed("advanced") if "48" in one]) == 1


def test_at_most_six_credits_come_from_one_subject() -> None:
    degree = "group hum 9 cr from attribute GE.HUM with at most 6 cr per subject"
    history = (own("HIST 101"), own("HIST 102"), own("HIST 210"))
    assert audit_of(degree, *history).group("hum").status is Met.INCOMPLETE
    ethics = own("PHIL 110")
    assert audit_of(degree, *history, ethics).group("hum").status is Met.COMPLETE


def test_at_most_three_credits_come_from_one_term() -> None:
    degree = "group hum 6 cr from attribute GE.HUM with at most 3 cr per term"
    together = (own("HIST 101"), own("HIST 102"))
    assert audit_of(degree, *together).group("hum").status is Met.INCOMPLETE
    apart = (own("HIST 101"), own("HIST 102", day="2024-12-20"))
    assert audit_of(degree, *apart).group("hum").status is Met.COMPLETE


def test_two_subjects_are_asked_for_and_one_is_missing() -> None:
    found = audit_of(
        "group hum 6 cr from attribute GE.HUM with at least 2 subjects",
        own("HIST 101"),
        own("HIST 102"),
    )
    assert found.group("hum").missing == ("1 subject more for at least 2 subjects",)


def test_a_course_in_two_areas_stands_for_both() -> None:
    degree = """group spread 2 courses from attribute GE.*
                with at least 3 areas of (GE.HUM, GE.SOC, GE.ART, GE.GLOBAL)"""
    two = audit_of(degree, own("SOC 101"), own("HIST 101"))
    assert two.group("spread").status is Met.INCOMPLETE
    three = audit_of(degree, own("SOC 101"), own("HIST 210"))
    assert three.group("spread").status is Met.COMPLETE


def test_courses_in_residence_are_chosen_where_a_group_asks_for_them() -> None:
    degree = """group advanced 6 cr from HIST * or SOC 101
                with at least 1 courses in residence"""
    found = audit_of(degree, sent("HIS 101"), sent("HIS 102"), own("SOC 101"))
    assert found.group("advanced").status is Met.COMPLETE
    assert "SOC 101" in found.placed("advanced")


def test_at_most_half_of_the_courses_come_from_elsewhere() -> None:
    degree = """group hum 2 courses from attribute GE.HUM
                with at most 50% of courses from transfer"""
    found = audit_of(degree, sent("HIS 101"), sent("HIS 102"))
    assert found.group("hum").status is Met.INCOMPLETE
    mixed = audit_of(degree, sent("HIS 101"), sent("HIS 102"), own("PHIL 110"))
    assert mixed.group("hum").status is Met.COMPLETE


# --- without hours --------------------------------------------------------------------


def test_a_requirement_without_hours_counts_as_one_course() -> None:
    found = audit_of("group hum 1 courses from attribute GE.HUM", sent("HUM 100"))
    assert found.group("hum").status is Met.COMPLETE
    assert found.audit.credits_applied == 0


def test_a_requirement_without_hours_satisfies_a_demand_for_credit() -> None:
    found = audit_of(
        "credits at least 3 group hum 9 cr from attribute GE.HUM", sent("HUM 100")
    )
    assert found.group("hum").status is Met.COMPLETE
    assert found.audit.credits_applied == 0
    assert found.audit.status is INCOMPLETE


def test_a_conferred_award_satisfies_the_requirement_it_is_awarded_for() -> None:
    degree = "group social 6 cr from attribute GE.SOC"
    found = audit_of(
        degree, 'given award "Associate in Arts" from NCC awarded 2022-06-01'
    )
    assert found.placed("social") == ["requirement GE.SOC"]


def test_a_requirement_without_hours_is_no_course() -> None:
    found = audit_of("group any 1 courses from any course", sent("HUM 100"))
    assert found.group("any").status is Met.INCOMPLETE


def test_a_course_without_hours_meets_its_requirement_and_adds_nothing() -> None:
    degree = "credits at least 1 group writing all of { course ENGL 101 }"
    found = audit_of(degree, sent("ENG 101"))
    assert found.group("writing").status is Met.COMPLETE
    assert found.audit.credits_applied == 0


# --- milestones, names ----------------------------------------------------------------


def test_a_milestone_is_reached_by_the_record_and_by_no_course() -> None:
    degree = 'group thesis "Thesis filed" milestone'
    course = audit_of(degree, own("CSCI 491"))
    assert course.group("thesis").missing == ("milestone thesis",)
    reached = audit_of(degree, about=About(reached=("thesis",)))
    assert reached.audit.status is COMPLETE


def test_a_renamed_course_meets_a_degree_that_names_it_as_it_was() -> None:
    degree = "group bio all of { course BIOL 101 }"
    found = audit_of(degree, own("BIOL 105", day="2024-05-20"))
    assert found.group("bio").status is Met.COMPLETE


def test_a_cross_listed_course_meets_a_degree_that_names_its_twin() -> None:
    found = audit_of("group lit all of { course HIST 199 }", own("ENGL 102"))
    assert found.group("lit").status is Met.COMPLETE


# --- in progress ----------------------------------------------------------------------


def test_work_in_progress_completes_nothing_and_is_named() -> None:
    found = audit_of(
        "group core all of { course CSCI 141 course CSCI 241 }",
        own("CSCI 141"),
        "given STATE:CSCI 241 grade IP 4 semester",
    )
    core = found.group("core")
    assert core.status is Met.INCOMPLETE
    assert [str(one.code) for one in core.in_progress] == ["STATE:CSCI 241"]
    assert found.audit.credits_applied == 3
