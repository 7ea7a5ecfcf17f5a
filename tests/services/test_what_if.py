"""What would be, if something were otherwise; and nothing of it is kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from articulate.explain.what_if import differences, ranking_json, what_if_json
from articulate.explain.what_if_page import ranking_page, what_if_page
from articulate.intake.record import canonical_json, read_record
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import (
    BlockId,
    InstitutionId,
    LearningId,
    Mark,
    VersionId,
)
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.check_policy import CheckedPolicies
from articulate.services.evaluate_record import Asked
from articulate.services.planned_courses import Planned, Planning, read_plan
from articulate.services.receivers import Unclear
from articulate.services.what_if import Supposed, rank_degrees, what_if

Compiled = Callable[..., CheckedPolicies]
HOME = InstitutionId("HOME")
DEGREES = """
calendar home-terms { term 2025SP "Spring" from 2025-01-13 to 2025-05-09 }
degree cs "Computing" for HOME version 2020 effective 2020-01-01 {
  cites "Catalog 2020"
  credits at least 12
  group core "Core" all of { course CSCI 141  course CSCI 241 }
  group calculus "Calculus" all of { course MATH 121 }
}
degree cs "Computing" for HOME version 2024 effective 2024-08-01 supersedes 2020 {
  cites "Catalog 2024"
  credits at least 12
  group core "Core" all of { course CSCI 141 }
}
degree maths "Mathematics" for HOME version 2020 effective 2020-01-01 {
  cites "Catalog 2020"
  credits at least 4
  group calculus "Calculus" all of { course MATH 121 }
}
policy rights "Rights" for HOME version 2020 effective 2020-01-01 {
  cites "Catalog 2020"
  catalog rights { candidates admitted, requested  choose election else admitted }
}
"""
RECORD = """
{"learner": {"id": "L-1", "admitted": "2023-08-20", "degrees": ["cs"]},
 "requested": "2024-08-25", "transcripts": [{"institution": "HOME", "courses": [
   {"id": "c1", "code": "CSCI 141", "credits": "4", "unit": "semester", "grade": "B",
    "completed": "2024-05-10"}]}]}
