"""Recounting: a degree's groups counted again from the degree's own words.

It shares nothing with the search: no plan, no places in an order, no measure. Counting
only what was placed says what an audit came to; counting everything that could be
placed says what no allocation can do without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from articulate.audit.attempts import Attempts
from articulate.audit.candidates import Candidate
from articulate.audit.eligibility import Eligibility
from articulate.audit.membership import belongs
from articulate.audit.relief import Relief
from articulate.audit.worth import UNLISTED_COURSE, Worth
from articulate.model.answer import Answer
from articulate.model.course import has_attribute
from articulate.model.exact import exact_sum
from articulate.model.identifiers import GroupId, LearningId
from articulate.rulebook.conditions import Condition, Operator
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
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
    Per,
    Qualifier,
    SomeMembers,
)
from articulate.rulebook.sources import Either, SomeOf, Source, Together

ZERO, ONE = Fraction(0), Fraction(1)
SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)
Path = tuple[GroupId, ...]
Heap = tuple[tuple[Candidate, Fraction], ...]
Key = tuple[tuple[LearningId, ...], int, tuple[int, int] | None]
Applied = Mapping[Key, Fraction]


@dataclass(frozen=True, slots=True)
class Count:
    """What a demand came to, and what fills it, each as some part of a course."""

    met: bool
    missing: Fraction
    heap: Heap = ()


@dataclass(slots=True)
class Recount:
    """Counts groups. `placed` is by path and member; None counts all that could be."""

    asking: Eligibility
    worth: Worth
    relief: Relief
    way: Mapping[Condition, bool]
    attempts: Attempts
    reached: frozenset[GroupId]
    applied: Applied
    placed: Mapping[tuple[Path, str], Sequence[Candidate]] | None
    counts: dict[Path, Count] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    pools: dict[Path, list[Pool]] = field(default_factory=dict)

    def group(self, group: Group, path: Path, asked: tuple[Qualifier, ...]) -> Count:
        """Count one group and everything inside it; note what it may not hold."""
        path, asked = (*path, group.id), (*asked, *group.qualifiers)
        if self.relief.waives("group", group.id):
            self.counts[path] = Count(met=True, missing=ZERO)
            return self.counts[path]
        if isinstance(group.demand, MilestoneDemand):
            found = Count(group.id in self.reached, ZERO)
        else:
            found = self._demand(group, path, asked)
        met, missing, heap = found.met, found.missing, _once(found.heap)
        for one in group.qualifiers:
            if isinstance(one, Bound):
                holds, short = self._bound(one, heap, path)
                met, missing = met and holds, missing + short
            elif isinstance(one, LeastGpa) and self.placed is not None:
                met = met and self._reaches(one, heap, path)
        self.counts[path] = Count(met, missing, heap)
        return self.counts[path]

    def standing(self, members: Sequence[Member]) -> list[Group | CourseMember]:
        """Replace each `when` by the side that holds."""
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
                return self._pool(pool, path, asked, (amount, ONE))
            case CoursesFrom(count=count, pool=pool):
                return self._pool(pool, path, asked, (Fraction(count), UNLISTED_COURSE))
            case EveryMember(members=members):
                least = most = len(self.standing(members))
            case SomeMembers(least=least, most=most, members=members):
                pass
            case MilestoneDemand():
                return Count(met=True, missing=ZERO)
        counts, seen = [], dict[str, int]()
        for one in self.standing(members):
            if isinstance(one, Group):
                counts.append(self.group(one, path, asked))
            else:
                seen[one.id] = seen.get(one.id, 0) + 1
                counts.append(self._course(one, path, asked, seen[one.id]))
        if sum(bool(count.heap) for count in counts) > most and self.placed is not None:
            self.wrong.append(f"{'/'.join(path)} takes credit for too many members")
        return _joined(counts, least)

    def _pool(
        self,
        pool: Pool,
        path: Path,
        asked: tuple[Qualifier, ...],
        wanted: tuple[Fraction, Fraction],
    ) -> Count:
        need, worth = wanted
        pool = self.relief.pool_in(pool, path)
        self.pools.setdefault(path, []).append(pool)
        among = self.asking.candidates
        if self.placed is not None:
            among = self.placed.get((path, ""), ())
        heap = self._fitting(pool, asked, among)
        if self.placed is not None and len(heap) < len(among):
            self.wrong.append(f"{'/'.join(path)} holds what is not in its pool")
        if worth == ONE:
            amounts = [need if c.without_hours else self.applied[c.key] for c in heap]
        else:
            amounts = [ONE for _ in heap]
        short = max(ZERO, need - exact_sum(amounts))
        return Count(not short, short * worth, tuple((c, ONE) for c in heap))

    def _course(
        self,
        member: CourseMember,
        path: Path,
        asked: tuple[Qualifier, ...],
        repeated: int,
    ) -> Count:
        source = self.relief.source_in(member.source, path)
        if self.placed is None:
            found = self._filled(source, None, (path, asked, ONE))
            return found or Count(met=False, missing=ZERO)
        heap = self.placed.get((path, member.id), ())
        if _selectors(source) is not None and (repeated > 1 or len(heap) > 1):
            heap = heap[repeated - 1 : repeated]  # a course that is listed twice
        found = self._filled(source, heap, (path, asked, ONE))
        if found is None:
            self.wrong.append(f"{'/'.join(path)}: {member.id} is not this")
        return found or Count(met=False, missing=ZERO)

    def _filled(
        self,
        source: Source,
        heap: Sequence[Candidate] | None,
        where: tuple[Path, tuple[Qualifier, ...], Fraction],
    ) -> Count | None:
        """Fill a course with exactly these candidates, None where they do not fit."""
        path, asked, part = where
        pool = _selectors(source)
        if pool is not None:
            self.pools.setdefault(path, []).append(pool)
            among = self.asking.candidates if heap is None else heap
            fits = self._fitting(pool, asked, among)
            if heap is not None and (len(heap) > 1 or len(fits) < len(heap)):
                return None
            worth = self.worth.of(pool.pools)  # type: ignore[arg-type] # made of selectors
            held = tuple((one, part) for one in fits)
            return Count(bool(fits), ZERO if fits else worth, held)
        if not isinstance(source, Together | Either | SomeOf):
            return Count(met=False, missing=ZERO)
        count = source.count if isinstance(source, SomeOf) else 1
        least = len(source.parts) if isinstance(source, Together) else count
        inner = (path, asked, part / least)
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

    def _fitting(
        self, pool: Pool, asked: tuple[Qualifier, ...], among: Sequence[Candidate]
    ) -> list[Candidate]:
        """List those of some candidates that are in a pool, and as qualifiers ask."""
        return [
            one
            for one in among
            if belongs(pool, one, self.asking.around)
            and self.asking.answer(one, asked) is Answer.MET
        ]

    def _bound(self, bound: Bound, heap: Heap, path: Path) -> tuple[bool, Fraction]:
        """Say whether a bound holds, and what it lacks in credit."""
        around, real = self.asking.around, self.placed is not None
        mine = [
            (one, part)
            for one, part in heap
            if bound.pool is None or belongs(bound.pool, one, around)
        ]
        courses = bound.counted_in in (CountedIn.COURSES, CountedIn.PERCENT_OF_COURSES)
        wanted, sums = bound.amount, [ZERO]
        if bound.counted_in is CountedIn.SUBJECTS:
            sums = [Fraction(len({str(one.subject) for one, _ in mine if one.subject}))]
        elif bound.counted_in is CountedIn.AREAS:
            marks = [one.award.attributes for one, _ in mine]
            areas = [any(has_attribute(m, area) for m in marks) for area in bound.areas]
            sums = [Fraction(sum(areas))]
        else:
            heaps: dict[str, Fraction] = (
                {} if bound.per is not Per.GROUP else {"": ZERO}
            )
            for one, part in mine:
                key = {Per.SUBJECT: str(one.subject or ""), Per.TERM: one.term}
                name = key.get(bound.per, "")
                if name or bound.per is Per.GROUP:
                    weight = part if courses else self.applied[one.key]
                    heaps[name] = heaps.get(name, ZERO) + weight
            sums = list(heaps.values())
        if bound.counted_in in SHARES:
            parts = [part if courses else self.applied[one.key] for one, part in heap]
            wanted = bound.amount * exact_sum(parts)
        if not bound.at_least:
            if real and max(sums, default=ZERO) > wanted:
                self.wrong.append(f"{'/'.join(path)} holds more than it may")
            return True, ZERO
        short = exact_sum(max(ZERO, wanted - one) for one in sums)
        if not real and (bound.per is not Per.GROUP or bound.counted_in in SHARES):
            return True, ZERO
        worth = ONE if bound.counted_in is CountedIn.CREDIT else UNLISTED_COURSE
        return not short, ZERO if bound.counted_in in SHARES else short * worth

    def _reaches(self, floor: LeastGpa, heap: Heap, path: Path) -> bool:
        credit = [(one.points, self.applied[one.key]) for one, _ in heap]
        if floor.all_attempts:
            pools = [
                pool
                for inner, many in self.pools.items()
                if inner[: len(path)] == path
                for pool in many
            ]
            gpa = self.average(pools)
        else:
            gpa = average_of([(p, w) for p, w in credit if p is not None])
        if gpa is None:
            return True
        strict = floor.operator is Operator.MORE
        return gpa > floor.value if strict else gpa >= floor.value

    def average(self, pools: Sequence[Pool]) -> Fraction | None:
        """Average every attempt in some pools."""
        candidates = self.asking.candidates
        points, attempts = self.attempts.over(pools, candidates, self.asking.around)
        graded = [
            (p, candidates[k].award.credits)
            for k, p in points
            if candidates[k].key in self.applied
        ]
        quality = [p * w for p, w in graded] + [q for q, _ in attempts]
        weight = exact_sum(w for _, w in (*graded, *attempts))
        return exact_sum(quality) / weight if weight else None


def average_of(graded: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Average grade points by credit, None without any."""
    weight = exact_sum(w for _, w in graded)
    return exact_sum(p * w for p, w in graded) / weight if weight else None


def _once(heap: Heap) -> Heap:
    """Keep each candidate once, as the greatest part of a course that it is."""
    best: dict[Key, tuple[Candidate, Fraction]] = {}
    for one, part in heap:
        if one.key not in best or best[one.key][1] < part:
            best[one.key] = (one, part)
    return tuple(best.values())


def _joined(counts: Sequence[Count], least: int) -> Count:
    best = sorted(counts, key=lambda one: (not one.met, one.missing))[:least]
    cheapest = sorted(one.missing for one in counts)[:least]
    heap = tuple(pair for one in counts for pair in one.heap)
    met = len(best) == least and all(one.met for one in best)
    return Count(met, ZERO if met else exact_sum(cheapest), heap)


def _selectors(source: Source) -> Union | None:
    """Return what one course must be, None where several are needed together."""
    if isinstance(source, OneCourse | CourseRange | CoursePattern | WholeSubject):
        return Union((source,))
    if isinstance(source, Either):
        parts = [_selectors(part) for part in source.parts]
        known = [pool for part in parts if part is not None for pool in part.pools]
        return Union(tuple(known)) if None not in parts else None
    return None
