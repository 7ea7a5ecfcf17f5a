"""Recounting: a degree's groups counted again from the degree's own words.

It shares nothing with the search: no plan, no places in an order, no measure. Counting
only what was placed says what an audit came to; counting everything that could be
placed says what no allocation can do without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from articulate.audit.attempts import Attempts
from articulate.audit.eligibility import Eligibility
from articulate.audit.recount.amounts import Amount, average_of, in_parts
from articulate.audit.recount.answers import Inside
from articulate.audit.recount.degree import OneOf, Words
from articulate.audit.relief import Relief
from articulate.audit.worth import UNLISTED_COURSE, Worth
from articulate.model.course import has_attribute
from articulate.model.exact import exact_sum
from articulate.model.identifiers import GroupId
from articulate.rulebook.conditions import Condition, Operator
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.pools import Pool
from articulate.rulebook.requirements import (
    SHARES,
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
    Per,
    Qualifier,
    SomeMembers,
)
from articulate.rulebook.sources import Either, SomeOf, Source, Together

COURSES, CREDIT = CountedIn.COURSES, CountedIn.CREDIT
_OF_ALL = (Bound, LeastGpa)
Path = tuple[GroupId, ...]
Heap = tuple[tuple[int, Amount], ...]
Applied = Mapping[int, int]


class Count(NamedTuple):
    """What a demand came to, and what fills it, each as some part of a course.

    What is `missing` is in parts of an hour.
    """

    met: bool
    missing: Amount
    heap: Heap = ()


@dataclass(slots=True)
class Recount:
    """Counts groups. `placed` is by path and member; None counts all that could be.

    Credit, as what is `applied`, is counted in parts, of which an hour has `parts`.
    """

    asking: Eligibility
    attempts: Attempts
    inside: Inside
    words: Words
    worth: Worth
    relief: Relief
    way: Mapping[Condition, bool]
    reached: frozenset[GroupId]
    parts: int
    applied: Applied
    placed: Mapping[tuple[Path, str], Sequence[int]] | None
    counts: dict[Path, Count] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    pools: dict[Path, list[Pool]] = field(default_factory=dict)
    places: dict[CourseIdentity | None, list[int]] = field(default_factory=dict)
    total: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up the credit applied."""
        self.total = sum(self.applied.values())

    def credit(self, amount: Fraction) -> Amount:
        """Return credit in parts of an hour."""
        return in_parts(amount, self.parts)

    def group(self, group: Group, path: Path, asked: tuple[Qualifier, ...]) -> Count:
        """Count one group and everything inside it; note what it may not hold."""
        path = (*path, group.id)
        if self.relief.waivers and self.relief.waives("group", group.id):
            self.counts[path] = Count(met=True, missing=0)
            return self.counts[path]
        if isinstance(group.demand, MilestoneDemand):
            found = Count(group.id in self.reached, 0)
        else:
            found = self._demand(group, path, asked + _of_each(group.qualifiers))
        met, missing, heap = found
        if len(heap) > 1:
            heap = _once(heap)
        for one in group.qualifiers:
            if isinstance(one, Bound):
                holds, short = self._bound(one, heap, path)
                met, missing = met and holds, missing + short
            elif isinstance(one, LeastGpa) and self.placed is not None:
                met = met and self._reaches(one, heap, path)
        count = self.counts[path] = Count(met, missing, heap)
        return count

    def standing(self, members: Sequence[Member]) -> list[Group | CourseMember]:
        """Replace each `when` by the side that holds."""
        if not self.way:
            return [one for one in members if not isinstance(one, ConditionalMembers)]
        found: list[Group | CourseMember] = []
        for member in members:
            if isinstance(member, ConditionalMembers):
                holds = self.way[member.condition]
                found += self.standing(member.members if holds else member.otherwise)
            else:
                found.append(member)
        return found

    def _demand(self, group: Group, path: Path, asked: tuple[Qualifier, ...]) -> Count:
        match group.demand:
            case CreditFrom(amount=amount, pool=pool):
                return self._pool(pool, path, asked, (self.credit(amount), CREDIT))
            case CoursesFrom(count=count, pool=pool):
                return self._pool(pool, path, asked, (count, COURSES))
            case EveryMember(members=members):
                inner = self.standing(members)
                least = most = len(inner)
            case SomeMembers(least=least, most=most, members=members):
                inner = self.standing(members)
            case MilestoneDemand():
                return Count(met=True, missing=0)
        counts, seen = [], dict[str, int]()
        for one in inner:
            if isinstance(one, Group):
                counts.append(self.group(one, path, asked))
            else:
                seen[one.id] = seen.get(one.id, 0) + 1
                counts.append(self._course(one, path, asked, seen[one.id]))
        holding = [one for one in counts if one.heap] if len(counts) > most else ()
        if self.placed is not None and len(holding) > most:
            self.wrong.append(f"{'/'.join(path)} takes credit for too many members")
        return _joined(counts, least)

    def _pool(
        self,
        pool: Pool,
        path: Path,
        asked: tuple[Qualifier, ...],
        wanted: tuple[Amount, CountedIn],
    ) -> Count:
        need, counted_in = wanted
        if self.relief.substitutions:
            pool = self.relief.pool_in(pool, path)
        self.pools.setdefault(path, []).append(pool)
        candidates = self.asking.candidates
        among: Sequence[int] = range(len(candidates))
        if self.placed is not None:
            among = self.placed.get((path, ""), ())
        heap = self._fitting(pool, asked, among)
        if self.placed is not None and len(heap) < len(among):
            self.wrong.append(f"{'/'.join(path)} holds what is not in its pool")
        held = tuple([(one, 1) for one in heap])
        if counted_in is COURSES:
            short = max(0, need - len(heap))
            return Count(not short, short * self.credit(UNLISTED_COURSE), held)
        amounts = [
            need if candidates[one].without_hours else self.applied[one] for one in heap
        ]
        short = max(0, need - sum(amounts))
        return Count(not short, short, held)

    def _course(
        self,
        member: CourseMember,
        path: Path,
        asked: tuple[Qualifier, ...],
        repeated: int,
    ) -> Count:
        source = member.source
        if self.relief.substitutions:
            source = self.relief.source_in(source, path)
        if self.placed is None:
            found = self._filled(source, None, (path, asked, 1))
            return found or Count(met=False, missing=0)
        heap = self.placed.get((path, member.id), ())
        if (repeated > 1 or len(heap) > 1) and self.words.one_of(source) is not None:
            heap = heap[repeated - 1 : repeated]  # a course that is listed twice
        found = self._filled(source, heap, (path, asked, 1))
        if found is None:
            self.wrong.append(f"{'/'.join(path)}: {member.id} is not this")
        return found or Count(met=False, missing=0)

    def _filled(
        self,
        source: Source,
        heap: Sequence[int] | None,
        where: tuple[Path, tuple[Qualifier, ...], Amount],
    ) -> Count | None:
        """Fill a course with exactly these candidates, None where they do not fit."""
        path, asked, part = where
        one_of = self.words.one_of(source)
        if one_of is not None:
            self.pools.setdefault(path, []).append(one_of.pool)
            among = self._near(one_of) if heap is None else heap
            fits = self._fitting(one_of.pool, asked, among)
            if heap is not None and (len(heap) > 1 or len(fits) < len(heap)):
                return None
            if not fits:
                return Count(met=False, missing=self.credit(one_of.worth(self.worth)))
            held = tuple([(one, part) for one in fits])
            return Count(met=True, missing=0, heap=held)
        if not isinstance(source, Together | Either | SomeOf):
            return Count(met=False, missing=0)
        count = source.count if isinstance(source, SomeOf) else 1
        least = len(source.parts) if isinstance(source, Together) else count
        inner = (path, asked, Fraction(part, least))
        places = range(len(source.parts))
        spreads = [None] if heap is None else product(places, repeat=len(heap))
        best: Count | None = None
        for spread in spreads:
            parts = [
                self._filled(
                    one,
                    None
                    if heap is None or spread is None
                    else [c for c, at in zip(heap, spread, strict=True) if at == k],
                    inner,
                )
                for k, one in enumerate(source.parts)
            ]
            known = [one for one in parts if one is not None]
            taken = sum(bool(one.heap) for one in known)
            if len(known) < len(parts) or (heap is not None and taken > least):
                continue
            found = _joined(known, least)
            if best is None or (found.met, -found.missing) > (best.met, -best.missing):
                best = found
        return best

    def _near(self, one_of: OneOf) -> Sequence[int]:
        """List everyone who could be one of some courses."""
        if one_of.courses is None:
            return range(len(self.asking.candidates))
        if not self.places:
            for place, one in enumerate(self.asking.candidates):
                self.places.setdefault(one.identity, []).append(place)
        known = self.places
        return sorted(k for one in one_of.courses for k in known.get(one, ()))

    def _fitting(
        self, pool: Pool, asked: tuple[Qualifier, ...], among: Sequence[int]
    ) -> list[int]:
        """List those of some candidates that are in a pool, and as qualifiers ask."""
        if not among:
            return []
        candidates, answers = self.asking.candidates, self.words.answers
        fits = self.inside.pool(pool, among)
        for qualifier in asked:
            fits = [
                one
                for one in fits
                if answers.meets(candidates[one], qualifier, self.asking)
            ]
        return fits

    def _bound(self, bound: Bound, heap: Heap, path: Path) -> tuple[bool, Amount]:
        """Say whether a bound holds, and what it lacks in credit."""
        candidates, real = self.asking.candidates, self.placed is not None
        mine: Sequence[tuple[int, Amount]] = heap
        if bound.pool is not None:
            places = [one for one, _ in heap]
            inside = set(self.inside.pool(bound.pool, places))
            mine = [(one, part) for one, part in heap if one in inside]
        wanted = in_parts(bound.amount, 1)  # a whole number where it is one
        sums: list[Amount]
        if bound.counted_in is CountedIn.SUBJECTS:
            subjects = {str(candidates[one].subject or "") for one, _ in mine} - {""}
            sums = [len(subjects)]
        elif bound.counted_in is CountedIn.AREAS:
            marks = [candidates[one].award.attributes for one, _ in mine]
            areas = [any(has_attribute(m, area) for m in marks) for area in bound.areas]
            sums = [sum(areas)]
        else:
            sums = self._sums(bound, mine)
        if bound.counted_in in SHARES:
            wanted = bound.amount * sum(self._weights(bound, heap))
        elif bound.counted_in is CREDIT:
            wanted = self.credit(bound.amount)
        if not bound.at_least:
            if real and max(sums, default=0) > wanted:
                self.wrong.append(f"{'/'.join(path)} holds more than it may")
            return True, 0
        short = sum([max(0, wanted - one) for one in sums])
        if not real and (bound.per is not Per.GROUP or bound.counted_in in SHARES):
            return True, 0
        if not short or bound.counted_in in SHARES:
            return not short, 0
        worth = 1 if bound.counted_in is CREDIT else self.credit(UNLISTED_COURSE)
        return False, short * worth

    def _weights(
        self, bound: Bound, heap: Sequence[tuple[int, Amount]]
    ) -> list[Amount]:
        """Weigh what a bound counts, in courses or in credit."""
        if bound.counted_in in (COURSES, CountedIn.PERCENT_OF_COURSES):
            return [part for _, part in heap]
        return [self.applied[one] for one, _ in heap]

    def _sums(self, bound: Bound, mine: Sequence[tuple[int, Amount]]) -> list[Amount]:
        """Add up what a bound counts, in the group or in each subject or term."""
        weights = self._weights(bound, mine)
        if bound.per is Per.GROUP:
            return [sum(weights)]
        heaps: dict[str, Amount] = {}
        for (place, _), weight in zip(mine, weights, strict=True):
            one = self.asking.candidates[place]
            name = str(one.subject or "") if bound.per is Per.SUBJECT else one.term
            if name:
                heaps[name] = heaps.get(name, 0) + weight
        return list(heaps.values())

    def _reaches(self, floor: LeastGpa, heap: Heap, path: Path) -> bool:
        if floor.all_attempts:
            pools = [
                pool
                for inner, many in self.pools.items()
                if inner[: len(path)] == path
                for pool in many
            ]
            gpa = self.average(pools)
        else:
            gpa = average_of(self.graded([one for one, _ in heap]))
        if gpa is None:
            return True
        strict = floor.operator is Operator.MORE
        return gpa > floor.value if strict else gpa >= floor.value

    def graded(self, many: Sequence[int]) -> list[tuple[Fraction, Amount]]:
        """List points and credit of those that are letter graded."""
        candidates, points = self.asking.candidates, self.words.answers.points
        graded = [(points(candidates[one]), self.applied[one]) for one in many]
        return [(p, w) for p, w in graded if p is not None]

    def average(self, pools: Sequence[Pool]) -> Fraction | None:
        """Average every attempt in some pools."""
        candidates, around = self.asking.candidates, self.words.around
        points, attempts = self.attempts.over(pools, candidates, around)
        graded = [
            (p, candidates[place].award.credits)
            for place, p in points
            if place in self.applied
        ]
        quality = [p * w for p, w in graded] + [q for q, _ in attempts]
        weight = exact_sum(w for _, w in (*graded, *attempts))
        return exact_sum(quality) / weight if weight else None


def _of_each(qualifiers: tuple[Qualifier, ...]) -> tuple[Qualifier, ...]:
    """List what is asked of each course; bounds and averages are of them together."""
    if not qualifiers:
        return ()
    return tuple([one for one in qualifiers if not isinstance(one, _OF_ALL)])


def _once(heap: Heap) -> Heap:
    """Keep each candidate once, as the greatest part of a course that it is."""
    if len({one for one, _ in heap}) == len(heap):
        return heap
    best: dict[int, Amount] = {}
    for one, part in heap:
        best[one] = max(best.get(one, part), part)
    return tuple(best.items())


def _joined(counts: Sequence[Count], least: int) -> Count:
    heap = tuple([pair for one in counts for pair in one.heap])
    if sum([one.met for one in counts]) >= least:
        return Count(met=True, missing=0, heap=heap)
    lacking = [one.missing for one in counts]
    if least < len(lacking):
        lacking = sorted(lacking)[:least]
    return Count(met=False, missing=sum(lacking), heap=heap)
