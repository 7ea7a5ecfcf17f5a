"""Demands: a degree's groups grown into branches and leaves, course by course."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from articulate.audit.attempts import Attempts
from articulate.audit.eligibility import Eligibility
from articulate.audit.plan import Asks, Branch, Floor, Leaf, Node, Path
from articulate.audit.relief import Relief
from articulate.audit.tallies import letter_graded, tally_of
from articulate.audit.wording import counted, pool_text, source_text
from articulate.audit.worth import UNLISTED_COURSE, Worth
from articulate.model.identifiers import BlockId
from articulate.model.reason import Reason
from articulate.model.record import LearnerRecord
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


@dataclass(slots=True)
class Grown:
    """What came of a degree's members: its groups, and what each leaf wants."""

    groups: tuple[Branch, ...] = ()
    pools: dict[int, Pool] = field(default_factory=dict)
    qualifiers: dict[int, tuple[Qualifier, ...]] = field(default_factory=dict)


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
class Demands:
    """Grows the members of one degree for one learner."""

    degree: BlockId
    record: LearnerRecord
    eligibility: Eligibility
    worth: Worth
    relief: Relief
    way: Mapping[Condition, bool]
    attempts: Attempts
    grown: Grown = field(default_factory=Grown)
    doubts: list[Reason] = field(default_factory=list)

    def grow(self, members: Iterable[Group | ConditionalMembers]) -> Grown:
        """Grow every top-level group that holds."""
        groups = [
            self._group(member, _Where((), ()))
            for member in self._standing(members)
            if isinstance(member, Group)
        ]
        self.grown.groups = tuple(groups)
        return self.grown

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

    def _group(self, group: Group, where: _Where) -> Branch:
        path = (*where.path, group.id)
        title = group.title
        if self.relief.waives("group", group.id):
            asks = Asks(path, title, frozenset(), waived=True)
            return Branch(0, 0, (), asks)
        if isinstance(group.demand, MilestoneDemand):
            reached = self._reached(group)
            asks = Asks(path, title, frozenset(), milestone=True, reached=reached)
            return Branch(0, 0, (), asks)
        inner = _Where(path, (*where.qualifiers, *group.qualifiers))
        before, doubted = set(self.grown.pools), len(self.doubts)
        least, most, children = self._demand(group, inner)
        leaves = frozenset(self.grown.pools) - before
        doubts = tuple(dict.fromkeys(self.doubts[doubted:]))
        asks = Asks(path, title, leaves, doubts=doubts)
        asks = self._asking(asks, group.qualifiers, children)
        return Branch(least, most, tuple(children), asks)

    def _demand(self, group: Group, where: _Where) -> tuple[int, int, list[Node]]:
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

    def _members(self, members: Sequence[Member], where: _Where) -> list[Node]:
        found: list[Node] = []
        for member in self._standing(members):
            if isinstance(member, Group):
                found.append(self._group(member, where))
            elif isinstance(member, CourseMember):
                source = self.relief.source_in(member.source, where.path)
                named = replace(where, member=member.id)
                found.append(self._course(source, named))
        return found

    def _course(self, source: Source, where: _Where) -> Node:
        """Grow a course written like a source; its parts are one course together."""
        selectors = _either(source)
        if selectors is not None:
            pool = selectors[0] if len(selectors) == 1 else Union(tuple(selectors))
            worth = self.worth.of(selectors)
            text = f"course {source_text(source)}"
            return self._leaf(pool, where, _Asked(text, ONE, worth, most=1))
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
        return Branch(least, least, children, member=where.member)

    def _from_pool(
        self, pool: Pool, where: _Where, need: Fraction, *, in_courses: bool
    ) -> Leaf:
        pool = self.relief.pool_in(pool, where.path)
        unit = counted(need, CountedIn.COURSES if in_courses else CountedIn.CREDIT)
        text = f"{unit} from {pool_text(pool)}"
        worth = UNLISTED_COURSE if in_courses else ONE
        return self._leaf(pool, where, _Asked(text, need, worth, in_courses))

    def _leaf(self, pool: Pool, where: _Where, asked: _Asked) -> Leaf:
        eligible, doubts = self.eligibility.in_pool(pool, where.qualifiers)
        self.doubts += doubts
        place = len(self.grown.pools)
        self.grown.pools[place] = pool
        self.grown.qualifiers[place] = where.qualifiers
        without_hours = frozenset(
            one for one in eligible if self.eligibility.candidates[one].without_hours
        )
        return Leaf(
            place=place,
            path=where.path,
            member=where.member,
            text=asked.text,
            need=asked.need,
            in_courses=asked.in_courses,
            worth=asked.worth,
            eligible=eligible,
            wholly=frozenset() if asked.in_courses else without_hours,
            most=asked.most,
            part=where.part,
        )

    def _asking(
        self, asks: Asks, qualifiers: Sequence[Qualifier], children: Sequence[Node]
    ) -> Asks:
        inside = {one for child in children for one in _eligible(child)}
        candidates, around = self.eligibility.candidates, self.eligibility.around
        name = "/".join(asks.path)
        floors = []
        for one in qualifiers:
            if not isinstance(one, LeastGpa):
                continue
            floor = Floor(
                name,
                one.value,
                strict=one.operator is Operator.MORE,
                points=tuple(letter_graded(inside, candidates)),
            )
            if one.all_attempts:
                pools = [self.grown.pools[leaf] for leaf in sorted(asks.leaves)]
                floor = self.over_all_attempts(floor, pools)
            floors.append(floor)
        return replace(
            asks,
            tallies=tuple(
                tally_of(one, inside, candidates, around)
                for one in qualifiers
                if isinstance(one, Bound)
            ),
            floors=tuple(floors),
        )

    def over_all_attempts(self, floor: Floor, pools: Sequence[Pool]) -> Floor:
        """Take a GPA over every attempt in these pools, whatever was placed."""
        candidates, around = self.eligibility.candidates, self.eligibility.around
        points, attempts = self.attempts.over(pools, candidates, around)
        return replace(floor, points=points, all_attempts=True, attempts=attempts)

    def _reached(self, group: Group) -> bool:
        as_of = self.eligibility.facts.evaluation.as_of
        return any(
            one.degree == self.degree and one.group == group.id and one.reached <= as_of
            for one in self.record.milestones
        )


def _either(source: Source) -> list[CourseSelector] | None:
    """Return the selectors of a source that one course meets, None for any other."""
    if isinstance(source, SELECTORS):
        return [source]
    if isinstance(source, Either):
        parts = [_either(part) for part in source.parts]
        known = [one for part in parts if part is not None for one in part]
        return known if all(part is not None for part in parts) else None
    return None


def _eligible(node: Node) -> Iterable[int]:
    if isinstance(node, Leaf):
        return node.eligible
    return [one for child in node.children for one in _eligible(child)]
