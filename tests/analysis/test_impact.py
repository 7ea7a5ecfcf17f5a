"""Who is treated differently between two rulebooks."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.found import evaluator
from tests.engine.world import (
    AS_OF,
    STATE,
    agreement,
    policy,
    record,
    rulebook_of,
    took,
)

from articulate.analysis.impact import Effect, Impact, differences, impact_of
from articulate.model.evaluation import Evaluation
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook

C120 = took("NCC:CIS 120", "B", "6 quarter")
C121 = took("NCC:CIS 121", "C", "6 quarter")


def under(rules: str) -> Rulebook:
    return rulebook_of(policy() + (agreement(rules) if rules else ""))


def came(rules: str, brought: LearnerRecord) -> Evaluation:
    return evaluator(STATE)(under(rules), brought, AS_OF)


def effects(before: str, after: str) -> list[Effect]:
    brought = record(C120, C121)
    found = differences(came(before, brought), came(after, brought))
    return [one.effect for one in found]


GIVES = "rule r: CIS 120 -> CSCI 141"
DENIES = 'deny r: CIS 120 because "no"'
REFERS = 'refer r: CIS 120 to "Dean"'
SAME = Effect.UNCHANGED
CASES = {
    "nothing changes": (GIVES, GIVES, [SAME, SAME]),
    "another id for the same result": (
        GIVES,
        "rule other: CIS 120 -> CSCI 141",
        [SAME, SAME],
    ),
    "a rule is new": ("", GIVES, [Effect.GAINED, SAME]),
    "a rule is gone": (GIVES, "", [Effect.LOST, SAME]),
    "a rule becomes a denial": (GIVES, DENIES, [Effect.LOST, SAME]),
    "silence becomes a denial": ("", DENIES, [Effect.CHANGED, SAME]),
    "less credit": (GIVES, "rule r: CIS 120 -> CSCI 141 [3 cr]", [Effect.LOST, SAME]),
    "another course for the same credit": (
        GIVES,
        "rule r: CIS 120 -> CSCI 131",
        [Effect.CHANGED, SAME],
    ),
    "a requirement without hours": (
        "",
        "rule r: CIS 120 -> requirement GE.HUM",
        [Effect.GAINED, SAME],
    ),
    "a person must decide": (GIVES, REFERS, [Effect.NEWLY_REFERRED, SAME]),
    "nobody need decide any more": (REFERS, GIVES, [Effect.NO_LONGER_REFERRED, SAME]),
    "a question of another kind": (
        REFERS,
        'rule r: CIS 120 -> CSCI 141 when decision "depth" = "yes"',
        [SAME, SAME],
    ),
    "a set is decided together": (
        GIVES,
        "rule r: CIS 120 + CIS 121 -> CSCI 141",
        [Effect.GAINED],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_effects(before: str, after: str, expected: list[Effect]) -> None:
    assert effects(before, after) == expected


def test_credit_learners_and_rules_are_counted() -> None:
    brought = [record(C120, C121), record(C121)]
    rules = "rule r: CIS 12* -> elective CSCI"
    found = impact_of((came("", one), came(rules, one)) for one in brought)
    assert found.counts()[Effect.GAINED] == 3
    assert found.learners()[Effect.GAINED] == 1  # both records name the same learner
    assert found.credit()[Effect.GAINED] == Fraction(12)
    assert found.by_rule() == {"a@1/r": {Effect.GAINED: 3}}
    smallest = found.witness(Effect.GAINED)
    assert smallest is not None
    assert smallest.learning == (C120.id,)
    assert found.witness(Effect.LOST) is None


RULES = [
    "",
    *("rule r: CIS 120 -> CSCI 141", "rule s: CIS 121 -> CSCI 131 [2 cr]"),
    *("rule t: CIS 120 + CIS 121 -> CSCI 241", 'deny u: CIS 12* because "no"'),
    *('refer v: CIS 121 to "Dean"', "rule w: CIS 120 -> elective CSCI when grade >= A"),
]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(RULES), max_size=3, unique=True),
    st.lists(st.sampled_from(RULES), max_size=3, unique=True),
    st.lists(st.sampled_from("ABCF"), min_size=2, max_size=2),
)
def test_the_impact_back_is_the_impact_inverted(
    before: list[str], after: list[str], grades: list[str]
) -> None:
    brought = record(took("NCC:CIS 120", grades[0]), took("NCC:CIS 121", grades[1]))
    one, other = came(" ".join(before), brought), came(" ".join(after), brought)
    there, back = impact_of([(one, other)]), impact_of([(other, one)])
    assert there.inverted() == back
    assert back.inverted() == there
    changed = [d for d in there.differences if d.effect is not Effect.UNCHANGED]
    assert bool(changed) is (_seen(one) != _seen(other))


def _seen(evaluation: Evaluation) -> list[object]:
    return [
        (line.learning, line.status, line.targets, line.split.by_status)
        for line in evaluation.lines
    ]


def test_no_records_are_no_impact() -> None:
    assert impact_of([]) == Impact()
    assert set(Impact().counts().values()) == {0}
