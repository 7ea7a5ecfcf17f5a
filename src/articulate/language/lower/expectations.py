"""Tests and properties, which live with the policy."""

from collections.abc import Iterator

from articulate.language.lower.codes import Sides, course_at
from articulate.language.lower.givens import Setting, learner_record
from articulate.language.lower.heads import reference_text
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax import codes, expectations, sources
from articulate.language.syntax.node import Reference
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.identifiers import BlockId, GroupId, InstitutionId, Subject
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.policy_tests import (
    Expectation,
    ExpectationKind,
    GivenRating,
    GivenRequest,
    LearningRef,
    MonotoneProperty,
    NoWorseProperty,
    PolicyProperty,
    PolicyTest,
)

_STATUSES = {
    "denied": ExpectationKind.DENIED,
    "referred": ExpectationKind.REFERRED,
    "unarticulated": ExpectationKind.UNARTICULATED,
    "superseded": ExpectationKind.SUPERSEDED,
    "accepted not applied": ExpectationKind.ACCEPTED_NOT_APPLIED,
    "in progress": ExpectationKind.IN_PROGRESS,
    "no credit for": ExpectationKind.NO_CREDIT_FOR,
}


def policy_test(written: expectations.TestBlock, setting: Setting) -> PolicyTest:
    """Compile a test: the record it makes, and what it expects."""
    days = [
        one.on.value for one in written.statements if isinstance(one, expectations.AsOf)
    ]
    known = [
        one.on.value
        for one in written.statements
        if isinstance(one, expectations.KnownAt)
    ]
    sides = Sides((), setting.receiving)
    record = learner_record(written, days[0], setting)
    return PolicyTest(
        written.title,
        written.span,
        record,
        days[0],
        receiving=setting.receiving,
        degrees=record.learner.degrees,
        expectations=tuple(_expectations(written, sides)),
        known_at=known[0] if known else None,
        requests=tuple(
            GivenRequest(one.due.value, one.assigned)
            for one in written.statements
            if isinstance(one, expectations.GivenRequest)
        ),
        ratings=tuple(
            GivenRating(one.assessor, one.criterion, one.level.value)
            for one in written.statements
            if isinstance(one, expectations.GivenRating)
        ),
    )


def policy_properties(
    written: expectations.PropertyBlock,
) -> tuple[PolicyProperty, ...]:
    """Compile a property; one that names several facts is one for each."""
    receiving = (
        None if written.receiving is None else InstitutionId(written.receiving.text)
    )
    match written.claim:
        case expectations.Monotone(facts=facts):
            return tuple(
                MonotoneProperty(written.title, written.span, fact.text, receiving)
                for fact in facts
            )
        case expectations.NoWorse(new=new, old=old):
            names = (reference_text(new), reference_text(old))
            return (NoWorseProperty(written.title, written.span, *names, receiving),)


def _expectations(
    written: expectations.TestBlock, sides: Sides
) -> Iterator[Expectation]:
    for one in written.statements:
        match one:
            case expectations.ExpectTarget():
                yield _target(one, sides)
            case expectations.ExpectStatus():
                yield _status(one, sides)
            case expectations.ExpectAudit():
                yield _audited(one)
            case expectations.ExpectTotal(total=total):
                amount = total.amount.value
                yield Expectation(ExpectationKind.TOTAL, one.span, credits=amount)
            case expectations.ExpectResidency():
                yield _residency(one)
            case expectations.ExpectSignal(signal=signal, absent=absent):
                kind = ExpectationKind.NO_SIGNAL if absent else ExpectationKind.SIGNAL
                yield Expectation(kind, one.span, rule=reference_text(signal))
            case _:
                continue


def _target(written: expectations.ExpectTarget, sides: Sides) -> Expectation:
    kind, code, subject = ExpectationKind.COURSE, None, None
    level, attribute, title = None, "", ""
    target = written.target
    match target:
        case sources.CourseTarget(course=course):
            code = sides.course(course)
        case sources.ElectiveTarget():
            kind = ExpectationKind.ELECTIVE
            subject = None if target.subject is None else Subject(target.subject)
            level = None if target.level is None else CourseLevel(target.level)
        case sources.RequirementTarget():
            kind = ExpectationKind.REQUIREMENT
            attribute = attribute_text(target.attribute)
        case sources.BlockTarget():
            kind, title = ExpectationKind.BLOCK, target.title
        case sources.NoTarget():
            msg = "a pass lets no test expect `none`"
            raise TypeError(msg)
    amount = target.amount
    fixed = amount if isinstance(amount, sources.FixedAmount) else None
    return Expectation(
        kind,
        written.span,
        code=code,
        subject=subject,
        level=level,
        attribute=attribute,
        title=title,
        credits=None if fixed is None else fixed.credits.amount.value,
        by="" if written.by is None else reference_text(written.by),
        because=written.because or "",
    )


def _status(written: expectations.ExpectStatus, sides: Sides) -> Expectation:
    because = written.because or ""
    grounds = set(Ground)
    return Expectation(
        _STATUSES[written.status],
        written.span,
        learning=_learning(written.learning, sides),
        credits=None if written.credits is None else written.credits.amount.value,
        by="" if written.by is None else reference_text(written.by),
        ground=Ground(because) if because in grounds else None,
        because="" if because in grounds else because,
    )


def _learning(written: expectations.LearningName, sides: Sides) -> LearningRef:
    match written:
        case codes.CourseCode():
            return LearningRef(code=_sent(written, sides))
        case expectations.LearningRef(id=name):
            return LearningRef(block=BlockId(name.text))
        case expectations.AwardRef(title=title):
            return LearningRef(title=title)


def _sent(written: codes.CourseCode, sides: Sides) -> CourseCode:
    institution = written.institution
    return (
        sides.course(written)
        if institution is None
        else course_at(written, institution)
    )


def _version(written: Reference) -> str:
    return "" if written.version is None else written.version.text


def _audited(written: expectations.ExpectAudit) -> Expectation:
    degree = written.audited.block or written.audited.member
    group = written.audited.member if written.audited.block is not None else None
    return Expectation(
        ExpectationKind.DEGREE if group is None else ExpectationKind.GROUP,
        written.span,
        degree=None if degree is None else BlockId(degree.text),
        group=() if group is None else (GroupId(group.text),),
        status=written.status,
        version=_version(written.audited),
    )


def _residency(written: expectations.ExpectResidency) -> Expectation:
    degree, rule = written.residency.block, written.residency.member
    if rule is None:
        degree, rule = None, degree
    return Expectation(
        ExpectationKind.RESIDENCY,
        written.span,
        degree=None if degree is None else BlockId(degree.text),
        rule="" if rule is None else rule.text,
        credits=None if written.short is None else written.short.amount.value,
        status="met" if written.short is None else "short",
        version=_version(written.residency),
    )
