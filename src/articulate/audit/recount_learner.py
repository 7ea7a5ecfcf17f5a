"""Recounting a learner: what is read once of each grade and each course they bring.

A candidate goes by its place among everyone's: a number is told apart at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from articulate.audit.attempts import Attempts
from articulate.audit.eligibility import Eligibility
from articulate.model.answer import Answer
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.requirements import LeastGrade, Qualifier


@dataclass(frozen=True, slots=True)
class Learned:
    """What a learner brings, and what is read once of each grade and course in it."""

    asking: Eligibility
    attempts: Attempts
    _points: dict[tuple[str, int], Fraction | None] = field(default_factory=dict)
    _answers: dict[tuple[int, str, int], bool] = field(default_factory=dict)
    _courses: dict[CourseIdentity | None, list[int]] = field(default_factory=dict)

    def points(self, place: int) -> Fraction | None:
        """Return the grade points of a candidate, read once for each grade."""
        one = self.asking.candidates[place]
        if one.average is not None or len(one.grades) != 1:
            return one.points
        key = (one.grades[0].mark, id(one.grades[0].scale))
        if key not in self._points:
            self._points[key] = one.points
        return self._points[key]

    def answers(self, place: int, asked: Sequence[Qualifier]) -> bool:
        """Say whether a candidate is what every qualifier asks for."""
        one = self.asking.candidates[place]
        for qualifier in asked:
            if (
                not isinstance(qualifier, LeastGrade)
                or one.average is not None
                or len(one.grades) != 1
            ):
                if self.asking.asked(one, qualifier) is not Answer.MET:
                    return False
                continue
            key = (id(qualifier), one.grades[0].mark, id(one.grades[0].scale))
            if key not in self._answers:
                self._answers[key] = self.asking.asked(one, qualifier) is Answer.MET
            if not self._answers[key]:
                return False
        return True

    def of_courses(self, courses: frozenset[CourseIdentity]) -> list[int]:
        """List the candidates that are one of some courses."""
        if not self._courses:
            for place, one in enumerate(self.asking.candidates):
                self._courses.setdefault(one.identity, []).append(place)
        known = self._courses
        return sorted(place for one in courses for place in known.get(one, ()))
