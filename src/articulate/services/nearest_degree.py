"""The smallest changes that would complete a group or a degree, each audited again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.analysis.imagined import (
    grade_in_good_standing,
    imagined_course,
)
from articulate.analysis.nearest import Pool, Proposal, Slot, nearest, needed_of
from articulate.audit.choices import open_demands
from articulate.explain.changes import changes_words
from articulate.explain.naming import sources_of
from articulate.explain.outline import Shown
from articulate.explain.progress import is_done, progress_sentence
from articulate.model.audit import AuditStatus, DegreeAudit, GroupResult
from articulate.model.change import (
    Addition,
    Change,
    FactChange,
    MilestoneReached,
    changed,
)
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, GroupId, LearningId, Mark
from articulate.model.placing import OpenDemand
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.nearest_changes import NearestChanges, ShownChange

Path = tuple[GroupId, ...]

_EACH = 6
"""So many courses of one demand's choices are tried one by one."""

_AUDITS = 60
"""How often the record is audited again for changes of one or two facts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What should be complete: a degree, or one group of it by its path."""

    rulebook: Rulebook
    record: LearnerRecord
    asked: Asked
    degree: BlockId
    group: Path = ()

    def audit(self, record: LearnerRecord) -> DegreeAudit:
        """Audit the degree for a record as it would be."""
        return self.shown(record).audits[0]

    def shown(self, record: LearnerRecord) -> Shown:
        """Evaluate and audit a record as it would be."""
        asked = replace(self.asked, degrees=(self.degree,))
        return evaluate_record(self.rulebook, record, asked)

    def is_met(self, audit: DegreeAudit) -> bool:
        """Say whether it is complete in an audit."""
        if not self.group:
            return audit.status is AuditStatus.COMPLETE
        found = group_at(audit.groups, self.group)
        return found is not None and is_done(found.status)


def group_at(groups: Sequence[GroupResult], path: Path) -> GroupResult | None:
    """Find a group by its path; one id alone is looked for at every depth."""
    for group in groups:
        if path[0] == group.id and len(path) == 1:
            return group
        rest = path[1:] if path[0] == group.id else path
        inner = group_at(group.groups, rest)
        if inner is not None:
            return inner
    return None


def nearest_for_degree(wanted: Wanted) -> NearestChanges:
    """Find the smallest changes that would complete a degree or a group.

    Changes of one or two facts are all tried. Where none does, a set of courses is
    shown of which none can be left out; a smaller set of other courses may exist.
    """
    shown = wanted.shown(wanted.record)
    demands = [
        one
        for one in open_demands(wanted.rulebook, shown.evaluation, wanted.degree)
        if not wanted.group or _is_under(one.group, wanted.group)
    ]
    makes = _Makes(wanted)

    def shows(record: LearnerRecord) -> bool:
        return wanted.is_met(wanted.audit(record))

    what = "/".join(wanted.group) or wanted.degree
    name = f"{what} is complete"
    slots = tuple(_slots(demands, makes))
    found = nearest(wanted.record, [Pool(slots)], shows, tries=_AUDITS)
    if found.found:
        ways = tuple(_shown(wanted, changes) for changes in found.found)
        return NearestChanges(name, ways, found.tried, found.all_seen)
    everything = tuple(makes.enough(demands, shown.audits[0]))
    left, tried = needed_of(wanted.record, everything, shows)
    ways = (_shown(wanted, left),) if left else ()
    return NearestChanges(name, ways, found.tried + tried, all_seen=False)


