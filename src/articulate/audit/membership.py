"""Membership: does this credit belong to that pool?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from articulate.audit.candidates import Candidate, letter_points
from articulate.model.award import AwardKind
from articulate.model.course import CourseCode, has_attribute
from articulate.model.identifiers import BlockId, GroupId, InstitutionId, Mark
from articulate.model.institution import Institution
from articulate.rulebook.course_identity import CourseIdentities, CourseIdentity
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    CourseSelector,
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

MOST_LISTS = 4096
"""How many lists of courses are remembered before they start anew."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a pool needs to know beside the credit: who is who, which course is which.

    `named_on` is the day whose course codes the pool is written in.
    """

    institutions: Mapping[InstitutionId, Institution]
    identities: CourseIdentities
    named_on: date
    _listed: dict[int, "_Listed"] = field(
        default_factory=dict, compare=False, repr=False
    )

    def listed(self, union: Union) -> "_Listed":
        """Return the courses that a union lists by their codes, and its other pools.

        A list of free electives has a hundred courses, and is asked of every course.
        """
        known = self._listed.get(id(union))
        if known is None:
            codes = [one.code for one in union.pools if isinstance(one, OneCourse)]
            rest = [one for one in union.pools if not isinstance(one, OneCourse)]
            if len(self._listed) >= MOST_LISTS:
                self._listed.clear()
            named = frozenset(self.identities.of(one, self.named_on) for one in codes)
            known = self._listed[id(union)] = _Listed(union, named, tuple(rest))
        return known


@dataclass(frozen=True, slots=True)
class _Listed:
    """A union, kept alive for its identity, with the courses it names and the rest."""

    union: Union
    courses: frozenset[CourseIdentity]
    others: tuple[Pool, ...]


def belongs(
    pool: Pool,
    candidate: Candidate,
    around: Surroundings,
    groups: tuple[GroupId, ...] = (),
) -> bool:
    """Say whether *candidate* is in *pool*; *groups* are those it is applied in.

    What satisfies a requirement without hours is in pools of its attribute only.
    """
    match pool:
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return _is_course(pool, candidate, around)
        case Union():
            listed = around.listed(pool)
            if (
                candidate.identity in listed.courses
                and candidate.award.kind is not AwardKind.REQUIREMENT
            ):
                return True
            return any(belongs(one, candidate, around, groups) for one in listed.others)
        case Intersection(pools=pools):
            return all(belongs(one, candidate, around, groups) for one in pools)
        case Difference(pool=inner, without=without):
            return belongs(inner, candidate, around, groups) and not belongs(
                without, candidate, around, groups
            )
        case GroupPool(group=group):
            return group in groups
        case InstitutionKindPool() | InstitutionPool() | RoadPool():
            return _is_from(pool, candidate, around)
        case _:
            return _is(pool, candidate)


def _is_course(
    pool: CourseSelector, candidate: Candidate, around: Surroundings
) -> bool:
    if candidate.award.kind is AwardKind.REQUIREMENT:
        return False
    if isinstance(pool, OneCourse):
        return candidate.identity is not None and (
            candidate.identity == around.identities.of(pool.code, around.named_on)
        )
    if candidate.award.code is None:
        return isinstance(pool, WholeSubject) and pool.subject == candidate.subject
    return any(selects(pool, name) for name in candidate.names)


def _is_from(
    pool: InstitutionKindPool | InstitutionPool | RoadPool,
    candidate: Candidate,
    around: Surroundings,
) -> bool:
    match pool:
        case RoadPool(road=Road.RESIDENCE):
            return candidate.in_residence
        case RoadPool(road=road):
            return candidate.roads == {road}
        case InstitutionPool(institution=institution):
            return candidate.institutions == {institution}
        case InstitutionKindPool(kind=kind):
            known = [around.institutions.get(one) for one in candidate.institutions]
            return bool(known) and all(
                one is not None and one.kind is kind for one in known
            )


def _is(
    pool: SubjectPool | AttributePool | LevelPool | AnyCourse | GradedPool,
    candidate: Candidate,
) -> bool:
    if isinstance(pool, AttributePool):
        return has_attribute(candidate.award.attributes, pool.attribute)
    if candidate.without_hours:
        return False
    match pool:
        case SubjectPool(subjects=subjects):
            return candidate.subject in subjects
        case LevelPool(level=level):
            return candidate.award.level is level
        case AnyCourse():
            return True
        case GradedPool(graded=graded):
            if graded is GradedAs.LETTER:
                return is_letter_graded(candidate)
            return is_pass_graded(candidate)


def is_letter_graded(candidate: Candidate) -> bool:
    """Say whether every grade behind the credit has a place in its scale's order."""
    return bool(candidate.grades) and all(
        letter_points(grade) is not None for grade in candidate.grades
    )


def is_pass_graded(candidate: Candidate) -> bool:
    """Say whether every grade behind the credit is passed without such a place."""
    return bool(candidate.grades) and all(
        grade.scale is not None and grade.mark in grade.scale.passes
        for grade in candidate.grades
    )


def graded_as(candidate: Candidate) -> tuple[tuple[Mark, BlockId | None], ...]:
    """List the marks behind the credit, each with the name of its scale."""
    return tuple(
        [
            (grade.mark, None if grade.scale is None else grade.scale.id)
            for grade in candidate.grades
        ]
    )


def names_course(pool: Pool, code: CourseCode) -> bool:
    """Say whether a pool names or describes a course by its code."""
    match pool:
        case Union(pools=pools):
            return any(names_course(one, code) for one in pools)
        case Intersection(pools=pools):
            return all(names_course(one, code) for one in pools)
        case Difference(pool=inner, without=without):
            return names_course(inner, code) and not names_course(without, code)
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return selects(pool, code)
        case _:
            return False


def groups_in(pool: Pool) -> frozenset[GroupId]:
    """Return the groups that a pool names."""
    match pool:
        case GroupPool(group=group):
            return frozenset({GroupId(group)})
        case Union(pools=pools) | Intersection(pools=pools):
            return frozenset[GroupId]().union(*map(groups_in, pools))
        case Difference(pool=inner, without=without):
            return groups_in(inner) | groups_in(without)
        case _:
            return frozenset()
