"""Pools: descriptions of credit."""

from articulate.language.lower.codes import Sides
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax import node, pools
from articulate.model.course import CourseLevel
from articulate.model.identifiers import InstitutionId, Subject
from articulate.model.institution import InstitutionKind
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    Difference,
    GradedAs,
    GradedPool,
    GroupPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    Pool,
    Road,
    RoadPool,
    SubjectPool,
    Union,
)


def pool_of(written: pools.Pool, sides: Sides) -> Pool:
    """Compile a pool; its plain codes are the receiving side's."""
    match written:
        case pools.PoolOr(parts=parts):
            return Union(tuple(pool_of(part, sides) for part in parts))
        case pools.PoolAnd(parts=parts):
            return Intersection(tuple(pool_of(part, sides) for part in parts))
        case pools.PoolExcept(pool=pool, without=without):
            left_out = tuple(pool_of(part, sides) for part in without)
            return Difference(pool_of(pool, sides), _one_or_any(left_out))
        case _:
            return _selector(written, sides)


def groups_pool(names: tuple[node.Name, ...]) -> Pool | None:
    """Compile `in core or advanced`; None where no group is named."""
    groups: tuple[Pool, ...] = tuple(GroupPool(name.text) for name in names)
    return _one_or_any(groups) if groups else None


def narrowed(pool: Pool | None, *, by: Pool | None) -> Pool | None:
    """Return what lies in both pools, where both are written."""
    if pool is None or by is None:
        return pool if by is None else by
    return Intersection((pool, by))


def _selector(written: pools.Selector, sides: Sides) -> Pool:
    match written:
        case pools.OfSubjects(subjects=subjects):
            return SubjectPool(tuple(Subject(subject) for subject in subjects))
        case pools.OfAttribute(attribute=attribute):
            return AttributePool(attribute_text(attribute))
        case pools.OfLevel(level=level):
            return LevelPool(CourseLevel(level))
        case pools.AnyCourse():
            return AnyCourse()
        case pools.Graded(how=how):
            return GradedPool(GradedAs(how))
        case pools.OfOrigin(origin=origin):
            return RoadPool(Road(origin))
        case pools.OfInstitution(institution=name):
            return InstitutionPool(InstitutionId(name.text))
        case pools.OfInstitutionKind(kind=kind):
            return InstitutionKindPool(InstitutionKind(kind.text))
        case pools.OfAccredited():
            msg = "a pass lets `accredited institutions` stand after `accept from` only"
            raise ValueError(msg)
        case _:
            return sides.selector(written)


def _one_or_any(pools: tuple[Pool, ...]) -> Pool:
    return pools[0] if len(pools) == 1 else Union(pools)
