"""Whom a teach-out protects: what is not on record is a question, and so is its end."""

import pytest
from tests.audit.world import About, audit_of, own

from articulate.model.audit import AuditStatus, Met

ENDS = """teachout ends "The degree ends" for STATE version 1 effective 2000-01-01 {{
  cites "Resolution 1"
  closes degree d to admission after 2025-05-31
  protects learners admitted through 2025-05-31 {more}
  waive residency total
}}"""
DEGREE = "residency total: at least 30 cr"


def test_a_gap_that_is_not_on_record_leaves_it_open_whether_a_teach_out_protects() -> (
    None
):
    about = About(policy=ENDS.format(more="with gap at most 2 terms"))
    found = audit_of(DEGREE, own("CSCI 141"), about=about)
    assert found.audit.status is AuditStatus.INCOMPLETE
    (question,) = found.audit.open_facts
    assert "ends@1 protects the learner" in question.needs
    assert found.audit.certificate is not None
    assert found.audit.certificate.checked


def test_who_is_protected_has_no_question() -> None:
    found = audit_of(DEGREE, own("CSCI 141"), about=About(policy=ENDS.format(more="")))
    assert found.audit.status is AuditStatus.COMPLETE
    assert not found.audit.open_facts


def test_after_the_last_award_a_person_decides_though_all_is_met() -> None:
    more = 'last award 2020-08-31 after last award refer because "The plan has ended"'
    found = audit_of(
        "residency total: at least 1 cr group core all of { course CSCI 141 }",
        own("CSCI 141"),
        about=About(policy=ENDS.format(more=more)),
    )
    assert found.audit.status is AuditStatus.INCOMPLETE
    (question,) = found.audit.open_facts
    assert question.text == "The plan has ended"
    assert found.audit.certificate is not None
    assert found.audit.certificate.checked


CLOSED = """teachout ends "The degree ends" for STATE version 1 effective 2000-01-01 {{
  cites "Resolution 1"
  closes degree d to admission after 2020-05-31
  {more}
}}"""
CORE = "group core all of { course CSCI 141 }"


@pytest.mark.parametrize(
    ("more", "learner", "status"),
    [
        ("", "admitted 2020-06-01", AuditStatus.INCOMPLETE),
        ("", "admitted 2020-05-31", AuditStatus.COMPLETE),
        (
            "protects learners admitted through 2020-05-31",
            "admitted 2020-06-01",
            AuditStatus.INCOMPLETE,
        ),
        (
            "protects learners declared through 2020-07-31",
            "admitted 2020-06-01 declared 2020-07-31",
            AuditStatus.COMPLETE,
        ),
    ],
    ids=["admitted later", "on the last day", "not protected", "protected"],
)
def test_a_closed_degree_is_not_complete_for_whom_it_is_closed(
    more: str, learner: str, status: AuditStatus
) -> None:
    about = About(
        policy=CLOSED.format(more=more), learner=f"learner {learner} degree d"
    )
    found = audit_of(CORE, own("CSCI 141"), about=about).audit
    assert found.status is status
    assert found.groups[0].status is Met.COMPLETE
    assert found.certificate is not None
    assert found.certificate.checked


def test_a_closed_degree_names_the_day_and_the_teach_out() -> None:
    about = About(
        policy=CLOSED.format(more=""), learner="learner admitted 2020-06-01 degree d"
    )
    (reason,) = audit_of(CORE, own("CSCI 141"), about=about).audit.open_facts
    assert (reason.saw, reason.wanted) == ("2020-06-01", "2020-05-31")
    assert (reason.rule, reason.text) == (
        "ends@1",
        "closed to admission after 2020-05-31",
    )
