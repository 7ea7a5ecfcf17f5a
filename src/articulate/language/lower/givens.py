"""What a test gives becomes a learner record."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from articulate.language.lower.codes import course_at
from articulate.language.lower.quantities import term_of, unit_of
from articulate.language.lower.stated import Stated, number_of, words_of
from articulate.language.syntax import codes, expectations, node, quantities
from articulate.model.calendar import TermRef
from articulate.model.course import CourseLevel
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
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    LearningBlock,
    TrainingBlock,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a test leaves unsaid: who receives, in which unit, and what blocks accept.

    `sending` is who conferred an award where the test does not say.
    """

    receiving: InstitutionId | None
    unit: CreditUnit
    sending: InstitutionId | None
    learnings: Mapping[str, LearningBlock]


def learner_record(
    written: expectations.TestBlock, as_of: date, setting: Setting
) -> LearnerRecord:
    """Make the record of a test; its learnings are g1, g2, … in the order given.

    `requested` left out is the day of `as of`.
    """
    about = Stated(
        tuple(
            fact
            for one in written.statements
            if isinstance(one, expectations.AboutLearner)
            for fact in one.facts
            if isinstance(fact, expectations.Given)
        )
    )
    record = LearnerRecord(
        _learner(written, about), requested=about.day("requested") or as_of
    )
    place = 0
    for one in written.statements:
        if isinstance(one, expectations.GivenLearning):
            place += 1
            record = _with(record, one, LearningId(f"g{place}"), setting=setting)
        elif isinstance(one, expectations.GivenMilestone):
            place += 1
            milestone = _milestone(one, LearningId(f"g{place}"))
            record = replace(record, milestones=(*record.milestones, milestone))
    return record


def _learner(written: expectations.TestBlock, about: Stated) -> Learner:
    enrolled: tuple[TermRef, ...] | None = None
    for one in written.statements:
        if isinstance(one, expectations.AboutLearner):
            for fact in one.facts:
                if isinstance(fact, expectations.Enrolled):
                    terms = tuple(term_of(term) for term in fact.terms)
                    enrolled = (*(enrolled or ()), *terms)
    catalog = about.words("catalog")
    return Learner(
        LearnerId("learner"),
        admitted=about.day("admitted"),
        declared=about.day("declared"),
        graduated=about.day("graduated"),
        expected=about.day("expected"),
        degrees=tuple(BlockId(degree) for degree in about.each("degree")),
        catalog=None if catalog is None else VersionId(catalog),
        enrolled=enrolled,
        flags=tuple((flag, truth) for flag, _, truth in about.named("flag")),
    )


def _with(
    record: LearnerRecord,
    given: expectations.GivenLearning,
    identifier: LearningId,
    *,
    setting: Setting,
) -> LearnerRecord:
    facts = Stated(given.facts)
    match given.learning:
        case codes.CourseCode() as code:
            attempt = _attempt(code, identifier, facts, setting=setting)
            return _on_transcript(record, attempt.code.institution, attempt)
        case expectations.AwardRef() as award:
            conferred = _award(award, identifier, facts, setting=setting)
            return _on_transcript(record, conferred.institution, conferred)
        case expectations.LearningRef(kind="exam", id=name):
            sitting = _sitting(name.text, identifier, facts)
            return replace(record, exams=(*record.exams, sitting))
        case expectations.LearningRef(kind="credential", id=name):
            credential = _credential(name.text, identifier, facts, setting=setting)
            return replace(record, credentials=(*record.credentials, credential))
        case expectations.LearningRef(kind="training", id=name):
            training = _training(name.text, identifier, facts, setting=setting)
            return replace(record, trainings=(*record.trainings, training))
        case expectations.LearningRef(id=name):
            portfolio = _portfolio(name.text, identifier, facts)
            return replace(record, portfolios=(*record.portfolios, portfolio))


def _on_transcript(
    record: LearnerRecord,
    institution: InstitutionId,
    learning: CourseAttempt | ConferredAward,
) -> LearnerRecord:
    """Put a learning on the transcript of its institution, which may be a new one."""
    transcripts = list(record.transcripts)
    places = [one.institution for one in transcripts]
    if institution not in places:
        places.append(institution)
        transcripts.append(Transcript(institution))
    place = places.index(institution)
    sheet = transcripts[place]
    if isinstance(learning, CourseAttempt):
        transcripts[place] = replace(sheet, courses=(*sheet.courses, learning))
    else:
        transcripts[place] = replace(sheet, awards=(*sheet.awards, learning))
    return replace(record, transcripts=tuple(transcripts))


