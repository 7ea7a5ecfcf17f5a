"""An invented world in the policy language, and what a record comes to in it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from articulate.engine.evaluate import evaluate
from articulate.language.compile import compile_policies
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.credential import Credential
from articulate.model.credit import CreditUnit
from articulate.model.evaluation import Evaluation
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import InstitutionId, LearnerId, LearningId, Mark
from articulate.model.learner import Learner
from articulate.model.line import Line, Status
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook

WORLD = """
scale us {
  cites "x"
  points A 4.0, A- 3.7, B+ 3.3, B 3.0, B- 2.7, C+ 2.3, C 2.0, C- 1.7,
         D+ 1.3, D 1.0, F 0.0
  pass P, CR
  no-credit W, I, NP
  in-progress IP
}
scale upside { cites "x" points 1.0 4.0, 2.0 3.0, 3.0 2.0, 4.0 1.0, 5.0 0.0 }
calendar state-terms {
  term 2023FA "Fall 2023" from 2023-08-28 to 2023-12-15
  term 2024SP "Spring 2024" from 2024-01-15 to 2024-05-10
  term 2024SU "Summer 2024" optional from 2024-06-03 to 2024-07-26
  term 2024FA "Fall 2024" from 2024-08-26 to 2024-12-13
  term 2025SP "Spring 2025" from 2025-01-13 to 2025-05-09
}
calendar ncc-terms {
  term 2023FA "Fall 2023" from 2023-09-25 to 2023-12-08
  term 2025WI "Winter 2025" from 2025-01-06 to 2025-03-21
}
institution STATE "Upland State" {
  kind four-year  unit semester  grades us  calendar state-terms
  accredited by "GLC" from 1920-01-01
}
institution NCC "Northern College" {
  kind two-year  unit quarter  grades us  calendar ncc-terms
  accredited by "GLC" from 1968-03-01
  formerly "Northern Junior College" through 1989-06-30
}
institution SCC "Southern College" {
  kind two-year  unit semester  grades us
  accredited by "GLC" from 1970-01-01 through 2019-06-30
}
institution EUR "European University" {
  kind four-year  unit ects  grades upside  accredited by "Ministry" from 1900-01-01
}
institution MTI "Trade Institute" { kind two-year  unit quarter  grades us }
catalog STATE version 2018 effective 2018-08-15 {
  cites "x"
  course CSCI 131 "Computing" 3 cr lower
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 141H "Honors Programming I" 4 cr lower same-as CSCI 141
  course CSCI 241 "Programming II" 4 cr lower
  course CSCI 480 "Topics" 1..4 cr upper
  course MATH 121 "Calculus I" 4 cr lower
  course MATH 122 "Calculus II" 4 cr lower
  course HIST 210 "World History" 3 cr lower attributes GE.HUM, GE.GLOBAL
  course PHIL 110 "Philosophy" 3 cr lower attributes GE.HUM
  course PHYS 131 "Physics I" 4 cr lower
  course PHYS 132 "Physics II" 4 cr lower
  course WRIT 101 "Writing" 3 cr lower
  course WRIT 101L "Workshop" 1 cr lower
  course CHEM 121 "Chemistry" 4 cr lower
  course CHEM 131 "Life Chemistry" 4 cr lower
  course ART 110 "Studio" 6 cr lower
  course ACC 171 "Accounting" 3 cr lower
  course STAT 120 "Statistics" 3 cr lower
  course BIOL 110 "Biology" 4 cr lower
  course BUS 110 "Business" 3 cr lower
  course IT 250 "Clouds" 4 cr upper
  renamed CSCI 101 to CSCI 141 from 2019-08-15
}
"""


CONVERT = "convert quarter -> semester by 2/3 round half-up to 0.01 per course"
STATE = InstitutionId("STATE")
AS_OF = date(2024, 9, 1)
LEARNER = Learner(LearnerId("learner"), admitted=date(2024, 8, 20))
REQUESTED = date(2024, 8, 25)


def policy(statements: str = "", convert: str = CONVERT) -> str:
    """Write a policy of the state university: quarter credit counts two thirds."""
    head = "policy p for STATE version 1 effective 2000-01-01"
    return f'{head} {{ cites "x" governed by requested {convert} {statements} }}\n'


def agreement(rules: str, sender: str = "NCC", name: str = "a") -> str:
    """Write an agreement with a sender, in force since 2020 and governed by request."""
    head = f"agreement {name} from {sender} to STATE version 1 effective 2020-01-01"
    return f'{head} {{ cites "x" governed by requested {rules} }}\n'


def equivalencies(rules: str, sender: str = "NCC", name: str = "own") -> str:
    """Write what the state university grants by itself."""
    head = f"equivalencies {name} from {sender} to STATE version 1 effective 2000-01-01"
    return f'{head} {{ cites "x" governed by requested {rules} }}\n'


@cache
def rulebook_of(text: str) -> Rulebook:
    """Compile policies beside the world; they must be without errors."""
    compiled = compile_policies({"world.art": WORLD, "policy.art": text})
    problems = [f"{one.place}: {one.message}" for one in compiled.report.errors]
    assert not problems, problems
    assert compiled.rulebook is not None
    return compiled.rulebook


_COUNT = iter(range(10**9))


def took(
    code: str,
    grade: str | None = "B",
    credit: str | None = "5 quarter",
    on: str | None = "2024-06-10",
    **facts: Any,  # noqa: ANN401 - a test names the model's own fields
) -> CourseAttempt:
    """Make a course attempt; further facts are named as in the model."""
    institution, _, local = code.partition(":")
    amount, _, unit = (credit or "").partition(" ")
    return replace(
        CourseAttempt(
            LearningId(f"c{next(_COUNT):06d}"),
            CourseCode.read(institution, local),
            local,
            credits=Fraction(amount) if amount else None,
            unit=CreditUnit(unit) if unit else CreditUnit.UNKNOWN,
            grade=None if grade is None else Mark(grade),
            completed=None if on is None else date.fromisoformat(on),
        ),
        **facts,
    )


def record(*learnings: Learning, learner: Learner = LEARNER) -> LearnerRecord:
    """Put learnings in a record, each institution's on one transcript."""
    by: dict[InstitutionId, list[Learning]] = {}
    for one in learnings:
        if isinstance(one, CourseAttempt):
            by.setdefault(one.code.institution, []).append(one)
        elif isinstance(one, ConferredAward):
            by.setdefault(one.institution, []).append(one)
    transcripts = tuple(
        Transcript(
            institution,
            courses=tuple(one for one in held if isinstance(one, CourseAttempt)),
            awards=tuple(one for one in held if isinstance(one, ConferredAward)),
        )
        for institution, held in by.items()
    )
    return LearnerRecord(
        learner,
        REQUESTED,
        transcripts,
        exams=tuple(one for one in learnings if isinstance(one, ExamSitting)),
        credentials=tuple(one for one in learnings if isinstance(one, Credential)),
        trainings=tuple(one for one in learnings if isinstance(one, Training)),
        portfolios=tuple(one for one in learnings if isinstance(one, Portfolio)),
    )


