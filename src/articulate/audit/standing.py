"""Standing: in which of several pools credit is, asked once for each kind of credit.

Most of what pools ask is of the course, not of the learner who took it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from articulate.audit.candidates import Candidate
from articulate.audit.membership import Surroundings, belongs, graded_as
from articulate.audit.plan import Path
from articulate.model.award import AwardKind
from articulate.model.course import CourseCode
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    Difference,
    GradedPool,
    GroupPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    OneCourse,
    Pool,
    RoadPool,
    SubjectPool,
    Union,
    WholeSubject,
)

MOST_KINDS = 2048
"""How many kinds of credit are remembered before they start anew."""

Place = tuple[Pool, Path]
"""A pool, and the groups in which credit is applied when it is asked about."""
Kind = tuple[object, ...]
"""All that any of the pools looks at in credit."""


class Look(StrEnum):
    """What a pool looks at in credit."""

    COURSE = "course"
    MARKS = "level and attributes"
    WHENCE = "where it is from"
    GRADES = "grades"


@dataclass(slots=True)
class Numbering:
    """Gives every pool its number."""

    numbers: dict[Place, int] = field(default_factory=dict)

    def of(self, pool: Pool, path: Path = ()) -> int:
        """Return the number of a pool, the same for the same pool."""
        return self.numbers.setdefault((pool, path), len(self.numbers))


@dataclass(frozen=True, slots=True)
class Standing:
    """In which pools credit of one kind is, by number, and the leaves from these."""

    within: frozenset[int]
    leaves: tuple[int, ...]


_Kept = tuple[Standing, CourseIdentity | None, frozenset[CourseCode]]
"""The standing of a kind of credit, with the course by whose identity it goes."""


_Course = tuple[
    Standing, object, object, object, object, object, object, object, object
]
"""Where a course was when somebody took it, and all that pools saw of it then."""


@dataclass(frozen=True, eq=False)
class NumberedPools:
    """Pools by number, and the numbers of those that a degree's leaves are from."""

    places: tuple[Place, ...]
    around: Surroundings
    leaves: tuple[int, ...] = ()
    _known: dict[Kind, _Kept] = field(default_factory=dict)
    _courses: dict[int, _Course] = field(default_factory=dict)

    def standings(self, candidates: Iterable[Candidate]) -> list[Standing]:
        """Say in which pools each candidate is.

        Nearly all are courses as somebody took them before, which is seen at a glance.
        """
        courses, graded = self._courses, self._looks[-1]
        found = []
        for one in candidates:
            award = one.award
            known = courses.get(id(one.identity))
            if (
                known is None
                or known[1] is not one.identity
                or known[2] is not one.names
                or known[3] is not award.level
                or known[4] is not one.roads
                or known[5] is not one.institutions
                or known[6] is not one.in_residence
                or known[7] != award.subject
                or known[8] != award.attributes
                or award.kind is not AwardKind.COURSE
            ):
                standing = self.standing(one)
                if award.kind is AwardKind.COURSE and award.code and not graded:
                    self._keep(one, standing)
                found.append(standing)
            else:
                found.append(known[0])
        return found

    def _keep(self, one: Candidate, standing: Standing) -> None:
        """Keep where a course is, by what any pool sees of it but grades."""
        award = one.award
        if len(self._courses) >= MOST_KINDS:
            self._courses.clear()
        self._courses[id(one.identity)] = (
            standing,
            one.identity,
            one.names,
            award.level,
            one.roads,
            one.institutions,
            one.in_residence,
            award.subject,
            award.attributes,
        )

    def standing(self, one: Candidate) -> Standing:
        """Say in which pools credit is."""
        kind = self._kind(one)
        kept = self._known.get(kind)
        if kept is None:
            if len(self._known) >= MOST_KINDS:
                self._known.clear()
            within = frozenset(self._within(one))
            leaves = tuple(
                leaf for leaf, pool in enumerate(self.leaves) if pool in within
            )
            kept = (Standing(within, leaves), one.identity, one.names)
            self._known[kind] = kept
        return kept[0]

    def _kind(self, one: Candidate) -> Kind:
        """Return what pools look at; a course goes by identity, and is kept for it."""
        award = one.award
        course, marks, whence, grades = self._looks
        without_hours = award.kind is AwardKind.REQUIREMENT and one.without_hours
        kind: Kind = (award.kind, without_hours)
        if course:
            code = award.code
            kind += (id(one.identity), id(one.names), code is None, one.subject)
        if marks:
            kind += (award.level, award.attributes)
        if whence:
            kind += (one.in_residence, one.roads, one.institutions)
        if grades:
            kind += graded_as(one)
        return kind

    @cached_property
    def _looks(self) -> tuple[bool, ...]:
        """Whether any of the pools looks at each thing that there is to look at."""
        looks = {look for pool, _ in self.places for look in _looks_at(pool)}
        return tuple(look in looks for look in Look)

    def _within(self, one: Candidate) -> Iterator[int]:
        if one.identity is not None and one.award.kind is not AwardKind.REQUIREMENT:
            yield from self._naming.get(one.identity, ())
        for number in self._describing:
            pool, path = self.places[number]
            if belongs(pool, one, self.around, path):
                yield number

    @cached_property
    def _naming(self) -> Mapping[CourseIdentity, list[int]]:
        """The pools of named courses only, by each of these courses."""
        around = self.around
        found: dict[CourseIdentity, list[int]] = {}
        for number, (pool, _) in enumerate(self.places):
            for one in _courses_in(pool):
                course = around.identities.of(one.code, around.named_on)
                found.setdefault(course, []).append(number)
        return found

    @cached_property
    def _describing(self) -> tuple[int, ...]:
        """The pools that describe courses or other credit."""
        return tuple(
            number
            for number, (pool, _) in enumerate(self.places)
            if not _courses_in(pool)
        )


def _courses_in(pool: Pool) -> tuple[OneCourse, ...]:
    """List the courses of a pool that names nothing else; none of any other pool."""
    parts: Iterable[Pool] = pool.pools if isinstance(pool, Union) else (pool,)
    named = tuple(one for one in parts if isinstance(one, OneCourse))
    return named if len(named) == len(tuple(parts)) else ()


def _looks_at(pool: Pool) -> Iterator[Look]:
    """Yield what a pool looks at; that it is a requirement, or without hours, all do.

    In which group credit is applied is no matter of the credit.
    """
    match pool:
        case Union(pools=pools) | Intersection(pools=pools):
            for one in pools:
                yield from _looks_at(one)
        case Difference(pool=inner, without=without):
            yield from _looks_at(inner)
            yield from _looks_at(without)
        case OneCourse() | CourseRange() | CoursePattern():
            yield Look.COURSE
        case WholeSubject() | SubjectPool():
            yield Look.COURSE
        case AttributePool() | LevelPool():
            yield Look.MARKS
        case InstitutionKindPool() | InstitutionPool() | RoadPool():
            yield Look.WHENCE
        case GradedPool():
            yield Look.GRADES
        case AnyCourse() | GroupPool():
            return
