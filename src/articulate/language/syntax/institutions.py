"""Who is who: institutions, scales, calendars and catalogs."""

from dataclasses import dataclass

from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Day, Name, Node, Number, Text
from articulate.language.syntax.quantities import (
    Attribute,
    CreditRange,
    Credits,
    Grade,
    Level,
    UnitWord,
)


@dataclass(frozen=True, slots=True)
class ExternalId(Node):
    """One register's number for an institution: `ipeds 123456`, `opeid "00123400"`."""

    scheme: Name
    value: Name | Text


@dataclass(frozen=True, slots=True)
class Ids(Node):
    """`ids ipeds 123456, ceeb 4567`."""

    ids: tuple[ExternalId, ...]


@dataclass(frozen=True, slots=True)
class Kind(Node):
    """`kind two-year`."""

    kind: Name


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """`unit quarter`."""

    unit: UnitWord


@dataclass(frozen=True, slots=True)
class Grades(Node):
    """`grades us-letter`: the scale an institution marks on."""

    scale: Name


@dataclass(frozen=True, slots=True)
class CalendarOf(Node):
    """`calendar ncc-terms`: the calendar an institution keeps."""

    calendar: Name


@dataclass(frozen=True, slots=True)
class Accredited(Node):
    """`accredited by "HLC" from 1968-03-01`; both days are inclusive."""

    by: str
    from_: Day | None = None
    through: Day | None = None


@dataclass(frozen=True, slots=True)
class Formerly(Node):
    """`formerly "Riverside Junior College" through 1989-06-30`."""

    title: str
    from_: Day | None = None
    through: Day | None = None


InstitutionStatement = Ids | Kind | Unit | Grades | CalendarOf | Accredited | Formerly


@dataclass(frozen=True, slots=True)
class InstitutionBlock(Braced):
    """`institution NCC "…" { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[InstitutionStatement, ...]


@dataclass(frozen=True, slots=True)
class GradePoint(Node):
    """`A- 3.7`."""

    grade: Grade
    points: Number


@dataclass(frozen=True, slots=True)
class Points(Node):
    """`points A 4.0, A- 3.7`, best first."""

    grades: tuple[GradePoint, ...]


@dataclass(frozen=True, slots=True)
class PassGrades(Node):
    """`pass P, CR`."""

    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class NoCreditGrades(Node):
    """`no-credit W, I`."""

    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class InProgressGrades(Node):
    """`in-progress IP`."""

    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class CountsAs(Node):
    """`P counts as C`."""

    grade: Grade
    as_: Grade


ScaleStatement = Points | PassGrades | NoCreditGrades | InProgressGrades | CountsAs


@dataclass(frozen=True, slots=True)
class ScaleBlock(Braced):
    """`scale us-letter { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[ScaleStatement, ...]


@dataclass(frozen=True, slots=True)
class Term(Node):
    """`term 2025SU "Summer 2025" optional from 2025-06-23 to 2025-08-29`."""

    term: str
    title: str | None
    optional: bool
    from_: Day
    to: Day


@dataclass(frozen=True, slots=True)
class CalendarBlock(Braced):
    """`calendar ncc-terms { … }`."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class CatalogCourse(Node):
    """`course HIST 210 "World History" 3 cr lower attributes GE.HUM`."""

    code: CourseCode
    title: str | None
    credits: Credits | CreditRange
    level: Level | None = None
    same_as: tuple[CourseCode, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renamed(Node):
    """`renamed CSCI 101 to CSCI 141 from 2019-08-15`."""

    old: CourseCode
    new: CourseCode
    from_: Day


@dataclass(frozen=True, slots=True)
class Retired(Node):
    """`retired CSCI 150 from 2012-08-15`."""

    course: CourseCode
    from_: Day


CatalogStatement = CatalogCourse | Renamed | Retired


@dataclass(frozen=True, slots=True)
class CatalogBlock(Braced):
    """`catalog STATE "…" version 2024 … { … }`; its id is the institution's code."""

    header: Header
    cites: tuple[str, ...]
    statements: tuple[CatalogStatement, ...]
