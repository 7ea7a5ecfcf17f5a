"""Worth: how much credit a missing course stands for, where shortfalls are compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from articulate.audit.membership import Surroundings
from articulate.model.course import CourseVersion
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import VersionId
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.in_force import in_force
from articulate.rulebook.pools import CourseSelector, OneCourse, selects
from articulate.rulebook.rulebook import Rulebook

_BESIDE = "worth of courses"
MOST_DAYS = 4096
"""For how many days catalogs are remembered before they start anew."""

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

    It is read once for each set of catalogs, and kept beside the rulebook, which never
    changes.
    """
    receiving, known_at = evaluation.receiving, evaluation.known_at
    requested = evaluation.record.requested or evaluation.as_of
    beside: dict[object, Worth] = vars(rulebook).setdefault(_BESIDE, {})
    of_day = (receiving, known_at, around.named_on, requested, held)
    worth = beside.get(of_day)
    if worth is None:
        if len(beside) >= MOST_DAYS:
            beside.clear()
        catalogs = _catalogs(rulebook, evaluation, requested, held)
        which = tuple(id(one) for one in catalogs)
        of_catalogs = (receiving, known_at, around.named_on, which)
        courses = tuple(course for one in catalogs for course in one.courses)
        worth = beside.setdefault(of_catalogs, Worth(courses, around))
        beside[of_day] = worth
    return worth


def _catalogs(
    rulebook: Rulebook, evaluation: Evaluation, requested: date, held: VersionId | None
) -> Sequence[CatalogBlock]:
    mine = [c for c in rulebook.catalogs if c.head.receiving == evaluation.receiving]
    chosen = [c for c in mine if held is not None and c.head.version == held]
    return chosen or in_force(mine, requested, evaluation.known_at).chosen
