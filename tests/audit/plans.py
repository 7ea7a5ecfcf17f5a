"""Small random plans, and the best of every allocation they allow, one by one.

The builder draws from whatever it is handed, so hypothesis can shrink what fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from random import Random

from articulate.audit.candidates import Candidate
from articulate.audit.lawful import is_lawful
from articulate.audit.measure import measure
from articulate.audit.objective import Objective, objective
from articulate.audit.plan import (
    Allocation,
    Asks,
    Branch,
    Floor,
    Leaf,
    Limit,
    Node,
    Path,
    Plan,
    Residence,
    ShareCap,
    Tally,
)
from articulate.audit.results import statements
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.identifiers import GroupId, LearningId, RuleId
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.degree import Straddling, Ties
from articulate.rulebook.requirements import CountedIn

ZERO, ONE = Fraction(0), Fraction(1)
EVERYTHING = (
    *("tally", "floor", "compound", "milestone", "no hours", "thirds", "share"),
    *("residency", "undated", "choice", "limit", "gpa"),
)
MOST_WAYS = 700
Heaps = tuple[tuple[str, frozenset[int]], ...]
SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)


@dataclass(slots=True)
class Builder:
    """Draws one plan; `features` are the kinds of statement that may occur."""

    random: Random
    features: tuple[str, ...]
    size: int = 0
    leaves: list[Leaf] = field(default_factory=list)
    free: set[int] = field(default_factory=set)
    points: list[int | None] = field(default_factory=list)
    sizes: tuple[int, ...] = (3, 4, 5)
    counts: tuple[int, ...] = (1, 2, 3)

    def has(self, feature: str, chance: int = 5) -> bool:
        """Say whether a feature occurs here, so many times in ten."""
        return feature in self.features and self.random.randint(0, 9) < chance

    def some(self, many: range | list[int], chance: int) -> list[int]:
        """Draw some of many, each so many times in ten."""
        return [one for one in many if self.random.randint(0, 9) < chance]

    def plan(self) -> Plan:
        """Draw a plan of a few groups and candidates."""
        pick = self.random
        self.size = pick.choice(self.sizes)
        self.free = {one for one in range(self.size) if self.has("no hours", 2)}
        self.points = [pick.choice([None, 1, 2, 3, 4]) for _ in range(self.size)]
        left_over = self._left_over()
        candidates = tuple(self._candidates(len(left_over)))
        count = pick.choice(self.counts)
        groups = tuple(self._group((GroupId(f"G{k}"),), 0) for k in range(count))
        share, caps, fills = self._sharing()
        total = int(sum((one.award.credits for one in candidates), ZERO))
        return Plan(
            candidates=candidates,
            leaves=tuple(self.leaves),
            groups=groups,
            credits=Fraction(pick.randint(0, total + 2))
            if pick.randint(0, 2)
            else None,
            gpas=self._gpas(),
            residencies=tuple(self._residencies(candidates, count, total)),
            limits=tuple(self._limits(total)),
            left_over=left_over,
            may_share=share,
            caps=caps,
            fills_at_most=fills,
        )

    def _left_over(self) -> tuple[tuple[Fraction, ...], ...]:
        if "choice" not in self.features:
            return ()
        return tuple(
            tuple(Fraction(self.random.choice([0, 0, 1, 2]), 2) for _ in range(2))
            for _ in range(self.random.choice([0, 1, 1, 2]))
        )

    def _candidates(self, choices: int) -> Iterator[Candidate]:
        pick = self.random
        thirds = self.has("thirds", 3)
        days = sorted(pick.randint(0, 3) for _ in range(self.size))
        undated = self.has("undated", 3)
        for one in range(self.size):
            last = one == self.size - 1
            credit = Fraction(pick.choice([1, 2, 3, 3, 4]))
            credit = pick.choice([Fraction(8, 3), Fraction(3)]) if thirds else credit
            credit = ZERO if one in self.free else credit
            option = None
            if choices and pick.randint(0, 1):
                option = (pick.randrange(choices), pick.randrange(2))
            yield Candidate(
                learning=(LearningId(f"c{one}"),),
                target=0,
                award=CreditAward(
                    AwardKind.COURSE,
                    credit,
                    credit,
                    code=CourseCode.read("STATE", f"X {100 + one}"),
                ),
                day=None
                if undated and last
                else date(2020, 1, 1) + timedelta(days=100 * days[one]),
                in_residence=bool(pick.randint(0, 1)),
                roads=frozenset(),
                institutions=frozenset(),
                grades=(),
                weights=(),
                term="",
                option=option,
            )

    def _leaf(self, path: Path, kind: str, part: Fraction = ONE) -> Leaf:
        pick = self.random
        eligible = tuple(self.some(range(self.size), pick.choice([3, 6, 8])))
        place = len(self.leaves)
        need = Fraction(pick.choice([3, 4, 5, 6, 7]))
        worth, free = ONE, [one for one in eligible if one in self.free]
        if kind == "courses":
            need, worth = Fraction(pick.choice([1, 2, 2, 3])), Fraction(3)
        elif kind == "course":
            need, worth = ONE, Fraction(pick.choice([3, 4]))
        leaf = Leaf(
            place=place,
            path=path,
            member=f"m{place}" if kind == "course" else "",
            text="",
            need=need,
            in_courses=kind != "credit",
            worth=worth,
            eligible=eligible,
            wholly=frozenset(free) if kind == "credit" else frozenset(),
            most=1 if kind == "course" else None,
            part=part,
        )
        self.leaves.append(leaf)
        return leaf

    def _group(self, path: Path, depth: int) -> Branch:
        pick, start = self.random, len(self.leaves)
        kind = pick.choice(["every", "some", "pool"])
        children: list[Node] = []
        if kind == "pool":
            children.append(self._leaf(path, pick.choice(["courses", "credit"])))
        else:
            for k in range(pick.choice([1, 2, 2, 3])):
                if depth < 1 and pick.randint(0, 2) == 0:
                    children.append(self._group((*path, GroupId(f"g{k}")), depth + 1))
                elif self.has("compound", 3):
                    half = Fraction(1, 2)
                    pair = [self._leaf(path, "course", half) for _ in range(2)]
                    children.append(Branch(2, 2, tuple(pair), member=f"m{start}.{k}"))
                else:
                    children.append(self._leaf(path, "course"))
            if self.has("milestone", 2):
                asks = Asks(
                    (*path, GroupId("milestone")),
                    "",
                    frozenset(),
                    milestone=True,
                    reached=bool(pick.randint(0, 1)),
                )
                children.append(Branch(0, 0, (), asks))
        least = most = len(children)
        if kind == "some":
            least = pick.randint(1, len(children))
            most = pick.choice([least, pick.randint(least, len(children))])
        return Branch(least, most, tuple(children), self._asks(path, start))

    def _asks(self, path: Path, start: int) -> Asks:
        mine = self.leaves[start:]
        inside = sorted({one for leaf in mine for one in leaf.eligible})
        tallies = [self._tally(inside)] if self.has("tally") else []
        floors: list[Floor] = []
        if self.has("floor"):
            floors.append(self._floor("/".join(path), inside))
        leaves = frozenset(leaf.place for leaf in mine)
        return Asks(path, "", leaves, tuple(tallies), tuple(floors))

    def _floor(self, name: str, inside: list[int]) -> Floor:
        pick = self.random
        points = [(one, self.points[one]) for one in inside]
        value = pick.choice([2, 3]) + Fraction(1, pick.choice([1, 4]))
        return Floor(
            name,
            value,
            strict=pick.randint(0, 4) == 0,
            points=tuple((one, Fraction(p)) for one, p in points if p is not None),
            all_attempts=pick.randint(0, 4) == 0,
        )

    def _tally(self, inside: list[int]) -> Tally:
        pick = self.random
        counted_in = pick.choice(list(CountedIn))
        each = False
        halves = tuple((str(h), frozenset(inside[h::2])) for h in range(2))
        heaps: Heaps = (("", frozenset(self.some(inside, 6))),)
        if counted_in in SHARES:
            amount = Fraction(1, pick.choice([2, 3]))
        elif counted_in in (CountedIn.SUBJECTS, CountedIn.AREAS):
            amount = Fraction(pick.choice([1, 2]))
            heaps = halves
            if counted_in is CountedIn.AREAS:
                drawn = [self.some(inside, 5) for _ in range(3)]
                heaps = tuple((str(h), frozenset(one)) for h, one in enumerate(drawn))
        else:
            courses = counted_in is CountedIn.COURSES
            amount = Fraction(pick.choice([1, 2] if courses else [3, 4, 6]))
            each = pick.randint(0, 2) == 0
            heaps = halves if each else heaps
        worth = ONE if counted_in is CountedIn.CREDIT else Fraction(3)
        at_least = bool(pick.randint(0, 1))
        return Tally("", at_least, amount, counted_in, heaps, worth, each)

    def _sharing(
        self,
    ) -> tuple[frozenset[tuple[int, int]], tuple[ShareCap, ...], int | None]:
        pick = self.random
        if not self.has("share", 7):
            return frozenset(), (), None
        pairs = frozenset(
            (a.place, b.place)
            for a, b in combinations(self.leaves, 2)
            if a.path[0] != b.path[0] and pick.randint(0, 9) < 8
        )
        sides = [
            frozenset(leaf.place for leaf in self.leaves if leaf.path[0] == name)
            for name in ("G0", "G1")
        ]
        most = Fraction(pick.choice([1, 3, 4]))
        cap = ShareCap(most, bool(pick.randint(0, 1)), sides[0], sides[1])
        return pairs, (cap,) if pick.randint(0, 1) else (), pick.choice([None, None, 2])

    def _gpas(self) -> tuple[Floor, ...]:
        if not self.has("gpa", 6):
            return ()
        points = enumerate(self.points)
        graded = tuple((one, Fraction(p)) for one, p in points if p is not None)
        value = Fraction(self.random.choice([2, 3]))
        return (Floor("gpa", value, strict=False, points=graded),)

    def _residencies(
        self, candidates: tuple[Candidate, ...], groups: int, total: int
    ) -> Iterator[Residence]:
        pick = self.random
        here = frozenset(k for k, one in enumerate(candidates) if one.in_residence)
        everyone = frozenset(range(self.size))
        for k in range(pick.choice([0, 1, 2]) if "residency" in self.features else 0):
            rule, kind = (
                RuleId(f"r{k}"),
                pick.choice(["total", "group", "share", "last"]),
            )
            name = f"G{pick.randrange(groups)}"
            leaves = [leaf for leaf in self.leaves if leaf.path[0] == name]
            base = frozenset(
                (one, leaf.place) for leaf in leaves for one in leaf.eligible
            )
            there = frozenset(pair for pair in base if pair[0] in here)
            if kind == "total":
                amount = Fraction(pick.choice([2, 4, 6]))
                yield Residence(
                    rule, amount, CountedIn.CREDIT, here, frozenset(), everyone
                )
            elif kind == "last":
                yield self._windowed(rule, here, total)
            else:
                share = kind == "share"
                yield Residence(
                    rule,
                    Fraction(1, 2) if share else ONE,
                    pick.choice(list(SHARES)) if share else CountedIn.COURSES,
                    frozenset(),
                    there,
                    frozenset(),
                    base,
                    demanded=bool(leaves),
                    by_place=True,
                )

    def _windowed(self, rule: RuleId, here: frozenset[int], total: int) -> Residence:
        pick = self.random
        order = list(range(self.size))
        ties = pick.choice(list(Ties))
        step = pick.randint(1, 3)
        heaps = [tuple(order[k : k + step]) for k in range(0, self.size, step)]
        orders: tuple[tuple[tuple[int, ...], ...], ...] = (tuple(heaps),)
        if pick.randint(0, 3) == 0:
            orders = (*orders, tuple(reversed(heaps)))
        return Residence(
            rule,
            Fraction(pick.choice([2, 3, 4])),
            CountedIn.CREDIT,
            here,
            frozenset(),
            width=Fraction(pick.randint(2, max(2, total))),
            last=bool(pick.randint(0, 1)),
            straddling=pick.choice(list(Straddling)),
            ties=ties,
            orders=orders,
        )

    def _limits(self, total: int) -> Iterator[Limit]:
        pick = self.random
        for k in range(pick.choice([0, 1, 1, 2]) if "limit" in self.features else 0):
            courses = pick.randint(0, 4) == 0
            amount = pick.randint(0, 3 if courses else max(1, total * 2 // 3))
            members = tuple(self.some(range(self.size), 6))
            reason = Reason(ReasonCode.ABOVE_LIMIT, rule=f"p/l{k}")
            yield Limit(f"p/l{k}", Fraction(amount), courses, members, reason)


def random_plan(random: Random, *features: str, most: int = MOST_WAYS) -> Plan:
    """Draw a plan whose allocations are few enough to try all of them."""
    wanted = features or tuple(f for f in EVERYTHING if random.randint(0, 9) < 4)
    while True:
        plan = Builder(random, wanted).plan()
        if ways(plan) <= most:
            return plan


def larger_plan(random: Random, *features: str) -> Plan:
    """Draw a plan of twice the size, whose allocations are too many to try."""
    sizes, counts = (6, 7, 8, 9), (2, 3, 4)
    return Builder(random, features, sizes=sizes, counts=counts).plan()


def ways(plan: Plan) -> int:
    """Bound how many allocations there are to try."""
    count = 1 << len(plan.left_over)
    for one in range(len(plan.candidates)):
        count *= len(_places(plan, one)) * len(_amounts(plan, one, there=True))
    return count


def every_allocation(plan: Plan) -> Iterator[Allocation]:
    """Yield every lawful allocation."""
    size = range(len(plan.candidates))
    for options in product(range(2), repeat=len(plan.left_over)):
        present = plan.present(options)
        amounts = [_amounts(plan, one, there=present[one]) for one in size]
        for applied in product(*amounts):
            if not is_lawful(plan, Allocation(options, applied, frozenset())):
                continue
            places = [
                _places(plan, one)
                if present[one] and (applied[one] or one in _free(plan))
                else [()]
                for one in size
            ]
            for chosen in product(*places):
                placed = frozenset((one, at) for one in size for at in chosen[one])
                allocation = Allocation(options, applied, placed)
                if is_lawful(plan, allocation):
                    yield allocation


def best_by_trying_all(plan: Plan) -> Objective:
    """Return the best objective of all allocations."""
    return min(objective(plan, allocation) for allocation in every_allocation(plan))


def held_together(plan: Plan) -> set[frozenset[int]]:
    """Return every set of statements that some allocation meets."""
    return {
        frozenset(
            place
            for place, (_, holds) in enumerate(
                statements(plan, measure(plan, allocation))
            )
            if holds
        )
        for allocation in every_allocation(plan)
    }


def _free(plan: Plan) -> set[int]:
    return {k for k, one in enumerate(plan.candidates) if not one.award.credits}


def _amounts(plan: Plan, one: int, *, there: bool) -> list[Fraction]:
    credit = plan.candidates[one].award.credits
    if not there:
        return [ZERO]
    if not credit or not any(one in limit.members for limit in plan.limits):
        return [credit]
    grain = Fraction(1, 3) if _thirds(plan) else ONE  # limits are whole numbers here
    return [grain * k for k in range(int(credit / grain) + 1)]


def _thirds(plan: Plan) -> bool:
    return any(one.award.credits.denominator > 1 for one in plan.candidates)


def _places(plan: Plan, one: int) -> list[tuple[int, ...]]:
    mine = [leaf.place for leaf in plan.leaves if one in leaf.eligible]
    found: list[tuple[int, ...]] = [()]
    for size in range(1, len(mine) + 1):
        found += [
            way
            for way in combinations(mine, size)
            if all(pair in plan.may_share for pair in combinations(way, 2))
        ]
    return found
