"""Learner records as JSON: read exactly, or reported with their places."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.codes import Code
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.record import canonical_json, read_record
from articulate.intake.record_json import readable_json
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import Mark
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt

WHOLE = """{
  "learner": {"id": "L-1001", "admitted": "2024-08-20", "declared": null,
              "graduated": null, "expected": "2026-06-01", "degrees": ["bs-cs"],
              "catalog": "2024", "enrolled": ["UNI:2024FA"],
              "flags": {"licensed-rn": false}},
  "requested": "2024-08-25",
  "transcripts": [
    {"institution": "NCC", "official": true, "complete": true, "issued": "2024-06-30",
     "courses": [
       {"id": "c1", "code": "CIS 120", "title": "Intro to Programming",
        "credits": "4", "unit": "quarter", "grade": "B+", "underlying": null,
        "level": "lower", "term": "2024SP", "completed": "2024-06-10",
        "attributes": [], "delivery": "online", "decisions": {"content match": "85"}}],
     "awards": [{"id": "a1", "title": "Associate in Arts", "awarded": "2024-06-15"}]}],
  "exams": [{"id": "e1", "exam": "ap-calc-bc", "score": "4", "subscores": {"AB": "4"},
             "taken": "2023-05-15"}],
  "credentials": [{"id": "b1", "achievement": "https://badges.example/a",
                   "issuer": "did:web:badges.example", "awarded": "2025-01-10",
                   "valid_until": null, "verified": true,
                   "evidence": [{"type": "code repository", "url": "https://x.example"}],
                   "results": {"Modelling": "Proficient"},
                   "alignments": {"https://x.example/skill/123": "3"}}],
  "trainings": [{"id": "t1", "exhibit": "MOS-68W-005", "completed": "2021-03-01",
                 "location": "Fort Sam Houston", "length": "16 weeks", "skill": "20",
                 "recommended": ["3 semester lower"]}],
  "portfolios": [{"id": "p1", "portfolio": "business-110",
                  "criteria": {"Explains market structures": "3"}, "decided": null,
                  "decisions": {}}],
  "milestones": [{"id": "m1", "degree": "bs-cs", "group": "capstone",
                  "reached": "2026-05-01"}]
}"""


def record(text: str) -> LearnerRecord:
    read = read_record(text, "r.json")
    assert isinstance(read, LearnerRecord)
    return read


def problems(text: str) -> list[tuple[Code, str]]:
    read = read_record(text, "r.json")
    assert isinstance(read, Report)
    return [(one.code, one.message) for one in read.diagnostics]


def attempt(**facts: object) -> CourseAttempt:
    """The one course of a record with these facts."""
    course = {"id": "c1", "code": "CIS 120", **facts}
    transcripts = [{"institution": "NCC", "courses": [course]}]
    text = json.dumps({"learner": {"id": "L"}, "transcripts": transcripts})
    return next(record(text).attempts())


def test_every_kind_of_learning_is_read() -> None:
    ids = [str(one.id) for one in record(WHOLE).learnings()]
    assert ids == ["c1", "a1", "e1", "b1", "t1", "p1"]


def test_facts_are_kept_as_they_are_reported() -> None:
    found = next(record(WHOLE).attempts())
    assert (str(found.code), found.grade) == ("NCC:CIS 120", Mark("B+"))
    assert (found.credits, found.unit) == (Fraction(4), CreditUnit.QUARTER)
    assert found.decisions == (("content match", "85"),)


def test_credit_without_a_unit_is_unit_unknown() -> None:
    assert attempt(credits="4").unit is CreditUnit.UNKNOWN
    assert attempt(credits="4", unit=None).unit is CreditUnit.UNKNOWN


NUMBERS = {"text": "2.67", "a JSON number": 2.67}


@pytest.mark.parametrize("written", NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_exact_however_they_are_written(written: object) -> None:
    assert attempt(credits=written).credits == Fraction(267, 100)


def test_blanks_of_any_kind_in_a_code_are_one_blank() -> None:
    found = attempt(code="CIS\u00a0 120")
    assert str(found.code) == "NCC:CIS 120"


def test_a_fact_that_is_null_is_not_known() -> None:
    found = attempt(grade=None, completed=None, level=None)
    assert (found.grade, found.completed, found.level) == (None, None, None)


def test_no_enrollment_on_record_is_not_the_same_as_none() -> None:
    assert record('{"learner": {"id": "L"}}').learner.enrolled is None
    assert record('{"learner": {"id": "L", "enrolled": []}}').learner.enrolled == ()


WRONG = {
    "a misspelt key": (
        '{"learner": {"id": "L", "admited": "2024-08-20"}}',
        Code.RECORD_UNKNOWN_KEY,
        "`admited` is not known in `learner`",
    ),
    "a key in the wrong place": (
        '{"learner": {"id": "L"}, "courses": []}',
        Code.RECORD_UNKNOWN_KEY,
        "`courses` is not known in a record",
    ),
    "no id": ('{"learner": {}}', Code.RECORD_VALUE, "`id` is missing in `learner`"),
    "a date of another form": (
        '{"learner": {"id": "L"}, "requested": "25/08/2024"}',
        Code.RECORD_VALUE,
        "`requested` cannot be `25/08/2024`",
    ),
    "a date that is none": (
        '{"learner": {"id": "L"}, "requested": "2023-02-29"}',
        Code.RECORD_VALUE,
        "`requested` cannot be `2023-02-29`",
    ),
    "a flag that is no yes or no": (
        '{"learner": {"id": "L", "flags": {"rn": "yes"}}}',
        Code.RECORD_VALUE,
        "`rn` cannot be `yes`",
    ),
    "a term without its institution": (
        '{"learner": {"id": "L", "enrolled": ["2024FA"]}}',
        Code.RECORD_VALUE,
        "`enrolled` cannot be `2024FA`",
    ),
    "a list where an object stands": (
        "[]",
        Code.RECORD_VALUE,
        "a record cannot be `[]`",
    ),
    "an id given twice": (
        (
            '{"learner": {"id": "L"}, "exams": '
            '[{"id": "e", "exam": "x"}, {"id": "e", "exam": "y"}]}'
        ),
        Code.RECORD_REPEATED_ID,
        "the id `e` is given to more than one learning",
    ),
    "a key given twice": (
        '{"learner": {"id": "L", "id": "M"}}',
        Code.RECORD_NOT_JSON,
        "the record is not valid JSON: the key `id` stands twice",
    ),
    "a number that is none": (
        '{"learner": {"id": NaN}}',
        Code.RECORD_NOT_JSON,
        "the record is not valid JSON",
    ),
    "a text that ends too early": (
        '{"learner": {',
        Code.RECORD_NOT_JSON,
        "the record is not valid JSON",
    ),
    "brackets without end": (
        "[" * 100_000,
        Code.RECORD_NOT_JSON,
        "the record is not valid JSON",
    ),
}


@pytest.mark.parametrize(("text", "code", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_a_record_is_said(text: str, code: Code, message: str) -> None:
    ((found, said),) = problems(text)
    assert found is code
    assert said.startswith(message)


COURSE_MISTAKES = {
    "credit in words": ({"credits": "four"}, "`credits` cannot be `four`"),
    "negative credit": ({"credits": "-1"}, "`credits` cannot be `-1`"),
    "a unit nobody knows": ({"unit": "hours"}, "`unit` cannot be `hours`"),
    "a level nobody knows": ({"level": "high"}, "`level` cannot be `high`"),
    "a day that is a number": ({"completed": 20240610}, "`completed` cannot be"),
    "a grade that is a number": ({"grade": 4}, "`grade` cannot be `4`"),
    "yes for a number": ({"credits": True}, "`credits` cannot be `True`"),
}


@pytest.mark.parametrize(
    ("facts", "message"), COURSE_MISTAKES.values(), ids=COURSE_MISTAKES
)
def test_a_mistake_in_a_course_is_said(facts: dict[str, object], message: str) -> None:
    course = {"id": "c1", "code": "CIS 120", **facts}
    transcripts = [{"institution": "NCC", "courses": [course]}]
    text = json.dumps({"learner": {"id": "L"}, "transcripts": transcripts})
    ((code, said),) = problems(text)
    assert code is Code.RECORD_VALUE
    assert said.startswith(message)


def test_all_mistakes_are_reported_at_once_with_their_places() -> None:
    text = '{"learner": {"id": "L",\n  "admited": "2024-08-20"},\n "requested": "soon"}'
    read = read_record(text, "r.json")
    assert isinstance(read, Report)
    places = [one.place for one in read.diagnostics]
    assert [str(place) for place in places] == ["r.json:2:3", "r.json:3:15"]
    assert all(isinstance(place, Span) for place in places)
    assert read.diagnostics[0].help == "did you mean `admitted`?"


def test_no_message_names_a_class_of_ours() -> None:
    said = str(problems('{"learner": 3, "exams": 4, "transcripts": [5]}'))
    assert "Shape" not in said
    assert "shape" not in said


def test_a_record_is_written_as_it_is_read() -> None:
    found = record(WHOLE)
    for text in (canonical_json(found), readable_json(found)):
        assert record(text) == found
    assert canonical_json(record(readable_json(found))) == canonical_json(found)


def test_the_order_of_keys_does_not_change_the_canonical_text() -> None:
    turned = json.dumps(dict(reversed(json.loads(WHOLE).items())))
    assert canonical_json(record(turned)) == canonical_json(record(WHOLE))


def test_every_learner_of_the_shipped_office_is_read_and_written_back(
    checkout: Path,
) -> None:
    files = sorted((checkout / "registrars").glob("*/learners/*.json"))
    assert files
    for file in files:
        found = record(file.read_text(encoding="utf-8"))
        assert record(canonical_json(found)) == found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "learner", "transcripts", "courses", "code", "credits", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_crashes_the_reader(value: object) -> None:
    assert isinstance(read_record(json.dumps(value), "r.json"), LearnerRecord | Report)


@given(st.text(max_size=60))
def test_no_text_crashes_the_reader(text: str) -> None:
    assert isinstance(read_record(text, "r.json"), LearnerRecord | Report)
