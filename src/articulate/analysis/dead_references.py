"""AR308: a rule gives a course that the catalog does not list on the rule's days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from articulate.analysis.problem import Problem
from articulate.analysis.voices import Opened, Voice
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import Origin, origin_key
from articulate.model.calendar import ALWAYS, Period
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.catalogs import CatalogBlock, Renaming, Retirement
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.in_force import days_of
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.targets import CourseTarget


@dataclass
class Listings:
    """What the catalogs of one institution list on which days."""

    kept: tuple[tuple[CatalogBlock, Period], ...]
    renamed: Mapping[CourseCode, tuple[Renaming, ...]]
    retired: Mapping[CourseCode, tuple[Retirement, ...]]
    _codes: dict[int, frozenset[CourseCode]] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Rulebook, institution: InstitutionId) -> "Listings":
        """Gather the catalogs of an institution."""
        mine = [one for one in book.catalogs if one.head.receiving == institution]
        heads = [one.head for one in mine]
        renamed: dict[CourseCode, tuple[Renaming, ...]] = {}
        retired: dict[CourseCode, tuple[Retirement, ...]] = {}
        for catalog in mine:
            for one in catalog.renamings:
                renamed[one.old] = (*renamed.get(one.old, ()), one)
            for gone in catalog.retirements:
                retired[gone.code] = (*retired.get(gone.code, ()), gone)
        kept = (
            (catalog, period)
            for catalog in mine
            for period in days_of(catalog.head, heads)
        )
        return cls(tuple(kept), renamed, retired)

    def knows(self, code: CourseCode) -> bool:
        """Say whether some version lists the code, or says what became of it."""
        return (
            code in self.renamed
            or code in self.retired
            or any(code in self._listed(catalog) for catalog, _ in self.kept)
        )

    def gone_in(self, code: CourseCode, period: Period) -> tuple[date | None, bool]:
        """Return the day in a period from which a code is listed no more.

        And whether it is not listed on any day of it. Only days are looked at for which
        a catalog is on file. A course that a later catalog brings is not gone.
        """
        days = sorted(self._days(code, period))
        listed = [self._is_listed(code, day) for day in days]
        if not days or listed[-1]:
            return None, False
        last = max((at for at, here in enumerate(listed) if here), default=-1)
        return days[last + 1], last < 0

    def _days(self, code: CourseCode, period: Period) -> Iterator[date]:
        changes = [one.since for one in self.renamed.get(code, ())]
        changes += [one.since for one in self.retired.get(code, ())]
        changes += [p.start for _, p in self.kept if p.start is not None]
        if period.start is not None:
            changes.append(period.start)
        for day in dict.fromkeys(changes):
            if period.contains(day) and any(p.contains(day) for _, p in self.kept):
                yield day

    def _is_listed(self, code: CourseCode, day: date) -> bool:
        return any(self._is_named(name, day) for name in self._names(code, day))

    def _names(self, code: CourseCode, day: date) -> Iterator[CourseCode]:
        """Yield the code, and what it was renamed to: that is the same course."""
        seen: dict[CourseCode, None] = {}
        left = [code]
        while left:
            name = left.pop()
            if name not in seen:
                seen[name] = None
                left += [r.new for r in self.renamed.get(name, ()) if r.since <= day]
        yield from seen

    def _is_named(self, code: CourseCode, day: date) -> bool:
        gone = [one.since for one in self.retired.get(code, ())]
        return any(
            period.contains(day)
            and code in self._listed(catalog)
            and not any((period.start or date.min) < one <= day for one in gone)
            for catalog, period in self.kept
        )

    def _listed(self, catalog: CatalogBlock) -> frozenset[CourseCode]:
        if id(catalog) not in self._codes:
            codes = frozenset(course.code for course in catalog.courses)
            self._codes[id(catalog)] = codes
        return self._codes[id(catalog)]


def dead_references(book: Rulebook, voices: Sequence[Voice]) -> Iterator[Problem]:
    """Report each course that the rules of a version give and no catalog then lists.

    A course that no version of the catalog ever listed is reported elsewhere (AR202),
    and days without a catalog on file are no evidence.
    """
    known: dict[InstitutionId, Listings] = {}
    places: dict[tuple[int, CourseCode], list[Origin]] = {}
    opened: dict[int, Opened] = {}
    for voice in voices:
        for code in _given(voice):
            opened[id(voice.opened)] = voice.opened
            key = (id(voice.opened), code)
            places.setdefault(key, []).append(voice.rule.head.origin)
    for (block, code), origins in places.items():
        if code.institution not in known:
            known[code.institution] = Listings.of(book, code.institution)
        listings = known[code.institution]
        if listings.knows(code):
            ordered = sorted(dict.fromkeys(origins), key=origin_key)
            yield from _missing(listings, opened[block], code, ordered)


def _given(voice: Voice) -> Iterator[CourseCode]:
    if isinstance(voice.rule, EquivalencyRule):
        for reading in readings_of(voice.rule.target):
            for leaf in reading:
                if isinstance(leaf, CourseTarget):
                    yield leaf.code


def _missing(
    listings: Listings, opened: Opened, code: CourseCode, origins: Sequence[Origin]
) -> Iterator[Problem]:
    name = opened.block.head.name
    for period in opened.kept or (ALWAYS,):
        day, always = listings.gone_in(code, period)
        if day is None:
            continue
        since = "" if always else f" from {day}"
        when = f"on any day of {name}" if always else f"while {name} lasts"
        yield Problem(
            Diagnostic(
                Code.COURSE_NOT_LISTED_THEN,
                origins[0],
                f"`{code.local}` is not in the catalog{since}, {when}"
                if since
                else f"`{code.local}` is not in the catalog {when}",
                _help(listings, code, day),
                also=tuple(origins[1:]),
                severity=Severity.WARNING,
            )
        )
        return


def _help(listings: Listings, code: CourseCode, day: date) -> str:
    for gone in listings.retired.get(code, ()):
        if gone.since <= day:
            return (
                f"it was retired on {gone.since}: give another course, or end it then"
            )
    return "give another course, or end the version when the course ends"