@dataclass(frozen=True, slots=True)
class _Makes:
    """Makes the changes that could fill a demand."""

    wanted: Wanted

    def course(self, code: CourseCode, least: str = "") -> Addition:
        """Make one more course of our own, passed well enough for the demand."""
        book, day = self.wanted.rulebook, self.wanted.asked.as_of
        attempt = imagined_course(book, code, day)
        mark = Mark(least) if least else grade_in_good_standing(book, code)
        return Addition(replace(attempt, grade=mark))

    def small(self, one: OpenDemand) -> Iterator[Change]:
        """Yield single changes toward one demand: no courses but the nearest few."""
        attempts = {each.id: each for each in self.wanted.record.attempts()}
        if one.milestone:
            yield MilestoneReached(
                self.wanted.degree, one.group[-1], self.wanted.asked.as_of
            )
        for learning in one.under_way:
            yield from self._passed(attempts.get(learning), one)
        for learning, _ in one.turned_away:
            yield from self._passed(attempts.get(learning), one)
        for code in _spread(one.courses)[:_EACH]:
            yield self.course(code, one.least_grade)

    def _passed(
        self, attempt: CourseAttempt | None, one: OpenDemand
    ) -> Iterator[Change]:
        if attempt is None:
            return
        book = self.wanted.rulebook
        scale = book.scale_of(attempt.code.institution)
        least = Mark(one.least_grade) if one.least_grade else None
        if least is None or scale is None or scale.rank(least) is None:
            least = grade_in_good_standing(book, attempt.code)
        if least is not None and least != attempt.grade:
            yield FactChange(attempt.id, "grade", least)

    def enough(
        self, demands: Sequence[OpenDemand], audit: DegreeAudit
    ) -> Iterator[Change]:
        """Yield more than enough, what must be there first, fillers for hours last."""
        seen: set[LearningId] = set()
        for one in demands:
            small = [each for each in self.small(one) if _is_change(each)]
            yield from small
            courses = _spread(one.courses)
            room = one.lacking + 2 if one.in_courses else one.lacking * 2
            for code in courses:
                change = self.course(code, one.least_grade)
                if change.learning.id in seen:
                    continue
                seen.add(change.learning.id)
                yield change
                room -= 1 if one.in_courses else _credits(change)
                if room <= 0:
                    break
        if not self.wanted.group:
            yield from self._fillers(audit, seen)

    def _fillers(self, audit: DegreeAudit, seen: set[LearningId]) -> Iterator[Addition]:
        """Yield courses toward the total and residency, upper-division ones first."""
        room = audit.credits_required - audit.credits_applied
        room = max([room, *(one.short for one in audit.residency)])
        taken = {attempt.code for attempt in self.wanted.record.attempts()}
        for code in _own_courses(self.wanted.rulebook, self.wanted.asked):
            if room <= 0:
                return
            change = self.course(code)
            if code not in taken and change.learning.id not in seen:
                yield change
                room -= _credits(change)


def _slots(demands: Sequence[OpenDemand], makes: _Makes) -> Iterator[Slot]:
    seen: set[Change] = set()
    for one in demands:
        for change in makes.small(one):
            if change not in seen:
                seen.add(change)
                yield Slot((Proposal(change),))


def _is_change(change: Change) -> bool:
    return not isinstance(change, Addition)


def _spread(courses: Sequence[CourseCode]) -> list[CourseCode]:
    """Take subjects in turn, so that a demand for several of them can be met."""
    by_subject: dict[str, list[CourseCode]] = {}
    for code in courses:
        by_subject.setdefault(code.subject, []).append(code)
    rows = list(by_subject.values())
    longest = max((len(row) for row in rows), default=0)
    return [row[k] for k in range(longest) for row in rows if k < len(row)]


def _own_courses(rulebook: Rulebook, asked: Asked) -> list[CourseCode]:
    day: date = asked.as_of
    listed = {
        course.code: course
        for block in rulebook.catalogs
        if block.head.receiving == asked.receiving
        and block.head.effective.contains(day)
        for course in block.courses
    }
    ordered = sorted(listed.values(), key=lambda one: (one.level != "upper", one.code))
    return [one.code for one in ordered]


def _credits(change: Addition) -> Fraction:
    learning = change.learning
    credit = learning.credits if isinstance(learning, CourseAttempt) else None
    return credit or Fraction(1)


def _is_under(path: Path, wanted: Path) -> bool:
    width = len(wanted)
    return any(path[k : k + width] == wanted for k in range(len(path)))


def _shown(wanted: Wanted, changes: tuple[Change, ...]) -> ShownChange:
    shown = wanted.shown(changed(wanted.record, changes))
    audit = shown.audits[0]
    named = sources_of(wanted.record, shown.titles)
    names = {str(one): source.name for one, source in named.items()}
    words = changes_words(changes, names, shown.titles)
    leads_to = f"{audit.degree} is {audit.status}: {progress_sentence(audit)}"
    return ShownChange(words, leads_to, len(changes))
