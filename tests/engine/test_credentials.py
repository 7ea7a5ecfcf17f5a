"""What a credential must prove, what it earns, and what a stack earns together."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import as_text, came, evaluated, line, needs, policy

from articulate.model.credential import Credential, Evidence
from articulate.model.identifiers import LearningId
from articulate.model.line import Status

BLOCKS = """
credential da "Data Analyst" for STATE version 2025 effective 2024-01-01 {
  cites "x"
  issued by "did:web:x"
  achievement "urn:da"
  requires verified and unexpired on requested
  requires evidence includes "code" and result "M" >= "Proficient"
  levels "M" "Emerging" < "Proficient" < "Advanced"
  rule award -> STAT 120 [3 cr] graded CR
}
credential cb "Cloud Basics" for STATE version 2025 effective 2024-01-01 {
  cites "x"
  issued by "did:web:x"
  achievement "urn:cb"
  requires verified
  rule award -> elective IT lower [1 cr]
}
credential stack "Cloud Practitioner" for STATE version 2025 effective 2024-01-01 {
  cites "x"
  stack all of da, cb
  rule award -> IT 250 [4 cr] + elective IT lower [2 cr]
}
"""
TEXT = policy() + BLOCKS
DA = Credential(
    LearningId("b1"),
    "urn:da",
    "did:web:x",
    date(2024, 2, 1),
    verified=True,
    evidence=(Evidence("code"),),
    results=(("M", "Proficient"),),
)
CB = Credential(
    LearningId("b2"), "urn:cb", "did:web:x", date(2024, 3, 1), verified=True
)


def test_a_credential_that_proves_what_is_asked_is_awarded() -> None:
    only = line(TEXT, DA)
    assert only.rule == "da@2025/award"
    assert only.targets[0].grade == "CR"
    assert only.split.granted == 3


@pytest.mark.parametrize(
    ("credential", "status"),
    [
        (replace(DA, verified=False), Status.DENIED),
        (replace(DA, verified=None), Status.REFERRED),
        (replace(DA, valid_until=date(2024, 8, 24)), Status.DENIED),
        (replace(DA, valid_until=date(2024, 8, 25)), Status.AWARDED),
        (replace(DA, results=(("M", "Emerging"),)), Status.DENIED),
        (replace(DA, results=(("M", "Advanced"),)), Status.AWARDED),
        (replace(DA, results=(("M", "Splendid"),)), Status.REFERRED),
        (replace(DA, results=()), Status.REFERRED),
        (replace(DA, evidence=None), Status.REFERRED),
        (replace(DA, issuer="did:web:other"), Status.UNARTICULATED),
        (replace(DA, issuer=None), Status.REFERRED),
        (replace(DA, awarded=None), Status.REFERRED),
    ],
    ids=[
        "failed verification denies",
        "nobody verified it",
        "expired the day before",
        "the last day is valid",
        "not good enough",
        "better than asked",
        "a level nobody ordered",
        "no result",
        "no evidence on record",
        "another issuer's is not this block's",
        "no issuer on record",
        "no day",
    ],
)
def test_proof(credential: Credential, status: Status) -> None:
    assert line(TEXT, credential).status is status


def test_a_referral_says_what_would_settle_it() -> None:
    assert needs(line(TEXT, replace(DA, verified=None))) == ["whether it is verified"]


def test_a_stack_counts_together_and_once() -> None:
    evaluation = evaluated(TEXT, (DA, CB))
    assert [as_text(evaluation, one) for one in evaluation.lines] == [
        "urn:da + urn:cb: awarded IT 250 4, elective IT lower 2 by stack@2025/award"
    ]


def test_members_alone_stay_a_lawful_way() -> None:
    (choice,) = evaluated(TEXT, (DA, CB)).choices
    sizes = [len(option.lines) for option in choice.options]
    assert sizes == [1, 2]


def test_a_member_that_is_not_proved_makes_no_stack() -> None:
    assert came(TEXT, DA, replace(CB, verified=None)) == [
        "urn:da: awarded STAT 120 3 by da@2025/award",
        "urn:cb: referred by cb@2025/requires",
    ]


@given(st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_unknown_never_becomes_no(one: bool | None, other: bool | None) -> None:  # noqa: FBT001 - cases
    evaluation = evaluated(
        TEXT, (replace(DA, verified=one), replace(CB, verified=other))
    )
    for found, verified in zip(evaluation.lines, (one, other), strict=False):
        if verified is None:
            assert found.status is not Status.DENIED
