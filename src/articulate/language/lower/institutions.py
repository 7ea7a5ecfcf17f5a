"""Institutions, scales, calendars and catalogs."""

from collections.abc import Iterable
from typing import TypeVar

from articulate.language.lower.codes import Sides
from articulate.language.lower.heads import day_of
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax import institutions, node, quantities
from articulate.model.calendar import Period, Term
from articulate.model.course import CourseLevel, CourseVersion
from articulate.model.credit import CreditUnit
from articulate.model.grade import GradeScale
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    InstitutionId,
    Mark,
    TermCode,
)
from articulate.model.institution import Accreditation, Institution, InstitutionKind
from articulate.rulebook.catalogs import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    Renaming,
    Retirement,
    ScaleBlock,
)
from articulate.rulebook.version import BlockHead

N = TypeVar("N", bound=node.Node)


def institution_block(
    written: institutions.InstitutionBlock, head: BlockHead
) -> InstitutionBlock:
    """Compile an institution."""
    said = written.statements
    kinds = [_kind(one.kind.text) for one in _of(institutions.Kind, said)]
    units = [CreditUnit(one.unit) for one in _of(institutions.Unit, said)]
    scales = [BlockId(one.scale.text) for one in _of(institutions.Grades, said)]
    calendars = [
        BlockId(one.calendar.text) for one in _of(institutions.CalendarOf, said)
    ]
    institution = Institution(
        InstitutionId(written.header.id.text),
        written.header.title or "",
        ids=tuple(
            (one.scheme.text, _text(one.value))
            for statement in _of(institutions.Ids, said)
            for one in statement.ids
        ),
        kind=kinds[0] if kinds else None,
        unit=units[0] if units else CreditUnit.UNKNOWN,
        scale=scales[0] if scales else None,
        calendar=calendars[0] if calendars else None,
        accreditations=tuple(
            Accreditation(
                one.by, Period.through(day_of(one.from_), day_of(one.through))
            )
            for one in _of(institutions.Accredited, said)
        ),
        former=tuple(
            (one.title, Period.through(day_of(one.from_), day_of(one.through)))
            for one in _of(institutions.Formerly, said)
        ),
    )
    return InstitutionBlock(head, institution)


def scale_block(written: institutions.ScaleBlock, head: BlockHead) -> ScaleBlock:
    """Compile a grade scale, its points best first."""
    said = written.statements
    points = [
        (Mark(one.grade.written), one.points.value)
        for statement in _of(institutions.Points, said)
        for one in statement.grades
    ]
    scale = GradeScale(
        BlockId(written.header.id.text),
        tuple(points),
        passes=_marks(_of(institutions.PassGrades, said)),
        no_credit=_marks(_of(institutions.NoCreditGrades, said)),
        in_progress=_marks(_of(institutions.InProgressGrades, said)),
        counts_as=tuple(
            (Mark(one.grade.written), Mark(one.as_.written))
            for one in _of(institutions.CountsAs, said)
        ),
    )
    return ScaleBlock(head, scale)


def calendar_block(
    written: institutions.CalendarBlock, head: BlockHead
) -> CalendarBlock:
    """Compile a calendar, its terms earliest first."""
    terms = (
        Term(
            TermCode(one.term),
            one.title or "",
            one.from_.value,
            one.to.value,
            optional=one.optional,
        )
        for one in written.statements
    )
    return CalendarBlock(
        head, tuple(sorted(terms, key=lambda term: (term.first, term.last, term.code)))
    )


def catalog_block(written: institutions.CatalogBlock, head: BlockHead) -> CatalogBlock:
    """Compile one version of a catalog, its courses in the order of their codes."""
    sides = Sides.of(head)
    said = written.statements
    courses = [_course(one, sides) for one in _of(institutions.CatalogCourse, said)]
    renamings = [
        Renaming(sides.course(one.old), sides.course(one.new), one.from_.value)
        for one in _of(institutions.Renamed, said)
    ]
    retirements = [
        Retirement(sides.course(one.course), one.from_.value)
        for one in _of(institutions.Retired, said)
    ]
    return CatalogBlock(
        head,
        courses=tuple(sorted(courses, key=lambda one: one.code)),
        renamings=tuple(sorted(renamings, key=lambda one: (one.since, one.old))),
        retirements=tuple(sorted(retirements, key=lambda one: (one.since, one.code))),
    )


def _course(written: institutions.CatalogCourse, sides: Sides) -> CourseVersion:
    match written.credits:
        case quantities.Credits(amount=amount):
            least = most = amount.value
        case quantities.CreditRange(low=low, high=high):
            least, most = low.value, high.value
    return CourseVersion(
        sides.course(written.code),
        written.title or "",
        least,
        most,
        level=None if written.level is None else CourseLevel(written.level),
        attributes=tuple(Attribute(attribute_text(one)) for one in written.attributes),
        same_as=tuple(sides.course(code) for code in written.same_as),
    )


def _kind(word: str) -> InstitutionKind:
    known = set(InstitutionKind)
    return InstitutionKind(word) if word in known else InstitutionKind.OTHER


def _of(kind: type[N], statements: Iterable[node.Node]) -> list[N]:
    return [one for one in statements if isinstance(one, kind)]


def _marks(
    statements: Iterable[
        institutions.PassGrades
        | institutions.NoCreditGrades
        | institutions.InProgressGrades
    ],
) -> tuple[Mark, ...]:
    return tuple(Mark(one.written) for said in statements for one in said.grades)


def _text(value: node.Name | node.Text) -> str:
    return value.text if isinstance(value, node.Name) else value.value
