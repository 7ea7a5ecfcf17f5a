"""Imagined changes, in the words that a registrar would use."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from articulate.explain.changes import change_words, changes_words
from articulate.explain.titles import Titles
from articulate.model.change import Addition, Change, FactChange, MilestoneReached
from articulate.model.course import CourseCode
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    BlockId,
    GroupId,
    InstitutionId,
    LearningId,
    Mark,
)
from articulate.model.transcript import ConferredAward, CourseAttempt

C1 = LearningId("c1")
NAMES = {"c1": "NCC:CIS 120"}
TITLES = Titles(blocks={BlockId("ap"): "AP Calculus", BlockId("bs-cs"): "Computing"})
DAY = date(2017, 9, 1)
COURSE = CourseAttempt(
    LearningId("x"), CourseCode.read("NCC", "CIS 131"), "CIS 131", grade=Mark("C")
)
EXAM = ExamSitting(LearningId("y"), BlockId("ap"), Fraction(4))
AWARD = ConferredAward(LearningId("z"), InstitutionId("NCC"), "Associate in Arts")

CASES: dict[str, Change] = {
    "a grade of C or better in NCC:CIS 120": FactChange(C1, "grade", "C", ">="),
    "a grade of C in NCC:CIS 120": FactChange(C1, "grade", "C"),
    "a grade of C or better behind the mark in NCC:CIS 120": FactChange(
        C1, "underlying", "C", ">="
    ),
    "NCC:CIS 120 completed after 2017-08-31": FactChange(C1, "completed", DAY, ">="),
    "NCC:CIS 120 taken on 2017-09-01": FactChange(C1, "taken", DAY),
    "an AB score of 4 or more on NCC:CIS 120": FactChange(
        C1, "score AB", Fraction(4), ">="
    ),
    "a score of 2.5 on NCC:CIS 120": FactChange(C1, "score", Fraction(5, 2)),
    "the attribute honors off NCC:CIS 120": FactChange(
        C1, "attribute honors", value=False
    ),
    "“content match” found to be 80 for NCC:CIS 120": FactChange(
        C1, "decision content match", Fraction(80)
    ),
    "“revalidated” found to be yes for NCC:CIS 120": FactChange(
        C1, "decision revalidated", value=True
    ),
    "“code” as evidence for NCC:CIS 120": FactChange(C1, "evidence", "code"),
    "NCC:CIS 120 verified": FactChange(C1, "verified", value=True),
    "NCC:CIS 120 not unexpired": FactChange(C1, "unexpired", value=False),
    "level upper for NCC:CIS 120": FactChange(C1, "level", "upper"),
    "“licensed rn” on the record": FactChange(None, "flag licensed-rn", value=True),
    "“licensed rn” denied on the record": FactChange(
        None, "flag licensed-rn", value=False
    ),
    "admission after 2017-08-31": FactChange(None, "admitted", DAY, ">="),
    "credit requested on 2017-09-01": FactChange(None, "requested", DAY),
    "NCC:CIS 131 as well with a grade of C or better": Addition(COURSE, at_least=True),
    "NCC:CIS 131 as well": Addition(replace(COURSE, grade=None)),
    "a score of 4 or more on AP Calculus": Addition(EXAM, at_least=True),
    "Associate in Arts as well": Addition(AWARD),
    "the milestone thesis of Computing reached": MilestoneReached(
        BlockId("bs-cs"), GroupId("thesis"), DAY
    ),
}


@pytest.mark.parametrize(("words", "change"), CASES.items(), ids=CASES)
def test_a_change_in_words(words: str, change: Change) -> None:
    assert change_words(change, NAMES, TITLES) == words


def test_changes_that_belong_together_are_one_sentence() -> None:
    three = (
        FactChange(C1, "grade", "C"),
        Addition(AWARD),
        FactChange(None, "flag honors", value=True),
    )
    assert changes_words(three, NAMES, TITLES) == (
        "a grade of C in NCC:CIS 120, Associate in Arts as well"
        " and “honors” on the record"
    )
    assert changes_words((), NAMES, TITLES) == ""
