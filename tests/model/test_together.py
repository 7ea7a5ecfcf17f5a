"""Records of one learner read as one: the newer one speaks of what both tell."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from articulate.model.course import CourseCode
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    BlockId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
    Subject,
    TermCode,
)
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.together import together
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

NCC = InstitutionId("NCC")


def taken(name: str, number: str, term: str, grade: str | None = "B") -> CourseAttempt:
    return CourseAttempt(
        LearningId(name),
        CourseCode(NCC, Subject("CIS"), number),
        f"CIS {number}",
        term=TermCode(term),
        grade=None if grade is None else Mark(grade),
    )


def of(*courses: CourseAttempt) -> LearnerRecord:
    return LearnerRecord(
        Learner(LearnerId("L-1")), transcripts=(Transcript(NCC, courses=courses),)
    )


def test_what_only_the_older_one_tells_is_added() -> None:
    newer, older = of(taken("c1", "131", "2025FA")), of(taken("c1", "130", "2025SP"))
    whole, (first, second) = together([newer, older])
    assert [(one.id, one.code.number) for one in whole.attempts()] == [
        ("c1", "131"),
        ("c1-2", "130"),
    ]
    assert first == {"c1": "c1"}
    assert second == {"c1": "c1-2"}


def test_the_newer_one_knows_the_grade() -> None:
    newer = of(taken("a", "130", "2025FA", "A"))
    older = of(taken("b", "130", "2025FA", None))
    whole, (_, second) = together([newer, older])
    assert [one.grade for one in whole.attempts()] == ["A"]
    assert second == {"b": "a"}


def test_a_course_taken_again_is_another_attempt() -> None:
    newer, older = of(taken("a", "130", "2025FA")), of(taken("a", "130", "2024FA"))
    whole, _ = together([newer, older])
    assert [one.id for one in whole.attempts()] == ["a", "a-2"]


def test_exams_and_awards_are_added_too() -> None:
    sitting = ExamSitting(LearningId("e1"), BlockId("ap"), taken=date(2024, 5, 1))
    award = ConferredAward(LearningId("w1"), NCC, "AA")
    older = replace(
        of(), exams=(sitting,), transcripts=(Transcript(NCC, awards=(award,)),)
    )
    whole, _ = together([of(taken("c1", "131", "2025FA")), older])
    assert {one.id for one in whole.learnings()} == {"c1", "e1", "w1"}
    assert together([whole, older])[0] == whole


COURSES = st.lists(
    st.builds(
        taken,
        st.sampled_from("abcd"),
        st.sampled_from(["130", "131"]),
        st.sampled_from(["2024FA", "2025FA"]),
    ),
    unique_by=lambda one: one.id,
    max_size=4,
)


@given(st.lists(COURSES, min_size=1, max_size=3))
def test_ids_are_unique_and_nothing_is_lost(several: list[list[CourseAttempt]]) -> None:
    records = [of(*courses) for courses in several]
    whole, renamed = together(records)
    ids = [one.id for one in whole.learnings()]
    assert len(ids) == len(set(ids))
    for record, names in zip(records, renamed, strict=True):
        assert set(names) == {one.id for one in record.learnings()}
        assert set(names.values()) <= set(ids)
