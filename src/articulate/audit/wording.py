"""The degree's own words: pools, sources and bounds as an author writes them."""

from fractions import Fraction

from articulate.model.exact import number_text
from articulate.rulebook.clauses import clause_text, selector_text
from articulate.rulebook.pools import (
    AnyCourse,
    AttributePool,
    CoursePattern,
    CourseRange,
    CourseSelector,
    Difference,
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
from articulate.rulebook.requirements import (
    Bound,
    CompletedWhen,
    CountedIn,
    LeastGpa,
    LeastGrade,
    LetterGraded,
    NoExamCredit,
    Per,
    Qualifier,
)
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)


def course_text(selector: CourseSelector) -> str:
    """Write a code, range or pattern of the receiving institution: `CSCI 300..499`."""
    if isinstance(selector, OneCourse):
        return selector.code.local
    return selector_text(selector).partition(":")[2]


def source_text(source: Source) -> str:
    """Write a course member as its author would: `PHYS 131 + PHYS 131L`."""
    match source:
        case Together(parts=parts):
            return " + ".join(_part(one) for one in parts)
        case Either(parts=parts):
            return " | ".join(_part(one) for one in parts)
        case SomeOf(count=count, parts=parts):
            return f"{count} of ({', '.join(source_text(one) for one in parts)})"
        case AwardSource(title=title):
            return f'award "{title}"'
        case BlockSource():
            return ""
        case _:
            return course_text(source)


def pool_text(pool: Pool) -> str:
    """Write a pool as its author would."""
    match pool:
        case Union(pools=pools):
            return " or ".join(_inner(one) for one in pools)
        case Intersection(pools=pools):
            return " and ".join(_inner(one) for one in pools)
        case Difference(pool=inner, without=without):
            return f"{pool_text(inner)} except {_inner(without)}"
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return course_text(pool)
        case _:
            return _selector(pool)


def _selector(
    pool: SubjectPool
    | AttributePool
    | LevelPool
    | AnyCourse
    | GradedPool
    | RoadPool
    | InstitutionKindPool
    | InstitutionPool
    | GroupPool,
) -> str:
    match pool:
        case SubjectPool(subjects=subjects):
            return f"subject{'s' * (len(subjects) > 1)} {', '.join(subjects)}"
        case AttributePool(attribute=attribute):
            return f"attribute {attribute}"
        case LevelPool(level=level):
            return f"level {level}"
        case AnyCourse():
            return "any course"
        case GradedPool(graded=graded):
            return f"{graded} graded"
        case RoadPool(road=road):
            return str(road)
        case InstitutionKindPool(kind=kind):
            return f"{kind} institutions"
        case InstitutionPool(institution=institution):
            return institution
        case GroupPool(group=group):
            return group


def bound_text(bound: Bound) -> str:
    """Write a bound as its author would: `at most 6 cr per subject`."""
    side = "at least" if bound.at_least else "at most"
    match bound.counted_in:
        case CountedIn.AREAS:
            what = f"{number_text(bound.amount)} areas of ({', '.join(bound.areas)})"
        case CountedIn.PERCENT_OF_COURSES:
            what = f"{percent_text(bound.amount)} of courses"
        case CountedIn.PERCENT_OF_CREDIT:
            what = f"{percent_text(bound.amount)} of credit"
        case _:
            what = counted(bound.amount, bound.counted_in)
    per = "" if bound.per is Per.GROUP else f" per {bound.per}"
    if bound.pool is None:
        return f"{side} {what}{per}"
    if bound.pool == RoadPool(Road.RESIDENCE):
        return f"{side} {what}{per} in residence"
    return f"{side} {what}{per} from {pool_text(bound.pool)}"


def qualifier_text(qualifier: Qualifier) -> str:
    """Write what a group asks of its courses as its author would: `grade >= C`."""
    match qualifier:
        case LeastGrade(operator=operator, mark=mark):
            return f"grade {operator} {mark}"
        case LeastGpa(operator=operator, value=value, all_attempts=all_):
            over = " of all attempts" if all_ else ""
            return f"gpa{over} {operator} {number_text(value)}"
        case CompletedWhen(condition=condition):
            return clause_text(condition)
        case LetterGraded():
            return "letter graded"
        case NoExamCredit():
            return "no exam credit"
        case Bound():
            return bound_text(qualifier)


def counted(amount: Fraction, counted_in: CountedIn) -> str:
    """Write an amount with what it counts: `6 cr`, `1 course`, `2 subjects`."""
    unit = str(counted_in)
    if amount == 1 and counted_in is not CountedIn.CREDIT:
        unit = unit.removesuffix("s")
    return f"{number_text(amount)} {unit}"


def percent_text(share: Fraction) -> str:
    """Write a part of one as a percent."""
    return f"{number_text(share * 100)}%"


def _part(source: Source) -> str:
    text = source_text(source)
    return f"({text})" if isinstance(source, Together | Either) else text


def _inner(pool: Pool) -> str:
    text = pool_text(pool)
    compound = isinstance(pool, Union | Intersection | Difference)
    return f"({text})" if compound else text