def _attempt(
    code: codes.CourseCode,
    identifier: LearningId,
    facts: Stated,
    *,
    setting: Setting,
) -> CourseAttempt:
    institution = code.institution or setting.receiving or ""
    grade, underlying = facts.words("grade"), facts.words("underlying")
    level, term = facts.words("level"), facts.term("term")
    amount = facts.credit("credits")
    unit = CreditUnit.UNKNOWN if amount is None else setting.unit
    if isinstance(amount, quantities.Credits):
        unit = unit_of(amount.unit) or setting.unit
    return CourseAttempt(
        identifier,
        course_at(code, institution),
        code.code,
        title=facts.words("title") or "",
        credits=None if amount is None else number_of(_bare(amount)),
        unit=unit,
        grade=None if grade is None else Mark(grade),
        underlying=None if underlying is None else Mark(underlying),
        level=None if level is None else CourseLevel(level),
        term=None if term is None else TermCode(term),
        completed=facts.day("completed"),
        attributes=tuple(Attribute(text) for text in facts.each("attribute")),
        delivery=facts.words("delivery"),
        percentile=facts.number("percentile"),
        decisions=_decisions(facts),
    )


def _bare(amount: quantities.Credits | node.Number) -> node.Number:
    return amount.amount if isinstance(amount, quantities.Credits) else amount


def _award(
    award: expectations.AwardRef,
    identifier: LearningId,
    facts: Stated,
    *,
    setting: Setting,
) -> ConferredAward:
    named = award.institution
    institution = setting.sending if named is None else InstitutionId(named.text)
    return ConferredAward(
        identifier,
        institution or InstitutionId(""),
        award.title,
        awarded=facts.day("awarded") or facts.day("completed"),
        decisions=_decisions(facts),
    )


def _sitting(exam: str, identifier: LearningId, facts: Stated) -> ExamSitting:
    scores = [(name, value) for name, value, _ in facts.named("score") if value]
    subscores = tuple(
        (name, number)
        for name, value in scores
        if name and (number := number_of(value)) is not None
    )
    return ExamSitting(
        identifier,
        BlockId(exam),
        score=facts.number("score"),
        subscores=subscores,
        taken=facts.day("taken"),
        percentile=facts.number("percentile"),
        decisions=_decisions(facts),
    )


def _credential(
    block: str, identifier: LearningId, facts: Stated, *, setting: Setting
) -> Credential:
    """Make a credential of the block's own achievement and issuer, if it has any."""
    known = setting.learnings.get(block)
    achievement, issuer = block, None
    if isinstance(known, CredentialBlock):
        achievement = next(iter(known.achievements), block)
        issuer = next(iter(known.issuers), None)
    evidence = facts.each("evidence")
    return Credential(
        identifier,
        achievement,
        issuer=facts.words("issuer") or issuer,
        awarded=facts.day("awarded"),
        valid_until=facts.day("valid until"),
        verified=facts.truth("verified"),
        evidence=tuple(Evidence(type_) for type_ in evidence) if evidence else None,
        results=_levels(facts, "result"),
        alignments=_levels(facts, "alignment"),
        endorsed=facts.truth("endorsed"),
        decisions=_decisions(facts),
    )


def _training(
    block: str, identifier: LearningId, facts: Stated, *, setting: Setting
) -> Training:
    """Make a training of the block's own exhibit, where it has one."""
    known = setting.learnings.get(block)
    exhibit = block
    if isinstance(known, TrainingBlock):
        exhibit = next((name for name, _ in known.exhibits), block)
    recommended = facts.each("recommended")
    return Training(
        identifier,
        exhibit,
        completed=facts.day("completed"),
        location=facts.words("location"),
        length=facts.length("length"),
        skill=facts.number("skill"),
        recommended=recommended or None,
        decisions=_decisions(facts),
    )


def _portfolio(block: str, identifier: LearningId, facts: Stated) -> Portfolio:
    criteria = tuple(
        (name, number)
        for name, value, _ in facts.named("criterion")
        if value is not None and (number := number_of(value)) is not None
    )
    evidence = facts.each("evidence")
    return Portfolio(
        identifier,
        BlockId(block),
        criteria=criteria,
        decided=facts.day("decided"),
        evidence=tuple(Evidence(type_) for type_ in evidence) if evidence else None,
        decisions=_decisions(facts),
    )


def _milestone(
    given: expectations.GivenMilestone, identifier: LearningId
) -> ReachedMilestone:
    degree, group = given.milestone.block, given.milestone.member
    return ReachedMilestone(
        identifier,
        BlockId("" if degree is None else degree.text),
        GroupId("" if group is None else group.text),
        given.reached.value,
    )


def _levels(facts: Stated, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (about, words_of(value))
        for about, value, _ in facts.named(name)
        if value is not None
    )


def _decisions(facts: Stated) -> Decisions:
    return _levels(facts, "decision")
