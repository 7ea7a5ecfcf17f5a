"""`has`: what it looks for in the whole record."""

from dataclasses import replace

from articulate.language.lower.codes import Sides
from articulate.language.lower.pools import pool_of
from articulate.language.lower.quantities import attribute_text, unit_of
from articulate.language.syntax import codes, conditions, node, pools, quantities
from articulate.language.syntax.sources import AwardSource
from articulate.model.identifiers import InstitutionId, Mark, Subject
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CreditValue,
    Fact,
    FactName,
    Has,
    Holds,
    NumberValue,
    Operator,
)
from articulate.rulebook.pools import CourseSelector, Pool, WholeSubject

Looked = codes.Code | pools.OfSubjects | pools.OfAttribute | AwardSource
Given = pools.OfOrigin | pools.OfInstitution | pools.OfInstitutionKind


def parts_of(credit: pools.Pool | AwardSource) -> tuple[Looked, ...] | None:
    """Return what is looked for, one after the other; None where it is no such thing.

    `has (A or B)` looks for either; a level or an origin is no course.
    """
    if isinstance(credit, pools.PoolOr):
        parts = [parts_of(part) for part in credit.parts]
        known = [part for part in parts if part is not None]
        return tuple(one for part in known for one in part) if known == parts else None
    return (credit,) if isinstance(credit, Looked) else None


def names_origins(pool: pools.Pool) -> bool:
    """Say whether a pool names nothing but where credit is from."""
    match pool:
        case pools.PoolOr(parts=parts) | pools.PoolAnd(parts=parts):
            return all(names_origins(part) for part in parts)
        case pools.PoolExcept(pool=inner, without=without):
            return all(names_origins(part) for part in (inner, *without))
        case _:
            return isinstance(pool, Given)


def has_of(written: conditions.Has, sides: Sides) -> Condition:
    """Compile `has`; of several things any one will do."""
    asked = Has(
        attempted=written.attempted,
        in_progress=written.in_progress,
        came_from=_origin(written.from_, sides),
    )
    for one in written.with_:
        asked = _with(asked, one)
    found: list[Has] = []
    for part in parts_of(written.credit) or ():
        match part:
            case AwardSource(title=title):
                found.append(replace(asked, award=title))
            case pools.OfAttribute(attribute=attribute):
                found.append(replace(asked, attribute=attribute_text(attribute)))
            case _:
                courses = selectors_of(part, sides)
                found.extend(replace(asked, course=course) for course in courses)
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def selectors_of(
    part: codes.Code | pools.OfSubjects, sides: Sides
) -> tuple[CourseSelector, ...]:
    """Return the courses one part looks for; a subject is the receiving side's."""
    if not isinstance(part, pools.OfSubjects):
        return (sides.selector(part),)
    owner = sides.receiving or InstitutionId("")
    return tuple(WholeSubject(owner, Subject(name)) for name in part.subjects)


def _origin(written: pools.Pool | None, sides: Sides) -> Pool | None:
    if written is None:
        return None
    if not names_origins(written):
        msg = f"a pass lets no other pool stand after `has … from`: {written}"
        raise ValueError(msg)
    return pool_of(written, sides)


def _with(asked: Has, written: node.Node) -> Has:
    """Add one thing that is asked of the credit; a pass lets no other through."""
    match written:
        case conditions.Comparison(right=quantities.Grade(written=mark), operator=how):
            return replace(asked, operator=Operator(how), grade=Mark(mark))
        case conditions.Comparison(operator=how, right=right):
            return _having(
                asked, Comparison(Fact(FactName.CREDITS), Operator(how), _amount(right))
            )
        case conditions.Holds(
            fact=conditions.Fact(argument=quantities.Attribute() as attribute)
        ):
            fact = Fact(FactName.ATTRIBUTE, attribute_text(attribute))
            return _having(asked, Holds(fact))
        case _:
            return asked


def _having(asked: Has, one: Condition) -> Has:
    return replace(asked, having=(*asked.having, one))


def _amount(written: conditions.Expression) -> NumberValue | CreditValue:
    match written:
        case quantities.Credits(amount=amount, unit=unit):
            return CreditValue(amount.value, unit_of(unit))
        case node.Number(value=value):
            return NumberValue(value)
        case _:
            msg = f"a pass lets credit be compared with an amount only: {written}"
            raise ValueError(msg)
