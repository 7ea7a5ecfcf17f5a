"""Claims: what a group asks of the credit there is, as bits of candidates.

A group becomes the demands that must all be met, the choices among demands, and what is
asked of everything inside it. Credit is in whole numbers, so many to the hour.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.rulebook.requirements import DISTINCT, IN_COURSES, SHARES, CountedIn


@dataclass(frozen=True, slots=True)
class Bound:
    """A tally over bits of candidates; `amount` is in what it counts."""

    at_least: bool
    counted_in: CountedIn
    amount: Fraction | int
    heaps: tuple[int, ...]
    each: bool

    @property
    def only_grows(self) -> bool:
        """Whether it stays broken, once it is, however much more is put there."""
        return not self.at_least and self.counted_in not in SHARES

    def holds(self, taken: int, credit: Sequence[int]) -> bool:
        """Say whether these candidates keep it."""
        if self.counted_in in DISTINCT:
            return self._keeps(sum(1 for one in self.heaps if one & taken))
        in_courses = self.counted_in in IN_COURSES
        sums = [
            (one & taken).bit_count() if in_courses else weight(one & taken, credit)
            for one in self.heaps
            if one & taken or not self.each
        ]
        if self.counted_in in SHARES:
            whole = taken.bit_count() if in_courses else weight(taken, credit)
            wanted = self.amount * whole
            return sum(sums) >= wanted if self.at_least else sum(sums) <= wanted
        return all(map(self._keeps, sums))

    def _keeps(self, counted: int) -> bool:
        return counted >= self.amount if self.at_least else counted <= self.amount


@dataclass(frozen=True, slots=True)
class Average:
    """A GPA floor. `lifts` say by candidate how far it pulls the average up.

    Only those in `graded` have a letter grade, and credit.
    """

    graded: int
    lifts: tuple[tuple[int, int], ...]
    strict: bool

    def holds(self, taken: int) -> bool:
        """Say whether the average of these candidates, if any, is high enough."""
        if not taken & self.graded:
            return True
        total = sum(lift for bit, lift in self.lifts if bit & taken)
        return total > 0 if self.strict else total >= 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A demand that must be met: so many of `members`, or so much of their credit.

    Each one in `wholly` is enough; it takes `most` at most. Where it is all that
    its group asks for, it carries what is asked of the group.
    """

    place: int
    members: int
    need: int
    in_courses: bool
    wholly: int
    most: int | None
    bounds: tuple[Bound, ...] = ()
    averages: tuple[Average, ...] = ()

    @property
    def single(self) -> bool:
        """Whether it takes one course, whichever that is."""
        return (
            self.most == self.need == 1
            and self.in_courses
            and not self.bounds
            and not self.averages
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """So many of these must be met, each of which is several demands."""

    least: int
    options: tuple[tuple["Item", ...], ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """What is asked of everything put in these leaves, once it is there.

    It is `rigid` where nothing can be put there beside what the demands need.
    """

    leaves: frozenset[int]
    bounds: tuple[Bound, ...]
    averages: tuple[Average, ...]
    rigid: bool


Item = Claim | Choice | Closing


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a group asks for. `spare` orders groups: those with least to choose first.

    A group is not `told` where these words are too few for it.
    """

    items: tuple[Item, ...]
    spare: int
    told: bool = True


def bits(places: Iterable[int]) -> int:
    """Write a set of places as the bits of a number."""
    found = 0
    for one in places:
        found |= 1 << one
    return found


def weight(some: int, credit: Sequence[int]) -> int:
    """Add up the credit of some candidates."""
    total = 0
    while some:
        bit = some & -some
        total += credit[bit.bit_length() - 1]
        some ^= bit
    return total


def each_bit(some: int) -> Iterator[int]:
    """Yield each bit of a number, the lowest first."""
    while some:
        bit = some & -some
        yield bit
        some ^= bit