"""
ASKED = Asked(date(2024, 9, 1), HOME)


@pytest.fixture
def book(compiled: Compiled) -> Rulebook:
    with_calendar = DEGREES.replace("unit semester", "unit semester calendar")
    return compiled(with_calendar).rulebook


@pytest.fixture
def record() -> LearnerRecord:
    read = read_record(RECORD, "record.json")
    assert isinstance(read, LearnerRecord)
    return read


def planned(book: Rulebook, *lines: str) -> tuple[Planned, ...]:
    read = read_plan(lines, Planning(book, HOME, ASKED.as_of))
    assert not isinstance(read, Unclear), read
    return read


def test_a_planned_course_counts_as_passed_on_its_day(
    book: Rulebook, record: LearnerRecord
) -> None:
    plan = planned(book, "CSCI 241 4 cr 2025-05-09", "", "# no more")
    came = what_if(book, record, ASKED, Supposed(planned=plan))
    assert came.supposed == (
        "CSCI 241 is passed with C, 4 semester credits, on 2025-05-09",
    )
    assert came.then.evaluation.as_of == date(2025, 5, 9)
    told = {one.about: (one.now, one.then) for one in differences(came)}
    assert told["Computing: Core"] == (
        "incomplete: 1 of 2 courses, 4 credits",
        "complete: 2 of 2 courses, 8 credits",
    )
    assert told["HOME:CSCI 241"] == ("—", "awarded: CSCI 241 (4)")


def test_a_planned_course_that_is_under_way_is_finished(
    book: Rulebook, record: LearnerRecord
) -> None:
    (transcript,) = record.transcripts
    under_way = replace(
        transcript.courses[0],
        id=LearningId("c2"),
        code=CourseCode.read("HOME", "CSCI 241"),
        grade=Mark("IP"),
        completed=None,
    )
    courses = (*transcript.courses, under_way)
    more = replace(record, transcripts=(replace(transcript, courses=courses),))
    plan = planned(book, "CSCI 241 grade B 2025-05-09")
    came = what_if(book, more, ASKED, Supposed(planned=plan))
    learnings = list(came.then.evaluation.record.attempts())
    assert [(one.id, one.grade) for one in learnings] == [("c1", "B"), ("c2", "B")]
    told = {one.about: (one.now, one.then) for one in differences(came)}
    assert told["HOME:CSCI 241"][1] == "awarded: CSCI 241 (4)"


def test_the_record_stays_as_it_is(book: Rulebook, record: LearnerRecord) -> None:
    before = canonical_json(record)
    what_if(book, record, ASKED, Supposed(planned=planned(book, "CSCI 241")))
    assert canonical_json(record) == before


def test_another_degree_stands_beside_the_one_pursued(
    book: Rulebook, record: LearnerRecord
) -> None:
    came = what_if(book, record, ASKED, Supposed(degrees=(BlockId("maths"),)))
    assert [one.degree for one in came.now.audits] == ["cs"]
    assert [one.degree for one in came.then.audits] == ["maths"]
    assert differences(came)[1].now == "not audited"


def test_another_catalog_is_elected(book: Rulebook, record: LearnerRecord) -> None:
    came = what_if(book, record, ASKED, Supposed(catalog=VersionId("2024")))
    assert [one.version for one in came.now.audits] == ["2020"]
    assert [one.version for one in came.then.audits] == ["2024"]
    told = [one.about for one in differences(came)]
    assert told[0] == "Computing: version"


def test_a_catalog_that_may_not_be_elected_is_said_so(
    book: Rulebook, record: LearnerRecord
) -> None:
    came = what_if(book, record, ASKED, Supposed(catalog=VersionId("1999")))
    assert came.supposed[-1] == "but cs allows no election of 1999: 2020 holds"


def test_other_policies_hold_instead(
    compiled: Compiled, book: Rulebook, record: LearnerRecord
) -> None:
    other = compiled(DEGREES.replace("course CSCI 241", "course MATH 121")).rulebook
    came = what_if(book, record, ASKED, Supposed(other, called="policies/draft"))
    assert came.now.evaluation.rulebook != came.then.evaluation.rulebook
    assert came.supposed == ("the policies in policies/draft hold",)


def test_degrees_are_ranked_by_what_is_left_to_do(
    book: Rulebook, record: LearnerRecord
) -> None:
    ranked = rank_degrees(book, record, ASKED, Supposed())
    assert [(one.audit.degree, one.audit.unmet) for one in ranked] == [
        ("maths", 1),
        ("cs", 3),
    ]
    plan = planned(book, "CSCI 241", "MATH 121 4 cr grade A")
    ranked = rank_degrees(book, record, ASKED, Supposed(planned=plan))
    assert [one.audit.unmet for one in ranked] == [0, 0]
    said: dict[str, Any] = dict(ranking_json(ranked, Supposed(planned=plan).words))
    assert said["recorded"] is False
    assert said["degrees"][0]["progress"] == "2 of 2 requirements, 12 of 4 credits"


def test_every_form_says_that_nothing_is_recorded(
    book: Rulebook, record: LearnerRecord
) -> None:
    came = what_if(book, record, ASKED, Supposed(planned=planned(book, "CSCI 241")))
    ranked = rank_degrees(book, record, ASKED, Supposed())
    assert what_if_json(came)["recorded"] is False
    for written in (what_if_page(came), ranking_page(ranked, ())):
        assert "nothing of this is recorded" in written
        assert 'role="note"' in written


MISTAKES = {
    "no number": ("CSCI", "cannot be read"),
    "a term of no calendar": ("CSCI 241 2031FA", "no term of HOME"),
    "no day of the calendar": ("CSCI 241 2025-02-30", "no term of HOME"),
    "a stranger's course": ("ELSE:CSCI 241", "no grade scale of ELSE"),
    "no amount": ("CSCI 241 1/0 cr", "no amount of credit"),
}


@pytest.mark.parametrize(("line", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_plan_that_cannot_be_read_says_why(
    book: Rulebook, line: str, said: str
) -> None:
    read = read_plan([line], Planning(book, HOME, ASKED.as_of))
    assert isinstance(read, Unclear)
    assert said in read.message


def test_what_a_plan_leaves_out_is_assumed_and_said(book: Rulebook) -> None:
    (one,) = planned(book, "SEND:CS 1 3 quarter grade B")
    assert one.attempt.credits == 3
    assert one.attempt.unit is CreditUnit.QUARTER
    assert one.assumed == "CS 1 is passed with B, 3 quarter credits, now"
    (other,) = planned(book, "MATH 121")
    assert replace(other.attempt, level=None).credits == 4
