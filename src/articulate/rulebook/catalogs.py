"""What institutions publish: scales, calendars, catalogs, and courses over time."""

from dataclasses import dataclass
from datetime import date

from articulate.model.calendar import Term
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.grade import GradeScale
from articulate.model.institution import Institution
from articulate.rulebook.version import BlockHead


@dataclass(frozen=True, slots=True)
class InstitutionBlock:
    """An institution as policy describes it."""

    head: BlockHead
    institution: Institution


@dataclass(frozen=True, slots=True)
class ScaleBlock:
    """A grade scale as policy describes it."""

    head: BlockHead
    scale: GradeScale


@dataclass(frozen=True, slots=True)
class CalendarBlock:
    """A calendar's terms, earliest first."""

    head: BlockHead
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Renaming:
    """`renamed CSCI 101 to CSCI 141 from 2019-08-15`: both are one course."""

    old: CourseCode
    new: CourseCode
    since: date


@dataclass(frozen=True, slots=True)
class Retirement:
    """`retired CSCI 150 from 2012-08-15`: a later CSCI 150 is another course."""

    code: CourseCode
    since: date


@dataclass(frozen=True, slots=True)
class CatalogBlock:
    """One version of an institution's catalog; `head.receiving` is the institution."""

    head: BlockHead
    courses: tuple[CourseVersion, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    retirements: tuple[Retirement, ...] = ()
