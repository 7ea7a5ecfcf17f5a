"""An unrelated entry changes nothing.

Its limits: a limit, an average or a sum over the whole record looks at every entry, so
that statements of these kinds are left out here.
"""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.cases import Case, cases, engine

from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import InstitutionId, LearningId, Mark
from articulate.model.line import Line
from articulate.model.transcript import CourseAttempt, Transcript

ELSEWHERE = InstitutionId("EUR")


@settings(max_examples=120)
@given(
    cases(limits=False),
    st.sampled_from([None, "1.0", "4.0", "5.0"]),
    st.sampled_from([Fraction(3), Fraction(30), None]),
)
def test_an_unrelated_entry_changes_no_other_line(
    case: Case, grade: str | None, credit: Fraction | None
) -> None:
    dance = CourseAttempt(
        LearningId("unrelated"),
        CourseCode.read("EUR", "DANCE 1"),
        "DANCE 1",
        credits=credit,
        unit=CreditUnit.ECTS,
        grade=None if grade is None else Mark(grade),
        completed=case.record.requested,
    )
    more = Transcript(ELSEWHERE, courses=(dance,))
    together = replace(case.record, transcripts=(*case.record.transcripts, more))
    alone, beside = engine(case), engine(case, together)
    left = [x for x in beside.lines if "unrelated" not in x.learning]
    assert [plain(one) for one in left] == [plain(one) for one in alone.lines]
    assert beside.choices == alone.choices


def plain(line: Line) -> Line:
    """Leave out what was merely near."""
    return replace(line, considered=())
