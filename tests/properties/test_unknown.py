"""Unknown never becomes no: a missing fact changes only what was said to hang on it.

For one learning by itself: with several, a learning that is settled may still give way
to another whose missing fact came in.
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.cases import Case, cases, engine

from articulate.model.course import CourseLevel
from articulate.model.line import Line, Status
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt

OPEN = (Status.REFERRED, Status.IN_PROGRESS)


def one_course(record: LearnerRecord) -> tuple[LearnerRecord, CourseAttempt] | None:
    """Keep the first course of a record, without what nobody has recorded yet."""
    first = next(iter(record.attempts()), None)
    if first is None:
        return None
    bare = replace(first, level=None, delivery=None, decisions=())
    return _with(replace(record, exams=()), bare), bare


def _with(record: LearnerRecord, course: CourseAttempt) -> LearnerRecord:
    home = next(
        one for one in record.transcripts if one.institution == course.code.institution
    )
    learner = replace(record.learner, flags=())
    only = replace(home, courses=(course,), awards=())
    return replace(record, learner=learner, transcripts=(only,))


def said(line: Line) -> tuple[object, ...]:
    """What a line comes to, its reasons aside."""
    given_ = tuple(
        (one.kind, one.code, one.subject, one.credits) for one in line.targets
    )
    return (line.status, given_, line.split.by_status)


@settings(max_examples=250)
@given(
    cases(limits=False),
    st.sampled_from([None, CourseLevel.LOWER, CourseLevel.UPPER]),
    st.sampled_from([None, "online", "campus"]),
    st.sampled_from([(), (("match", "60"),), (("match", "75"),), (("match", "85"),)]),
    st.sampled_from([(), (("nurse", True),), (("nurse", False),)]),
)
def test_a_fact_that_comes_in_changes_only_what_was_referred(
    case: Case,
    level: CourseLevel | None,
    delivery: str | None,
    decisions: tuple[tuple[str, str], ...],
    flags: tuple[tuple[str, bool], ...],
) -> None:
    begun = one_course(case.record)
    if begun is None:
        return
    record, course = begun
    (before,) = engine(case, record).lines
    told = replace(course, level=level, delivery=delivery, decisions=decisions)
    full = _with(record, told)
    full = replace(full, learner=replace(full.learner, flags=flags))
    (after,) = engine(case, full).lines
    if before.status not in OPEN:
        assert said(after) == said(before)
