"""Answers for recounting: what a degree asks of courses and grades, each asked once.

Thousands of learners bring the same few courses and grades. What is asked, and what it
is asked of, goes by identity, and is kept with its answer so that it stays the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.candidates import Candidate
from articulate.audit.eligibility import Eligibility
from articulate.audit.membership import Surroundings, belongs
from articulate.model.answer import Answer
from articulate.model.award import AwardKind
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    Difference,
    Intersection,
    LevelPool,
    OneCourse,
    Pool,
    Union,
    WholeSubject,
)
from articulate.rulebook.requirements import LeastGrade, Qualifier

_MOST = 4096
"""How many answers of a sort are kept before they start anew."""
_OF_COURSES = (
    *(OneCourse, CourseRange, CoursePattern, WholeSubject),
    *(AnyCourse, AttributePool, LevelPool),
)


_Seen = tuple[bool, object, object, object, object]
"""Whether a course is in a pool, and all that was seen of it, for its identity."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one degree version's pools and qualifiers say, whoever the learner is."""

    around: Surroundings
    _pools: dict[int, tuple[Pool, dict[int, _Seen] | None]] = field(
        default_factory=dict
    )
    _grades: dict[tuple[int, int], tuple[bool, object]] = field(default_factory=dict)
    _points: dict[int, tuple[Fraction | None, SeenGrade]] = field(default_factory=dict)

    def inside(
        self, pool: Pool, candidates: Sequence[Candidate], among: Iterable[int]
    ) -> list[int]:
        """List those of some candidates that are in a pool."""
        if id(pool) not in self._pools:
            self._pools[id(pool)] = (pool, {} if _is_of_courses(pool) else None)
        known = self._pools[id(pool)][1]
        if known is None:
            around = self.around
            return [one for one in among if belongs(pool, candidates[one], around)]
        found = []
        for place in among:
            one = candidates[place]
            award = one.award
            seen = known.get(id(one.identity))
            if (
                seen is None
                or seen[1] is not one.identity
                or seen[2] is not one.names
                or seen[3] != award.attributes
                or seen[4] is not award.level
                or award.kind is not AwardKind.COURSE
            ):
                holds = belongs(pool, one, self.around)
                self._keep(known, one, holds=holds)
            else:
                holds = seen[0]
            if holds:
                found.append(place)
        return found

    def _keep(self, known: dict[int, _Seen], one: Candidate, *, holds: bool) -> None:
        """Keep what a pool says of a course, whoever took it."""
        award = one.award
        if award.code is not None and award.kind is AwardKind.COURSE:
            if len(known) >= _MOST:
                known.clear()
            seen = (one.identity, one.names, award.attributes, award.level)
            known[id(one.identity)] = (holds, *seen)

    def meets(self, one: Candidate, asked: Qualifier, asking: Eligibility) -> bool:
        """Say whether credit is what a qualifier asks for."""
        if not isinstance(asked, LeastGrade) or not _has_one_grade(one):
            return asking.asked(one, asked) is Answer.MET
        grade = one.grades[0]
        known = self._grades.get((id(asked), id(grade)))
        if known is None:
            if len(self._grades) >= _MOST:
                self._grades.clear()
            met = asking.asked(one, asked) is Answer.MET
            known = self._grades[id(asked), id(grade)] = (met, (asked, grade))
        return known[0]

    def points(self, one: Candidate) -> Fraction | None:
        """Return the grade points of credit, None where it is not letter graded."""
        if not _has_one_grade(one):
            return one.points
        grade = one.grades[0]
        known = self._points.get(id(grade))
        if known is None:
            if len(self._points) >= _MOST:
                self._points.clear()
            known = self._points[id(grade)] = (one.points, grade)
        return known[0]


def _has_one_grade(one: Candidate) -> bool:
    return len(one.grades) == 1 and one.average is None


def _is_of_courses(pool: Pool) -> bool:
    """Say whether a pool asks of a course only what it is, not who took it or how."""
    match pool:
        case Union(pools=pools) | Intersection(pools=pools):
            return all(map(_is_of_courses, pools))
        case Difference(pool=inner, without=without):
            return _is_of_courses(inner) and _is_of_courses(without)
        case _:
            return isinstance(pool, _OF_COURSES)
