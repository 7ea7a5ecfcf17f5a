"""One result made by hand, with a line of every status, for every explanation."""

from datetime import date
from fractions import Fraction

import pytest

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.span import Span
from articulate.explain.outline import Shown
from articulate.explain.titles import Titles
from articulate.model.audit import (
    AuditStatus,
    DegreeAudit,
    GroupResult,
    MeasureResult,
    Met,
    Placement,
)
from articulate.model.award import AwardKind, CreditAward
from articulate.model.certificate import Certificate, CertificateKind
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.evaluation import Evaluation, LimitUse
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    BlockId,
    GroupId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
    RuleId,
    Subject,
)
from articulate.model.learner import Learner
from articulate.model.line import (
    CreditSplit,
    Governing,
    GoverningAxis,
    Line,
    PassedOver,
    Status,
)
from articulate.model.reason import Reason, ReasonCode
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript

STATE = InstitutionId("STATE")
REQUESTED = Governing(
    GoverningAxis.REQUESTED, date(2024, 8, 25), "governed by requested"
)
GENERAL = "ncc-general@2024"


def attempt(place: int, code: str, *, grade: str | None, quarter: str) -> CourseAttempt:
    """One course of the sending college."""
    return CourseAttempt(
        id=LearningId(f"c{place}"),
        code=CourseCode.read("NCC", code),
        written=code,
        title=TITLES[code],
        credits=Fraction(quarter),
        unit=CreditUnit.QUARTER,
        grade=None if grade is None else Mark(grade),
        completed=date(2024, 6, 10),
    )


TITLES = {
    "CIS 120": "Programming Fundamentals",
    "CIS 130": "Object-oriented Programming I",
    "CIS 131": "Object-oriented Programming II",
    "ACC 110": "Accounting I",
    "MATH 095": "Intermediate Algebra",
    "CIS 299": "Special Topics",
    "DIES 101": "Diesel Engines I",
    "ENGL 122": "Composition & Rhetoric",
    "HIST 210": "The World since 1500",
}


def course(code: str, amount: str, applied: str | None = None) -> CreditAward:
    """A course of the receiving institution as a target."""
    return CreditAward(
        kind=AwardKind.COURSE,
        credits=Fraction(amount),
        applied=Fraction(applied or amount),
        code=CourseCode.read(STATE, code),
    )


def elective(subject: str, amount: str, applied: str | None = None) -> CreditAward:
    """Lower-division elective credit in a subject as a target."""
    return CreditAward(
        kind=AwardKind.ELECTIVE,
        credits=Fraction(amount),
        applied=Fraction(applied or amount),
        subject=Subject(subject),
        level=CourseLevel.LOWER,
    )


def split(earned: str, granted: str = "0", **by_status: str) -> CreditSplit:
    """How a line's credit was accounted for."""
    found = {Status(name.replace("_", "-")): some for name, some in by_status.items()}
    return CreditSplit(
        Fraction(earned),
        Fraction(granted),
        tuple(
            (status, Fraction(found[status])) for status in Status if status in found
        ),
    )


def ids(*names: str) -> tuple[LearningId, ...]:
    """Ids of learnings."""
    return tuple(LearningId(name) for name in names)


def pathway(line: int) -> Span:
    """A place in the agreement."""
    return Span("policies/state/ncc.art", line, 3, line, 40)


MEMO = "Memorandum 2024-117"


@pytest.fixture
def record() -> LearnerRecord:
    """What the learner brings."""
    courses = (
        attempt(1, "CIS 120", grade="B+", quarter="5"),
        attempt(2, "CIS 130", grade="B", quarter="5"),
        attempt(3, "CIS 131", grade="C", quarter="5"),
        attempt(4, "ACC 110", grade="A-", quarter="5"),
        attempt(5, "MATH 095", grade="A", quarter="5"),
        attempt(6, "CIS 299", grade="A", quarter="2"),
        attempt(7, "DIES 101", grade="B", quarter="4"),
        attempt(8, "ENGL 122", grade="D", quarter="5"),
        attempt(9, "ENGL 122", grade="B", quarter="5"),
        attempt(10, "HIST 210", grade=None, quarter="5"),
    )
    return LearnerRecord(
        learner=Learner(
            id=LearnerId("L-1001"),
            admitted=date(2024, 8, 20),
            degrees=(BlockId("bs-cs"),),
        ),
        requested=date(2024, 8, 25),
        transcripts=(Transcript(InstitutionId("NCC"), courses=courses),),
        exams=(
            ExamSitting(
                id=LearningId("e1"),
                exam=BlockId("ap-calc-bc"),
                score=Fraction(4),
                subscores=(("AB", Fraction(5)),),
                taken=date(2023, 5, 15),
            ),
        ),
    )


