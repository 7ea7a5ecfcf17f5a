"""A plan: one degree's requirements, resolved against one learner's candidates.

Everything the search and the measure need is here as plain numbers and places, so that
neither knows a pool, a grade scale or a rulebook. Candidates and leaves are named by
their place; both stand in canonical order, so the order of a file changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from articulate.audit.candidates import Candidate
from articulate.model.exact import InParts, in_parts, ratio
from articulate.model.identifiers import GroupId, RuleId
from articulate.model.reason import Reason
from articulate.rulebook.degree import Straddling, Ties
from articulate.rulebook.requirements import CountedIn

COURSE = ratio(1, 1)
"""What a demand for one course needs; all of these are this one number."""

Path = tuple[GroupId, ...]
Pair = tuple[int, int]
"""A candidate and a leaf, by their places."""


# Demands, and what groups ask, are kept in named tuples, as what is measured of them.


class Leaf(NamedTuple):
    """One demand for credit or courses: a course, or so much from a pool.

    `need` is in courses or credit. `worth` is the credit one missing course stands for
    (1 where credit is counted). `most` bounds how many candidates it takes. `wholly`
    are candidates without hours that satisfy all of a demand for credit. `part` is how
    much of one course a candidate here is: half, for each side of `A + B`.
    """

    place: int
    path: Path
    member: str
    text: str
    need: Fraction
    in_courses: bool
    worth: Fraction
    eligible: tuple[int, ...]
    wholly: frozenset[int] = frozenset()
    most: int | None = None
    part: Fraction = Fraction(1)

    def counts(self, candidate: int, credit: Fraction) -> Fraction:
        """Return what a candidate with so much applied credit comes to here."""
        if self.in_courses:
            return Fraction(1)
        return self.need if candidate in self.wholly else credit

    def moved(
        self, place: int, eligible: tuple[int, ...], wholly: frozenset[int]
    ) -> "Leaf":
        """Return the same demand at another place, for other candidates."""
        return Leaf(  # an audit asks so often that `replace` or names would be slow
            place,
            self.path,
            self.member,
            self.text,
            self.need,
            self.in_courses,
            self.worth,
            eligible,
            wholly,
            self.most,
            self.part,
        )


class Tally(NamedTuple):
    """A bound of a group: what it counts, in named heaps of candidates.

    A share (`percent of courses`) compares the first heap with everything in the group;
    subjects and areas count the heaps that are not empty; all else bounds each heap.
    `each` says that a heap must reach the bound only once it is begun.
    """

    text: str
    at_least: bool
    amount: Fraction
    counted_in: CountedIn
    heaps: tuple[tuple[str, frozenset[int]], ...]
    worth: Fraction
    each: bool = False


class Floor(NamedTuple):
    """A GPA floor. `points` are of each candidate with a letter grade.

    With `attempts`, the average is over those (quality, credit) and whatever candidates
    in `points` are there, wherever they are placed.
    """

    name: str
    value: Fraction
    strict: bool
    points: tuple[tuple[int, Fraction], ...]
    all_attempts: bool = False
    attempts: tuple[tuple[Fraction, Fraction], ...] = ()


class Asks(NamedTuple):
    """What a group is called, and what it asks of the credit put toward it."""

    path: Path
    title: str
    leaves: frozenset[int]
    tallies: tuple[Tally, ...] = ()
    floors: tuple[Floor, ...] = ()
    milestone: bool = False
    reached: bool = True
    waived: bool = False
    doubts: tuple[Reason, ...] = ()


class Branch(NamedTuple):
    """Demands taken together: at least so many of them, and at most so many.

    `asks` is there on a group; a compound course (`A + B`) has a branch of its own,
    with `member` as its written form.
    """

    least: int
    most: int
    children: tuple["Node", ...]
    asks: Asks | None = None
    member: str = ""


Node = Leaf | Branch


@dataclass(frozen=True, slots=True)
class Residence:
    """A residency rule. `always` count wherever they go, `there` only where placed.

    `base_always` and `base_there` are what a share is taken of; `by_place` says that
    the rule names groups. With `width`, only credit within that many hours of one end
    of `orders` counts: the end if `last`, else all but the beginning. Each order lists
    every candidate, earliest first, in heaps of one day; there are two where a missing
    day leaves the order open. `ties` says how a heap on the edge is read.
    """

    rule: RuleId
    amount: Fraction
    counted_in: CountedIn
    always: frozenset[int]
    there: frozenset[Pair]
    base_always: frozenset[int] = frozenset()
    base_there: frozenset[Pair] = frozenset()
    demanded: bool = True
    by_place: bool = False
    width: Fraction | None = None
    last: bool = True
    straddling: Straddling = Straddling.PRO_RATA
    ties: Ties = Ties.FAVOR
    orders: tuple[tuple[tuple[int, ...], ...], ...] = ()

    @property
    def mine_first(self) -> bool:
        """Whether what counts of a day stands where the hours begin to be counted."""
        return self.last is (self.ties is Ties.FAVOR)

    @property
    def best_fit(self) -> bool:
        """Whether those courses of a day are looked at first that fit before the edge.

        The one on the edge would count for nothing, and leave less to the others.
        """
        favored = self.last and self.ties is Ties.FAVOR
        return favored and self.straddling is Straddling.NOT


@dataclass(frozen=True, slots=True)
class Limit:
    """A credit limit: at most so much, or so many courses, of its members.

    `open_facts` would settle whether it counts some of them; until then it does.
    """

    rule: str
    amount: Fraction
    in_courses: bool
    members: tuple[int, ...]
    reason: Reason
    open_facts: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareCap:
    """At most so much may be put toward a leaf of each side at once."""

    most: Fraction
    in_courses: bool
    one: frozenset[int]
    other: frozenset[int]


@dataclass(frozen=True)  # no slots: what is worked out once is kept with it
class Plan:
    """One degree's requirements against one learner's candidates.

    `left_over` is, by choice and option, the credit that option leaves unapplied.
    `may_share` are pairs of leaves one candidate may fill together. `fills` bounds how
    many of some leaves it may fill, where several degrees are planned as one. `waiting`
    are candidates in progress with the leaves they could fill.
    """

    candidates: tuple[Candidate, ...]
    leaves: tuple[Leaf, ...]
    groups: tuple[Branch, ...]
    credits: Fraction | None = None
    gpas: tuple[Floor, ...] = ()
    residencies: tuple[Residence, ...] = ()
    limits: tuple[Limit, ...] = ()
    left_over: tuple[tuple[Fraction, ...], ...] = ()
    may_share: frozenset[Pair] = frozenset()
    caps: tuple[ShareCap, ...] = ()
    fills_at_most: int | None = None
    fills: tuple[tuple[frozenset[int], int], ...] = ()
    waiting: tuple[tuple[Candidate, tuple[int, ...]], ...] = ()
    waived: tuple[RuleId, ...] = ()

    @cached_property
    def full(self) -> tuple[Fraction, ...]:
        """The credit of each candidate."""
        return tuple([one.award.credits for one in self.candidates])

    @cached_property
    def credit(self) -> InParts:
        """The credit of each candidate, in whole parts."""
        return in_parts(self.full)

    def present(self, options: tuple[int, ...]) -> tuple[bool, ...]:
        """Say of each candidate whether it is there when these options are chosen."""
        if not options:
            return (True,) * len(self.candidates)
        return tuple(
            one.option is None or options[one.option[0]] == one.option[1]
            for one in self.candidates
        )

    def bounds_on_filling(self) -> tuple[tuple[frozenset[int], int], ...]:
        """List how many of which leaves one candidate may fill."""
        if self.fills_at_most is None:
            return self.fills
        every = frozenset(leaf.place for leaf in self.leaves)
        return (*self.fills, (every, self.fills_at_most))

    def pairs(self) -> tuple[Pair, ...]:
        """List every candidate with each leaf it may fill, in canonical order."""
        found = [(one, leaf.place) for leaf in self.leaves for one in leaf.eligible]
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class Allocation:
    """One way to use the credit: options chosen, credit applied, places filled.

    `applied` is by candidate; what is not there in the chosen options has none.
    """

    options: tuple[int, ...]
    applied: tuple[Fraction, ...]
    placed: frozenset[Pair]


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield each leaf under a node, in the order written."""
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, Leaf):
            yield one
        else:
            left += reversed(one.children)


def places_in(group: Branch) -> frozenset[int]:
    """Return the places of the leaves under a group, which knows them."""
    if group.asks is not None:
        return group.asks.leaves
    return frozenset([leaf.place for leaf in leaves_of(group)])


def branches_of(node: Node) -> Iterator[Branch]:
    """Yield each branch under a node, outermost first."""
    left = [node]
    while left:
        one = left.pop()
        if isinstance(one, Branch):
            yield one
            left += reversed(one.children)


def groups_of(node: Node) -> Iterator[Branch]:
    """Yield a group and the groups inside it, outermost first."""
    return (one for one in branches_of(node) if one.asks is not None)


def sorted_floors(plan: Plan) -> list[Floor]:
    """List the GPA floors of groups in the order in which they are compared."""
    inside = [
        (floor.name, f, floor)
        for group in plan.groups
        for inner in groups_of(group)
        if inner.asks is not None
        for f, floor in enumerate(inner.asks.floors)
    ]
    return [floor for _, _, floor in sorted(inside, key=lambda one: one[:2])]


def day_number(candidate: Candidate) -> int:
    """Return the day of completion as a number; without a day, the last there is."""
    return (candidate.day or date.max).toordinal()
