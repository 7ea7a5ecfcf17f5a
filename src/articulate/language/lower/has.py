"""`has`: what it looks for in the whole record."""

from articulate.language.lower.codes import Sides
from articulate.language.syntax import codes, conditions, pools, quantities, sources
from articulate.model.identifiers import InstitutionId, Mark, Subject
from articulate.rulebook.conditions import AnyOf, Condition, Has, Operator
from articulate.rulebook.pools import CourseSelector, WholeSubject

Looked = codes.Code | pools.OfSubjects | sources.AwardSource


def parts_of(credit: pools.Pool | sources.AwardSource) -> tuple[Looked, ...] | None:
    """Return what is looked for, one after the other; None where it is no such thing.

    `has (A or B)` looks for either; an attribute or a level is no course.
    """
    if isinstance(credit, pools.PoolOr):
        parts = [parts_of(part) for part in credit.parts]
        known = [part for part in parts if part is not None]
        return tuple(one for part in known for one in part) if known == parts else None
    return (credit,) if isinstance(credit, Looked) else None


def has_of(written: conditions.Has, sides: Sides) -> Condition:
    """Compile `has`; of several things any one will do."""
    operator, grade = None, None
    match written.with_:
        case conditions.Comparison(right=quantities.Grade(written=mark)) as asked:
            operator, grade = Operator(asked.operator), Mark(mark)
        case _:
            pass
    found: list[Has] = []
    for part in parts_of(written.credit) or ():
        if isinstance(part, sources.AwardSource):
            found.append(
                Has(None, written.attempted, operator, grade, award=part.title)
            )
        else:
            found.extend(
                Has(course, written.attempted, operator, grade)
                for course in selectors_of(part, sides)
            )
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def selectors_of(
    part: codes.Code | pools.OfSubjects, sides: Sides
) -> tuple[CourseSelector, ...]:
    """Return the courses one part looks for; a subject is the receiving side's."""
    if not isinstance(part, pools.OfSubjects):
        return (sides.selector(part),)
    owner = sides.receiving or InstitutionId("")
    return tuple(WholeSubject(owner, Subject(name)) for name in part.subjects)
