"""Growth: a degree's groups as branches and leaves, course by course."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from articulate.audit.plan import COURSE, Asks, Branch, Floor, Leaf, Path
from articulate.audit.relief import Relief
from articulate.audit.standing import Numbering
from articulate.audit.tallies import tally_of
from articulate.audit.wording import counted, pool_text, source_text
from articulate.audit.worth import UNLISTED_COURSE, Worth
from articulate.rulebook.conditions import Condition, Operator
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    Pool,
    Union,
    WholeSubject,
)
from articulate.rulebook.requirements import (
    Bound,
    ConditionalMembers,
    CountedIn,
    CourseMember,
    CoursesFrom,
    CreditFrom,
    EveryMember,
    Group,
    LeastGpa,
    Member,
    MilestoneDemand,
    Qualifier,
    SomeMembers,
)
from articulate.rulebook.sources import Either, SomeOf, Source, Together

SELECTORS = (OneCourse, CourseRange, CoursePattern, WholeSubject)
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One leaf that nobody fills yet, the pool it is from, and what is asked there."""

    leaf: Leaf
    pool: Pool
    number: int
    qualifiers: tuple[Qualifier, ...]


@dataclass(frozen=True, slots=True)
class Limb:
    """A branch without its children; these are limbs, or leaves by their place.

    `bounds` are those of its group, each with the number of the pool it looks at, and
    `leaves` all that the group has, as written.
    """

    branch: Branch
    children: tuple["Limb | int", ...] = ()
    bounds: tuple[tuple[Bound, int | None], ...] = ()
    leaves: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in the tree a demand stands, and what is asked of each course there."""

    path: Path
    qualifiers: tuple[Qualifier, ...]
    member: str = ""
    part: Fraction = ONE


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a leaf asks for: a course (`most` 1), or so much from a pool."""

    text: str
    need: Fraction
    worth: Fraction
    in_courses: bool = True
    most: int | None = None


@dataclass(slots=True)
class Growth:
    """Grows the members of one degree, under one way to read its conditions."""

    worth: Worth
    relief: Relief
    way: Mapping[Condition, bool]
    numbering: Numbering
    wanted: list[Wanted] = field(default_factory=list)

    def grow(self, members: Iterable[Group | ConditionalMembers]) -> tuple[Limb, ...]:
        """Grow every top-level group that holds."""
        return tuple(
            self._group(member, _Where((), ()))
            for member in self._standing(members)
            if isinstance(member, Group)
        )

    def _standing(self, members: Iterable[Member]) -> list[Member]:
        """Replace each `when` by the side that holds."""
        found: list[Member] = []
        for member in members:
            if isinstance(member, ConditionalMembers):
                holds = self.way[member.condition]
                side = member.members if holds else member.otherwise
                found += self._standing(side)
            else:
                found.append(member)
        return found

    def _group(self, group: Group, where: _Where) -> Limb:
        path = (*where.path, group.id)
        title = group.title
        if self.relief.waives("group", group.id):
            asks = Asks(path, title, frozenset(), waived=True)
            return Limb(Branch(0, 0, (), asks))
        if isinstance(group.demand, MilestoneDemand):
            asks = Asks(path, title, frozenset(), milestone=True)
            return Limb(Branch(0, 0, (), asks))
        inner = _Where(path, (*where.qualifiers, *group.qualifiers))
        before = len(self.wanted)
        least, most, children = self._demand(group, inner)
        bounds = tuple(
            (one, None if one.pool is None else self.numbering.of(one.pool))
            for one in group.qualifiers
            if isinstance(one, Bound)
        )
        asks = Asks(
            path,
            title,
            frozenset(),
            tallies=tuple(tally_of(one) for one, _ in bounds),
            floors=tuple(_floors("/".join(path), group.qualifiers)),
        )
        leaves = tuple(range(before, len(self.wanted)))
        branch = Branch(least, most, (), asks)
        return Limb(branch, tuple(children), bounds, leaves)

    def _demand(
        self, group: Group, where: _Where
    ) -> tuple[int, int, list["Limb | int"]]:
        match group.demand:
            case EveryMember(members=members):
                children = self._members(members, where)
                return len(children), len(children), children
            case SomeMembers(least=least, most=most, members=members):
                return least, most, self._members(members, where)
            case CoursesFrom(count=count, pool=pool):
                return (
                    1,
                    1,
                    [self._from_pool(pool, where, Fraction(count), in_courses=True)],
                )
            case CreditFrom(amount=amount, pool=pool):
                return 1, 1, [self._from_pool(pool, where, amount, in_courses=False)]
            case MilestoneDemand():
                return 0, 0, []

    def _members(self, members: Sequence[Member], where: _Where) -> list["Limb | int"]:
        found: list[Limb | int] = []
        for member in self._standing(members):
            if isinstance(member, Group):
                found.append(self._group(member, where))
            elif isinstance(member, CourseMember):
                source = self.relief.source_in(member.source, where.path)
                named = replace(where, member=member.id)
                found.append(self._course(source, named))
        return found

    def _course(self, source: Source, where: _Where) -> "Limb | int":
        """Grow a course written like a source; its parts are one course together."""
        selectors = _either(source)
        if selectors is not None:
            pool = selectors[0] if len(selectors) == 1 else Union(tuple(selectors))
            worth = self.worth.of(selectors)
            text = f"course {source_text(source)}"
            return self._leaf(pool, where, _Asked(text, COURSE, worth, most=1))
        match source:
            case Together(parts=parts):
                least = len(parts)
            case SomeOf(count=count, parts=parts):
                least = count
            case Either(parts=parts):
                least = 1
            case _:
                parts, least = (), 1
        inner = replace(where, part=where.part / max(1, least))
        children = tuple(self._course(part, inner) for part in parts)
        return Limb(Branch(least, least, (), member=where.member), children)

    def _from_pool(
        self, pool: Pool, where: _Where, need: Fraction, *, in_courses: bool
    ) -> int:
        pool = self.relief.pool_in(pool, where.path)
        unit = counted(need, CountedIn.COURSES if in_courses else CountedIn.CREDIT)
        text = f"{unit} from {pool_text(pool)}"
        worth = UNLISTED_COURSE if in_courses else ONE
        return self._leaf(pool, where, _Asked(text, need, worth, in_courses))

    def _leaf(self, pool: Pool, where: _Where, asked: _Asked) -> int:
        place = len(self.wanted)
        leaf = Leaf(
            place=place,
            path=where.path,
            member=where.member,
            text=asked.text,
            need=asked.need,
            in_courses=asked.in_courses,
            worth=asked.worth,
            eligible=(),
            most=asked.most,
            part=where.part,
        )
        number = self.numbering.of(pool)
        self.wanted.append(Wanted(leaf, pool, number, where.qualifiers))
        return place


def _floors(name: str, qualifiers: Iterable[Qualifier]) -> Iterable[Floor]:
    """Write the GPA floors of a group down, with nobody counted yet."""
    for one in qualifiers:
        if isinstance(one, LeastGpa):
            strict = one.operator is Operator.MORE
            yield Floor(name, one.value, strict, (), all_attempts=one.all_attempts)


def _either(source: Source) -> list[CourseSelector] | None:
    """Return the selectors of a source that one course meets, None for any other."""
    if isinstance(source, SELECTORS):
        return [source]
    if isinstance(source, Either):
        parts = [_either(part) for part in source.parts]
        known = [one for part in parts if part is not None for one in part]
        return known if all(part is not None for part in parts) else None
    return None
