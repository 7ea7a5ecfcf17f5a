"""AR309: a degree demands what nobody can take any more on the degree's days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articulate.analysis.dead_references import Listings
from articulate.analysis.problem import Problem
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import Origin
from articulate.model.calendar import Period
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.in_force import days_of
from articulate.rulebook.pools import Difference, Intersection, OneCourse, Pool, Union
from articulate.rulebook.requirements import (
    ConditionalMembers,
    CourseMember,
    CoursesFrom,
    CreditFrom,
    EveryMember,
    Group,
    Member,
    SomeMembers,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Either, SomeOf, Source, Together


def dead_demands(book: Rulebook, receiving: InstitutionId) -> Iterator[Problem]:
    """Report each member that only courses could fill which no catalog then lists.

    An old course beside others that can be taken is no problem: who took it has it.
    Nor is one for which a teach-out puts another in place, or one never listed (AR202).
    """
    mine = [one for one in book.degrees if one.head.receiving == receiving]
    listings = Listings.of(book, receiving) if mine else None
    substitutions = [one for each in book.teach_outs for one in each.substitutions]
    substitutions += [one for each in book.exceptions for one in each.substitutions]
    stood_in = frozenset(
        one.old.code for one in substitutions if isinstance(one.old, OneCourse)
    )
    alike = frozenset(
        code
        for catalog in book.catalogs
        for course in catalog.courses
        for code in course.same_as
    )
    for degree in mine:
        heads = [one.head for one in mine if one.head.id == degree.head.id]
        kept = tuple(days_of(degree.head, heads))
        if listings is not None and kept:
            yield from _Demands(degree, kept, listings, stood_in | alike).found()


@dataclass(frozen=True)
class _Demands:
    """What one version of a degree demands, on the days it keeps."""

    degree: DegreeBlock
    kept: tuple[Period, ...]
    listings: Listings
    spared: frozenset[CourseCode]

    def found(self) -> Iterator[Problem]:
        """Report every demand that nobody can meet any more."""
        for member in self.degree.members:
            yield from self._of(member)

    def _of(self, member: Member) -> Iterator[Problem]:
        match member:
            case ConditionalMembers(members=members, otherwise=otherwise):
                for one in (*members, *otherwise):
                    yield from self._of(one)
            case Group(demand=EveryMember(members=members)):
                for one in members:
                    yield from self._of(one)
            case CourseMember(id=id_, origin=origin, source=source):
                if not self._source(source):
                    yield self._problem(f"`{id_}`", self._dead(source), origin)
            case Group(id=id_, origin=origin):
                if not self._alive(member):
                    dead = self._dead_below(member)
                    yield self._problem(f"group `{id_}`", dead, origin)

    def _alive(self, member: Member) -> bool:
        match member:
            case CourseMember(source=source):
                return self._source(source)
            case Group(demand=EveryMember(members=members)):
                return all(map(self._alive, members))
            case Group(demand=SomeMembers(least=least, members=members)):
                return sum(map(self._alive, members)) >= least
            case Group(demand=CoursesFrom(pool=pool) | CreditFrom(pool=pool)):
                return self._pool(pool)
            case _:
                return True

    def _source(self, source: Source) -> bool:
        match source:
            case OneCourse(code=code):
                return not self._is_dead(code)
            case Together(parts=parts):
                return all(map(self._source, parts))
            case Either(parts=parts):
                return any(map(self._source, parts))
            case SomeOf(count=count, parts=parts):
                return sum(map(self._source, parts)) >= count
            case _:
                return True

    def _pool(self, pool: Pool) -> bool:
        match pool:
            case OneCourse(code=code):
                return not self._is_dead(code)
            case Union(pools=pools):
                return any(map(self._pool, pools))
            case Intersection(pools=pools):
                return all(map(self._pool, pools))
            case Difference(pool=inner):
                return self._pool(inner)
            case _:
                return True

    def _is_dead(self, code: CourseCode) -> bool:
        """Say whether a course that was listed is not, on any day of the version."""
        if code in self.spared or not self.listings.knows(code):
            return False
        return all(self.listings.gone_in(code, period)[1] for period in self.kept)

    def _dead(self, source: Source | Pool) -> list[str]:
        match source:
            case OneCourse(code=code):
                return [code.local] if self._is_dead(code) else []
            case Together(parts=parts) | Either(parts=parts) | SomeOf(parts=parts):
                return [name for part in parts for name in self._dead(part)]
            case Union(pools=pools) | Intersection(pools=pools):
                return [name for part in pools for name in self._dead(part)]
            case Difference(pool=inner):
                return self._dead(inner)
            case _:
                return []

    def _dead_below(self, member: Member) -> list[str]:
        match member:
            case CourseMember(source=source):
                return self._dead(source)
            case Group(demand=CoursesFrom(pool=pool) | CreditFrom(pool=pool)):
                return self._dead(pool)
            case Group(
                demand=EveryMember(members=members) | SomeMembers(members=members)
            ):
                return [name for one in members for name in self._dead_below(one)]
            case _:
                return []

    def _problem(self, what: str, dead: Iterable[str], origin: Origin) -> Problem:
        codes = [f"`{name}`" for name in dict.fromkeys(dead)]
        are = "is" if len(codes) == 1 else "are"
        return Problem(
            Diagnostic(
                Code.DEMAND_OUT_OF_REACH,
                origin,
                f"{what} can be met by nobody who has not done so yet: "
                f"{' and '.join(codes)} {are} not in the catalog on any day of "
                f"{self.degree.head.name}",
                "ask for another course, or let one stand beside it: `course A | B`",
                severity=Severity.WARNING,
            )
        )