def awarded_lines() -> tuple[Line, ...]:
    """The lines that give credit."""
    return (
        Line(
            learning=ids("c1"),
            status=Status.AWARDED,
            rule="ncc-computing@2024/cis120",
            origin=pathway(12),
            targets=(course("CSCI 141", "3.33"),),
            governing=REQUESTED,
            reasons=(
                Reason(
                    ReasonCode.RULE_APPLIED,
                    rule="ncc-computing@2024/cis120",
                    cites=MEMO,
                    origin=pathway(12),
                ),
                Reason(
                    ReasonCode.GRADE_MET,
                    fact="grade",
                    wanted="C",
                    saw="B+",
                    operator=">=",
                    rule="ncc-computing@2024/cis120",
                    cites=MEMO,
                    text="grade >= C",
                ),
                Reason(ReasonCode.ACCREDITED, saw="2024-06-10"),
            ),
            passed_over=(
                PassedOver("ncc-computing@2021", "not in force on 2024-08-25"),
            ),
            split=split("3.33", awarded="3.33"),
        ),
        Line(
            learning=ids("c2", "c3"),
            status=Status.AWARDED,
            rule="ncc-computing@2024/cis130",
            origin=pathway(14),
            targets=(course("CSCI 241", "4"), elective("CSCI", "2.66", "1")),
            governing=REQUESTED,
            reasons=(
                Reason(
                    ReasonCode.RULE_APPLIED,
                    rule="ncc-computing@2024/cis130",
                    cites="Letter of the chair, 2024-03-02",
                    origin=pathway(14),
                ),
                Reason(
                    ReasonCode.ABOVE_LIMIT,
                    wanted="60",
                    operator="<=",
                    rule="undergraduate@2023/two-year",
                ),
            ),
            split=split("6.66", awarded="4", elective="1", accepted="1.66"),
        ),
        Line(
            learning=ids("c4"),
            status=Status.ELECTIVE,
            rule=f"{GENERAL}/acct",
            origin=CellRef("ncc-2024.xlsx", "NCC", "B", 17),
            targets=(elective("ACC", "3.33"),),
            reasons=(Reason(ReasonCode.RULE_APPLIED, rule=f"{GENERAL}/acct"),),
            split=split("3.33", elective="3.33"),
        ),
        Line(
            learning=ids("e1"),
            status=Status.AWARDED,
            rule="ap-calc-bc@2023/four",
            targets=(course("MATH 121", "4"),),
            reasons=(
                Reason(ReasonCode.RULE_APPLIED, rule="ap-calc-bc@2023/four"),
                Reason(
                    ReasonCode.SCORE_MET,
                    fact="score",
                    wanted="3",
                    saw="4",
                    operator=">=",
                    rule="ap-calc-bc@2023/four",
                    text="score >= 3",
                ),
            ),
            split=split("0", granted="4", awarded="4"),
        ),
    )


def other_lines() -> tuple[Line, ...]:
    """The lines that give nothing, or nothing yet."""
    return (
        Line(
            learning=ids("c5"),
            status=Status.DENIED,
            rule="ncc-computing@2024/dev",
            origin=pathway(28),
            reasons=(
                Reason(
                    ReasonCode.DENIED_BY_RULE,
                    wanted="level",
                    rule="ncc-computing@2024/dev",
                    cites=MEMO,
                    text="Developmental work",
                ),
            ),
            split=split("3.33", denied="3.33"),
        ),
        Line(
            learning=ids("c6"),
            status=Status.REFERRED,
            rule="ncc-computing@2024/topic",
            origin=pathway(20),
            reasons=(
                Reason(
                    ReasonCode.REFERRED_BY_RULE,
                    needs="Computer Science",
                    rule="ncc-computing@2024/topic",
                    text="Topics course: needs a syllabus",
                ),
            ),
            split=split("1.33", referred="1.33"),
        ),
        Line(
            learning=ids("c7"),
            status=Status.UNARTICULATED,
            reasons=(Reason(ReasonCode.NO_RULE_SPEAKS),),
            split=split("2.67", unarticulated="2.67"),
        ),
        Line(
            learning=ids("c8"),
            status=Status.SUPERSEDED,
            reasons=(Reason(ReasonCode.REPEATED, text="best grade", about=("c9",)),),
            split=split("3.33", superseded="3.33"),
            replaced_by=ids("c9"),
        ),
        Line(
            learning=ids("c9"),
            status=Status.ACCEPTED,
            rule=f"{GENERAL}/writ",
            targets=(course("WRIT 101", "3.33", "0"),),
            reasons=(
                Reason(ReasonCode.RULE_APPLIED, rule=f"{GENERAL}/writ"),
                Reason(ReasonCode.ABOVE_LIMIT, wanted="60", operator="<="),
            ),
            split=split("3.33", accepted="3.33"),
        ),
        Line(
            learning=ids("c10"),
            status=Status.IN_PROGRESS,
            rule="ncc-computing@2024/hist",
            targets=(),
            reasons=(Reason(ReasonCode.NO_GRADE_YET, needs="grade >= C-"),),
            split=split("3.33", in_progress="3.33"),
            residual="grade >= C-",
        ),
    )


