"""An invented office: a rulebook compiled from text, and learners evaluated by it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.engine.evaluate import evaluate
from articulate.language.compile import compile_policies
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import (
    BlockId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
)
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableRead, TableRequest

STATE = InstitutionId("STATE")
AS_OF = date(2026, 6, 1)
WORLD = """
institution STATE "State University" {
  kind four-year
  unit semester
  grades us-letter
  accredited by "HLC" from 1950-01-01
}
scale us-letter {
  points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0
  pass P
  no-credit W
  in-progress IP
}
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """One course that a learner took here."""

    code: str
    mark: str
    credit: int
    day: date


@dataclass(frozen=True, slots=True)
class Office:
    """A compiled rulebook, which evaluates learners."""

    rulebook: Rulebook

    def evaluated(self, degree: str, taken: tuple[Taken, ...]) -> Evaluation:
        """Evaluate a learner who took these courses here."""
        return evaluate(
            self.rulebook,
            record_of(taken),
            AS_OF,
            None,
            receiving=STATE,
            degrees=(BlockId(degree),),
        )


def office_with(courses: str, degrees: str) -> Office:
    """Compile an office from the courses of its catalog and its degrees."""
    text = f"""{WORLD}
catalog STATE "State catalog" version 2020 effective 2020-01-01 {{
{courses}
}}
{degrees}"""
    found = compile_policies({"office.art": text}, _no_tables)
    if found.rulebook is None or found.report.errors:
        words = "; ".join(one.message for one in found.report.errors)
        raise ValueError(words)
    return Office(found.rulebook)


def record_of(taken: tuple[Taken, ...]) -> LearnerRecord:
    """Write a record of courses taken here, on one official transcript."""
    courses = tuple(
        CourseAttempt(
            id=LearningId(f"c{place:03}"),
            code=CourseCode.read(str(STATE), one.code),
            written=one.code,
            credits=Fraction(one.credit),
            unit=CreditUnit.SEMESTER,
            grade=Mark(one.mark),
            completed=one.day,
        )
        for place, one in enumerate(taken)
    )
    learner = Learner(id=LearnerId("L"), admitted=date(2021, 8, 20))
    return LearnerRecord(
        learner=learner,
        requested=date(2021, 8, 20),
        transcripts=(Transcript(STATE, courses=courses),),
    )


def _no_tables(request: TableRequest) -> TableRead:
    msg = f"no table is expected here: {request.file}"
    raise ValueError(msg)
