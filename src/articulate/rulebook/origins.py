"""Origins: where credit is from, as pools name it: by road and by institution."""

from dataclasses import dataclass

from articulate.model.answer import Answer, all_of, answer_of, any_of, negated
from articulate.model.identifiers import InstitutionId
from articulate.model.institution import InstitutionKind
from articulate.rulebook.pools import (
    Difference,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    Pool,
    Road,
    RoadPool,
    Union,
)


@dataclass(frozen=True, slots=True)
class Whence:
    """By which road one learning came, and from which institution, of which kind.

    `road` None is on none that a pool names; `kind` None is not known; `institution`
    None is no institution's, such as an exam.
    """

    road: Road | None = None
    institution: InstitutionId | None = None
    kind: InstitutionKind | None = None


def is_from(pool: Pool, whence: Whence) -> Answer:
    """Say whether a pool that names only origins describes where a learning is from.

    >>> home = Whence(Road.RESIDENCE, InstitutionId("STATE"))
    >>> is_from(RoadPool(Road.RESIDENCE), home).value
    'met'
    """
    match pool:
        case Union(pools=pools):
            return any_of(is_from(one, whence) for one in pools)
        case Intersection(pools=pools):
            return all_of(is_from(one, whence) for one in pools)
        case Difference(pool=inner, without=without):
            left_out = negated(is_from(without, whence))
            return all_of((is_from(inner, whence), left_out))
        case RoadPool(road=road):
            return answer_of(whence.road is road)
        case InstitutionPool(institution=institution):
            return answer_of(whence.institution == institution)
        case InstitutionKindPool(kind=kind) if whence.institution is not None:
            known = whence.kind
            return Answer.UNKNOWN if known is None else answer_of(known is kind)
        case _:
            return Answer.NOT_MET


def origin_text(pool: Pool) -> str:
    """Write a pool that names only origins as its author would, with its brackets.

    >>> origin_text(Union((RoadPool(Road.EXAMS), RoadPool(Road.TRANSFER))))
    '(exams or transfer)'
    """
    match pool:
        case Union(pools=pools):
            return f"({' or '.join(origin_text(one) for one in pools)})"
        case Intersection(pools=pools):
            return f"({' and '.join(origin_text(one) for one in pools)})"
        case Difference(pool=inner, without=without):
            return f"({origin_text(inner)} except {origin_text(without)})"
        case InstitutionKindPool(kind=kind):
            return f"{kind} institutions"
        case InstitutionPool(institution=institution):
            return institution
        case RoadPool(road=road):
            return str(road)
        case _:
            return "elsewhere"
