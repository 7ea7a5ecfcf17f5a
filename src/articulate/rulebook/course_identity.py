"""Course identity: which course a code named on a day, whatever it is called later.

A renaming carries a course from one code to the next, a retirement ends it, so that the
same code names another course afterwards, and cross-listed codes are one course.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.catalogs import CatalogBlock, Renaming, Retirement
from articulate.rulebook.in_force import in_force, recorded_by
from articulate.rulebook.rulebook import Rulebook

_BESIDE = "course identities"


@dataclass(frozen=True, slots=True)
class CourseIdentity:
    """One course over time: its latest code, and the day that code was retired.

    Two codes with the same identity are the same course.
    """

    code: CourseCode
    retired: date | None = None


@dataclass(frozen=True)
class CourseIdentities:
    """What one institution's catalogs say about which course is which."""

    catalogs: tuple[CatalogBlock, ...] = ()
    known_at: date | None = None

    def of(self, code: CourseCode, on: date) -> CourseIdentity:
        """Return the course that *code* named *on* a day.

        A code that no catalog lists any more on that day is read as the course it last
        was.
        """
        if self.plain:
            return CourseIdentity(code)
        own = self.alone(code, on)
        return self._same_as.get(own, own)

    def taken(self, code: CourseCode, on: date) -> CourseIdentity:
        """Return the course that an attempt of *code*, ended *on* a day, was of.

        Unlike a code in a rule, one on a transcript after its retirement names another
        course, whether or not a catalog lists it by then.
        """
        retired = any(r.since <= on for r in self._retired.get(code, ()))
        own = self._forward(code, on) if retired else self.alone(code, on)
        return self._same_as.get(own, own)

    @cached_property
    def plain(self) -> bool:
        """Whether every code has always named one course, and one course one code."""
        return not self._mentioned and not self._retired

    def steady(self, code: CourseCode) -> bool:
        """Say whether *code* has always named one course, and is its only code."""
        return code not in self._everywhere_mentioned and code not in self._retired

    @cached_property
    def _everywhere_mentioned(self) -> frozenset[CourseCode]:
        return frozenset(self._mentioned)

    def names_on(self, code: CourseCode, on: date, day: date) -> frozenset[CourseCode]:
        """Return what the course that *code* named *on* a day is called on another.

        Cross-listed names are included; a course not known by then keeps its code.
        """
        if self.plain:
            return frozenset({code})
        wanted = self.of(code, on)
        current = {
            other
            for other in (*self._mentioned, code)
            if self.of(other, day) == wanted and self._named(other, day)
        }
        return frozenset(current or {code})

    def alone(self, code: CourseCode, on: date) -> CourseIdentity:
        """Return the course that *code* named *on* a day, cross-listings aside."""
        if code not in self._renamed and code not in self._retired:
            return CourseIdentity(code)
        return self._forward(code, self._day_read(code, on))

    def _forward(self, code: CourseCode, day: date) -> CourseIdentity:
        while True:
            renaming = min(
                (r for r in self._renamed.get(code, ()) if r.since > day),
                key=lambda r: r.since,
                default=None,
            )
            retired = min(
                (r.since for r in self._retired.get(code, ()) if r.since > day),
                default=None,
            )
            if renaming is None or (retired is not None and retired <= renaming.since):
                return CourseIdentity(code, retired)
            code, day = renaming.new, renaming.since

    def _day_read(self, code: CourseCode, on: date) -> date:
        """Return the day to read a code on: *on*, or the last day it named a course."""
        ends = [r.since for r in self._renamed.get(code, ()) if r.since <= on]
        ends += [r.since for r in self._retired.get(code, ()) if r.since <= on]
        starts = [r.since for r in self._renamed_to.get(code, ()) if r.since <= on]
        if not ends or max(starts, default=date.min) >= max(ends):
            return on
        if self._listed(code, on):
            return on
        return max(ends) - timedelta(days=1)

    def _named(self, code: CourseCode, day: date) -> bool:
        """Say whether the code was in use on a day: given and not yet taken."""
        starts = [r.since for r in self._renamed_to.get(code, ())]
        if starts and min(starts) > day and not self._listed(code, day):
            return False
        return self._day_read(code, day) == day

    def _listed(self, code: CourseCode, on: date) -> bool:
        chosen = in_force(self.catalogs, on, self.known_at).chosen
        return any(course.code == code for c in chosen for course in c.courses)

    @cached_property
    def _known(self) -> tuple[CatalogBlock, ...]:
        return tuple(c for c in self.catalogs if recorded_by(c.head, self.known_at))

    @cached_property
    def _renamings(self) -> tuple[Renaming, ...]:
        return tuple(dict.fromkeys(r for c in self._known for r in c.renamings))

    @cached_property
    def _renamed(self) -> Mapping[CourseCode, tuple[Renaming, ...]]:
        return _by_code((r.old, r) for r in self._renamings)

    @cached_property
    def _renamed_to(self) -> Mapping[CourseCode, tuple[Renaming, ...]]:
        return _by_code((r.new, r) for r in self._renamings)

    @cached_property
    def _retired(self) -> Mapping[CourseCode, tuple[Retirement, ...]]:
        every = dict.fromkeys(r for c in self._known for r in c.retirements)
        grouped: dict[CourseCode, tuple[Retirement, ...]] = {}
        for one in every:
            grouped[one.code] = (*grouped.get(one.code, ()), one)
        return MappingProxyType(grouped)

    @property
    def mentioned(self) -> tuple[CourseCode, ...]:
        """Every code that was renamed or is cross-listed, in canonical order."""
        return self._mentioned

    @cached_property
    def _mentioned(self) -> tuple[CourseCode, ...]:
        named = {code for r in self._renamings for code in (r.old, r.new)}
        for catalog in self._known:
            for course in catalog.courses:
                if course.same_as:
                    named |= {course.code, *course.same_as}
        return tuple(sorted(named))

    @cached_property
    def _same_as(self) -> Mapping[CourseIdentity, CourseIdentity]:
        """Map each cross-listed course to the one that stands for all of them."""
        stands: dict[CourseIdentity, frozenset[CourseIdentity]] = {}
        for catalog in self._known:
            since = catalog.head.effective.start or date.min
            for course in catalog.courses:
                if not course.same_as:
                    continue
                together = frozenset(
                    self.alone(code, since) for code in (course.code, *course.same_as)
                )
                for one in together:
                    together |= stands.get(one, frozenset())
                stands |= dict.fromkeys(together, together)
        return MappingProxyType(
            {one: min(many, key=_order) for one, many in stands.items()}
        )


def identities_of(
    rulebook: Rulebook, institution: InstitutionId, known_at: date | None = None
) -> CourseIdentities:
    """Gather what an institution's catalogs, as known by a day, say of its courses.

    It is gathered once and kept beside the rulebook, which never changes.
    """
    beside = vars(rulebook).setdefault(_BESIDE, {})
    known: dict[tuple[InstitutionId, date | None], CourseIdentities] = beside
    key = (institution, known_at)
    if key not in known:
        mine = tuple(c for c in rulebook.catalogs if c.head.receiving == institution)
        known[key] = CourseIdentities(mine, known_at)
    return known[key]


def _by_code(
    pairs: Iterable[tuple[CourseCode, Renaming]],
) -> Mapping[CourseCode, tuple[Renaming, ...]]:
    grouped: dict[CourseCode, tuple[Renaming, ...]] = {}
    for code, one in pairs:
        grouped[code] = (*grouped.get(code, ()), one)
    return MappingProxyType(grouped)


def _order(identity: CourseIdentity) -> tuple[CourseCode, date]:
    return (identity.code, identity.retired or date.max)
