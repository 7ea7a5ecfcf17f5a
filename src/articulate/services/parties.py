"""Both sides of a table as the rulebook knows them: names, ids, calendars, catalogs."""

from fractions import Fraction
from functools import cache, partial

from articulate.intake.parties import Parties, Party
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.catalogs import CatalogBlock
from articulate.rulebook.rulebook import Rulebook


class KnownParties:
    """The institutions of a rulebook; what is gathered of each is gathered once."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._published = cache(partial(_published, rulebook=rulebook))

    def of(self, sending: InstitutionId, receiving: InstitutionId) -> Parties:
        """Gather what is on file of the two institutions of a table."""
        return Parties(
            party_of(sending, self._rulebook),
            party_of(receiving, self._rulebook),
            self._published(receiving),
        )


def parties_of(
    sending: InstitutionId, receiving: InstitutionId, rulebook: Rulebook
) -> Parties:
    """Gather what is on file of the two institutions of a table."""
    return KnownParties(rulebook).of(sending, receiving)


def party_of(code: InstitutionId, rulebook: Rulebook) -> Party:
    """Gather what is on file of one institution; its code, where nothing is."""
    known = rulebook.institution.get(code)
    if known is None:
        return Party(code)
    calendar = rulebook.calendar_of(code)
    names = (known.title, *(name for name, _ in known.former))
    return Party(
        code,
        names=tuple(name for name in names if name),
        ids=tuple(number for _, number in known.ids),
        terms=() if calendar is None else calendar.terms,
    )


def _published(
    receiving: InstitutionId, rulebook: Rulebook
) -> tuple[tuple[CourseCode, Fraction], ...]:
    """List fixed catalog credit; of several versions the last one holds."""
    credit: dict[CourseCode, Fraction] = {}
    for catalog in sorted(rulebook.catalogs, key=_begins):
        if catalog.head.receiving != receiving:
            continue
        for course in catalog.courses:
            if course.least == course.most:
                credit[course.code] = course.least
            else:
                credit.pop(course.code, None)
    return tuple(credit.items())


def _begins(catalog: CatalogBlock) -> str:
    start = catalog.head.effective.start
    return "" if start is None else start.isoformat()
