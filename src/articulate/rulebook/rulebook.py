"""The rulebook: all compiled rules, of every origin, immutable and indexed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from articulate.model.calendar import Term, TermRef
from articulate.model.grade import GradeScale
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.institution import Institution
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.catalogs import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.in_force import Headed
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    PortfolioBlock,
    TrainingBlock,
)
from articulate.rulebook.overriding import Overriding
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.teach_out import TeachOutBlock
from articulate.rulebook.version import BlockHead
from articulate.rulebook.watches import WatchBlock

B = TypeVar("B", bound=Headed)


@dataclass(frozen=True)
class Rulebook:
    """All blocks, each kind in canonical order. Make one with `digest.rulebook_of`.

    `digest` names it: the SHA-256 of its canonical form, `sha256:…`.
    """

    digest: str = ""
    institutions: tuple[InstitutionBlock, ...] = ()
    scales: tuple[ScaleBlock, ...] = ()
    calendars: tuple[CalendarBlock, ...] = ()
    catalogs: tuple[CatalogBlock, ...] = ()
    agreements: tuple[AgreementBlock, ...] = ()
    equivalencies: tuple[AgreementBlock, ...] = ()
    exams: tuple[ExamBlock, ...] = ()
    credentials: tuple[CredentialBlock, ...] = ()
    trainings: tuple[TrainingBlock, ...] = ()
    portfolios: tuple[PortfolioBlock, ...] = ()
    policies: tuple[PolicyBlock, ...] = ()
    degrees: tuple[DegreeBlock, ...] = ()
    teach_outs: tuple[TeachOutBlock, ...] = ()
    exceptions: tuple[AcademicException, ...] = ()
    watches: tuple[WatchBlock, ...] = ()

    def blocks(self) -> Iterable[Headed]:
        """Yield every block of every kind, in canonical order."""
        for field in fields(self):
            if field.name != "digest":
                yield from getattr(self, field.name)

    def with_block(self, head: BlockHead, block: Headed) -> "Rulebook":
        """Return the rulebook with one block in the place of the one opened by *head*.

        It has the old digest, and is for looking at what a change would do.
        """
        changed: dict[str, tuple[Headed, ...]] = {}
        for field in fields(self):
            held = getattr(self, field.name)
            if field.name != "digest" and any(one.head == head for one in held):
                changed[field.name] = tuple(
                    block if one.head == head else one for one in held
                )
        # A block stands where one of its own kind stood; the types cannot say so.
        return replace(self, **changed)  # type: ignore[arg-type]

    @cached_property
    def institution(self) -> Mapping[InstitutionId, Institution]:
        """Institutions by code."""
        return MappingProxyType(
            {b.institution.id: b.institution for b in self.institutions}
        )

    @cached_property
    def scale(self) -> Mapping[BlockId, GradeScale]:
        """Grade scales by id."""
        return MappingProxyType({b.scale.id: b.scale for b in self.scales})

    @cached_property
    def calendar(self) -> Mapping[BlockId, CalendarBlock]:
        """Calendars by id."""
        return MappingProxyType({b.head.id: b for b in self.calendars})

    def scale_of(self, institution: InstitutionId) -> GradeScale | None:
        """Return the scale an institution grades on, None when nothing says so."""
        known = self.institution.get(institution)
        if known is None or known.scale is None:
            return None
        return self.scale.get(known.scale)

    def calendar_of(self, institution: InstitutionId) -> CalendarBlock | None:
        """Return the calendar an institution goes by, None when nothing says so."""
        known = self.institution.get(institution)
        if known is None or known.calendar is None:
            return None
        return self.calendar.get(known.calendar)

    def term_of(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar, None when it is not on file."""
        calendar = self.calendar_of(named.institution)
        terms = () if calendar is None else calendar.terms
        return next((term for term in terms if term.code == named.code), None)

    @cached_property
    def overriding(self) -> Overriding:
        """Which rules go before which others, as `overrides` says."""
        return Overriding(
            (
                *self.agreements,
                *self.equivalencies,
                *self.exams,
                *self.credentials,
                *self.trainings,
                *self.portfolios,
            )
        )

    @cached_property
    def receivers(self) -> tuple[InstitutionId, ...]:
        """Every institution that some agreement, policy, exam or degree is for.

        Where none is, it is whoever has a catalog on file: its own courses count.
        """
        receiving = {
            block.head.receiving
            for kind in (
                self.agreements,
                self.equivalencies,
                self.exams,
                self.credentials,
                self.trainings,
                self.portfolios,
                self.policies,
                self.degrees,
            )
            for block in kind
        }
        named = receiving - {None} or {one.head.receiving for one in self.catalogs}
        return tuple(sorted(one for one in named if one is not None))


def versions_of(blocks: Iterable[B]) -> Mapping[BlockId, tuple[B, ...]]:
    """Group blocks of one kind by id, in the order given."""
    grouped: dict[BlockId, list[B]] = {}
    for block in blocks:
        grouped.setdefault(block.head.id, []).append(block)
    return MappingProxyType({name: tuple(many) for name, many in grouped.items()})
