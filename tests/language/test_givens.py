"""What a test gives becomes a learner record, and what it expects an expectation."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from articulate.language.compile import compile_policies
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credential import Credential, Evidence
from articulate.model.credit import CreditUnit
from articulate.model.duration import Duration, DurationUnit
from articulate.model.exam import ExamSitting
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord
from articulate.model.training import Training
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.policy_tests import ExpectationKind, PolicyTest

PRELUDE = (Path(__file__).parents[1] / "docs" / "prelude.art").read_text("utf-8")
AROUND = """
exam ap-calc for STATE version 1 effective 2023-05-01 {
  cites "Catalog"
  rule five -> MATH 121 when score = 5
}
credential data-analyst for STATE version 1 effective 2025-01-01 {
  cites "Catalog"
  issued by "did:web:badges.northfield.example"
  achievement "https://badges.northfield.example/achievements/data-analyst"
  rule award -> STAT 120
}
training medic for STATE version 1 effective 2019-10-01 {
  cites "Catalog"
  exhibit "MOS-68W-005" offered 2019-10-01
  rule skill -> BIOL 110 when skill >= 20
}
portfolio business for STATE version 1 effective 2024-08-15 {
  cites "Catalog"
  criterion "Analysis" levels 0..4
  rule award -> ACC 171 when each criterion >= 3
}
degree bs-cs for STATE version 2024 effective 2024-08-15 {
  cites "Catalog"
  credits at least 120
  residency final: at least 24 of last 30 cr
  group core all of { course CSCI 141 }
  group thesis milestone
}
"""


def the_test(statements: str, title: str = '"it"') -> PolicyTest:
    text = f"test {title} {{\n{statements}\n  as of 2024-09-01\n}}\n"
    sources = {"it.art": text, "prelude.art": PRELUDE, "around.art": AROUND}
    result = compile_policies(sources)
    assert not result.report.errors, result.report.errors
    (test,) = result.tests
    return test


def the_record(statements: str) -> LearnerRecord:
    return the_test(statements).record


def the_attempt(facts: str) -> CourseAttempt:
    (attempt,) = the_record(f"  given NCC:CIS 120 {facts}").attempts()
    return attempt


def test_learnings_are_numbered_in_the_order_they_are_given() -> None:
    record = the_record(
        """
  given NCC:CIS 120 grade C 4 quarter completed 2024-06-10
  given exam ap-calc score 5 taken 2024-05-15
  given NCC:MATH 151 grade B 5 quarter completed 2024-06-10
  given CSCI 131 grade A 3 cr completed 2024-12-20
