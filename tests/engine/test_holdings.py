"""What `has` sees of the whole record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import (
    AS_OF,
    agreement,
    came,
    evaluated,
    line,
    policy,
    record,
    took,
)

from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Status
from articulate.model.record import Learning
from articulate.model.transcript import ConferredAward

SECOND = took("NCC:CIS 210")


def asking(condition: str) -> str:
    return policy() + agreement(
        "rule first: CIS 120 -> CSCI 141 "
        f"rule second: CIS 210 -> CSCI 241 when {condition}"
    )


def second(condition: str, *others: Learning) -> Status:
    """Say what CIS 210 comes to when its rule asks for something else on the record."""
    evaluation = evaluated(asking(condition), (SECOND, *others))
    return next(one.status for one in evaluation.lines if SECOND.id in one.learning)


YES, NO = Status.AWARDED, Status.UNARTICULATED
FIRST = took("NCC:CIS 120", "C")
CASES: dict[str, tuple[str, tuple[Learning, ...], Status]] = {
    "what a rule gives for another course": ("has CSCI 141", (FIRST,), YES),
    "nothing of the kind": ("has CSCI 141", (), NO),
    "our own course": (
        *("has CSCI 141", (took("STATE:CSCI 141", "B", "4 semester"),), YES),
    ),
    "a course as it was sent": ("has NCC:CIS 120", (FIRST,), YES),
    "a pattern": ("has CSCI 1**", (FIRST,), YES),
    "good enough": ("has CSCI 141 with grade >= C", (FIRST,), YES),
    "not good enough": ("has CSCI 141 with grade >= B", (FIRST,), NO),
    "failed is not had": ("has CSCI 141", (took("NCC:CIS 120", "F"),), NO),
    "failed is attempted": (
        *("has attempted NCC:CIS 120", (took("NCC:CIS 120", "F"),), YES),
    ),
    "under way is neither": (
        *("has attempted NCC:CIS 120", (took("NCC:CIS 120", "IP"),), NO),
    ),
    "the old name of a course": (
        *("has CSCI 101", (took("STATE:CSCI 141", "B", "4 semester"),), YES),
    ),
    "a pass whose letter is hidden": (
        *("has CSCI 141 with grade >= C", (took("NCC:CIS 120", "P"),)),
        Status.REFERRED,
    ),
}


@pytest.mark.parametrize(("condition", "others", "expected"), CASES.values(), ids=CASES)
def test_has(condition: str, others: tuple[Learning, ...], expected: Status) -> None:
    assert second(condition, *others) is expected


def test_a_rule_never_sees_its_own_line() -> None:
    text = policy() + agreement("rule r: CIS 120 -> CSCI 141 when not has CSCI 141")
    assert line(text, took("NCC:CIS 120")).status is Status.AWARDED


def test_a_to_b_to_c_is_never_implied() -> None:
    text = policy() + agreement(
        "rule a: CIS 120 -> CSCI 141  rule b: CIS 210 -> CSCI 241 when has CSCI 141 "
        "rule c: CIS 310 -> CSCI 480 [4 cr] when has NCC:CIS 999"
    )
    found = came(text, FIRST, SECOND, took("NCC:CIS 310"))
    assert [one.split(": ")[1].split()[0] for one in found] == [
        *("awarded", "awarded", "unarticulated"),
    ]


def test_an_award_may_be_asked_for() -> None:
    award = ConferredAward(
        LearningId("a1"), InstitutionId("NCC"), "Associate in Arts", AS_OF
    )
    assert second('has award "associate in arts"', award) is YES
    assert second('has award "Associate in Science"', award) is NO


def test_on_an_incomplete_transcript_not_found_is_not_no() -> None:
    held = record(SECOND)
    partly = tuple(replace(one, complete=False) for one in held.transcripts)
    (only,) = evaluated(asking("has CSCI 141"), replace(held, transcripts=partly)).lines
    assert only.status is Status.REFERRED
    (only,) = evaluated(
        asking("not has CSCI 141"), replace(held, transcripts=partly)
    ).lines
    assert only.status is Status.REFERRED


@given(st.permutations([FIRST, SECOND, took("NCC:CIS 310"), took("NCC:CIS 330")]))
def test_what_is_seen_does_not_depend_on_order(brought: list[Learning]) -> None:
    assert second("has CSCI 141", *(one for one in brought if one is not SECOND)) is YES
