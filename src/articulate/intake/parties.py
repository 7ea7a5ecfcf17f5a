"""Who sends and who receives, as the table's statement names them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.intake.normalize.term import WrittenTerm
from articulate.intake.normalize.text import folded
from articulate.intake.resolutions import Resolution
from articulate.model.calendar import Term, TermRef
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a table: its code in policy, and every name and id it is known by.

    Without names or ids a table's columns of institutions cannot be compared with it;
    then they only have to agree with themselves. `terms` is its calendar, where known.
    """

    institution: InstitutionId
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    def term(self, written: WrittenTerm) -> TermRef | None:
        """Find a term in this party's calendar, by its code or its title."""
        found = self._found(written)
        return None if found is None else TermRef(self.institution, found.code)

    def first_day(self, written: WrittenTerm) -> date | None:
        """Return the first day of a term in this party's calendar."""
        found = self._found(written)
        return None if found is None else found.first

    def _found(self, written: WrittenTerm) -> Term | None:
        for term in self.terms:
            if str(term.code) == written.code or folded(term.title) == folded(
                str(written)
            ):
                return term
        return None


@dataclass(frozen=True, slots=True)
class Parties:
    """Both sides of a table, and what is on file of them together.

    `published` is the credit of the receiving catalog; `resolutions` are readings that
    people chose for unclear cells of this sender's workbooks.
    """

    sending: Party
    receiving: Party
    published: tuple[tuple[CourseCode, Fraction], ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    def term(self, written: WrittenTerm) -> TermRef | None:
        """Find a term where the course was taken, else where it is received."""
        return self.sending.term(written) or self.receiving.term(written)

    def first_day(self, written: WrittenTerm) -> date | None:
        """Return the first day of a term, by the calendar that it is found in."""
        return self.sending.first_day(written) or self.receiving.first_day(written)