@pytest.fixture
def evaluation(record: LearnerRecord) -> Evaluation:
    """Eleven learnings on ten lines."""
    lines = (*awarded_lines()[:3], *other_lines(), awarded_lines()[3])
    return Evaluation(
        record=record,
        as_of=date(2024, 9, 1),
        known_at=None,
        receiving=STATE,
        unit=CreditUnit.SEMESTER,
        rulebook="sha256:" + "ab" * 32,
        lines=lines,
        fixed=lines,
        limits=(
            LimitUse(
                "undergraduate@2023/two-year",
                Fraction(60),
                Fraction("12.33"),
                Fraction("4.99"),
            ),
        ),
    )


def placement(
    names: tuple[LearningId, ...], target: int, group: str, **what: str
) -> Placement:
    """One course put toward one group."""
    return Placement(
        learning=names,
        target=target,
        group=tuple(GroupId(part) for part in group.split("/")),
        credits=Fraction(what["credits"]),
        code=CourseCode.read(STATE, what["code"]) if "code" in what else None,
        label=what.get("label", ""),
    )


@pytest.fixture
def audit() -> DegreeAudit:
    """A degree with a group that is met, one that is not, and one inside another."""
    calculus = placement(ids("e1"), 0, "math", code="MATH 121", credits="4")
    first = placement(ids("c1"), 0, "core", code="CSCI 141", credits="3.33")
    second = placement(ids("c2", "c3"), 0, "core", code="CSCI 241", credits="4")
    theory = GroupResult(
        id=GroupId("theory"),
        title="Theory",
        status=Met.INCOMPLETE,
        missing=("1 of CSCI 301, CSCI 305",),
        required=Fraction(1),
        in_courses=True,
    )
    core = GroupResult(
        id=GroupId("core"),
        title="Core",
        status=Met.INCOMPLETE,
        applied=(first, second),
        missing=("Theory",),
        groups=(theory,),
        required=Fraction(3),
        counted=Fraction(2),
        in_courses=True,
    )
    math = GroupResult(
        id=GroupId("math"),
        title="Mathematics",
        status=Met.COMPLETE,
        applied=(calculus,),
        required=Fraction(1),
        counted=Fraction(1),
        in_courses=True,
    )
    free = (
        placement(ids("c4"), 0, "", label="elective ACC lower", credits="3.33"),
        placement(ids("c2", "c3"), 1, "", label="elective CSCI lower", credits="1"),
    )
    return DegreeAudit(
        degree=BlockId("bs-cs"),
        version="2024",
        status=AuditStatus.INCOMPLETE,
        credits_required=Fraction(120),
        credits_applied=Fraction("15.66"),
        groups=(core, math),
        residency=(
            MeasureResult(
                RuleId("total"),
                "credit",
                Fraction(30),
                Fraction(0),
                Met.SHORT,
                short=Fraction(30),
            ),
        ),
        gpa=(
            MeasureResult(RuleId("gpa"), "gpa", Fraction(2), Fraction("3.1"), Met.MET),
        ),
        free=free,
        certificate=Certificate(CertificateKind.FLOW, checked=True),
    )


@pytest.fixture
def titles() -> Titles:
    """What things are called."""
    return Titles(
        {
            InstitutionId("NCC"): "Northfield Community College",
            STATE: "State University",
        },
        {
            BlockId("ap-calc-bc"): "AP Calculus BC",
            BlockId("bs-cs"): "BS Computer Science",
        },
    )


@pytest.fixture
def shown(evaluation: Evaluation, audit: DegreeAudit, titles: Titles) -> Shown:
    """The whole result."""
    digest = "sha256:" + "cd" * 32
    return Shown(evaluation, digest, (audit,), titles=titles)
