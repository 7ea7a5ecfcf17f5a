"""Lines are found by what a person calls them, and explained by what they lacked."""

from collections.abc import Callable
from datetime import date

import pytest

from articulate.explain.outline import Shown
from articulate.intake.record import read_record
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.policy_tests import LearningRef
from articulate.services.check_policy import CheckedPolicies
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.explain_line import explain_line
from articulate.services.learning_refs import lines_about, lines_named
from articulate.services.our_mistake import our_mistake
from articulate.services.receivers import Unclear
from articulate.services.why_not import why_not, why_not_json

MORE = """
credential badge "Badge" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  achievement "https://badges.example/one"
  rule award -> elective CSCI lower [1 cr]
}
training medic "Medic" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  exhibit "MED-1"
  rule award -> elective CSCI lower [2 cr]
}
portfolio work "Work" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  criterion "Reasons" levels 0..4
  rule award -> elective CSCI lower [3 cr]
}
equivalencies awards "Awards" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
  rule diploma: award "Diploma" -> elective CSCI lower [4 cr]
  rule late: CS 7 -> MATH 121 when grade >= B
}
"""

RECORD = """
{"learner": {"id": "L-1", "admitted": "2024-08-20"}, "requested": "2024-08-25",
 "transcripts": [{"institution": "SEND",
   "courses": [{"id": "c1", "code": "CS 1", "credits": "4", "unit": "semester",
                "grade": "B", "completed": "2024-05-10"},
               {"id": "c7", "code": "CS 7", "credits": "4", "unit": "semester",
                "grade": "C", "completed": "2024-05-10"}],
   "awards": [{"id": "a1", "title": "Diploma", "awarded": "2024-05-10"}]}],
 "exams": [{"id": "e1", "exam": "calculus", "score": "2", "taken": "2024-05-10"}],
 "credentials": [{"id": "b1", "achievement": "https://badges.example/one",
                  "awarded": "2024-05-10"}],
 "trainings": [{"id": "t1", "exhibit": "MED-1", "completed": "2024-05-10"}],
 "portfolios": [{"id": "p1", "portfolio": "work", "criteria": {"Reasons": "3"},
                 "decided": "2024-05-10"}]}
"""


@pytest.fixture
def policies(compiled: Callable[..., CheckedPolicies]) -> CheckedPolicies:
    return compiled(MORE)


@pytest.fixture
def shown(policies: CheckedPolicies) -> Shown:
    record = read_record(RECORD, "l-1.json")
    assert isinstance(record, LearnerRecord)
    asked = Asked(date(2024, 9, 1), InstitutionId("HOME"))
    return evaluate_record(policies.rulebook, record, asked)


NAMED = {
    "c1": "c1",
    "CS 1": "c1",
    "CS  1": "c1",
    "SEND:CS 7": "c7",
    "Diploma": "a1",
    "calculus": "e1",
    "https://badges.example/one": "b1",
    "MED-1": "t1",
    "work": "p1",
}


@pytest.mark.parametrize(("word", "learning"), NAMED.items(), ids=list(NAMED))
def test_a_line_is_found_by(shown: Shown, word: str, learning: str) -> None:
    (line,) = lines_named(word, shown.evaluation)
    assert line.learning == (learning,)


def test_a_line_is_found_by_its_place(shown: Shown) -> None:
    lines = shown.evaluation.lines
    assert lines_named("1", shown.evaluation) == lines[:1]
    assert lines_named(str(len(lines)), shown.evaluation) == lines[-1:]
    assert lines_named("0", shown.evaluation) == ()
    assert lines_named(str(len(lines) + 1), shown.evaluation) == ()


REFS = {
    "an award": (LearningRef(title="Diploma"), "a1"),
    "an exam": (LearningRef(block=BlockId("calculus")), "e1"),
    "a credential": (LearningRef(block=BlockId("badge")), "b1"),
    "a training": (LearningRef(block=BlockId("medic")), "t1"),
    "a portfolio": (LearningRef(block=BlockId("work")), "p1"),
}


@pytest.mark.parametrize(("ref", "learning"), REFS.values(), ids=REFS)
def test_a_test_means(
    shown: Shown, policies: CheckedPolicies, ref: LearningRef, learning: str
) -> None:
    (line,) = lines_about(ref, shown.evaluation, policies.rulebook)
    assert line.learning == (learning,)


def test_a_line_that_is_not_there_is_offered_the_nearest(shown: Shown) -> None:
    found = explain_line(shown, "CS 11", full=False)
    assert isinstance(found, Unclear)
    assert found.help.startswith("did you mean `CS ")


def test_why_not_says_which_clause_failed(
    shown: Shown, policies: CheckedPolicies
) -> None:
    answer = why_not(shown, "MATH 121", policies.rulebook)
    missed = {one.rule: " | ".join(one.lacked) for one in answer.missed}
    assert set(missed) == {"awards@2024/late", "calculus@2024/good"}
    assert "SEND:CS 7" in missed["awards@2024/late"]
    assert (
        "Calculus exam is denied by calculus@2024/low" in missed["calculus@2024/good"]
    )
    assert not answer.given


def test_why_not_of_what_was_given_says_by_what(
    shown: Shown, policies: CheckedPolicies
) -> None:
    answer = why_not(shown, "HOME:CSCI 141", policies.rulebook)
    assert answer.given == ("SEND:CS 1 gives it, by pathway@2024/one",)
    assert why_not_json(answer)["course"] == "HOME:CSCI 141"


def test_why_not_of_a_set_names_what_is_not_on_the_record(
    shown: Shown, policies: CheckedPolicies
) -> None:
    (missed,) = why_not(shown, "CSCI 241", policies.rulebook).missed
    assert (
        missed.text == "SEND:CS 2 + SEND:CS 3 -> HOME:CSCI 241 [4 cr] when grade >= C"
    )
    assert missed.lacked == (
        "SEND:CS 2 is not on the record",
        "SEND:CS 3 is not on the record",
    )


def test_a_mistake_of_ours_is_said_with_its_place() -> None:
    try:
        explain_line(None, "c1", full=False)  # type: ignore[arg-type] # the mistake
    except AttributeError as error:
        problem = our_mistake(error, "l-1.json")
    assert str(problem.place).startswith("articulate/services/explain_line.py:")
    assert problem.message.startswith(
        "articulate made a mistake while working on `l-1.json`: AttributeError"
    )
    assert str(our_mistake(ValueError()).place) == "articulate:1:1"
