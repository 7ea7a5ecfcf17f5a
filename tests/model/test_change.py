"""What is imagined otherwise changes that and nothing else; the record stays."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from articulate.model.change import (
    Addition,
    FactChange,
    MilestoneReached,
    Said,
    can_change,
    can_change_learner,
    changed,
)
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credential import Credential, Evidence
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    GroupId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
    TermCode,
)
from articulate.model.learner import Learner
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

DAY = date(2024, 5, 10)
COURSE = CourseAttempt(
    LearningId("c1"),
    CourseCode.read("NCC", "CIS 120"),
    "CIS 120",
    grade=Mark("D"),
    term=TermCode("2024SP"),
    attributes=(Attribute("honors"),),
)
AWARD = ConferredAward(LearningId("a1"), InstitutionId("NCC"), "Associate in Arts")
EXAM = ExamSitting(LearningId("e1"), BlockId("ap"), Fraction(2))
BADGE = Credential(LearningId("b1"), "https://badges.example/one")
TRAINING = Training(LearningId("t1"), "MED-1")
PORTFOLIO = Portfolio(LearningId("p1"), BlockId("work"), (("Reasons", Fraction(2)),))
RECORD = LearnerRecord(
    Learner(LearnerId("L-1"), flags=(("honors", False),)),
    transcripts=(Transcript(InstitutionId("NCC"), courses=(COURSE,), awards=(AWARD,)),),
    exams=(EXAM,),
    credentials=(BADGE,),
    trainings=(TRAINING,),
    portfolios=(PORTFOLIO,),
)

CASES: dict[str, tuple[Learning, str, Said, Learning]] = {
    "a grade": (COURSE, "grade", "B", replace(COURSE, grade=Mark("B"))),
    "a day takes the term along": (
        COURSE,
        "completed",
        DAY,
        replace(COURSE, completed=DAY, term=None),
    ),
    "a level": (COURSE, "level", "upper", replace(COURSE, level=CourseLevel.UPPER)),
    "an attribute more": (
        COURSE,
        "attribute vocational",
        True,
        replace(COURSE, attributes=(Attribute("honors"), Attribute("vocational"))),
    ),
    "an attribute less": (
        COURSE,
        "attribute honors",
        False,
        replace(COURSE, attributes=()),
    ),
    "a finding": (
        COURSE,
        "decision content match",
        Fraction(80),
        replace(COURSE, decisions=(("content match", "80"),)),
    ),
    "an answer of yes": (
        EXAM,
        "decision proctored",
        True,
        replace(EXAM, decisions=(("proctored", "yes"),)),
    ),
    "an award's day": (AWARD, "awarded", DAY, replace(AWARD, awarded=DAY)),
    "a score": (EXAM, "score", Fraction(4), replace(EXAM, score=Fraction(4))),
    "a subscore": (
        EXAM,
        "score AB",
        Fraction(4),
        replace(EXAM, subscores=(("AB", Fraction(4)),)),
    ),
    "a verified badge": (BADGE, "verified", True, replace(BADGE, verified=True)),
    "an expired badge": (
        BADGE,
        "unexpired",
        False,
        replace(BADGE, valid_until=date.min),
    ),
    "evidence": (
        BADGE,
        "evidence",
        "code",
        replace(BADGE, evidence=(Evidence("code"),)),
    ),
    "a result": (
        BADGE,
        "result Modelling",
        "Proficient",
        replace(BADGE, results=(("Modelling", "Proficient"),)),
    ),
    "an alignment": (
        BADGE,
        "alignment skill",
        Fraction(3),
        replace(BADGE, alignments=(("skill", "3"),)),
    ),
    "a location": (TRAINING, "location", "Dover", replace(TRAINING, location="Dover")),
    "a recommendation": (
        TRAINING,
        "recommended",
        "3 semester lower",
        replace(TRAINING, recommended=("3 semester lower",)),
    ),
    "a criterion": (
        PORTFOLIO,
        "criterion Reasons",
        Fraction(3),
        replace(PORTFOLIO, criteria=(("Reasons", Fraction(3)),)),
    ),
    "a panel's day": (PORTFOLIO, "decided", DAY, replace(PORTFOLIO, decided=DAY)),
}


@pytest.mark.parametrize(
    ("learning", "fact", "value", "then"), CASES.values(), ids=CASES
)
def test_one_fact_of_one_learning_is_said_otherwise(
    learning: Learning, fact: str, value: Said, then: Learning
) -> None:
    assert can_change(learning, fact)
    after = changed(RECORD, [FactChange(learning.id, fact, value)])
    before = {one.id: one for one in RECORD.learnings()}
    found = {one.id: one for one in after.learnings()}
    assert found.pop(learning.id) == then
    del before[learning.id]
    assert found == before


@pytest.mark.parametrize(
    ("learning", "fact"),
    [
        (COURSE, "score"),
        (EXAM, "grade"),
        (BADGE, "skill"),
        (TRAINING, "verified"),
        (PORTFOLIO, "criterion"),
        (AWARD, "grade"),
    ],
)
def test_no_learning_has_a_fact_of_another_kind(learning: Learning, fact: str) -> None:
    assert not can_change(learning, fact)


def test_facts_of_the_learner_are_said_otherwise() -> None:
    after = changed(
        RECORD,
        [
            FactChange(None, "admitted", DAY),
            FactChange(None, "requested", DAY),
            FactChange(None, "flag honors", value=True),
            FactChange(None, "gpa", Fraction(4)),
        ],
    )
    assert after.requested == after.learner.admitted == DAY
    assert after.learner.flags == (("honors", True),)
    assert can_change_learner("flag honors")
    assert not can_change_learner("gpa")


@pytest.mark.parametrize(
    "learning",
    [COURSE, AWARD, EXAM, BADGE, TRAINING, PORTFOLIO],
    ids=lambda one: one.id,
)
def test_one_more_learning_stands_beside_the_others(learning: Learning) -> None:
    another = replace(learning, id=LearningId("more"))
    after = changed(RECORD, [Addition(another)])
    assert [one for one in after.learnings() if one.id == "more"] == [another]
    assert len(list(after.learnings())) == len(list(RECORD.learnings())) + 1


def test_a_milestone_is_reached() -> None:
    reached = MilestoneReached(BlockId("bs-cs"), GroupId("thesis"), DAY)
    (one,) = changed(RECORD, [reached]).milestones
    assert (one.degree, one.group, one.reached) == ("bs-cs", "thesis", DAY)
