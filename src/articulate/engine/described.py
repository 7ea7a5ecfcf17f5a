"""Described: what a policy's pool sees of a learning and of what it gives."""

from dataclasses import dataclass

from articulate.engine.identify import Known
from articulate.engine.learner import letter_points
from articulate.engine.situation import Situation
from articulate.model.answer import Answer, all_of, answer_of, any_of, negated
from articulate.model.award import CreditAward
from articulate.model.course import CourseCode, CourseLevel, has_attribute
from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import Attribute, InstitutionId, Subject
from articulate.model.institution import InstitutionKind
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    Difference,
    GradedAs,
    GradedPool,
    GroupPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    OneCourse,
    Pool,
    Road,
    RoadPool,
    SubjectPool,
    Union,
    WholeSubject,
    selects,
)


@dataclass(frozen=True, slots=True)
class Described:
    """One learning with its award's courses, subjects, levels and attributes.

    `road` None is an award's: no pool names it, and transfer is courses from elsewhere.
    `kind` and `level` None are not known. `letter` and `passing` say how it is graded.
    """

    road: Road | None
    institution: InstitutionId | None
    kind: InstitutionKind | None
    codes: frozenset[CourseCode]
    subjects: frozenset[Subject]
    level: CourseLevel | None
    attributes: tuple[Attribute, ...]
    letter: bool
    passing: bool


def describe(
    situation: Situation, known: Known, awards: tuple[CreditAward, ...]
) -> Described:
    """Describe a learning by what it is and, where it gives something, by that."""
    here = (
        None if known.institution is None else situation.institution(known.institution)
    )
    codes = {award.code for award in awards if award.code is not None}
    if known.code is not None:
        codes |= {known.code}
        codes |= set(situation.names(known.code, known.ended, situation.requested))
    levels = [award.level for award in awards if award.level is not None]
    attempt = known.attempt
    mark = None if attempt is None else attempt.grade
    return Described(
        road=road_of(known),
        institution=known.institution,
        kind=None if here is None else here.kind,
        codes=frozenset(codes),
        subjects=frozenset(one.subject for one in awards if one.subject is not None),
        level=levels[0] if levels else known.level,
        attributes=attributes_of(known, awards),
        letter=letter_points(known) is not None,
        passing=known.scale is not None and mark in known.scale.passes,
    )


def attributes_of(
    known: Known, awards: tuple[CreditAward, ...]
) -> tuple[Attribute, ...]:
    """Join the attributes of a learning with those of what it gives."""
    given = (mark for award in awards for mark in award.attributes)
    return tuple(dict.fromkeys((*known.attributes, *given)))


def road_of(known: Known) -> Road | None:
    """Say by which road a learning came; an award is on none that a pool names."""
    match known.learning:
        case CourseAttempt():
            return Road.RESIDENCE if known.own else Road.TRANSFER
        case ConferredAward():
            return None
        case ExamSitting():
            return Road.EXAMS
        case Credential():
            return Road.CREDENTIALS
        case Training():
            return Road.TRAINING
        case _:
            return Road.PORTFOLIOS


def in_pool(pool: Pool, one: Described) -> Answer:
    """Say whether a pool describes a learning; what is not on record is unknown."""
    match pool:
        case Union(pools=pools):
            return any_of(in_pool(part, one) for part in pools)
        case Intersection(pools=pools):
            return all_of(in_pool(part, one) for part in pools)
        case Difference(pool=inner, without=without):
            return all_of((in_pool(inner, one), negated(in_pool(without, one))))
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return answer_of(any(selects(pool, code) for code in one.codes))
        case RoadPool(road=road):
            return answer_of(one.road is road)
        case InstitutionPool(institution=institution):
            return answer_of(one.institution == institution)
        case InstitutionKindPool(kind=kind):
            if one.institution is None:
                return Answer.NOT_MET
            return Answer.UNKNOWN if one.kind is None else answer_of(one.kind is kind)
        case _:
            return _by_what_it_is(pool, one)


def _by_what_it_is(
    pool: SubjectPool | AttributePool | LevelPool | AnyCourse | GradedPool | GroupPool,
    one: Described,
) -> Answer:
    match pool:
        case SubjectPool(subjects=subjects):
            return answer_of(not one.subjects.isdisjoint(subjects))
        case AttributePool(attribute=attribute):
            return answer_of(has_attribute(one.attributes, attribute))
        case LevelPool(level=level):
            return (
                Answer.UNKNOWN if one.level is None else answer_of(one.level is level)
            )
        case AnyCourse():
            return Answer.MET
        case GradedPool(graded=graded):
            return answer_of(one.letter if graded is GradedAs.LETTER else one.passing)
        case GroupPool():
            return Answer.NOT_MET
