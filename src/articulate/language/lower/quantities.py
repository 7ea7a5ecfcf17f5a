"""Amounts, durations, terms and attributes."""

from articulate.language.syntax import quantities
from articulate.model.calendar import TermRef
from articulate.model.credit import CreditUnit
from articulate.model.duration import Duration, DurationUnit
from articulate.model.identifiers import InstitutionId, TermCode


def unit_of(word: quantities.CreditWord) -> CreditUnit | None:
    """Return the unit a word names; None for `cr`, the receiving side's own."""
    return None if word == "cr" else CreditUnit(word)


def duration_of(written: quantities.Duration) -> Duration:
    """Return a duration; the passes let only whole numbers through."""
    return Duration(int(written.count.value), DurationUnit(written.unit))


def term_of(written: quantities.TermRef) -> TermRef:
    """Return a term of an institution's calendar."""
    return TermRef(InstitutionId(written.institution.text), TermCode(written.term))


def attribute_text(written: quantities.Attribute) -> str:
    """Write an attribute as its catalog does; `GE.*` is all below `GE`."""
    return f"{written.name}.*" if written.below else written.name