"""
    )
    courses = [(str(one.id), str(one.code)) for one in record.attempts()]
    assert courses == [
        ("g1", "NCC:CIS 120"),
        ("g3", "NCC:MATH 151"),
        ("g4", "STATE:CSCI 131"),
    ]
    assert [str(one.id) for one in record.exams] == ["g2"]


def test_own_courses_stand_on_a_transcript_of_the_receiver() -> None:
    record = the_record("  given CSCI 131 grade A 3 cr completed 2024-12-20")
    (transcript,) = record.transcripts
    assert transcript.institution == "STATE"
    assert (transcript.official, transcript.complete) == (True, True)
    (attempt,) = transcript.courses
    assert attempt.credits == 3
    assert attempt.unit is CreditUnit.SEMESTER


def test_one_institution_has_one_transcript() -> None:
    record = the_record(
        "  given NCC:CIS 120\n  given RVC:CS 1\n  given NCC:CIS 130\n"
        '  given award "Associate in Arts" from NCC awarded 2024-06-15'
    )
    held = [(t.institution, len(t.courses), len(t.awards)) for t in record.transcripts]
    assert held == [("NCC", 2, 1), ("RVC", 1, 0)]


def test_every_fact_of_a_course_is_on_the_record() -> None:
    attempt = the_attempt(
        "grade P underlying B+ 4.5 quarter level lower delivery online"
        " completed 2024-06-10 attribute honors attribute GE.HUM percentile 90"
        ' decision "content match" 85 decision revalidated "yes" title "Programming"'
    )
    assert attempt.written == "CIS 120"
    assert (attempt.grade, attempt.underlying) == ("P", "B+")
    assert (attempt.credits, attempt.unit) == (Fraction(9, 2), CreditUnit.QUARTER)
    assert (attempt.level, attempt.delivery) == (CourseLevel.LOWER, "online")
    assert attempt.completed == date(2024, 6, 10)
    assert attempt.attributes == ("honors", "GE.HUM")
    assert attempt.percentile == 90
    assert attempt.decisions == (("content match", "85"), ("revalidated", "yes"))
    assert attempt.title == "Programming"


def test_what_is_not_given_is_unknown() -> None:
    attempt = the_attempt("")
    assert (attempt.grade, attempt.credits, attempt.completed) == (None, None, None)
    assert (attempt.level, attempt.term, attempt.unit) == (
        None,
        None,
        CreditUnit.UNKNOWN,
    )


def test_a_term_is_given_by_its_code() -> None:
    assert the_attempt("term STATE:2024FA").term == "2024FA"


def test_requested_left_out_is_the_day_of_the_test() -> None:
    assert the_record("").requested == date(2024, 9, 1)
    asked = the_record("  learner requested 2024-08-25")
    assert asked.requested == date(2024, 8, 25)


def test_the_learner_has_what_the_office_records() -> None:
    test = the_test(
        "  learner admitted 2024-08-20 declared 2024-10-01 graduated 2026-06-01"
        " degree bs-cs catalog 2024 flag honors not flag licensed-rn"
        " enrolled STATE:2024FA, STATE:2025SP"
    )
    learner = test.record.learner
    assert (learner.admitted, learner.declared, learner.graduated) == (
        date(2024, 8, 20),
        date(2024, 10, 1),
        date(2026, 6, 1),
    )
    assert learner.catalog == "2024"
    assert dict(learner.flags) == {"honors": True, "licensed-rn": False}
    assert learner.enrolled is not None
    assert [str(term) for term in learner.enrolled] == ["STATE:2024FA", "STATE:2025SP"]
    assert test.degrees == learner.degrees == ("bs-cs",)


def test_enrollment_that_nobody_gave_is_unknown() -> None:
    assert the_record("").learner.enrolled is None


def test_an_exam_has_its_scores() -> None:
    record = the_record("  given exam ap-calc score 4 score AB 5 taken 2023-05-15")
    (sitting,) = record.exams
    assert isinstance(sitting, ExamSitting)
    assert sitting.exam == "ap-calc"
    assert sitting.score == 4
    assert sitting.taken == date(2023, 5, 15)
    assert sitting.subscores == (("AB", Fraction(5)),)


def test_a_credential_is_of_its_blocks_achievement_and_issuer() -> None:
    record = the_record(
        '  given credential data-analyst verified evidence "code repository"'
        ' result "Modelling" "Proficient" awarded 2025-01-10 valid until 2026-01-10'
    )
    (credential,) = record.credentials
    assert isinstance(credential, Credential)
    assert credential.achievement.endswith("/data-analyst")
    assert credential.issuer == "did:web:badges.northfield.example"
    assert credential.verified is True
    assert credential.evidence == (Evidence("code repository"),)
    assert credential.results == (("Modelling", "Proficient"),)
    assert credential.valid_until == date(2026, 1, 10)


def test_a_credential_nobody_looked_at_is_neither_verified_nor_refused() -> None:
    (credential,) = the_record("  given credential data-analyst").credentials
    assert credential.verified is None
    assert credential.evidence is None
    (refused,) = the_record("  given credential data-analyst not verified").credentials
    assert refused.verified is False


def test_training_is_of_its_blocks_exhibit() -> None:
    (training,) = the_record(
        '  given training medic completed 2021-03-01 location "Great Lakes"'
        ' length 16 weeks skill 20 recommended "3 semester lower"'
    ).trainings
    assert isinstance(training, Training)
    assert (training.exhibit, training.location) == ("MOS-68W-005", "Great Lakes")
    assert training.length == Duration(16, DurationUnit.WEEKS)
    assert training.recommended == ("3 semester lower",)


def test_a_portfolio_has_the_levels_its_panel_found() -> None:
    (portfolio,) = the_record(
        '  given portfolio business criterion "Analysis" 3 decided 2024-08-20'
    ).portfolios
    assert isinstance(portfolio, Portfolio)
    assert portfolio.criteria == (("Analysis", Fraction(3)),)
    assert portfolio.decided == date(2024, 8, 20)


def test_a_milestone_is_reached() -> None:
    (milestone,) = the_record(
        "  given milestone bs-cs/thesis reached 2026-05-01"
    ).milestones
    assert (milestone.degree, milestone.group) == ("bs-cs", "thesis")


EXPECTED = """
  given NCC:CIS 120 grade C 4 quarter completed 2024-06-10
  expect CSCI 141 [2.67 cr] by ncc@2024/cis120
  expect elective ACC lower [1 cr]
  expect requirement GE.HUM
  expect block "General education" [30 cr]
  expect denied NCC:MATH 095 because level
  expect referred NCC:CIS 299 because "Topics course"
  expect unarticulated exam ap-calc
  expect superseded award "Associate in Arts"
  expect accepted not applied NCC:CIS 120 [1 cr]
  expect no credit for NCC:ART 101
  expect in progress NCC:CIS 131
  expect bs-cs/core incomplete
  expect bs-cs complete
  expect total 6.67 cr
  expect residency final short 4 cr
  expect residency final met
