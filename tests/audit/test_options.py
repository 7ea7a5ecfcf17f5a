"""Lawful readings: the degree chooses among them, and leaves the rest to the policy."""

import pytest
from tests.audit.world import audit_of, sent

from articulate.audit.audit import settle_without_degree
from articulate.model.audit import AuditStatus, Met
from articulate.model.settlement import settle

PHYSICS = "group physics all of { course PHYS 131 course PHYS 131L course PHYS 132 }"


@pytest.mark.parametrize("wanted", ["CHEM 121", "CHEM 131"])
def test_of_two_targets_the_degree_takes_the_one_it_needs(wanted: str) -> None:
    found = audit_of(f"group lab all of {{ course {wanted} }}", sent("CHM 110"))
    assert found.audit.status is AuditStatus.COMPLETE
    assert found.placed("lab") == [wanted]
    (line,) = found.settled.lines
    assert [str(one.code) for one in line.targets] == [f"STATE:{wanted}"]


def test_a_set_is_read_as_a_set_where_the_degree_needs_it() -> None:
    found = audit_of(PHYSICS, sent("PHY 131"), sent("PHY 132", credit="5"))
    assert found.group("physics").status is Met.COMPLETE
    assert len(found.settled.lines) == 1


def test_a_member_alone_is_what_its_own_rule_says() -> None:
    found = audit_of(PHYSICS, sent("PHY 131"))
    assert found.group("physics").status is Met.INCOMPLETE
    assert [one.label for one in found.audit.free] == ["elective PHYS"]


def test_two_choices_are_made_together() -> None:
    found = audit_of(
        "group lab all of { course CHEM 121 course CHEM 131 }",
        sent("CHM 110", day="2022-05-20"),
        "given NCC:CHM 110 grade B 3 semester completed 2021-05-20",
    )
    assert len(found.placed("lab")) <= 2
    assert found.audit.certificate is not None


def test_without_a_degree_the_first_reading_holds() -> None:
    found = audit_of("credits at least 3", sent("CHM 110"))
    settlement = settle_without_degree(found.rulebook, found.evaluation)
    assert settlement.options == (0,) * len(found.evaluation.choices)
    assert settle(found.evaluation, settlement).lines == found.evaluation.lines
