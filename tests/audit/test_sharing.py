"""Sharing: one course fills one group, unless the degree says otherwise."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from benchmarks.audit.sketch import Sketch
from tests.audit.world import audit_of, own

from articulate.audit.allocate import Budget, allocate
from articulate.model.audit import AuditStatus, Met

COMPLETE, INCOMPLETE = AuditStatus.COMPLETE, AuditStatus.INCOMPLETE
TWO = """group core all of { course HIST 210 }
         group gened 3 cr from attribute GE.HUM"""


def test_a_course_fills_one_group() -> None:
    found = audit_of(TWO, own("HIST 210"))
    assert [one.status for one in found.audit.groups].count(Met.COMPLETE) == 1


def test_a_course_fills_two_groups_that_share() -> None:
    found = audit_of(f"share core with gened {TWO}", own("HIST 210"))
    assert found.audit.status is COMPLETE
    assert found.audit.credits_applied == 3


def test_no_more_credit_is_shared_than_may_be() -> None:
    found = audit_of(f"share core with gened at most 2 cr {TWO}", own("HIST 210"))
    assert found.audit.status is not COMPLETE


def test_no_more_courses_are_shared_than_may_be() -> None:
    degree = """share core with gened at most 1 courses
      group core all of { course HIST 210 course HIST 101 }
      group gened 6 cr from attribute GE.HUM"""
    one = audit_of(degree, own("HIST 210"), own("HIST 101"))
    assert one.group("gened").status is Met.INCOMPLETE
    more = audit_of(degree, own("HIST 210"), own("HIST 101"), own("PHIL 110"))
    assert more.audit.status is COMPLETE


def test_share_all_opens_every_pair() -> None:
    found = audit_of(
        f"share all {TWO} group world 1 courses from attribute GE.GLOBAL",
        own("HIST 210"),
    )
    assert found.audit.status is COMPLETE


def test_what_is_exclusive_stays_closed_under_share_all() -> None:
    found = audit_of(f"share all exclusive core with gened {TWO}", own("HIST 210"))
    assert found.audit.status is not COMPLETE


def test_each_course_fills_at_most_two_groups() -> None:
    three = f"{TWO} group world 1 courses from attribute GE.GLOBAL"
    degree = f"share all each course fills at most 2 groups {three}"
    assert audit_of(degree, own("HIST 210")).audit.status is not COMPLETE
    found = audit_of(degree, own("HIST 210"), own("ANTH 102"))
    assert found.audit.status is COMPLETE


def test_two_demands_of_one_group_never_share_a_course() -> None:
    found = audit_of(
        "share all group core all of { course HIST 210 course HIST 210 | HIST 101 }",
        own("HIST 210"),
    )
    assert found.group("core").status is Met.INCOMPLETE


def test_a_shared_course_counts_once_toward_the_total() -> None:
    found = audit_of(f"credits at least 6 share all {TWO}", own("HIST 210"))
    assert found.audit.credits_applied == 3
    assert found.audit.status is INCOMPLETE


def test_a_group_inside_another_may_share_with_a_third() -> None:
    found = audit_of(
        """share theory with spread
           group core all of { group theory 1 of { course HIST 210 course HIST 101 } }
           group spread 1 courses from attribute GE.GLOBAL""",
        own("HIST 210"),
    )
    assert found.audit.status is COMPLETE


@pytest.mark.parametrize("budget", [Budget(), Budget(steps=0, moves=0)])
def test_a_course_that_may_fill_no_group_fills_none(budget: Budget) -> None:
    sketch = Sketch(Random(0), [Fraction(3)] * 2)  # noqa: S311 - a fixed draw
    sketch.group([sketch.leaf((0, 1), 1, kind="courses")])
    found = allocate(replace(sketch.plan(), fills_at_most=0), budget)
    assert not found.allocation.placed
    assert found.objective.unmet == 1
