"""At hand: what a rulebook says of codes, marks and days, each looked up once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from articulate.model.course import CourseCode
from articulate.model.evaluation import Evaluation
from articulate.model.grade import GradeScale
from articulate.model.identifiers import InstitutionId, Mark
from articulate.rulebook.attendance import term_on
from articulate.rulebook.course_identity import (
    CourseIdentities,
    CourseIdentity,
    identities_of,
)
from articulate.rulebook.facts import SeenGrade
from articulate.rulebook.rulebook import Rulebook

MOST = 16_384
"""How many codes, marks and days are remembered each before they start anew."""
MOST_DAYS = 64
"""For how many days that degrees are written on."""
_BESIDE = "what candidates are read with"


_Written = tuple[str, str, str]
"""A code as a bare tuple, which is found in a third of the time."""


class NamedCourse(NamedTuple):
    """A course that a code named: what a degree calls it, which one it is, the code."""

    names: frozenset[CourseCode]
    identity: CourseIdentity
    written: str


@dataclass(frozen=True, eq=False)
class AtHand:
    """Looks up what one institution's credit is read with, for one day's degrees."""

    rulebook: Rulebook
    receiving: InstitutionId
    identities: CourseIdentities
    named_on: date
    _steady: dict[_Written, NamedCourse] = field(default_factory=dict)
    _courses: dict[tuple[_Written, date], NamedCourse] = field(default_factory=dict)
    _places: dict[tuple[InstitutionId, ...], frozenset[InstitutionId]] = field(
        default_factory=dict
    )
    _grades: dict[tuple[Mark, tuple[InstitutionId, ...]], SeenGrade] = field(
        default_factory=dict
    )
    _terms: dict[tuple[date, tuple[InstitutionId, ...]], str] = field(
        default_factory=dict
    )

    def course(self, code: CourseCode, taken: date) -> NamedCourse:
        """Return the course that *code* named on the day it was *taken*."""
        written = (code.institution, code.subject, code.number)
        known = self._steady.get(written)
        if known is None:
            known = self._courses.get((written, taken))
        if known is None:
            if len(self._steady) + len(self._courses) >= MOST:
                self._steady.clear()
                self._courses.clear()
            names = self.identities.names_on(code, taken, self.named_on)
            known = NamedCourse(names, self.identities.of(code, taken), str(code))
            if self.identities.steady(code):
                self._steady[written] = known
            else:
                self._courses[written, taken] = known
        return known

    def places(self, some: tuple[InstitutionId, ...]) -> frozenset[InstitutionId]:
        """Return some institutions as a set, one and the same for the same."""
        known = self._places.get(some)
        if known is None:
            if len(self._places) >= MOST:
                self._places.clear()
            known = self._places[some] = frozenset(some)
        return known

    def grade(self, mark: Mark, given_at: tuple[InstitutionId, ...]) -> SeenGrade:
        """Return a mark with the scale that knows it, of those who gave it or ours."""
        known = self._grades.get((mark, given_at))
        if known is None:
            if len(self._grades) >= MOST:
                self._grades.clear()
            scale = self._scale(mark, (*given_at, self.receiving))
            known = self._grades[mark, given_at] = SeenGrade(mark, scale)
        return known

    def term(self, day: date, taken_at: tuple[InstitutionId, ...]) -> str:
        """Key the term a day lies in, else the day; our own calendar comes first."""
        known = self._terms.get((day, taken_at))
        if known is None:
            if len(self._terms) >= MOST:
                self._terms.clear()
            known = self._term(day, (self.receiving, *taken_at))
            self._terms[day, taken_at] = known
        return known

    def _scale(self, mark: Mark, places: Iterable[InstitutionId]) -> GradeScale | None:
        scales = [self.rulebook.scale_of(one) for one in dict.fromkeys(places)]
        known = [one for one in scales if one is not None]
        return next((one for one in known if one.knows(mark)), next(iter(known), None))

    def _term(self, day: date, places: Iterable[InstitutionId]) -> str:
        for at in dict.fromkeys(places):
            if around := term_on(self.rulebook, at, day):
                return f"{at}:{around.code}"
        return day.isoformat()


def at_hand(rulebook: Rulebook, evaluation: Evaluation, named_on: date) -> AtHand:
    """Return what an evaluation's credit is read with; it is kept beside the rulebook.

    *named_on* is the day whose course codes the degree is written in.
    """
    beside = vars(rulebook).setdefault(_BESIDE, {})
    known: dict[tuple[InstitutionId, date | None, date], AtHand] = beside
    receiving, known_at = evaluation.receiving, evaluation.known_at
    key = (receiving, known_at, named_on)
    found = known.get(key)
    if found is None:
        if len(known) >= MOST_DAYS:
            known.clear()
        identities = identities_of(rulebook, receiving, known_at)
        found = known[key] = AtHand(rulebook, receiving, identities, named_on)
    return found
