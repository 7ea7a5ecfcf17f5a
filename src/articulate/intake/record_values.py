"""A validated record becomes values of the model; nothing of the edge passes on."""

from collections.abc import Mapping

from articulate.intake.record_shape import (
    AwardShape,
    CourseShape,
    CredentialShape,
    EvidenceShape,
    ExamShape,
    LearnerShape,
    MilestoneShape,
    PortfolioShape,
    RecordShape,
    TrainingShape,
    TranscriptShape,
)
from articulate.model.course import CourseCode
from articulate.model.credential import Credential, Evidence
from articulate.model.credit import CreditUnit
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    GroupId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
    TermCode,
    VersionId,
)
from articulate.model.learner import Learner
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, ReachedMilestone
from articulate.model.training import Training
from articulate.model.transcript import (
    ConferredAward,
    CourseAttempt,
    Decisions,
    Transcript,
)


def record_of(shape: RecordShape) -> LearnerRecord:
    """Make the record of a validated shape, exactly as it was reported."""
    return LearnerRecord(
        learner=_learner(shape.learner),
        requested=shape.requested,
        transcripts=tuple(map(_transcript, shape.transcripts)),
        exams=tuple(map(_exam, shape.exams)),
        credentials=tuple(map(_credential, shape.credentials)),
        trainings=tuple(map(_training, shape.trainings)),
        portfolios=tuple(map(_portfolio, shape.portfolios)),
        milestones=tuple(map(_milestone, shape.milestones)),
    )


def _learner(shape: LearnerShape) -> Learner:
    return Learner(
        id=LearnerId(shape.id),
        admitted=shape.admitted,
        declared=shape.declared,
        graduated=shape.graduated,
        expected=shape.expected,
        degrees=tuple(map(BlockId, shape.degrees)),
        catalog=VersionId(shape.catalog) if shape.catalog else None,
        enrolled=shape.enrolled,
        flags=tuple(sorted(shape.flags.items())),
    )


def _transcript(shape: TranscriptShape) -> Transcript:
    institution = InstitutionId(shape.institution)
    return Transcript(
        institution=institution,
        official=shape.official,
        complete=shape.complete,
        issued=shape.issued,
        courses=tuple(attempt_of(one, institution) for one in shape.courses),
        awards=tuple(_award(one, institution) for one in shape.awards),
    )


def attempt_of(shape: CourseShape, institution: InstitutionId) -> CourseAttempt:
    """Make an attempt of a course of an institution."""
    return CourseAttempt(
        id=LearningId(shape.id),
        code=CourseCode.read(institution, shape.code),
        written=shape.code,
        title=shape.title,
        credits=shape.credits,
        unit=shape.unit or CreditUnit.UNKNOWN,
        grade=_mark(shape.grade),
        underlying=_mark(shape.underlying),
        level=shape.level,
        term=TermCode(shape.term) if shape.term else None,
        completed=shape.completed,
        attributes=tuple(map(Attribute, shape.attributes)),
        delivery=shape.delivery,
        percentile=shape.percentile,
        decisions=_decisions(shape.decisions),
    )


def _award(shape: AwardShape, institution: InstitutionId) -> ConferredAward:
    return ConferredAward(
        id=LearningId(shape.id),
        institution=institution,
        title=shape.title,
        awarded=shape.awarded,
        decisions=_decisions(shape.decisions),
    )


def _exam(shape: ExamShape) -> ExamSitting:
    return ExamSitting(
        id=LearningId(shape.id),
        exam=BlockId(shape.exam),
        score=shape.score,
        subscores=tuple(sorted(shape.subscores.items())),
        taken=shape.taken,
        percentile=shape.percentile,
        decisions=_decisions(shape.decisions),
    )


def _credential(shape: CredentialShape) -> Credential:
    return Credential(
        id=LearningId(shape.id),
        achievement=shape.achievement,
        issuer=shape.issuer,
        awarded=shape.awarded,
        valid_until=shape.valid_until,
        verified=shape.verified,
        evidence=_evidence(shape.evidence),
        results=tuple(sorted(shape.results.items())),
        alignments=tuple(sorted(shape.alignments.items())),
        endorsed=shape.endorsed,
        decisions=_decisions(shape.decisions),
    )


def _training(shape: TrainingShape) -> Training:
    return Training(
        id=LearningId(shape.id),
        exhibit=shape.exhibit,
        completed=shape.completed,
        location=shape.location,
        length=shape.length,
        skill=shape.skill,
        recommended=shape.recommended,
        decisions=_decisions(shape.decisions),
    )


def _portfolio(shape: PortfolioShape) -> Portfolio:
    return Portfolio(
        id=LearningId(shape.id),
        portfolio=BlockId(shape.portfolio),
        criteria=tuple(sorted(shape.criteria.items())),
        decided=shape.decided,
        evidence=_evidence(shape.evidence),
        decisions=_decisions(shape.decisions),
    )


def _milestone(shape: MilestoneShape) -> ReachedMilestone:
    return ReachedMilestone(
        id=LearningId(shape.id),
        degree=BlockId(shape.degree),
        group=GroupId(shape.group),
        reached=shape.reached,
    )


def _evidence(shapes: tuple[EvidenceShape, ...] | None) -> tuple[Evidence, ...] | None:
    if shapes is None:
        return None
    return tuple(Evidence(one.type, one.url) for one in shapes)


def _mark(written: str | None) -> Mark | None:
    return Mark(written.strip()) if written and written.strip() else None


def _decisions(given: Mapping[str, str]) -> Decisions:
    return tuple(sorted(given.items()))
