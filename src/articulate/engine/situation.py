"""The situation: one record, one rulebook, one day, and what they settle at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from articulate.engine.book import Book
from articulate.engine.conversion import Converted
from articulate.engine.policy import Policy, merged
from articulate.engine.versions import Held, held_versions
from articulate.model.answer import Answer
from articulate.model.calendar import Term, TermRef
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.credit import CreditUnit
from articulate.model.grade import GradeScale
from articulate.model.identifiers import BlockId, InstitutionId, VersionId
from articulate.model.institution import Institution
from articulate.model.line import GoverningAxis
from articulate.model.reason import Reason
from articulate.model.record import LearnerRecord
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.course_identity import CourseIdentities, CourseIdentity
from articulate.rulebook.in_force import in_force, recorded_by
from articulate.rulebook.policy import PartnerRule, PolicyBlock
from articulate.rulebook.rulebook import versions_of

Names = Mapping[CourseCode, int]
"""What a course is called on a day: 0 as the record has it, 1 renamed, 2 same-as."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version that a teach-out holds for a learner; `questions` are what is open."""

    teach_out: str
    questions: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Situation:
    """Everything one evaluation may look at.

    `degrees` are those the learner pursues; `held_catalog` is the version that a
    teach-out or an academic exception holds for what targets are worth, `partners` say
    whose courses one of them counts as earned here, `waived` the minimums
    and recencies that one of them lifts, by kind and id. `accepting` says that a
    teach-out accepts learning itself. `partly_here` says of attempts, by their place,
    whether they meet what is asked of a partner's courses.
    """

    book: Book
    record: LearnerRecord
    as_of: date
    known_at: date | None
    receiving: InstitutionId
    degrees: tuple[BlockId, ...] = ()
    held_catalog: VersionId | None = None
    partners: tuple[PartnerRule, ...] = ()
    frozen: Mapping[tuple[BlockId, VersionId | None], Frozen] = field(
        default_factory=dict
    )
    waived: frozenset[tuple[str, str]] = frozenset()
    accepting: bool = False
    policies: dict[date | None, Policy] = field(default_factory=dict)
    named: dict[tuple[CourseCode, date, date], Names] = field(default_factory=dict)
    earned: dict[int, Converted] = field(default_factory=dict)
    partly_here: dict[int, Answer] = field(default_factory=dict)
    courses: dict[CourseCode, CourseIdentity] = field(default_factory=dict)

    @property
    def requested(self) -> date:
        """The day credit was asked for; left out, the day of the evaluation."""
        return self.record.requested or self.as_of

    @cached_property
    def unit(self) -> CreditUnit:
        """The unit of the receiving institution."""
        here = self.institution(self.receiving)
        return CreditUnit.UNKNOWN if here is None else here.unit

    @property
    def scale(self) -> GradeScale | None:
        """The scale of the receiving institution."""
        return self.book.rulebook.scale_of(self.receiving)

    def institution(self, code: InstitutionId) -> Institution | None:
        """Return an institution that policy declares."""
        return self.book.rulebook.institution.get(code)

    def term(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar."""
        return self.book.rulebook.term_of(named)

    def days(self, learning: date | None) -> Callable[[GoverningAxis], date | None]:
        """Return how a governing axis becomes a date for a learning of that day."""

        def day_of(axis: GoverningAxis) -> date | None:
            match axis:
                case GoverningAxis.ADMITTED:
                    return self.record.learner.admitted
                case GoverningAxis.REQUESTED:
                    return self.requested
                case GoverningAxis.EVALUATED:
                    return self.as_of
                case GoverningAxis.COMPLETED | GoverningAxis.LEARNING:
                    return learning

        return day_of

    def policy(self, learning: date | None) -> Policy:
        """Return the policy that holds for learning of a day."""
        if learning not in self.policies:
            day_of = self.days(learning)
            held: list[Held[PolicyBlock]] = [
                held_versions(versions, day_of, self.known_at)
                for _, versions in sorted(self._policy_versions.items())
            ]
            self.policies[learning] = merged(held, self.book.policy_rules)
        return self.policies[learning]

    @cached_property
    def _policy_versions(self) -> Mapping[BlockId, tuple[PolicyBlock, ...]]:
        blocks = self.book.rulebook.policies
        return versions_of([b for b in blocks if b.head.receiving == self.receiving])

    # --- courses over time ------------------------------------------------------------

    def identities(self, institution: InstitutionId) -> CourseIdentities:
        """Return what an institution's catalogs say about which course is which."""
        return self.book.identities(institution, self.known_at)

    def taken(self, code: CourseCode, ended: date | None) -> CourseIdentity:
        """Return the course that an attempt was of."""
        return self.identities(code.institution).taken(code, ended or self.as_of)

    def names(self, code: CourseCode, ended: date | None, day: date) -> Names:
        """Return what the course of an attempt is called on another day."""
        identities = self.identities(code.institution)
        if identities.plain:
            return {code: 0}
        key = (code, ended or self.as_of, day)
        if key not in self.named:
            self.named[key] = _names(identities, key)
        return self.named[key]

    def code_now(self, code: CourseCode, day: date | None) -> CourseCode:
        """Return what a course, so called on *day*, is called at the request."""
        identities = self.identities(code.institution)
        if identities.plain:
            return code
        names = identities.names_on(code, day or self.as_of, self.requested)
        return code if code in names else min(names)

    def course_now(self, code: CourseCode) -> CourseIdentity:
        """Return the receiving course that a code names on the day of the request."""
        if code not in self.courses:
            identities = self.identities(code.institution)
            self.courses[code] = identities.of(code, self.requested)
        return self.courses[code]

    def listed(self, code: CourseCode) -> CourseVersion | None:
        """Return what the receiving catalog says of a course at the request."""
        for catalog in self._catalogs_here:
            found = self.book.courses(catalog).get(code)
            if found is not None:
                return found
        return None

    def described(self, code: CourseCode, ended: date | None) -> CourseVersion | None:
        """Return what an institution's catalog said of a course when it was taken."""
        every = self.book.catalogs.get(code.institution, ())
        if not every:
            return None
        known = [one for one in every if recorded_by(one.head, self.known_at)]
        held = in_force(known, ended or self.as_of).chosen
        for catalog in (*held, *reversed(known)):
            found = self.book.courses(catalog).get(code)
            if found is not None:
                return found
        return None

    @cached_property
    def _catalogs_here(self) -> tuple[CatalogBlock, ...]:
        catalogs = self.book.catalogs.get(self.receiving, ())
        if self.held_catalog is not None:
            frozen = [c for c in catalogs if c.head.version == self.held_catalog]
            if frozen:
                return tuple(frozen)
        return in_force(catalogs, self.requested, self.known_at).chosen


def _names(
    identities: CourseIdentities, key: tuple[CourseCode, date, date]
) -> dict[CourseCode, int]:
    code, ended, day = key
    wanted = identities.taken(code, ended)
    exact = identities.alone(code, ended)
    found: dict[CourseCode, int] = {}
    for other in sorted({code, *identities.mentioned}):
        if identities.of(other, day) != wanted:
            continue
        renamed = identities.alone(other, day) == exact
        found[other] = 0 if other == code else 1 if renamed else 2
    return found
