"""Degrees that first-come, top-down placement leaves open, and the best completes."""

from tests.audit.world import audit_of, own

from articulate.model.audit import AuditStatus

COMPLETE = AuditStatus.COMPLETE


def test_the_project_is_not_spent_on_the_elective_written_above_it() -> None:
    found = audit_of(
        """group any 1 courses from CSCI 300..499
           group project all of { course CSCI 491 }""",
        own("CSCI 491", day="2024-05-20"),
        own("CSCI 301", day="2025-05-20"),
    )
    assert found.audit.status is COMPLETE
    assert (found.placed("any"), found.placed("project")) == (
        ["CSCI 301"],
        ["CSCI 491"],
    )


def test_a_course_moves_on_so_that_three_others_can_move_up() -> None:
    found = audit_of(
        """group a 1 courses from HIST 101 or HIST 102
           group b 1 courses from HIST 102 or HIST 210
           group c 1 courses from HIST 210 or PHIL 110
           group d 1 courses from PHIL 110 or HIST 101""",
        own("HIST 102", day="2023-12-20"),
        own("HIST 210", day="2024-05-20"),
        own("PHIL 110", day="2024-12-20"),
        own("HIST 101", day="2025-05-20"),
    )
    assert found.audit.status is COMPLETE


def test_credit_that_fits_exactly_is_kept_for_the_group_it_fits() -> None:
    found = audit_of(
        """group advanced 8 cr from CSCI 301 or CSCI 310 or CSCI 320
           group other 5 cr from CSCI 320 or CSCI 390""",
        own("CSCI 320", credit="5", day="2023-12-20"),
        own("CSCI 301", credit="4", day="2024-12-20"),
        own("CSCI 310", credit="4", day="2025-05-20"),
        own("CSCI 390", credit="3", day="2025-12-20"),
    )
    assert found.audit.status is COMPLETE
    assert found.placed("advanced") == ["CSCI 301", "CSCI 310"]
    assert found.placed("other") == ["CSCI 320"]


def test_the_low_grade_goes_where_no_average_is_asked() -> None:
    found = audit_of(
        """group major 4 cr from CSCI 3** with gpa >= 3
           group free 4 cr from CSCI 3**""",
        own("CSCI 301", "C", "4", "2023-12-20"),
        own("CSCI 310", "A", "4", "2025-05-20"),
    )
    assert found.audit.status is COMPLETE
    assert found.placed("major") == ["CSCI 310"]


def test_of_two_science_sequences_the_finished_one_is_relied_upon() -> None:
    found = audit_of(
        """group lab 1 courses from PHYS 131 or CHEM 121
           group science 1 of {
             group physics all of { course PHYS 131 course PHYS 132 }
             group chemistry all of { course CHEM 121 course CHEM 122 }
           }""",
        own("PHYS 131", day="2023-12-20"),
        own("PHYS 132", day="2023-12-20"),
        own("CHEM 121", day="2024-05-20"),
    )
    assert found.audit.status is COMPLETE
    assert found.placed("lab") == ["CHEM 121"]


def test_a_subject_limit_does_not_use_up_the_course_the_second_subject_needs() -> None:
    found = audit_of(
        """group humanities 6 cr from attribute GE.HUM with at least 2 subjects
           group ethics 3 cr from PHIL 110 or HIST 210""",
        own("PHIL 110", day="2023-12-20"),
        own("HIST 101", day="2024-05-20"),
        own("HIST 210", day="2024-12-20"),
    )
    assert found.audit.status is COMPLETE
    assert found.placed("ethics") == ["HIST 210"]