"""


def test_everything_a_test_can_expect() -> None:
    agreement = """
agreement ncc from NCC to STATE version 2024 effective 2024-08-15 {
  cites "Memorandum"
  rule cis120: CIS 120 -> CSCI 141
}
"""
    text = f'test "it" {{{EXPECTED}  as of 2024-09-01\n  known at 2024-08-01\n}}\n'
    sources = {"it.art": text, "prelude.art": PRELUDE, "around.art": AROUND + agreement}
    result = compile_policies(sources)
    assert not result.report.errors
    (test,) = result.tests
    assert test.known_at == date(2024, 8, 1)
    kinds = [one.kind for one in test.expectations]
    assert kinds == [
        *(ExpectationKind.COURSE, ExpectationKind.ELECTIVE),
        *(ExpectationKind.REQUIREMENT, ExpectationKind.BLOCK),
        *(ExpectationKind.DENIED, ExpectationKind.REFERRED),
        *(ExpectationKind.UNARTICULATED, ExpectationKind.SUPERSEDED),
        *(ExpectationKind.ACCEPTED_NOT_APPLIED, ExpectationKind.NO_CREDIT_FOR),
        *(ExpectationKind.IN_PROGRESS, ExpectationKind.GROUP, ExpectationKind.DEGREE),
        *(ExpectationKind.TOTAL, ExpectationKind.RESIDENCY, ExpectationKind.RESIDENCY),
    ]
    first, *_, denied, referred = test.expectations[:6]
    assert (first.credits, first.by) == (Fraction(267, 100), "ncc@2024/cis120")
    assert (denied.ground, denied.because) == (Ground.LEVEL, "")
    assert (referred.ground, referred.because) == (None, "Topics course")
    assert denied.learning is not None
    assert denied.learning.code == CourseCode.read("NCC", "MATH 095")
    group, degree, _, short, met = test.expectations[-5:]
    assert (group.degree, group.group, group.status) == (
        "bs-cs",
        ("core",),
        "incomplete",
    )
    assert (degree.degree, degree.status) == ("bs-cs", "complete")
    assert (short.rule, short.status, short.credits) == ("final", "short", Fraction(4))
    assert (met.rule, met.status) == ("final", "met")
    assert str(first.origin) == "it.art:3:3"
