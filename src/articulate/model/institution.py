"""Institutions: bodies that record or award credit."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.model.calendar import Period
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import BlockId, InstitutionId


class InstitutionKind(StrEnum):
    """How long an institution's programs run."""

    TWO_YEAR = "two-year"
    FOUR_YEAR = "four-year"
    GRADUATE = "graduate"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Accreditation:
    """Recognition of an institution, by whom, for a period."""

    by: str
    period: Period


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that records or awards credit, with its unit, scale and calendar.

    `ids` are pairs such as `("ipeds", "123456")`; `former` are earlier names with the
    period in which each was used.
    """

    id: InstitutionId
    title: str
    ids: tuple[tuple[str, str], ...] = ()
    kind: InstitutionKind | None = None
    unit: CreditUnit = CreditUnit.UNKNOWN
    scale: BlockId | None = None
    calendar: BlockId | None = None
    accreditations: tuple[Accreditation, ...] = ()
    former: tuple[tuple[str, Period], ...] = ()
