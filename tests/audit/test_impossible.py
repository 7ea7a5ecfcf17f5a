"""Impossible: requirements that could each be met, and cannot hold together."""

import pytest
from tests.audit.world import audit_of, own

from articulate.audit import impossible
from articulate.model.audit import AuditStatus


def test_one_course_cannot_fill_two_groups_that_each_accept_only_it() -> None:
    found = audit_of(
        """group world 3 cr from attribute GE.GLOBAL
           group history 3 cr from HIST 200..299""",
        own("HIST 210"),
    )
    assert found.audit.status is AuditStatus.IMPOSSIBLE
    assert found.audit.conflicts == (("group history", "group world"),)


def test_the_smallest_set_is_named_and_nothing_else() -> None:
    found = audit_of(
        """group math all of { course MATH 121 }
           group a 3 cr from HIST 101 or HIST 102
           group b 3 cr from HIST 101 or HIST 102
           group c 3 cr from HIST 101 or HIST 102
           group ethics 3 cr from PHIL *""",
        own("MATH 121"),
        own("HIST 101"),
        own("HIST 102"),
        own("PHIL 110"),
    )
    assert found.audit.status is AuditStatus.IMPOSSIBLE
    assert found.audit.conflicts == (("group a", "group b", "group c"),)


def test_what_cannot_be_met_alone_is_merely_missing() -> None:
    found = audit_of(
        """group math all of { course MATH 121 }
           group world 3 cr from attribute GE.GLOBAL
           group history 3 cr from HIST 200..299""",
        own("HIST 210"),
    )
    assert found.audit.status is AuditStatus.INCOMPLETE
    assert found.audit.conflicts == (("group history", "group world"),)


def test_a_group_may_stand_against_the_share_it_must_keep() -> None:
    found = audit_of(
        """residency major: at least 50% of courses in core
           group core all of {
             course CSCI 141 course CSCI 241 course HIST 101 | PHIL 110
           }
           group ethics all of { course PHIL 110 }""",
        own("PHIL 110"),
        "given NCC:CIS 141 grade B 4 semester completed 2022-05-20",
        "given NCC:CIS 241 grade B 4 semester completed 2022-05-20",
        "given NCC:HIS 101 grade B 3 semester completed 2022-05-20",
    )
    assert found.audit.status is AuditStatus.IMPOSSIBLE
    (conflict,) = found.audit.conflicts
    assert set(conflict) == {"group core", "residency major"}


def test_a_learner_with_nothing_is_incomplete_without_conflicts() -> None:
    found = audit_of("credits at least 3 group math all of { course MATH 121 }")
    assert found.audit.status is AuditStatus.INCOMPLETE
    assert found.audit.conflicts == ()


THREE_FOR_TWO = """group a 3 cr from HIST 101 or HIST 102
    group b 3 cr from HIST 101 or HIST 102
    group c 3 cr from HIST 101 or HIST 102"""


@pytest.mark.parametrize("bound", ["MOST_STEPS", "MOST_TRIES"])
def test_past_its_bound_no_smallest_set_is_claimed(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impossible, bound, 0)
    found = audit_of(THREE_FOR_TWO, own("HIST 101"), own("HIST 102"))
    assert found.audit.status is AuditStatus.INCOMPLETE
    assert found.audit.conflicts == ()
