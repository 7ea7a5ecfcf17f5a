"""Which rule goes first when several speak of one learning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    agreement,
    came,
    equivalencies,
    line,
    needs,
    policy,
    reasons,
    took,
)

from articulate.model.line import Status

PLAIN = "rule r: CIS 120 -> CSCI 141"
OVERRIDE = f"{PLAIN} rule s overrides r: CIS 120 -> CSCI 131"
CASES = {
    "one rule gives what it says": (
        "rule r: CIS 120 -> CSCI 141 when grade >= C",
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r",
    ),
    "an override takes the place of the rule it names": (
        f"{PLAIN} rule s overrides r: CIS 120 -> CSCI 131 when grade >= B",
        "NCC:CIS 120: awarded CSCI 131 3.33 by a@1/s",
    ),
    "an override that does not hold leaves the rule it names": (
        f"{PLAIN} rule s overrides r: CIS 120 -> CSCI 131 when grade >= A",
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r",
    ),
    "an override of an override goes before both": (
        f"{OVERRIDE} rule t overrides s: CIS 120 -> STAT 120",
        "NCC:CIS 120: awarded STAT 120 3.33 by a@1/t",
    ),
    "a denial that overrides a rule denies": (
        'rule r: CIS 120 -> CSCI 141  deny s overrides r: CIS 120 because "old"',
        "NCC:CIS 120: denied by a@1/s",
    ),
    "a rule that asks for more than there is does not speak": (
        "rule r: CIS 120 -> CSCI 141 when grade >= A",
        "NCC:CIS 120: unarticulated",
    ),
    "the same result twice is no conflict": (
        "rule r: CIS 120 -> CSCI 141  rule s: CIS 1** -> CSCI 141",
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r",
    ),
    "a rule may speak and give nothing": (
        "rule r: CIS 120 -> none",
        "NCC:CIS 120: accepted by a@1/r",
    ),
    "a rule may refer to a person": (
        'refer r: CIS 120 to "Dean" because "topics"',
        "NCC:CIS 120: referred by a@1/r",
    ),
}


@pytest.mark.parametrize(("rules", "expected"), CASES.values(), ids=CASES)
def test_standing(rules: str, expected: str) -> None:
    assert came(policy() + agreement(rules), took("NCC:CIS 120", "B")) == [expected]


@pytest.mark.parametrize(
    "rules",
    [
        "rule r: CIS 120 -> CSCI 141  rule s: CIS 120 -> CSCI 131",
        "rule r: CIS 120 -> CSCI 141  rule s: CIS 120 -> CSCI 141 [4 cr]",
        'rule r: CIS 120 -> CSCI 141  deny s: CIS 120 because "no"',
        'rule r: CIS 120 -> CSCI 141  refer s: CIS 120 to "Dean"',
    ],
    ids=["two courses", "two amounts", "a rule and a denial", "a rule and a referral"],
)
def test_equals_that_differ_are_a_conflict_that_names_both(rules: str) -> None:
    only = line(policy() + agreement(rules), took("NCC:CIS 120"))
    assert only.status is Status.REFERRED
    assert only.rule is None
    assert only.reasons[0].about == ("a@1/r", "a@1/s")
    assert "rules-conflict" in reasons(only)


def test_an_override_that_is_open_is_a_question() -> None:
    rules = (
        "rule r: CIS 120 -> CSCI 141 "
        'rule s overrides r: CIS 120 -> CSCI 131 when decision "depth" = "yes"'
    )
    only = line(policy() + agreement(rules), took("NCC:CIS 120"))
    assert only.status is Status.REFERRED
    assert needs(only) == ['the decision "depth"']
    assert [one.rule for one in only.considered] == ["a@1/r"]


def test_an_open_rule_that_would_give_the_same_cannot_matter() -> None:
    rules = (
        "rule r: CIS 120 -> CSCI 141 "
        'rule s: CIS 120 -> CSCI 141 when decision "depth" = "yes"'
    )
    found = came(policy() + agreement(rules), took("NCC:CIS 120"))
    assert found == ["NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r"]


def test_an_agreement_goes_before_what_is_granted_alone() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 141") + equivalencies(
        "rule e: CIS 120 -> CSCI 131"
    )
    found = came(policy() + text, took("NCC:CIS 120"))
    assert found == ["NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r"]


def test_where_an_agreement_is_silent_the_own_equivalency_speaks() -> None:
    text = agreement("rule r: CIS 120 -> CSCI 141 when grade >= A") + equivalencies(
        "rule e: CIS 120 -> CSCI 131"
    )
    found = came(policy() + text, took("NCC:CIS 120"))
    assert found == ["NCC:CIS 120: awarded CSCI 131 3.33 by own@1/e"]


def test_an_open_agreement_is_not_passed_over_for_what_is_granted_alone() -> None:
    text = agreement(
        'rule r: CIS 120 -> CSCI 141 when decision "depth" = "yes"'
    ) + equivalencies("rule e: CIS 120 -> CSCI 131")
    assert line(policy() + text, took("NCC:CIS 120")).status is Status.REFERRED


def test_one_rules_question_does_not_hide_anothers_answer_for_other_learning() -> None:
    rules = (
        "rule r: CIS 120 -> CSCI 141  rule x: CIS 121 -> CSCI 131 "
        "rule y: CIS 121 -> STAT 120"
    )
    found = came(policy() + agreement(rules), took("NCC:CIS 120"), took("NCC:CIS 121"))
    assert found == [
        "NCC:CIS 120: awarded CSCI 141 3.33 by a@1/r",
        "NCC:CIS 121: referred",
    ]


@given(st.permutations(range(4)), st.sampled_from("ABCDF"))
def test_the_order_of_rules_changes_nothing(order: list[int], grade: str) -> None:
    rules = [
        "rule r: CIS 120 -> CSCI 141 when grade >= C",
        "rule s overrides r: CIS 120 -> CSCI 131 when grade >= A",
        'deny t: CIS 12* because "no" when grade < C',
        "rule u: CIS 120 + CIS 121 -> MATH 121",
    ]
    mixed = " ".join(rules[place] for place in order)
    courses = took("NCC:CIS 120", grade), took("NCC:CIS 121", "B")
    assert came(policy() + agreement(mixed), *courses) == came(
        policy() + agreement(" ".join(rules)), *courses
    )
