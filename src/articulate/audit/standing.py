"""Standing: in which of a degree's pools credit is, asked once for each kind of credit.

Most of what pools ask is of the course, not of the learner who took it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articulate.audit.candidates import Candidate
from articulate.audit.membership import (
    Surroundings,
    belongs,
    is_letter_graded,
    is_pass_graded,
)
from articulate.audit.plan import Path
from articulate.model.award import AwardKind
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.pools import (
    Difference,
    GradedPool,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    OneCourse,
    Pool,
    RoadPool,
    Union,
)

MOST_KINDS = 4096
"""How many kinds of credit are remembered of one degree before it starts anew."""

Place = tuple[Pool, Path]
"""A pool, and the groups in which credit is applied when it is asked about."""
Kind = tuple[object, ...]
"""All that any of the pools looks at in credit."""


@dataclass(slots=True)
class Numbering:
    """Gives every pool of a degree its number."""

    numbers: dict[Place, int] = field(default_factory=dict)

    def of(self, pool: Pool, path: Path = ()) -> int:
        """Return the number of a pool, the same for the same pool."""
        return self.numbers.setdefault((pool, path), len(self.numbers))


@dataclass(frozen=True, slots=True)
class Standing:
    """In which pools credit of one kind is, by number, and the leaves from these."""

    within: frozenset[int]
    leaves: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class NumberedPools:
    """Every pool of a degree, by number; `leaves` are those that each leaf is from."""

    places: tuple[Place, ...]
    leaves: tuple[int, ...]
    around: Surroundings
    _known: dict[Kind, Standing] = field(default_factory=dict)

    def standing(self, one: Candidate) -> Standing:
        """Say in which pools credit is."""
        kind = self._kind(one)
        known = self._known.get(kind)
        if known is None:
            if len(self._known) >= MOST_KINDS:
                self._known.clear()
            within = frozenset(self._within(one))
            leaves = tuple(
                leaf for leaf, pool in enumerate(self.leaves) if pool in within
            )
            known = self._known[kind] = Standing(within, leaves)
        return known

    def _kind(self, one: Candidate) -> Kind:
        award = one.award
        kind: Kind = (
            one.identity,
            one.names,
            award.kind,
            award.code is None,
            one.subject,
            award.level,
            award.attributes,
            one.without_hours,
        )
        if self._asks_whence:
            kind += (one.in_residence, one.roads, one.institutions)
        if self._asks_grading:
            kind += (is_letter_graded(one), is_pass_graded(one))
        return kind

    def _within(self, one: Candidate) -> Iterator[int]:
        if one.identity is not None and one.award.kind is not AwardKind.REQUIREMENT:
            yield from self._naming.get(one.identity, ())
        for number in self._describing:
            pool, path = self.places[number]
            if belongs(pool, one, self.around, path):
                yield number

    @cached_property
    def _naming(self) -> Mapping[CourseIdentity, list[int]]:
        """The pools of named courses only, by each of these courses."""
        around = self.around
        found: dict[CourseIdentity, list[int]] = {}
        for number, (pool, _) in enumerate(self.places):
            for one in _courses_in(pool):
                course = around.identities.of(one.code, around.named_on)
                found.setdefault(course, []).append(number)
        return found

    @cached_property
    def _describing(self) -> tuple[int, ...]:
        """The pools that describe courses or other credit."""
        return tuple(
            number
            for number, (pool, _) in enumerate(self.places)
            if not _courses_in(pool)
        )

    @cached_property
    def _asks_whence(self) -> bool:
        whence = (RoadPool, InstitutionPool, InstitutionKindPool)
        return any(isinstance(one, whence) for one in self._parts())

    @cached_property
    def _asks_grading(self) -> bool:
        return any(isinstance(one, GradedPool) for one in self._parts())

    def _parts(self) -> Iterator[Pool]:
        for pool, _ in self.places:
            yield from _parts_of(pool)


def _courses_in(pool: Pool) -> tuple[OneCourse, ...]:
    """List the courses of a pool that names nothing else; none of any other pool."""
    parts: Iterable[Pool] = pool.pools if isinstance(pool, Union) else (pool,)
    named = tuple(one for one in parts if isinstance(one, OneCourse))
    return named if len(named) == len(tuple(parts)) else ()


def _parts_of(pool: Pool) -> Iterator[Pool]:
    """Yield each pool that a pool is put together of."""
    match pool:
        case Union(pools=pools) | Intersection(pools=pools):
            for one in pools:
                yield from _parts_of(one)
        case Difference(pool=inner, without=without):
            yield from _parts_of(inner)
            yield from _parts_of(without)
        case _:
            yield pool
