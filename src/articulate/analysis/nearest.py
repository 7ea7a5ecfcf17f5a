"""Nearest: the smallest changes of a record that would bring something about."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product

from articulate.model.change import (
    Addition,
    Change,
    FactChange,
    MilestoneReached,
    changed,
)
from articulate.model.record import LearnerRecord

Shows = Callable[[LearnerRecord], bool]
"""Says of a record whether it brings about what is looked for: by evaluating it."""

Changes = tuple[Change, ...]

MOST_OTHERS = 2
"""Beside what is needed, no more facts than this are changed at a time."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change worth trying.

    `beyond` are changes further in the same direction. Where each of them does as well,
    `as_end` is what may be claimed: this grade *or better*. `distance` is how far it is
    from what the record says now: days, points.
    """

    change: Change
    beyond: tuple[Change, ...] = ()
    as_end: Change | None = None
    distance: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Slot:
    """Proposals of which at most one can be made, the nearest first."""

    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """Slots that may be combined: those of one rule, and of what stands in its way.

    Without what is `needed` (a course that is not on the record) the rule cannot hold.
    """

    others: tuple[Slot, ...]
    needed: tuple[Slot, ...] = ()

    def of_size(self, size: int) -> Iterator[tuple[Slot, ...]]:
        """Yield each way to change so many facts."""
        more = size - len(self.needed)
        if 0 <= more <= MOST_OTHERS:
            for others in combinations(self.others, more):
                yield (*self.needed, *others)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The smallest changes found, each evaluated, all of the same size.

    `tried` is how many records were evaluated; `all_seen` says that everything proposed
    of up to that size was looked at, so that nothing smaller was missed.
    """

    found: tuple[Changes, ...]
    tried: int
    all_seen: bool


def nearest(
    record: LearnerRecord,
    pools: Sequence[Pool],
    shows: Shows,
    *,
    tries: int = 500,
) -> Nearest:
    """Look for the smallest changes, one after the other size, within *tries*.

    Of two proposals for one fact only the nearer is shown. The work is counted, never
    timed, so the same question has the same answer everywhere.
    """
    search = _Search(record, shows, tries)
    most = max((len(pool.needed) for pool in pools), default=0) + MOST_OTHERS
    for size in range(1, most + 1):
        found = [each for pool in pools for each in search.in_pool(pool, size)]
        if found:
            shown = tuple(_nearer_first(found))
            return Nearest(shown, search.tried, search.all_seen)
        if not search.all_seen:
            break
    return Nearest((), search.tried, search.all_seen)


def _nearer_first(found: list[tuple[Fraction, Changes]]) -> Iterator[Changes]:
    """Yield what is most readily done first; of the same facts, the nearest change."""
    seen = set()
    ordered = sorted(
        enumerate(found),
        key=lambda one: (_ranks(one[1][1]), one[1][0], one[0]),
    )
    for _, (_, changes) in ordered:
        facts = frozenset(map(fact_of, changes))
        if facts not in seen:
            seen.add(facts)
            yield changes


def _ranks(changes: Changes) -> list[tuple[int, tuple[str, str]]]:
    return sorted((rank(one), fact_of(one)) for one in changes)


_READILY = ("grade", "", "score", "underlying", "decision", "flag", "verified")


def rank(change: Change) -> int:
    """Say how readily a learner could do something about a fact: the least first."""
    kind = fact_of(change)[1].partition(" ")[0]
    return _READILY.index(kind) if kind in _READILY else len(_READILY)


def fact_of(change: Change) -> tuple[str, str]:
    """Name what a change is about, whatever it makes of it."""
    match change:
        case FactChange(learning=learning, fact=fact):
            return (learning or "", fact)
        case Addition(learning=added):
            return (added.id, "")
        case MilestoneReached(degree=degree, group=group):
            return (degree, group)


@dataclass(slots=True)
class _Search:
    record: LearnerRecord
    shows: Shows
    tries: int
    tried: int = 0
    all_seen: bool = True
    known: dict[Changes, bool] = field(default_factory=dict)

    def in_pool(self, pool: Pool, size: int) -> Iterator[tuple[Fraction, Changes]]:
        """Yield what brings it about by *size* changes, once for each set of facts."""
        for slots in pool.of_size(size):
            for chosen in product(*(slot.proposals for slot in slots)):
                if self.does(tuple(one.change for one in chosen)):
                    far = sum((one.distance for one in chosen), Fraction(0))
                    yield far, self._widened(chosen)
                    break

    def _widened(self, chosen: tuple[Proposal, ...]) -> Changes:
        """Claim `or better` of a change only where everything better does as well."""
        claimed = [one.change for one in chosen]
        for place, one in enumerate(chosen):
            if one.as_end is None:
                continue
            others = [other.change for other in chosen]
            holds = True
            for further in one.beyond:
                others[place] = further
                holds = holds and self.does(tuple(others))
            if holds:
                claimed[place] = one.as_end
        return tuple(claimed)

    def does(self, changes: Changes) -> bool:
        if changes not in self.known:
            if self.tried >= self.tries:
                self.all_seen = False
                return False
            self.tried += 1
            self.known[changes] = self.shows(changed(self.record, changes))
        return self.known[changes]


def needed_of(
    record: LearnerRecord, changes: Changes, shows: Shows, *, tries: int = 200
) -> tuple[Changes, int]:
    """Leave out of *changes* whatever is not needed, the last first.

    None of what is left can be left out; it need not be the smallest of all such sets.
    Nothing is returned where even all of them do not bring it about.
    """
    search = _Search(record, shows, tries)
    if not search.does(changes):
        return (), search.tried
    step = max(1, len(changes) // 2)
    left = changes
    while True:
        left = _without_runs(search, left, step)
        if step == 1:
            return left, search.tried
        step //= 2


def _without_runs(search: _Search, left: Changes, step: int) -> Changes:
    """Leave out whole runs of changes, from the end, where that still does."""
    end = len(left)
    while end > 0:
        start = max(0, end - step)
        fewer = left[:start] + left[end:]
        if fewer != left and search.does(fewer):
            left = fewer
        end = start
    return left
