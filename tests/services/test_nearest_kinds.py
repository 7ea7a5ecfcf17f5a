"""The nearest changes of every kind of learning, and of every kind of condition."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from articulate.intake.record import read_record
from articulate.language.compile import compile_policies
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.services.evaluate_record import Asked
from articulate.services.nearest_changes import (
    Question,
    nearest_for_course,
    nearest_for_line,
)

POLICY = """
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters {
  points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0
  pass P no-credit W in-progress IP
}
catalog HOME "Catalog" version 2024 effective 2000-01-01 {
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 241 "Programming II" 4 cr lower
}
institution OLD "Old College" {
  kind two-year unit semester grades letters
  accredited by "HLC" from 2000-01-01 through 2015-06-30
}
policy rights "Transfer" for HOME version 2024 effective 2000-01-01 {
  cites "Catalog 2024"
  governed by requested
  accept from accredited institutions on completed else deny
  minimum base: grade >= C else deny
  otherwise elective same subject when level = upper else unarticulated
}
institution SEND "Sending College" {
  kind two-year unit semester grades letters calendar terms
  accredited by "HLC" from 1990-01-01
}
calendar terms { term 2024SP "Spring" from 2024-01-10 to 2024-05-10 }
exam sums "Sum exam" for HOME version 2024 effective 2000-01-01 {
  cites "List"
  scores 0..9
  rule both -> CSCI 241 when score PL2 + score PL3 >= 9
}
exam late "Late exam" for HOME version 2024 effective 2020-01-01 {
  cites "List"
  scores 1..5
  rule good -> CSCI 141 when score >= 3 and taken >= 2022-06-01
}
credential badge "Badge" for HOME version 2024 effective 2020-01-01 {
  cites "List"
  achievement "https://badges.example/one"
  levels "Modelling" "Emerging" < "Proficient"
  rule award -> elective CSCI lower [3 cr]
    when verified and result "Modelling" >= "Proficient" and evidence includes "code"
}
training medic "Medic" for HOME version 2024 effective 2020-01-01 {
  cites "List"
  exhibit "MED-1"
  rule award -> elective CSCI lower [3 cr]
    when location in ("Dover", "Erie") and skill >= 20
}
portfolio work "Work" for HOME version 2024 effective 2020-01-01 {
  cites "List"
  criterion "Reasons" levels 0..4
  criterion "Plans" levels 0..4
  rule award -> elective CSCI lower [3 cr] when each criterion >= 3
}
equivalencies list "List" from SEND to HOME version 2024 effective 2010-01-01 {
  cites "List"
  governed by requested
  rule recent: CS 20 -> CSCI 141 when completed within 5 years before admitted
  rule avg: CS 21 + CS 22 -> CSCI 241 [4 cr] when average grade >= B
  rule each: CS 23 + CS 24 -> CSCI 241 [4 cr] when grade of CS 23 >= A
  rule holds: CS 25 -> CSCI 141 when has SEND:CS 26 with grade >= B
  rule either: CS 27 | CS 28 -> CSCI 141 when attribute certified
  rule two: 2 of (CS 31, CS 32, CS 33) -> CSCI 241 [4 cr]
  rule diploma: award "Diploma" -> CSCI 141 [4 cr]
  rule needs: CS 34 -> CSCI 241 [4 cr] when has award "Diploma"
  rule before: CS 35 -> CSCI 141 when completed < admitted
  rule term: CS 36 -> CSCI 141 when completed >= SEND:2024SP
}
equivalencies older "Older" from OLD to HOME version 2010 effective 2000-01-01 {
  cites "List"
  governed by requested
  rule one: OC 1 -> CSCI 141
}
agreement ended "Ended" from SEND to HOME version 2010
  effective 2010-01-01 through 2012-12-31 {
  cites "Memorandum"
  governed by completed
  rule one: EN 1 -> CSCI 141
}
agreement asked "Asked" from SEND to HOME version 2010
  effective 2010-01-01 through 2024-08-20 {
  cites "Memorandum"
  governed by requested
  rule one: EN 2 -> CSCI 141
}
"""


def course(code: str, grade: str, day: str = "2024-05-10", at: str = "SEND") -> Any:  # noqa: ANN401 - JSON
    return {
        "institution": at,
        "courses": [
            {
                "id": code.lower().replace(" ", "-"),
                "code": code,
                "credits": "4",
                "unit": "semester",
                "grade": grade,
                "completed": day,
            }
        ],
    }


def read(**parts: Any) -> LearnerRecord:  # noqa: ANN401 - JSON
    record = {
        "learner": {"id": "L-1", "admitted": "2024-08-20"},
        "requested": "2024-08-25",
    } | parts
    got = read_record(json.dumps(record), "record.json")
    assert isinstance(got, LearnerRecord), got
    return got


@pytest.fixture(scope="module")
def ask() -> Callable[..., Question]:
    came = compile_policies({"office.art": POLICY})
    assert [str(one) for one in came.report.errors] == []
    book = came.rulebook
    assert book is not None
    asked = Asked(date(2024, 9, 1), InstitutionId("HOME"))
    return lambda **parts: Question(book, read(**parts), asked)


BADGE = {
    "id": "b1",
    "achievement": "https://badges.example/one",
    "awarded": "2024-01-10",
    "verified": True,
    "evidence": [{"type": "code"}],
    "results": {"Modelling": "Emerging"},
}
TRAINING = {
    "id": "t1",
    "exhibit": "MED-1",
    "completed": "2024-01-10",
    "location": "Leeds",
    "skill": "20",
}
PORTFOLIO = {
    "id": "p1",
    "portfolio": "work",
    "criteria": {"Reasons": "3", "Plans": "2"},
    "decided": "2024-01-10",
}
"""The first line of each record, and what is shown first of it."""
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a sum of scores": (
        {
            "exams": [
                {
                    "id": "e1",
                    "exam": "sums",
                    "subscores": {"PL2": "5", "PL3": "2"},
                    "taken": "2024-01-10",
                }
            ]
        },
        "a PL2 score of 7 or more on Sum exam",
    ),
    "an exam taken too early": (
        {"exams": [{"id": "e1", "exam": "late", "score": "4", "taken": "2022-01-10"}]},
        "Late exam taken after 2022-05-31",
    ),
    "a badge with too low a result": (
        {"credentials": [BADGE]},
        "“Modelling” found to be Proficient for https://badges.example/one",
    ),
    "a badge nobody verified": (
        {
            "credentials": [
                BADGE | {"verified": False, "results": {"Modelling": "Proficient"}}
            ]
        },
        "https://badges.example/one verified",
    ),
    "a badge without its evidence": (
        {
            "credentials": [
                BADGE | {"evidence": [], "results": {"Modelling": "Proficient"}}
            ]
        },
        "“code” as evidence for https://badges.example/one",
    ),
    "training at another place": (
        {"trainings": [TRAINING]},
        "location Dover for MED-1",
    ),
    "a criterion below": (
        {"portfolios": [PORTFOLIO]},
        "“Plans” found to be 3 for Work",
    ),
    "learning that is too old": (
        {"transcripts": [course("CS 20", "B", "2015-05-10")]},
        "SEND:CS 20 completed after 2019-08-19",
    ),
    "a grade of one of two": (
        {"transcripts": [course("CS 23", "B"), course("CS 24", "B")]},
        "a grade of A in SEND:CS 23",
    ),
    "a course the rule has elsewhere": (
        {"transcripts": [course("CS 25", "B")]},
        "SEND:CS 26 as well with a grade of B or better",
    ),
    "an award the rule has elsewhere": (
        {"transcripts": [course("CS 34", "B")]},
        "Diploma as well",
    ),
    "an attribute": (
        {"transcripts": [course("CS 27", "B")]},
        "the attribute certified on SEND:CS 27",
    ),
    "one more of a number": (
        {"transcripts": [course("CS 31", "B")]},
        "SEND:CS 32 as well with a grade of C or better",
    ),
    "a day of the learner": (
        {"transcripts": [course("CS 35", "B", "2024-08-20")]},
        "SEND:CS 35 completed on 2024-08-19",
    ),
    "an agreement that ended": (
        {"transcripts": [course("EN 1", "B", "2013-02-01")]},
        "SEND:EN 1 completed on 2012-12-31",
    ),
    "a request too late": (
        {"transcripts": [course("EN 2", "B")]},
        "credit requested on 2024-08-20",
    ),
    "an accreditation that ended": (
        {"transcripts": [course("OC 1", "B", "2015-07-01", "OLD")]},
        "OLD:OC 1 completed on 2015-06-30",
    ),
    "a policy's minimum": (
        {"transcripts": [course("CS 31", "D"), course("CS 32", "B")]},
        "a grade of C or better in SEND:CS 31",
    ),
    "a level": (
        {"transcripts": [course("ZZ 1", "B")]},
        "level upper for SEND:ZZ 1",
    ),
}


@pytest.mark.parametrize(("parts", "words"), CASES.values(), ids=CASES)
def test_what_would_give_credit(
    ask: Callable[..., Question], parts: dict[str, Any], words: str
) -> None:
    question = ask(**parts)
    line = question.lines(question.record).lines[0]
    answer = nearest_for_line(question, line)
    assert words in [one.words for one in answer.ways], answer


def test_a_course_may_be_had_by_an_award(ask: Callable[..., Question]) -> None:
    answer = nearest_for_course(ask(), CourseCode.read("HOME", "CSCI 141"))
    words = [one.words for one in answer.ways]
    assert "Diploma as well" in words
    assert "SEND:CS 20 as well with a grade of C or better" in words
