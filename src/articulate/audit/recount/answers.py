"""Answers for recounting: what a degree asks of courses and grades, each asked once.

Thousands of learners bring the same few courses and grades. What is asked, and what it
is asked of, goes by identity, and is kept with its answer so that it stays the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

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


_Course = tuple[int, object, object, object, object]
"""A course's number, and all that pools see of it, for its identity."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one degree version's pools and qualifiers say, whoever the learner is.

    A course has a number, which no other one has after it.
    """

    around: Surroundings
    _pools: dict[int, tuple[Pool, dict[int | None, bool] | None]] = field(
        default_factory=dict
    )
    _courses: dict[int, _Course] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=count)
    _grades: dict[tuple[int, int], tuple[bool, object]] = field(default_factory=dict)
    _points: dict[int, tuple[Fraction | None, SeenGrade]] = field(default_factory=dict)

    def numbers(self, candidates: Sequence[Candidate]) -> list[int | None]:
        """Return the number of each course, None for other credit."""
        courses, found = self._courses, []
        for one in candidates:
            award, which = one.award, one.identity
            known = courses.get(id(which))
            if (
                known is None
                or known[1] is not which
                or known[2] is not one.names
                or known[3] is not award.level
                or known[4] != award.attributes
                or award.kind is not AwardKind.COURSE
            ):
                found.append(self._numbered(one))
            else:
                found.append(known[0])
        return found

    def _numbered(self, one: Candidate) -> int | None:
        """Give a course its number, whoever took it."""
        award, which = one.award, one.identity
        if award.kind is not AwardKind.COURSE or award.code is None:
            return None
        if len(self._courses) >= _MOST:
            self._courses.clear()
        number = next(self._numbers)
        known = (number, which, one.names, award.level, award.attributes)
        self._courses[id(which)] = known
        return number

    def of_courses(self, pool: Pool) -> dict[int | None, bool] | None:
        """Return what is known of courses by number, None where a pool asks for more.

        What was taken how, and by whom, is no matter of the course.
        """
        known = self._pools.get(id(pool))
        if known is None:
            known = (pool, {} if _is_of_courses(pool) else None)
            self._pools[id(pool)] = known
        return known[1]

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


@dataclass(frozen=True, slots=True)
class Inside:
    """Says which of one learner's credit is in a pool; `numbers` are of its courses."""

    answers: Answers
    candidates: Sequence[Candidate]
    numbers: Sequence[int | None]

    @classmethod
    def of(cls, answers: Answers, candidates: Sequence[Candidate]) -> "Inside":
        """Number the courses of a learner."""
        return cls(answers, candidates, answers.numbers(candidates))

    def pool(self, pool: Pool, among: Iterable[int]) -> list[int]:
        """List those of some candidates that are in a pool."""
        around = self.answers.around
        known = self.answers.of_courses(pool)
        if known is None:
            return [one for one in among if belongs(pool, self.candidates[one], around)]
        found, numbers = [], self.numbers
        for place in among:
            holds = known.get(numbers[place])
            if holds is None:
                holds = belongs(pool, self.candidates[place], around)
                if len(known) >= _MOST:
                    known.clear()
                if numbers[place] is not None:
                    known[numbers[place]] = holds
            if holds:
                found.append(place)
        return found


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
