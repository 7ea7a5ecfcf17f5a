"""Groups: what they demand, and what else they ask of their credit."""

from fractions import Fraction

from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import completed_condition
from articulate.language.lower.pools import groups_pool, narrowed, pool_of
from articulate.language.lower.quantities import attribute_text
from articulate.language.lower.sources import own_source
from articulate.language.syntax import codes, degrees, policies, quantities, sources
from articulate.model.identifiers import GroupId, Mark
from articulate.rulebook.conditions import Operator
from articulate.rulebook.pools import Road, RoadPool
from articulate.rulebook.requirements import (
    Bound,
    CompletedWhen,
    CountedIn,
    CourseMember,
    CoursesFrom,
    CreditFrom,
    Demand,
    EveryMember,
    Group,
    LeastGpa,
    LeastGrade,
    LetterGraded,
    Member,
    MilestoneDemand,
    NoExamCredit,
    Per,
    Qualifier,
    SomeMembers,
)


def group_of(written: degrees.Group, sides: Sides) -> Group:
    """Compile a group with everything in it."""
    return Group(
        GroupId(written.id.text),
        written.title or "",
        _demand(written.demand, sides),
        written.span,
        qualifiers=tuple(_qualifier(one, sides) for one in written.qualifiers),
        cites=written.cites,
    )


def counted(
    written: policies.Quantity | degrees.SubjectCount | degrees.AreaCount,
) -> tuple[Fraction, CountedIn]:
    """Return how much a bound asks for, and what it counts."""
    match written:
        case quantities.Credits(amount=amount):
            return amount.value, CountedIn.CREDIT
        case policies.CourseCount(count=count):
            return Fraction(count), CountedIn.COURSES
        case degrees.SubjectCount(count=count):
            return Fraction(count), CountedIn.SUBJECTS
        case degrees.AreaCount(count=count):
            return Fraction(count), CountedIn.AREAS
        case policies.PercentOf(percent=percent, of="courses"):
            return percent.value, CountedIn.PERCENT_OF_COURSES
        case policies.PercentOf(percent=percent):
            return percent.value, CountedIn.PERCENT_OF_CREDIT


def source_words(written: sources.Source) -> str:
    """Write a source as its author did: `PHYS 131 + PHYS 131L`."""
    match written:
        case sources.SourceAll(parts=parts):
            return " + ".join(_inside(part) for part in parts)
        case sources.SourceAny(parts=parts):
            return " | ".join(_inside(part) for part in parts)
        case sources.SourceCount(count=count, parts=parts):
            return f"{count} of ({', '.join(source_words(part) for part in parts)})"
        case sources.AwardSource(title=title):
            return f'award "{title}"'
        case codes.CourseCode(code=code):
            words = code
        case codes.CourseRange():
            words = f"{written.subject} {written.low}..{written.high}"
        case codes.CoursePattern():
            words = f"{written.subject} {written.pattern}"
        case codes.WholeSubject():
            words = f"{written.subject} *"
    return words if written.institution is None else f"{written.institution}:{words}"


def _inside(written: sources.Source) -> str:
    words = source_words(written)
    joint = isinstance(written, sources.SourceAll | sources.SourceAny)
    return f"({words})" if joint else words


def _demand(written: degrees.Demand, sides: Sides) -> Demand:
    match written:
        case degrees.AllOf(members=members):
            return EveryMember(_members(members, sides))
        case degrees.SomeOf(least=least, most=most, members=members):
            return SomeMembers(
                least, least if most is None else most, _members(members, sides)
            )
        case degrees.CoursesFrom(count=count, pool=pool):
            return CoursesFrom(count, pool_of(pool, sides))
        case degrees.CreditsFrom(credits=credits, pool=pool):
            return CreditFrom(credits.amount.value, pool_of(pool, sides))
        case degrees.Milestone():
            return MilestoneDemand()


def _members(members: tuple[degrees.Member, ...], sides: Sides) -> tuple[Member, ...]:
    return tuple(
        group_of(member, sides)
        if isinstance(member, degrees.Group)
        else CourseMember(
            source_words(member.source), own_source(member.source, sides), member.span
        )
        for member in members
    )


def _qualifier(written: degrees.Qualifier, sides: Sides) -> Qualifier:
    match written:
        case degrees.GradeQualifier(operator=operator, grade=grade):
            return LeastGrade(Operator(operator), Mark(grade.written))
        case degrees.GpaQualifier(operator=operator, gpa=gpa):
            asked = Operator(operator)
            return LeastGpa(asked, gpa.value, all_attempts=written.all_attempts)
        case policies.Completed():
            return CompletedWhen(completed_condition(written, sides))
        case degrees.Bound():
            return _bound(written, sides)
        case degrees.LetterGraded():
            return LetterGraded()
        case degrees.NoExamCredit():
            return NoExamCredit()


def _bound(written: degrees.Bound, sides: Sides) -> Bound:
    amount, counted_in = counted(written.quantity)
    pool = None if written.pool is None else pool_of(written.pool, sides)
    areas: tuple[str, ...] = ()
    match written.quantity:
        case degrees.AreaCount(areas=named):
            areas = tuple(attribute_text(area) for area in named)
        case policies.PercentOf(groups=groups):
            pool = narrowed(pool, by=groups_pool(groups))
        case _:
            pass
    if written.in_residence:
        pool = narrowed(pool, by=RoadPool(Road.RESIDENCE))
    return Bound(
        at_least=written.at == "least",
        amount=amount,
        counted_in=counted_in,
        per=Per.GROUP if written.per is None else Per(written.per),
        pool=pool,
        areas=areas,
    )
