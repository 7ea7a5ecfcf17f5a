"""Why a course is here and not elsewhere, why a requirement is open, what would do."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from articulate.explain.outline import Shown
from articulate.explain.placing import here_json, here_sentences
from articulate.intake.record import read_record
from articulate.model.audit import AuditStatus
from articulate.model.change import changed
from articulate.model.identifiers import BlockId, InstitutionId, LearningId
from articulate.model.placing import Loss
from articulate.model.record import LearnerRecord
from articulate.services.check_policy import CheckedPolicies
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.explain_requirement import (
    RequirementWhy,
    explain_requirement,
    places_on,
    places_words,
    requirement_json,
    requirement_named,
)
from articulate.services.nearest_changes import Question

HOME = InstitutionId("HOME")
CS = BlockId("cs")
COURSES = """
catalog HOME "Catalog" version 2026 effective 2024-01-01 supersedes 2024 {
  cites "Catalog 2026"
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 241 "Programming II" 4 cr lower
  course CSCI 301 "Algorithms" 4 cr upper
  course CSCI 305 "Theory" 4 cr upper
  course CSCI 330 "Systems" 4 cr upper
  course MATH 121 "Calculus I" 4 cr lower
  course HIST 101 "History" 3 cr lower attributes GE.HUM
  course PHIL 101 "Philosophy" 3 cr lower attributes GE.HUM
}
degree cs "Computing" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  group core "Core" all of { course CSCI 141  course CSCI 241 } with grade >= C
  group theory "Theory" 1 of { course CSCI 301  course CSCI 305 }
  group more "More computing" 4 cr from CSCI 300..499
  group humanities "Humanities" 6 cr from attribute GE.HUM with at least 2 subjects
  group thesis "Thesis filed" milestone
}
degree small "Small" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  credits at least 12
  group core "Core" all of { course CSCI 141 }
}
"""


def record(*courses: str) -> LearnerRecord:
    """A record of `CODE grade` at home."""
    listed = []
    for place, one in enumerate(courses, start=1):
        code, grade = one.rsplit(" ", 1)
        credit = "3" if code.startswith(("HIST", "PHIL")) else "4"
        listed.append(
            f'{{"id": "c{place}", "code": "{code}", "credits": "{credit}", "unit":'
            f' "semester", "grade": "{grade}", "completed": "2024-05-{place:02}"}}'
        )
    text = (
        '{"learner": {"id": "L-1", "admitted": "2024-01-20"},'
        ' "requested": "2024-08-25", "transcripts": [{"institution": "HOME",'
        f' "courses": [{", ".join(listed)}]}}]}}'
    )
    read = read_record(text, "record.json")
    assert isinstance(read, LearnerRecord), read
    return read


class Office:
    """The small office, asked about one record."""

    def __init__(self, checked: CheckedPolicies) -> None:
        self.book = checked.rulebook

    def ask(self, *courses: str, degree: str = "cs") -> tuple[Question, Shown]:
        asked = Asked(date(2024, 9, 1), HOME, degrees=(BlockId(degree),))
        question = Question(self.book, record(*courses), asked)
        return question, evaluate_record(self.book, question.record, asked)

    def why(self, word: str, *courses: str, degree: str = "cs") -> RequirementWhy:
        question, shown = self.ask(*courses, degree=degree)
        one = requirement_named(shown, word)
        assert one is not None
        return explain_requirement(question, shown, one, nearest=True)

    def places(self, code: str, *courses: str) -> tuple[str, ...]:
        _, shown = self.ask(*courses)
        line = next(
            one
            for one in shown.evaluation.lines
            if any(str(target.code) == f"HOME:{code}" for target in one.targets)
        )
        return places_words(places_on(self.book, shown, line))


@pytest.fixture
def office(compiled: Callable[..., CheckedPolicies]) -> Office:
    return Office(compiled(COURSES))


def test_a_course_says_where_it_counts_and_what_moving_it_would_cost(
    office: Office,
) -> None:
    assert office.places("CSCI 301", "CSCI 301 B", "CSCI 330 B") == (
        "cs: CSCI 301 counts in theory: course CSCI 301",
        (
            "cs: not in more (4 cr from CSCI 300..499): then 1 more would be unmet:"
            " group theory"
        ),
    )


def test_of_two_equal_ways_the_first_is_taken(office: Office) -> None:
    said = office.places("CSCI 305", "CSCI 301 B", "CSCI 305 B")
    assert said[0] == "cs: CSCI 305 counts in theory: course CSCI 305"
    assert said[1].startswith("cs: not in more (4 cr from CSCI 300..499): ")
    assert "as good" in said[1]


def test_a_grade_that_is_asked_for_turns_a_course_away(office: Office) -> None:
    assert office.places("CSCI 141", "CSCI 141 D") == (
        "cs: CSCI 141 fills no group; it counts toward the total",
        "cs: not in core (course CSCI 141): grade >= C is asked there",
    )


def test_where_credit_counts_is_data_too(office: Office) -> None:
    _, shown = office.ask("CSCI 301 B", "CSCI 330 B")
    (line, _) = shown.evaluation.lines
    (here,) = places_on(office.book, shown, line)[CS]
    assert here.learning == (LearningId("c1"),)
    (other,) = here.elsewhere
    assert other.loss is Loss.UNMET
    assert other.amount == 1
    said: dict[str, Any] = dict(here_json(here))
    assert said["elsewhere"][0]["words"] == here_sentences(here)[1]


def test_an_open_requirement_lists_what_would_do(office: Office) -> None:
    why = office.why("core", "CSCI 141 D", "CSCI 241 IP")
    assert why.needed == (
        ("core: course CSCI 141", "HOME:CSCI 141 would do but for: grade >= C"),
        ("core: course CSCI 241", "HOME:CSCI 241, once passed"),
    )
    why = office.why("theory", "CSCI 141 B")
    assert why.needed == (
        ("theory: course CSCI 301", "CSCI 301"),
        ("theory: course CSCI 305", "CSCI 305"),
    )


def test_a_bound_that_is_short_lists_every_course_of_the_group(office: Office) -> None:
    why = office.why("cs/humanities", "HIST 101 B", "HIST 101 B")
    assert why.needed[-1] == ("humanities: at least 2 subjects", "PHIL 101")


@pytest.mark.parametrize(
    ("group", "courses", "changes"),
    [
        ("core", ["CSCI 141 B"], ["HOME:CSCI 241 as well with a grade of C"]),
        (
            "core",
            ["CSCI 141 D", "CSCI 241 B"],
            ["a grade of C in HOME:CSCI 141"],
        ),
        ("thesis", [], ["the milestone thesis of Computing reached"]),
        (
            "theory",
            ["CSCI 330 B"],
            [
                "HOME:CSCI 301 as well with a grade of C",
                "HOME:CSCI 305 as well with a grade of C",
            ],
        ),
    ],
    ids=["a course", "a grade", "a milestone", "either course"],
)
def test_the_nearest_changes_complete_a_group(
    office: Office, group: str, courses: list[str], changes: list[str]
) -> None:
    why = office.why(group, *courses)
    assert why.nearest is not None
    assert [one.words for one in why.nearest.ways] == changes


def test_the_nearest_changes_complete_a_degree_and_none_can_be_left_out(
    office: Office,
) -> None:
    why = office.why("cs", "CSCI 141 B", "CSCI 241 B", "HIST 101 B")
    assert why.nearest is not None
    (way,) = why.nearest.ways
    assert way.leads_to == "cs is complete: 5 of 5 requirements"
    assert way.size == 4
    assert "PHIL 101" in way.words
    assert "milestone thesis" in way.words


def test_hours_that_are_missing_are_filled_with_any_course(office: Office) -> None:
    why = office.why("small", "CSCI 141 B", degree="small")
    assert why.needed == (("8 credits more in all",),)
    assert why.nearest is not None
    (way,) = why.nearest.ways
    assert (way.size, way.leads_to) == (
        2,
        "small is complete: 2 of 2 requirements, 12 of 12 credits",
    )


def test_a_met_requirement_needs_nothing(office: Office) -> None:
    why = office.why("core", "CSCI 141 B", "CSCI 241 B")
    assert (why.needed, why.nearest) == ((), None)
    said: dict[str, Any] = dict(requirement_json(why))
    assert said["met"] is True
    assert said["requirement"] == "cs/core"


def test_nobody_means_a_requirement_that_there_is_not(office: Office) -> None:
    _, shown = office.ask("CSCI 141 B")
    assert requirement_named(shown, "cs/nothing") is None
    assert requirement_named(shown, "CSCI 141") is None


def test_an_imagined_change_leaves_the_record_as_it_is(office: Office) -> None:
    question, shown = office.ask("CSCI 141 B")
    assert changed(question.record, ()) == question.record
    assert shown.audits[0].status is AuditStatus.INCOMPLETE
