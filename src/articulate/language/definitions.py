"""What the policies define: the names that other statements may use."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from articulate.language.lower.quantities import attribute_text
from articulate.language.names import (
    CatalogNames,
    DegreeNames,
    InstitutionNames,
    Names,
)
from articulate.language.syntax import (
    agreements,
    degrees,
    institutions,
    policies,
    policy,
    prior_learning,
    quantities,
    tables,
)
from articulate.language.walk import walk
from articulate.model.credit import CreditUnit
from articulate.rulebook.catalogs import CalendarBlock, CatalogBlock
from articulate.rulebook.table import TabledBlock

_RECEIVES = (
    agreements.AgreementBlock,
    prior_learning.PriorLearningBlock,
    policies.PolicyBlock,
    degrees.DegreeBlock,
    tables.TableBlock,
)


def defined_names(
    policies: Iterable[policy.Policy],
    tabled: Iterable[TabledBlock | None],
    *,
    complete: bool,
) -> Names:
    """Collect every name; `complete` is False when a whole file could not be read."""
    read = list(policies)
    blocks = [block for policy in read for block in policy.blocks]
    tables = list(tabled)
    return Names(
        institutions=_institutions(blocks),
        scales=_scales(blocks),
        calendars=_calendars(blocks, tables),
        catalogs=_catalogs(blocks, tables),
        degrees=_degrees(blocks),
        receivers=_receivers(blocks),
        conversions=_conversions(blocks),
        lost=frozenset(
            broken.id.text
            for policy in read
            for broken in policy.broken
            if broken.id is not None
        ),
        complete=complete and None not in tables,
    )


def _institutions(blocks: Iterable[policy.Block]) -> Mapping[str, InstitutionNames]:
    known: dict[str, InstitutionNames] = {}
    for block in blocks:
        if not isinstance(block, institutions.InstitutionBlock):
            continue
        unit, scale, calendar = CreditUnit.UNKNOWN, None, None
        for one in block.statements:
            match one:
                case institutions.Unit(unit=word):
                    unit = CreditUnit(word)
                case institutions.Grades(scale=name):
                    scale = name.text
                case institutions.CalendarOf(calendar=name):
                    calendar = name.text
                case _:
                    continue
        known[block.header.id.text] = InstitutionNames(unit, scale, calendar)
    return known


def _conversions(
    blocks: Iterable[policy.Block],
) -> Mapping[tuple[str, str, str], frozenset[Fraction]]:
    known: dict[tuple[str, str, str], frozenset[Fraction]] = {}
    for block in blocks:
        parties = (
            block.header.parties if isinstance(block, policies.PolicyBlock) else None
        )
        if not isinstance(block, policies.PolicyBlock) or parties is None:
            continue
        for one in block.statements:
            if isinstance(one, policies.Convert):
                pair = (parties.receiving.text, one.from_, one.to)
                known[pair] = known.get(pair, frozenset()) | {one.by.value}
    return known


def _scales(blocks: Iterable[policy.Block]) -> Mapping[str, frozenset[str]]:
    return {
        block.header.id.text: frozenset(scale_marks(block))
        for block in blocks
        if isinstance(block, institutions.ScaleBlock)
    }


def scale_marks(block: institutions.ScaleBlock) -> Iterable[str]:
    """Yield every grade a scale lists, in any role, as often as it is listed."""
    for one in block.statements:
        match one:
            case institutions.Points(grades=points):
                yield from (point.grade.written for point in points)
            case institutions.CountsAs():
                continue
            case _:
                yield from (grade.written for grade in one.grades)


def _calendars(
    blocks: Iterable[policy.Block], tables: Iterable[TabledBlock | None]
) -> Mapping[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for block in blocks:
        if isinstance(block, institutions.CalendarBlock):
            terms = known.setdefault(block.header.id.text, set())
            terms.update(term.term for term in block.statements)
    for table in tables:
        if isinstance(table, CalendarBlock):
            terms = known.setdefault(str(table.head.id), set())
            terms.update(str(term.code) for term in table.terms)
    return {name: frozenset(terms) for name, terms in known.items()}


def _catalogs(
    blocks: Iterable[policy.Block], tables: Iterable[TabledBlock | None]
) -> Mapping[str, CatalogNames]:
    known: dict[str, dict[str, bool]] = {}
    attributes: dict[str, set[str]] = {}
    for block in blocks:
        if isinstance(block, institutions.CatalogBlock):
            owner = block.header.id.text
            courses = known.setdefault(owner, {})
            marks = attributes.setdefault(owner, set())
            for one in block.statements:
                _catalog_statement(one, courses, marks)
    for table in tables:
        if isinstance(table, CatalogBlock):
            courses = known.setdefault(str(table.head.id), {})
            marks = attributes.setdefault(str(table.head.id), set())
            for course in table.courses:
                courses[course.code.local] = course.least != course.most
                marks.update(course.attributes)
            for renaming in table.renamings:
                courses.setdefault(renaming.old.local, False)
                courses.setdefault(renaming.new.local, False)
            for retirement in table.retirements:
                courses.setdefault(retirement.code.local, False)
    return {
        owner: CatalogNames(
            courses,
            frozenset(code.rpartition(" ")[0] or code for code in courses),
            frozenset(attributes[owner]),
        )
        for owner, courses in known.items()
    }


def _catalog_statement(
    one: institutions.CatalogStatement, courses: dict[str, bool], marks: set[str]
) -> None:
    match one:
        case institutions.CatalogCourse(code=code):
            courses[code.code] = isinstance(one.credits, quantities.CreditRange)
            marks.update(attribute_text(mark) for mark in one.attributes)
            for other in one.same_as:
                courses.setdefault(other.code, False)
        case institutions.Renamed(old=old, new=new):
            courses.setdefault(old.code, False)
            courses.setdefault(new.code, False)
        case institutions.Retired(course=course):
            courses.setdefault(course.code, False)


def _degrees(blocks: Iterable[policy.Block]) -> Mapping[str, DegreeNames]:
    receiving: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for block in blocks:
        if not isinstance(block, degrees.DegreeBlock):
            continue
        name = block.header.id.text
        here = groups.setdefault(name, set())
        here.update(
            node.id.text for node in walk(block) if isinstance(node, degrees.Group)
        )
        if block.header.parties is not None:
            owner = block.header.parties.receiving.text
            receiving.setdefault(name, set()).add(owner)
    return {
        name: DegreeNames(frozenset(receiving.get(name, ())), frozenset(here))
        for name, here in groups.items()
    }


def _receivers(blocks: Iterable[policy.Block]) -> tuple[str, ...]:
    """Find who receives: where no block is for anyone, whoever has a catalog."""
    blocks = tuple(blocks)
    found = {
        block.header.parties.receiving.text
        for block in blocks
        if isinstance(block, _RECEIVES) and block.header.parties is not None
    }
    found = found or {
        block.header.id.text
        for block in blocks
        if isinstance(block, institutions.CatalogBlock)
    }
    return tuple(sorted(found))
