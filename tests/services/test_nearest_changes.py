"""The nearest changes of a line, in the words a registrar would use."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from articulate.intake.record import read_record
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.services.check_policy import CheckedPolicies
from articulate.services.evaluate_record import Asked
from articulate.services.nearest_changes import (
    NearestChanges,
    Question,
    answers_to,
    nearest_for_course,
    nearest_for_line,
    nearest_json,
)

Compiled = Callable[..., CheckedPolicies]
MORE = """
policy transfer "Transfer" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  governed by requested
  recency math: subjects MATH completed within 7 years before admitted
    unless flag licensed-rn else deny
}
equivalencies list "List" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "List"
  governed by requested
  rule calc: MA 1 -> MATH 121
  rule alg: MA 2 -> MATH 121 when completed >= 2019-01-01 and grade >= B
  rule panel: CS 8 -> CSCI 141 when decision "content match" >= 80
}
"""


def record(*courses: str) -> LearnerRecord:
    """A record of `CODE grade day` at the sending college."""
    listed = []
    for place, one in enumerate(courses, start=1):
        code, grade, day = one.rsplit(" ", 2)
        listed.append(
            f'{{"id": "c{place}", "code": "{code}", "credits": "4",'
            f' "unit": "semester", "grade": "{grade}", "completed": "{day}"}}'
        )
    text = (
        '{"learner": {"id": "L-1", "admitted": "2024-08-20"},'
        ' "requested": "2024-08-25", "transcripts": [{"institution": "SEND",'
        f' "courses": [{", ".join(listed)}]}}]}}'
    )
    read = read_record(text, "record.json")
    assert isinstance(read, LearnerRecord), read
    return read


@pytest.fixture
def ask(compiled: Compiled) -> Callable[[Iterable[str]], Question]:
    book = compiled(MORE).rulebook
    asked = Asked(date(2024, 9, 1), InstitutionId("HOME"))
    return lambda courses: Question(book, record(*courses), asked)


def near(question: Question) -> NearestChanges:
    """What would change the first line."""
    return nearest_for_line(question, question.lines(question.record).lines[0])


def words(answer: NearestChanges) -> list[str]:
    return [one.words for one in answer.ways]


Ask = Callable[[Iterable[str]], Question]


def test_a_grade_below_what_the_rule_asks_names_the_least_that_would_do(
    ask: Ask,
) -> None:
    answer = near(ask(["CS 1 D 2024-05-10"]))
    assert words(answer) == ["a grade of C or better in SEND:CS 1"]
    (way,) = answer.ways
    assert way.leads_to == "SEND:CS 1 gives CSCI 141 (4), by pathway@2024/one"


def test_half_of_a_set_asks_for_the_other_half(ask: Ask) -> None:
    answer = near(ask(["CS 2 B 2024-05-10"]))
    assert words(answer) == ["SEND:CS 3 as well with a grade of C or better"]


def test_half_of_a_set_with_a_poor_grade_asks_for_both(ask: Ask) -> None:
    answer = near(ask(["CS 2 D 2024-05-10"]))
    least = " with a grade of C or better"
    assert words(answer) == [
        f"SEND:CS 3 as well{least} and{least.removeprefix(' with')} in SEND:CS 2"
    ]


def test_what_is_too_old_names_the_first_day_that_is_recent_enough(ask: Ask) -> None:
    answer = near(ask(["MA 1 B 2010-05-10"]))
    assert words(answer) == [
        "“licensed rn” on the record",
        "SEND:MA 1 completed after 2017-08-19",
    ]


def test_a_denied_course_without_a_condition_has_no_nearest_change(ask: Ask) -> None:
    answer = near(ask(["CS 0 B 2024-05-10"]))
    assert answer.ways == ()
    assert answer.all_seen


def test_a_line_that_gives_says_what_would_take_it_away(ask: Ask) -> None:
    answer = near(ask(["CS 1 C 2024-05-10"]))
    assert words(answer)[0] == "a grade of D in SEND:CS 1"
    assert answer.ways[0].leads_to == "SEND:CS 1 is unarticulated"


def test_a_referral_says_what_each_answer_would_lead_to(ask: Ask) -> None:
    question = ask(["CS 8 B 2024-05-10"])
    line = question.lines(question.record).lines[0]
    assert line.status == "referred"
    answers = {one.words: one.leads_to for one in answers_to(question, line)}
    assert answers == {
        "“content match” found to be 80 for SEND:CS 8": "SEND:CS 8 gives CSCI 141 (4),"
        " by list@2024/panel",
        "“content match” found to be 81 for SEND:CS 8": "SEND:CS 8 gives CSCI 141 (4),"
        " by list@2024/panel",
        "“content match” found to be 79 for SEND:CS 8": "SEND:CS 8 is unarticulated",
    }


def test_a_course_nobody_brought_is_reached_by_the_fewest_additions(ask: Ask) -> None:
    question = ask(["CS 1 D 2024-05-10"])
    answer = nearest_for_course(question, CourseCode.read("HOME", "CSCI 241"))
    least = " with a grade of C or better"
    assert words(answer) == [f"SEND:CS 2 as well{least} and SEND:CS 3 as well{least}"]
    answer = nearest_for_course(question, CourseCode.read("HOME", "MATH 121"))
    assert "a score of 3 or more on Calculus exam" in words(answer)


def test_every_change_shown_is_seen_to_do_what_it_says(ask: Ask) -> None:
    question = ask(["CS 1 D 2024-05-10", "CS 2 D 2024-05-10", "MA 2 C 2018-05-10"])
    for line in question.lines(question.record).lines:
        for way in nearest_for_line(question, line).ways:
            assert " gives " in way.leads_to


def test_the_answer_as_json_counts_what_was_evaluated(ask: Ask) -> None:
    said: dict[str, Any] = dict(nearest_json(near(ask(["CS 1 D 2024-05-10"]))))
    assert said["wanted"] == "credit is given"
    assert said["all_seen"] is True
    assert said["evaluated"] > 0
    assert [one["size"] for one in said["ways"]] == [1]
