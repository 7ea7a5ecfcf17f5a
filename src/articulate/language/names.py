"""Every name the policies define, so that a written name can be bound to one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from articulate.model.credit import CreditUnit


@dataclass(frozen=True, slots=True)
class InstitutionNames:
    """What an institution says of itself that other statements rest on."""

    unit: CreditUnit
    scale: str | None
    calendar: str | None


@dataclass(frozen=True, slots=True)
class CatalogNames:
    """What all versions of an institution's catalog name, renamed and retired too.

    `courses` says of each course whether its credit varies.
    """

    courses: Mapping[str, bool]
    subjects: frozenset[str]
    attributes: frozenset[str]


@dataclass(frozen=True, slots=True)
class DegreeNames:
    """Whose degree it is, and the groups of all its versions."""

    receiving: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names that all files together define.

    `conversions` are the factors by which any version of an institution's policies
    converts one unit to another.

    `lost` are ids of statements that could not be read; `complete` is False when a
    whole file could not. Either way a missing name is no second mistake.
    """

    institutions: Mapping[str, InstitutionNames]
    scales: Mapping[str, frozenset[str]]
    calendars: Mapping[str, frozenset[str]]
    catalogs: Mapping[str, CatalogNames]
    degrees: Mapping[str, DegreeNames]
    receivers: tuple[str, ...]
    conversions: Mapping[tuple[str, str, str], frozenset[Fraction]]
    lost: frozenset[str] = frozenset()
    complete: bool = True

    def misses(self, written: str, known: Collection[str]) -> bool:
        """Say whether a name is unknown, and nothing unread could have defined it."""
        return self.complete and written not in known and written not in self.lost

    def unit_of(self, institution: str | None) -> CreditUnit:
        """Return the unit an institution counts in, unknown where nothing says so."""
        known = self.institutions.get(institution or "")
        return CreditUnit.UNKNOWN if known is None else known.unit

    def ratios_of(self, institution: str | None) -> Mapping[str, Fraction]:
        """Return what one credit of each other unit is in an institution's own.

        A unit is left out where no policy converts it, or policies differ.
        """
        own = self.unit_of(institution)
        return {
            source: next(iter(factors))
            for (owner, source, to), factors in self.conversions.items()
            if owner == institution and to == str(own) and len(factors) == 1
        }

    def marks_of(self, institution: str) -> frozenset[str] | None:
        """Return the grades an institution gives, None where no scale says so."""
        known = self.institutions.get(institution)
        if known is None or known.scale is None:
            return None
        return self.scales.get(known.scale)

    def attribute_known(self, institution: str, attribute: str) -> bool:
        """Say whether a catalog has an attribute, or, for `GE.*`, one below it."""
        catalog = self.catalogs.get(institution)
        if catalog is None or not catalog.attributes:
            return True
        if attribute.endswith(".*"):
            return any(known.startswith(attribute[:-1]) for known in catalog.attributes)
        return attribute in catalog.attributes
