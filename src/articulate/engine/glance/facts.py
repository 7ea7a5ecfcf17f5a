"""Facts: the fields of an attempt that alone decide what statements say of it."""

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import cast

from articulate.engine.policy import PolicyRules
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.conditions import Condition, Fact, FactName, Has
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    CourseSelector,
    Difference,
    GradedPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    OneCourse,
    Pool,
    RoadPool,
    SubjectPool,
    Union,
    WholeSubject,
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


def is_of_an_attempt(fact: Fact) -> bool:
    """Say whether a fact is one of the attempt alone."""
    return fact.name in _OF_AN_ATTEMPT and fact.of is None


def looked_at(
    conditions: Iterable[Condition | None], *, apart: bool = False
) -> Fields | None:
    """List the fields that conditions look at; None where they look further.

    With *apart* what they look at beside the attempt is left out instead.
    """
    found: Fields = frozenset()
    for condition in conditions:
        for part in parts_of(condition):
            far = isinstance(part, Has)
            if isinstance(part, Fact):
                far = not is_of_an_attempt(part)
                found |= frozenset() if far else _OF_AN_ATTEMPT[part.name]
            if far and not apart:
                return None
    return found


def courses_named_by(rules: PolicyRules) -> tuple[CourseSelector, ...]:
    """List the courses that the pools of a policy's screens name."""
    return tuple(one for pool in _pools(rules) for one in _courses(pool))


def looked_at_by(rules: PolicyRules, *, apart: bool = False) -> Fields | None:
    """List the fields that the screens of a policy look at; None where they go on."""
    pools = _pools(rules)
    if any(rule.when is not None for _, rule in rules.partners):
        return None
    if any(rule.accredited and rule.on not in _ENDED for _, rule in rules.accepts):
        return None
    conditions: list[Condition | None] = [rule.when for _, rule in rules.accepts]
    conditions += [rule.when for _, rule in rules.spoken]
    conditions += [rule.when for _, rule in rules.otherwise]
    for _, rule in rules.minimums:
        conditions += [rule.when, rule.requires]
    by_pools = [_described(pool) for pool in pools]
    asked = looked_at(conditions, apart=apart)
    if asked is None or None in by_pools:
        return None
    return asked.union(*(one for one in by_pools if one is not None))


def _pools(rules: PolicyRules) -> list[Pool]:
    pools = [rule.pool for _, rule in rules.accepts if rule.pool is not None]
    pools += [rule.pool for _, rule in rules.spoken]
    pools += [rule.pool for _, rule in rules.recencies]
    return pools


def _courses(pool: Pool) -> Iterator[CourseSelector]:
    match pool:
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            yield pool
        case Union(pools=pools) | Intersection(pools=pools):
            for one in pools:
                yield from _courses(one)
        case Difference(pool=inner, without=without):
            yield from _courses(inner)
            yield from _courses(without)
        case _:
            return


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
    """List the fields a pool looks at; None for one that names a group."""
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
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return frozenset()  # an entry knows which of them its code is one of
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
