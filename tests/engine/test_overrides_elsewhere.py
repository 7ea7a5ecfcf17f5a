"""Overrides across blocks: a rule may name one of another agreement, or of a list."""

import pytest
from tests.engine.world import agreement, came, equivalencies, line, policy, took

from articulate.model.line import Status

FIRST = agreement("rule r: CIS 120 -> CSCI 141")

CASES = {
    "a rule of another agreement": (
        FIRST + agreement("rule s overrides a/r: CIS 120 -> CSCI 131", name="b"),
        "NCC:CIS 120: awarded CSCI 131 3.33 by b@1/s",
    ),
    "a rule of one version of it": (
        FIRST + agreement("rule s overrides a@1/r: CIS 120 -> CSCI 131", name="b"),
        "NCC:CIS 120: awarded CSCI 131 3.33 by b@1/s",
    ),
    "through a rule of a third": (
        FIRST
        + agreement(
            "rule s overrides a/r: CIS 120 -> CSCI 131 when grade = A", name="b"
        )
        + agreement("rule t overrides b/s: CIS 120 -> STAT 120", name="c"),
        "NCC:CIS 120: awarded STAT 120 3.33 by c@1/t",
    ),
    "an own rule that overrides an agreement stands before it": (
        FIRST + equivalencies("rule e overrides a/r: CIS 120 -> CSCI 131"),
        "NCC:CIS 120: awarded CSCI 131 3.33 by own@1/e",
    ),
    "an own rule that overrides an agreement and does not hold": (
        FIRST
        + equivalencies("rule e overrides a/r: CIS 120 -> CSCI 131 when grade = A"),
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r",
    ),
    "a denial elsewhere": (
        FIRST + agreement('deny s overrides a/r: CIS 120 because "x"', name="b"),
        "NCC:CIS 120: denied by b@1/s",
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_an_override_reaches_into_another_block(text: str, expected: str) -> None:
    assert came(policy() + text, took("NCC:CIS 120", "B")) == [expected]


def test_a_version_that_is_not_meant_is_not_overridden() -> None:
    text = (
        "agreement a from NCC to STATE version 0 effective 2010-01-01 "
        "through 2019-12-31 "
        '{ cites "x" governed by requested rule r: CIS 120 -> MATH 121 }\n'
        + FIRST
        + agreement("rule s overrides a@0/r: CIS 120 -> CSCI 131", name="b")
    )
    only = line(policy() + text, took("NCC:CIS 120"))
    assert only.status is Status.REFERRED
    assert only.reasons[0].about == ("a@1/r", "b@1/s")


def test_a_rule_of_the_same_name_elsewhere_is_not_meant() -> None:
    text = FIRST + agreement(
        "rule r: CIS 121 -> CSCI 141 rule s overrides r: CIS 120 -> CSCI 131", name="b"
    )
    only = line(policy() + text, took("NCC:CIS 120"))
    assert only.reasons[0].about == ("a@1/r", "b@1/s")
