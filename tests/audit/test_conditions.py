"""Conditional groups: what a fact decides, and what stays open when it is missing."""

from tests.audit.world import LEARNER, About, audit_of, own

from articulate.model.audit import AuditStatus, Met

HONORS = """group core all of { course CSCI 141 }
  when flag honors { group thesis all of { course CSCI 491 } }"""


def flagged(said: str) -> About:
    """A learner of whom an office recorded a flag."""
    return About(learner=f"{LEARNER} {said}")


def test_an_honors_learner_needs_the_thesis() -> None:
    found = audit_of(HONORS, own("CSCI 141"), about=flagged("flag honors"))
    assert found.group("thesis").status is Met.INCOMPLETE


def test_any_other_learner_does_not() -> None:
    found = audit_of(HONORS, own("CSCI 141"), about=flagged("not flag honors"))
    assert found.audit.status is AuditStatus.COMPLETE
    assert [one.id for one in found.audit.groups] == ["core"]


def test_a_flag_nobody_recorded_leaves_the_degree_open_and_says_so() -> None:
    found = audit_of(HONORS, own("CSCI 141"))
    assert found.audit.status is AuditStatus.INCOMPLETE
    assert [one.needs for one in found.audit.open_facts] == ["flag honors"]


def test_a_flag_nobody_recorded_matters_not_where_both_ways_are_complete() -> None:
    found = audit_of(HONORS, own("CSCI 141"), own("CSCI 491"))
    assert found.audit.status is AuditStatus.COMPLETE
    assert found.audit.open_facts


def test_another_degree_pursued_changes_what_is_asked_outside() -> None:
    degree = """when degree = d { group outside 3 cr from any course except CSCI * }
                else { group outside 6 cr from any course except CSCI * }"""
    found = audit_of(degree, own("HIST 101"))
    assert found.audit.status is AuditStatus.COMPLETE
    assert found.group("outside").required == 3
