"""The book at hand: a rulebook arranged for evaluating, made once, kept beside it."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from articulate.engine.index import RuleIndex
from articulate.engine.policy import PolicyRules
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.conditions import Condition
from articulate.rulebook.course_identity import CourseIdentities, identities_of
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    PortfolioBlock,
    TrainingBlock,
)
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.shapes import asks_record
from articulate.rulebook.sources import plain_title

_BESIDE = "book at hand"


@dataclass(frozen=True)
class Book:
    """One rulebook with the look-ups that evaluations share; it decides nothing."""

    rulebook: Rulebook
    indexes: dict[InstitutionId, RuleIndex] = field(default_factory=dict)
    identities_known: dict[tuple[InstitutionId, date | None], CourseIdentities] = field(
        default_factory=dict
    )
    courses_listed: dict[int, Mapping[CourseCode, CourseVersion]] = field(
        default_factory=dict
    )
    policies: dict[tuple[int, ...], PolicyRules] = field(default_factory=dict)
    seasons: dict[Hashable, object] = field(default_factory=dict)

    def policy_rules(self, blocks: tuple[PolicyBlock, ...]) -> PolicyRules:
        """Return the statements of policy blocks, named once for all evaluations."""
        key = tuple(map(id, blocks))
        if key not in self.policies:
            self.policies[key] = PolicyRules(blocks)
        return self.policies[key]

    def rules_for(self, receiving: InstitutionId) -> RuleIndex:
        """Return the index of the agreements and equivalencies of an institution."""
        if receiving not in self.indexes:
            blocks = (*self.rulebook.agreements, *self.rulebook.equivalencies)
            mine = [block for block in blocks if block.head.receiving == receiving]
            self.indexes[receiving] = RuleIndex.of(mine)
        return self.indexes[receiving]

    def identities(
        self, institution: InstitutionId, known_at: date | None
    ) -> CourseIdentities:
        """Return what an institution's catalogs say about which course is which."""
        key = (institution, known_at)
        if key not in self.identities_known:
            found = identities_of(self.rulebook, institution, known_at)
            self.identities_known[key] = found
        return self.identities_known[key]

    def courses(self, catalog: CatalogBlock) -> Mapping[CourseCode, CourseVersion]:
        """Return the courses of one catalog version by code."""
        if id(catalog) not in self.courses_listed:
            self.courses_listed[id(catalog)] = {
                one.code: one for one in catalog.courses
            }
        return self.courses_listed[id(catalog)]

    @cached_property
    def asks_record(self) -> bool:
        """Whether some policy asks with `has` what the record holds in all."""
        return any(asks_record(one) for one in _conditions(self.rulebook))

    @cached_property
    def edges(self) -> tuple[date, ...]:
        """Every day on which some version begins or has ended, in order."""
        periods = [block.head.effective for block in self.rulebook.blocks()]
        days = {day for one in periods for day in (one.start, one.until)}
        return tuple(sorted(day for day in days if day is not None))

    @cached_property
    def catalogs(self) -> Mapping[InstitutionId, tuple[CatalogBlock, ...]]:
        """The catalogs of each institution."""
        grouped: dict[InstitutionId, tuple[CatalogBlock, ...]] = {}
        for block in self.rulebook.catalogs:
            if block.head.receiving is not None:
                known = grouped.get(block.head.receiving, ())
                grouped[block.head.receiving] = (*known, block)
        return grouped

    @cached_property
    def exams(self) -> Mapping[BlockId, tuple[ExamBlock, ...]]:
        """Every version of each exam."""
        return versions_of(self.rulebook.exams)

    @cached_property
    def portfolios(self) -> Mapping[BlockId, tuple[PortfolioBlock, ...]]:
        """Every version of each portfolio."""
        return versions_of(self.rulebook.portfolios)

    @cached_property
    def credentials(self) -> Mapping[BlockId, tuple[CredentialBlock, ...]]:
        """Every version of each credential."""
        return versions_of(self.rulebook.credentials)

    @cached_property
    def trainings(self) -> Mapping[BlockId, tuple[TrainingBlock, ...]]:
        """Every version of each training."""
        return versions_of(self.rulebook.trainings)

    @cached_property
    def by_achievement(self) -> Mapping[str, tuple[BlockId, ...]]:
        """The credential blocks that each achievement stands in.

        A block that names no achievement is known by its own id, as an exam is.
        """
        grouped: dict[str, dict[BlockId, None]] = {}
        for block in self.rulebook.credentials:
            for achievement in block.achievements or (block.head.id,):
                grouped.setdefault(achievement, {})[block.head.id] = None
        return {name: tuple(ids) for name, ids in grouped.items()}

    @cached_property
    def by_exhibit(self) -> Mapping[str, tuple[BlockId, ...]]:
        """The training blocks of each exhibit; without one, of their own ids."""
        grouped: dict[str, dict[BlockId, None]] = {}
        for block in self.rulebook.trainings:
            names = [exhibit for exhibit, _ in block.exhibits]
            for exhibit in names or (block.head.id,):
                grouped.setdefault(exhibit, {})[block.head.id] = None
        return {name: tuple(ids) for name, ids in grouped.items()}

    @cached_property
    def institution_names(self) -> Mapping[str, InstitutionId | None]:
        """Institutions by title, former name and outside id; None if two share it."""
        named: dict[str, InstitutionId | None] = {}
        for block in self.rulebook.institutions:
            one = block.institution
            names = {
                plain_title(one.title),
                *(plain_title(old) for old, _ in one.former),
            }
            names |= {f"{kind} {number}".casefold() for kind, number in one.ids}
            for name in names - {""}:
                named[name] = one.id if named.get(name, one.id) == one.id else None
        return named

    def knows(self, code: CourseCode, receiving: InstitutionId) -> bool:
        """Say whether a rule names or describes a code, or a catalog lists it."""
        index = self.rules_for(receiving)
        if next(index.naming(code), None) is not None:
            return True
        listed = self.catalogs.get(code.institution, ())
        return any(code in self.courses(catalog) for catalog in listed)


def book_of(rulebook: Rulebook) -> Book:
    """Return the look-ups for a rulebook, those made before when it is the same one.

    They stand beside the rulebook's own, so that both are dropped together.
    """
    beside = vars(rulebook)
    book = beside.get(_BESIDE)
    if not isinstance(book, Book):
        book = beside[_BESIDE] = Book(rulebook)
    return book


def _conditions(rulebook: Rulebook) -> Iterator[Condition | None]:
    for policy in rulebook.policies:
        for minimum in policy.minimums:
            yield from (minimum.requires, minimum.when)
        yield from (rule.when for rule in policy.denials)
        yield from (rule.when for rule in policy.referrals)
        yield from (rule.when for rule in policy.otherwise)
        yield from (rule.when for rule in policy.accepts)
        for recency in policy.recencies:
            yield from (recency.unless, recency.when)