def evaluated(
    text: str,
    brought: LearnerRecord | tuple[Learning, ...],
    as_of: date = AS_OF,
    known_at: date | None = None,
) -> Evaluation:
    """Evaluate what a learner brings under some policies."""
    held = brought if isinstance(brought, LearnerRecord) else record(*brought)
    return evaluate(rulebook_of(text), held, as_of, known_at, receiving=STATE)


def came(text: str, *brought: Learning) -> list[str]:
    """Return every line of a record as text."""
    return lines_of(evaluated(text, brought))


def line(text: str, *brought: Learning) -> Line:
    """Return the one line that learnings come to."""
    (only,) = evaluated(text, brought).lines
    return only


def lines_of(evaluation: Evaluation) -> list[str]:
    """Write every line of an evaluation."""
    return [as_text(evaluation, one) for one in evaluation.lines]


def as_text(evaluation: Evaluation, one: Line) -> str:
    """Write one line: what was brought, what it came to, and by which rule."""
    named = {learning.id: learning for learning in evaluation.record.learnings()}
    brought = " + ".join(_name(named[name]) for name in one.learning)
    targets = ", ".join(target_text(award) for award in one.targets)
    by = f" by {one.rule}" if one.rule else ""
    return f"{brought}: {one.status} {targets}".strip() + by


def target_text(award: CreditAward) -> str:
    """Write what is given, and how much."""
    match award.kind:
        case AwardKind.COURSE:
            what = "?" if award.code is None else award.code.local
        case AwardKind.ELECTIVE:
            parts = ("elective", award.subject or "", award.level or "")
            what = " ".join(part for part in parts if part)
        case AwardKind.REQUIREMENT | AwardKind.BLOCK:
            what = f"{award.kind} {award.title}"
    return f"{what} {number_text(award.credits)}"


def reasons(one: Line) -> list[str]:
    """List the kinds of reason on a line."""
    return [str(reason.code) for reason in one.reasons]


def needs(one: Line) -> list[str]:
    """List what would settle a line."""
    return [reason.needs for reason in one.reasons if reason.needs]


def counted(evaluation: Evaluation) -> Fraction:
    """Add up what is awarded or elective."""
    return sum(
        (
            amount
            for one in evaluation.lines
            for status, amount in one.split.by_status
            if status in (Status.AWARDED, Status.ELECTIVE)
        ),
        Fraction(0),
    )


def _name(learning: Learning) -> str:
    match learning:
        case CourseAttempt():
            return str(learning.code)
        case ExamSitting():
            return learning.exam
        case Credential():
            return learning.achievement
        case Training():
            return learning.exhibit
        case Portfolio():
            return learning.portfolio
        case ConferredAward():
            return learning.title
