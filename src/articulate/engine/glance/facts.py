"""Facts: the fields of an attempt that alone decide what statements say of it."""

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import cast

from articulate.engine.policy import PolicyRules
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.conditions import Condition, Fact, FactName, Has
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    Difference,
    GradedPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    Pool,
    RoadPool,
    SubjectPool,
    Union,
)
from articulate.rulebook.shapes import parts_of

Fields = frozenset[str]
FactsOf = Callable[[CourseAttempt], tuple[object, ...]]

ALWAYS: Fields = frozenset(("grade", "completed", "term", "unit"))
"""What every answer hangs on: the grade, the day, and the unit of the credit."""

_ENDED = (FactName.COMPLETED, FactName.TAKEN, FactName.AWARDED)
_OF_AN_ATTEMPT = {
    FactName.GRADE: ALWAYS,
    FactName.COMPLETED: ALWAYS,
    FactName.UNDERLYING: frozenset(("underlying",)),
    FactName.LEVEL: frozenset(("level",)),
    FactName.ATTRIBUTE: frozenset(("attributes",)),
    FactName.DELIVERY: frozenset(("delivery",)),
}


def facts_of(fields: Fields) -> FactsOf:
    """Return what takes these fields of an attempt."""
    return cast("FactsOf", attrgetter(*sorted(fields)))


def looked_at(conditions: Iterable[Condition | None]) -> Fields | None:
    """List the fields that conditions look at; None where they look further."""
    found: Fields = frozenset()
    for condition in conditions:
        for part in parts_of(condition):
            if isinstance(part, Has):
                return None
            if isinstance(part, Fact):
                fields = _OF_AN_ATTEMPT.get(part.name)
                if fields is None or part.of is not None:
                    return None
                found |= fields
    return found


def looked_at_by(rules: PolicyRules) -> Fields | None:
    """List the fields that the screens of a policy look at; None where they go on."""
    pools = [rule.pool for _, rule in rules.accepts if rule.pool is not None]
    pools += [rule.pool for _, rule in rules.spoken]
    pools += [rule.pool for _, rule in rules.recencies]
    if any(rule.accredited and rule.on not in _ENDED for _, rule in rules.accepts):
        return None
    conditions: list[Condition | None] = [rule.when for _, rule in rules.accepts]
    conditions += [rule.when for _, rule in rules.spoken]
    conditions += [rule.when for _, rule in rules.otherwise]
    for _, rule in rules.minimums:
        conditions += [rule.when, rule.requires]
    by_pools = [_described(pool) for pool in pools]
    asked = looked_at(conditions)
    if asked is None or None in by_pools:
        return None
    return asked.union(*(one for one in by_pools if one is not None))


def by_subject(rules: PolicyRules) -> bool:
    """Say whether a policy looks at the subjects of what is given."""
    pools = [rule.pool for _, rule in rules.accepts if rule.pool is not None]
    pools += [rule.pool for _, rule in rules.spoken]
    return bool(rules.recencies) or any(map(_names_subject, pools))


def _names_subject(pool: Pool) -> bool:
    match pool:
        case SubjectPool():
            return True
        case Union(pools=pools) | Intersection(pools=pools):
            return any(map(_names_subject, pools))
        case Difference(pool=inner, without=without):
            return _names_subject(inner) or _names_subject(without)
        case _:
            return False


def _described(pool: Pool) -> Fields | None:
    """List the fields a pool looks at; None for one that names courses or a group."""
    match pool:
        case Union(pools=pools) | Intersection(pools=pools):
            return _joined(pools)
        case Difference(pool=inner, without=without):
            return _joined((inner, without))
        case LevelPool():
            return frozenset(("level",))
        case AttributePool():
            return frozenset(("attributes",))
        case SubjectPool() | AnyCourse() | GradedPool():
            return frozenset()
        case RoadPool() | InstitutionKindPool() | InstitutionPool():
            return frozenset()
        case _:
            return None


def _joined(pools: Iterable[Pool]) -> Fields | None:
    found: Fields = frozenset()
    for pool in pools:
        fields = _described(pool)
        if fields is None:
            return None
        found |= fields
    return found
