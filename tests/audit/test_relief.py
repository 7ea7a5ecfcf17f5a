"""Exceptions and teach-outs: what they lift, lengthen or let stand in."""

import pytest
from tests.audit.world import LEARNER, About, audit_of, own, sent

from articulate.model.audit import AuditStatus, Met


def exception(said: str, *, day: str = "2025-03-01", learner: str = "learner") -> About:
    """An exception granted to a learner."""
    return About(
        policy=f"""exception e-1 for learner "{learner}" granted {day} by "Dean"
          through 2026-06-30 {{ cites "Minutes" {said} }}"""
    )


def test_a_waived_group_asks_for_nothing() -> None:
    found = audit_of(
        "group core all of { course CSCI 141 } group capstone milestone",
        own("CSCI 141"),
        about=exception('waive d/capstone because "Thesis published"'),
    )
    assert found.audit.status is AuditStatus.COMPLETE
    assert found.group("capstone").status is Met.WAIVED


def test_a_waived_member_of_a_choice_counts_as_done() -> None:
    found = audit_of(
        """group science 2 of {
             group physics all of { course PHYS 131 }
             group chemistry all of { course CHEM 121 }
           }""",
        own("CHEM 121"),
        about=exception('waive d/physics because "Laboratory closed"'),
    )
    assert found.group("science").status is Met.COMPLETE


def test_a_waived_residency_rule_is_shown_as_waived() -> None:
    found = audit_of(
        "residency total: at least 30 cr",
        about=exception('waive residency total because "Military service"'),
    )
    assert found.measure("total")[1] == "waived"
    assert found.audit.status is AuditStatus.COMPLETE


def test_a_substitute_stands_in_for_the_course_in_its_group_only() -> None:
    degree = """group core all of { course MATH 121 }
                group other all of { course MATH 121 | STAT 135 course MATH 122 }"""
    instead = exception(
        'substitute STAT 135 for MATH 121 in d/core because "Not offered"'
    )
    found = audit_of(
        degree, own("STAT 135"), own("MATH 121"), own("MATH 122"), about=instead
    )
    assert found.audit.status is AuditStatus.COMPLETE


def test_two_courses_together_stand_in_for_one() -> None:
    instead = exception(
        'substitute PHYS 131 + PHYS 131L for PHYS 132 because "Not offered"'
    )
    degree = "group core all of { course PHYS 132 }"
    both = audit_of(
        degree, own("PHYS 131"), own("PHYS 131L", credit="1"), about=instead
    )
    assert both.audit.status is AuditStatus.COMPLETE
    one = audit_of(degree, own("PHYS 131"), about=instead)
    assert one.group("core").status is Met.INCOMPLETE


def test_a_substitute_is_in_the_pools_that_name_the_course() -> None:
    instead = exception('substitute STAT 135 for MATH 121 because "Not offered"')
    found = audit_of(
        "group math 3 cr from MATH 121 or MATH 122", own("STAT 135"), about=instead
    )
    assert found.audit.status is AuditStatus.COMPLETE


def test_a_limit_is_extended_for_the_learner() -> None:
    policy = """policy p "P" for STATE version 1 effective 2020-01-01 {
      cites "x" governed by requested
      limit two-year: at most 3 cr from two-year institutions }"""
    longer = exception("extend limit two-year to 6 cr")
    found = audit_of(
        "credits at least 6",
        sent("HIS 101"),
        sent("HIS 102"),
        about=About(policy=policy + longer.policy),
    )
    assert found.audit.credits_applied == 6


@pytest.mark.parametrize(
    "about",
    [
        exception('waive d/capstone because "x"', day="2026-06-02"),
        exception('waive d/capstone because "x"', learner="another"),
    ],
    ids=["before it is granted", "for another learner"],
)
def test_an_exception_does_not_hold(about: About) -> None:
    found = audit_of("group capstone milestone", about=about)
    assert found.group("capstone").status is Met.INCOMPLETE


def teach_out(
    cohort: str, *, learner: str = LEARNER, as_of: str = "2026-06-01"
) -> About:
    """A teach-out of the degree, for a cohort."""
    return About(
        policy=f"""teachout end "D closes" for STATE version 1 effective 2024-06-01 {{
          cites "Resolution"
          closes degree d to admission after 2024-05-31
          last award 2028-08-31
          protects learners {cohort}
          waive residency final
        }}""",
        learner=learner,
        as_of=as_of,
    )


FINAL = "residency final: at least 3 of last 3 cr by completed"


def test_a_protected_learner_has_what_the_teach_out_waives() -> None:
    found = audit_of(FINAL, about=teach_out("admitted through 2024-05-31"))
    assert found.measure("final")[1] == "waived"


@pytest.mark.parametrize(
    "about",
    [
        teach_out("admitted through 2023-08-20"),
        teach_out("admitted through 2024-05-31", as_of="2028-09-01"),
        teach_out("admitted through 2024-05-31 with gap at most 1 terms"),
        teach_out("enrolled at NCC on 2024-09-15"),
    ],
    ids=[
        "of those admitted later",
        "after the last award",
        "whose enrollment nobody recorded",
        "who was not enrolled there",
    ],
)
def test_a_teach_out_does_not_reach_a_learner(about: About) -> None:
    assert audit_of(FINAL, about=about).measure("final")[1] == "short"


def test_a_teach_out_reaches_a_learner_enrolled_on_the_day() -> None:
    about = teach_out(
        "enrolled at NCC on 2024-09-15", learner=f"{LEARNER} enrolled NCC:2024FA"
    )
    assert audit_of(FINAL, about=about).measure("final")[1] == "waived"
