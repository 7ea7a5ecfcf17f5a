"""Worth: how much credit a missing course stands for, where shortfalls are compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from articulate.audit.membership import Surroundings
from articulate.model.course import CourseVersion
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import VersionId
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.in_force import in_force
from articulate.rulebook.pools import CourseSelector, OneCourse, selects
from articulate.rulebook.rulebook import Rulebook

_BESIDE = "worth of courses"

UNLISTED_COURSE = Fraction(3)
"""What a missing course stands for that no catalog lists; most courses carry this much.

It never adds to credit: it only says which of two incomplete allocations lacks less."""


@dataclass(frozen=True)
class Worth:
    """The receiving catalog's credit, for comparing what is missing."""

    courses: tuple[CourseVersion, ...]
    around: Surroundings

    @cached_property
    def _by_identity(self) -> Mapping[CourseIdentity, CourseVersion]:
        found = {}
        for course in self.courses:
            identity = self.around.identities.of(course.code, self.around.named_on)
            found[identity] = course
        return MappingProxyType(found)

    def listed(self, identity: CourseIdentity) -> CourseVersion | None:
        """Return the course as the catalog lists it, None when it does not."""
        return self._by_identity.get(identity)

    def of(self, selectors: Iterable[CourseSelector]) -> Fraction:
        """Return the least credit of a course that one of *selectors* describes."""
        amounts = []
        for selector in selectors:
            if isinstance(selector, OneCourse):
                identity = self.around.identities.of(
                    selector.code, self.around.named_on
                )
                course = self._by_identity.get(identity)
                listed = [] if course is None else [course]
            else:
                listed = [one for one in self.courses if selects(selector, one.code)]
            amounts += [one.least for one in listed if one.least]
        return min(amounts, default=UNLISTED_COURSE)


def worth_for(
    rulebook: Rulebook,
    evaluation: Evaluation,
    around: Surroundings,
    held: VersionId | None = None,
) -> Worth:
    """Read the catalog in force on the day credit was requested, or the one held.

    It is read once and kept beside the rulebook, which never changes.
    """
    requested = evaluation.record.requested or evaluation.as_of
    day, known_at = around.named_on, evaluation.known_at
    key = (evaluation.receiving, requested, known_at, day, held)
    beside: dict[object, Worth] = vars(rulebook).setdefault(_BESIDE, {})
    if key not in beside:
        beside[key] = Worth(_courses(rulebook, evaluation, requested, held), around)
    return beside[key]


def _courses(
    rulebook: Rulebook, evaluation: Evaluation, requested: date, held: VersionId | None
) -> tuple[CourseVersion, ...]:
    mine = [c for c in rulebook.catalogs if c.head.receiving == evaluation.receiving]
    chosen = [c for c in mine if held is not None and c.head.version == held]
    chosen = chosen or list(in_force(mine, requested, evaluation.known_at).chosen)
    return tuple(course for c in chosen for course in c.courses)
