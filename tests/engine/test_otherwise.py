"""What a policy says of learning that no agreement speaks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.world import came, evaluated, line, policy, reasons, took

from articulate.model.identifiers import Attribute
from articulate.model.line import Status
from articulate.model.transcript import CourseAttempt

VOCATIONAL = took("NCC:WELD 1", attributes=(Attribute("vocational"),))
RULE = (
    "otherwise elective same subject when not attribute vocational else unarticulated"
)

CASES: dict[str, tuple[str, CourseAttempt, str]] = {
    "an elective of its own subject": (
        *(RULE, took("NCC:HIST 1"), "elective elective HIST 3.33 by p@1/otherwise"),
    ),
    "what is turned away stays unarticulated": (RULE, VOCATIONAL, "unarticulated"),
    "in general": (
        *("otherwise elective", took("NCC:HIST 1")),
        "elective elective 3.33 by p@1/otherwise",
    ),
    "in a subject of ours": (
        *("otherwise elective GEN lower", took("NCC:HIST 1")),
        "elective elective GEN lower 3.33 by p@1/otherwise",
    ),
    "nothing is written": ("", took("NCC:HIST 1"), "unarticulated"),
    "unarticulated is written": (
        *("otherwise unarticulated", took("NCC:HIST 1"), "unarticulated"),
    ),
    "what was failed is no elective": (RULE, took("NCC:HIST 1", "F"), "denied"),
}


@pytest.mark.parametrize(
    ("statement", "attempt", "expected"), CASES.values(), ids=CASES
)
def test_otherwise(statement: str, attempt: CourseAttempt, expected: str) -> None:
    (found,) = came(policy(statement), attempt)
    assert found == f"{attempt.code}: {expected}"


def test_silence_is_not_refusal() -> None:
    only = line(policy(), took("NCC:HIST 1"))
    assert reasons(only)[0] == "no-rule-speaks"
    assert only.rule is None


def test_an_elective_is_screened_like_everything_else() -> None:
    text = policy(f"minimum m: grade >= C else deny {RULE}")
    assert line(text, took("NCC:HIST 1", "D")).status is Status.DENIED


def test_a_grade_that_nobody_can_read_earns_no_elective() -> None:
    assert line(policy(RULE), took("NCC:HIST 1", "??")).status is Status.REFERRED


@given(st.lists(st.sampled_from(["HIST 1", "WELD 1", "ART 2", "MATH 3"]), unique=True))
def test_other_learning_never_changes_what_becomes_of_one(names: list[str]) -> None:
    alone = took("NCC:PHIL 9")
    others = tuple(took(f"NCC:{name}") for name in names)
    evaluation = evaluated(policy(RULE), (alone, *others))
    (mine,) = [one for one in evaluation.lines if alone.id in one.learning]
    assert mine == line(policy(RULE), alone)
