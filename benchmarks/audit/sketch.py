"""A sketch of a degree: groups drawn one after the other over courses without a text.

It ends in the same `Plan` that a degree's text ends in, with none of the reading.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from random import Random

from articulate.audit.candidates import Candidate
from articulate.audit.plan import (
    Asks,
    Branch,
    Floor,
    Leaf,
    Limit,
    Node,
    Plan,
    Residence,
    ShareCap,
    Tally,
)
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.identifiers import GroupId, LearningId, RuleId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.requirements import CountedIn

ZERO, ONE, THREE = Fraction(0), Fraction(1), Fraction(3)
FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a group asks beside its demand."""

    tallies: tuple[Tally, ...] = ()
    floors: tuple[Floor, ...] = ()


PLAIN = Asked()


@dataclass(slots=True)
class Sketch:
    """Courses by their credit, day and points, and the groups drawn so far."""

    random: Random
    credits: list[Fraction]
    terms: int = 10
    leaves: list[Leaf] = field(default_factory=list)
    groups: list[Branch] = field(default_factory=list)
    sharing: set[tuple[int, int]] = field(default_factory=set)
    caps: list[ShareCap] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    residencies: list[Residence] = field(default_factory=list)
    points: list[Fraction] = field(init=False)
    days: list[date] = field(init=False)

    def __post_init__(self) -> None:
        pick, size = self.random, len(self.credits)
        self.points = [
            Fraction(pick.choice([1, 2, 2, 3, 3, 3, 4, 4])) for _ in range(size)
        ]
        terms = sorted(pick.randrange(self.terms) for _ in range(size))
        self.days = [FIRST_DAY + timedelta(days=150 * term) for term in terms]

    @property
    def everyone(self) -> range:
        """Every course, by its place."""
        return range(len(self.credits))

    def some(self, share: int) -> tuple[int, ...]:
        """Draw about so many in a hundred of the courses."""
        return tuple(c for c in self.everyone if self.random.randrange(100) < share)

    def leaf(
        self, eligible: tuple[int, ...], need: int, *, kind: str, group: str = ""
    ) -> Leaf:
        """Add a demand: one `course`, so many `courses`, or so much `credit`."""
        path = (GroupId(group or f"g{len(self.groups):02}"),)
        one = Leaf(
            place=len(self.leaves),
            path=path,
            member=f"m{len(self.leaves)}" if kind == "course" else "",
            text="",
            need=Fraction(need),
            in_courses=kind != "credit",
            worth=ONE if kind == "credit" else THREE,
            eligible=eligible,
            most=1 if kind == "course" else None,
        )
        self.leaves.append(one)
        return one

    def group(
        self, children: list[Node], least: int = 0, most: int = 0, asked: Asked = PLAIN
    ) -> None:
        """Close a top-level group over what was just drawn; all of it, if not said."""
        name = GroupId(f"g{len(self.groups):02}")
        places = frozenset(leaf.place for leaf in self.leaves if leaf.path[0] == name)
        asks = Asks((name,), "", places, asked.tallies, asked.floors)
        size = len(children)
        self.groups.append(
            Branch(least or size, most or least or size, tuple(children), asks)
        )

    def inner(self, children: list[Node], name: str) -> Branch:
        """Draw a group inside the next one: all of its children."""
        top = GroupId(f"g{len(self.groups):02}")
        places = frozenset(child.place for child in children if isinstance(child, Leaf))
        return Branch(
            len(children),
            len(children),
            tuple(children),
            Asks((top, GroupId(name)), "", places),
        )

    def share(self, one: int, other: int, most: int | None = None) -> None:
        """Let two groups share, perhaps up to so many courses."""
        sides = [
            frozenset(leaf.place for leaf in self.leaves if leaf.path[0] == f"g{g:02}")
            for g in (one, other)
        ]
        self.sharing |= {(min(a, b), max(a, b)) for a in sides[0] for b in sides[1]}
        if most is not None:
            self.caps.append(
                ShareCap(Fraction(most), in_courses=True, one=sides[0], other=sides[1])
            )

    def floor(self, name: str, inside: tuple[int, ...], value: Fraction) -> Floor:
        """Ask for an average over what fills a group."""
        points = tuple((one, self.points[one]) for one in inside)
        return Floor(name, value, strict=False, points=points)

    def limit(self, name: str, amount: int, members: tuple[int, ...]) -> None:
        """Limit the credit of some courses."""
        reason = Reason(ReasonCode.ABOVE_LIMIT, rule=name)
        self.limits.append(
            Limit(
                name, Fraction(amount), in_courses=False, members=members, reason=reason
            )
        )

    def resident(self, amount: int, here: frozenset[int]) -> None:
        """Ask for so much credit from here."""
        rule = RuleId(f"r{len(self.residencies)}")
        self.residencies.append(
            Residence(
                rule,
                Fraction(amount),
                CountedIn.CREDIT,
                here,
                frozenset(),
                frozenset(self.everyone),
            )
        )

    def plan(self, total: int | None = None, fills_at_most: int | None = None) -> Plan:
        """Return what was drawn as a plan."""
        return Plan(
            candidates=tuple(self._candidate(one) for one in self.everyone),
            leaves=tuple(self.leaves),
            groups=tuple(self.groups),
            credits=None if total is None else Fraction(total),
            residencies=tuple(self.residencies),
            limits=tuple(self.limits),
            may_share=frozenset(self.sharing),
            caps=tuple(self.caps),
            fills_at_most=fills_at_most,
        )

    def _candidate(self, one: int) -> Candidate:
        credit = self.credits[one]
        return Candidate(
            learning=(LearningId(f"c{one:02}"),),
            target=0,
            award=CreditAward(
                AwardKind.COURSE,
                credit,
                credit,
                code=CourseCode.read("STATE", f"X {100 + one}"),
            ),
            day=self.days[one],
            in_residence=True,
            roads=frozenset(),
            institutions=frozenset(),
            grades=(),
            weights=(),
            term="",
        )


def at_most(amount: int, inside: tuple[int, ...], counted_in: CountedIn) -> Tally:
    """Bound what a group takes of some courses from above."""
    return _tally(amount, inside, counted_in, least=False)


def at_least(amount: int, inside: tuple[int, ...], counted_in: CountedIn) -> Tally:
    """Ask that a group takes so much of some courses."""
    return _tally(amount, inside, counted_in, least=True)


def _tally(
    amount: int, inside: tuple[int, ...], counted_in: CountedIn, *, least: bool
) -> Tally:
    heaps = (("", frozenset(inside)),)
    worth = ONE if counted_in is CountedIn.CREDIT else THREE
    return Tally("", least, Fraction(amount), counted_in, heaps, worth)


def subjects(amount: int, heaps: list[tuple[int, ...]], *, least: bool = True) -> Tally:
    """Ask that a group takes from so many heaps, or from no more."""
    named = tuple((str(k), frozenset(heap)) for k, heap in enumerate(heaps))
    return Tally("", least, Fraction(amount), CountedIn.SUBJECTS, named, THREE)


def chunks(many: tuple[int, ...], size: int) -> list[tuple[int, ...]]:
    """Part courses into heaps, as if each heap were a subject."""
    return [many[k : k + size] for k in range(0, len(many), size)]


def pairs(count: int) -> list[tuple[int, int]]:
    """List the pairs of so many groups."""
    return list(combinations(range(count), 2))
