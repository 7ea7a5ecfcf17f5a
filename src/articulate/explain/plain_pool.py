"""A pool in plain English: which credit a rule is about."""

from collections.abc import Sequence
from typing import assert_never

from articulate.rulebook.clauses import selector_text
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    Difference,
    GradedAs,
    GradedPool,
    GroupPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    OneCourse,
    Pool,
    Road,
    RoadPool,
    SubjectPool,
    Union,
    WholeSubject,
)

_ROADS = {
    Road.TRANSFER: "courses from elsewhere",
    Road.RESIDENCE: "courses taken here",
    Road.EXAMS: "exams",
    Road.CREDENTIALS: "credentials",
    Road.TRAINING: "training",
    Road.PORTFOLIOS: "portfolios",
}
_GRADED = {
    GradedAs.LETTER: "courses with a letter grade",
    GradedAs.PASS: "courses graded pass only",
}

_Kind = (
    SubjectPool
    | AttributePool
    | LevelPool
    | AnyCourse
    | GradedPool
    | RoadPool
    | InstitutionKindPool
    | InstitutionPool
    | GroupPool
)


def plain_pool(pool: Pool) -> str:
    """Say which credit a pool describes.

    >>> plain_pool(Union((RoadPool(Road.EXAMS), RoadPool(Road.TRAINING))))
    'exams or training'
    >>> plain_pool(Difference(RoadPool(Road.TRANSFER), AttributePool("remedial")))
    'courses from elsewhere, except courses marked remedial'
    """
    match pool:
        case Union(pools=pools):
            return listed([_inside(one) for one in pools], "or")
        case Intersection(pools=pools):
            return ", and of these ".join(_inside(one) for one in pools)
        case Difference(pool=inner, without=without):
            return f"{_inside(inner)}, except {plain_pool(without)}"
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return selector_text(pool)
        case _:
            return _plain_kind(pool)


def _plain_kind(pool: _Kind) -> str:
    match pool:
        case SubjectPool(subjects=subjects):
            return f"courses in {listed(subjects, 'or')}"
        case AttributePool(attribute=attribute):
            return f"courses marked {attribute}"
        case LevelPool(level=level):
            return f"{level}-level courses"
        case AnyCourse():
            return "any course"
        case GradedPool(graded=graded):
            return _GRADED[graded]
        case RoadPool(road=road):
            return _ROADS[road]
        case InstitutionKindPool(kind=kind):
            return f"{kind} institutions"
        case InstitutionPool(institution=institution):
            return str(institution)
        case GroupPool(group=group):
            return f"what counts in {group}"
    assert_never(pool)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Write a list as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if not words[1:]:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _inside(pool: Pool) -> str:
    several = isinstance(pool, Union | Intersection | Difference)
    return f"({plain_pool(pool)})" if several else plain_pool(pool)
