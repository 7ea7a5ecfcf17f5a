"""What an allocation comes to: every requirement measured, exactly.

This is the one place that says what it means for a requirement to be met and how much
is missing; the searches look for the allocation that measures best.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.plan import (
    Allocation,
    Branch,
    Floor,
    Leaf,
    Node,
    Pair,
    Plan,
    Residence,
    Tally,
)
from articulate.audit.window import counted_in_window
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import CountedIn

ZERO = Fraction(0)
SHARES = (CountedIn.PERCENT_OF_COURSES, CountedIn.PERCENT_OF_CREDIT)


@dataclass(frozen=True, slots=True)
class TallyMeasure:
    """What a group's bound came to: what counts, and how much is short of it."""

    tally: Tally
    counted: Fraction
    short: Fraction
    holds: bool


@dataclass(frozen=True, slots=True)
class FloorMeasure:
    """What a GPA came to; None without letter-graded credit, which no floor fails."""

    floor: Floor
    gpa: Fraction | None
    holds: bool

    @property
    def standing(self) -> Fraction:
        """The GPA for comparing allocations; without one, it stands at the floor."""
        return self.floor.value if self.gpa is None else self.gpa


@dataclass(frozen=True, slots=True)
class NodeMeasure:
    """What one leaf or branch came to. `relied` says that the group around needs it.

    `missing` and `surplus` are in credit. `met` looks at the node alone.
    """

    node: Node
    met: bool
    relied: bool
    counted: Fraction
    missing: Fraction
    surplus: Fraction
    children: tuple["NodeMeasure", ...] = ()
    tallies: tuple[TallyMeasure, ...] = ()
    floors: tuple[FloorMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class ResidenceMeasure:
    """What a residency rule came to; `counted` None where a missing day hides it.

    `required` is what it asks for: of a percent, the share of what it is taken of.
    """

    rule: Residence
    counted: Fraction | None
    short: Fraction
    holds: bool
    required: Fraction


@dataclass(frozen=True, slots=True)
class Measure:
    """Everything one allocation comes to."""

    groups: tuple[NodeMeasure, ...]
    applied: Fraction
    credits_missing: Fraction
    gpas: tuple[FloorMeasure, ...]
    residencies: tuple[ResidenceMeasure, ...]

    @property
    def unmet(self) -> int:
        """How many of the degree's own statements are not met."""
        parts = [one.met for one in self.groups]
        parts += [not self.credits_missing]
        parts += [one.holds for one in self.gpas]
        parts += [one.holds for one in self.residencies]
        return parts.count(False)

    @property
    def missing(self) -> Fraction:
        """The credit missing in all: in groups, in the total, in residency."""
        inside = exact_sum(one.missing for one in self.groups)
        here = exact_sum(
            one.short for one in self.residencies if one.rule.counted_in not in SHARES
        )
        return inside + self.credits_missing + here

    @property
    def surplus(self) -> Fraction:
        """The credit beyond what groups can use."""
        return exact_sum(one.surplus for one in self.groups)


def measure(plan: Plan, allocation: Allocation) -> Measure:
    """Measure every requirement of *plan* under *allocation*."""
    gauge = _Gauge(plan, allocation)
    applied = exact_sum(allocation.applied)
    required = plan.credits or ZERO
    return Measure(
        groups=tuple(gauge.group(group) for group in plan.groups),
        applied=applied,
        credits_missing=max(ZERO, required - applied),
        gpas=tuple(gauge.floor(floor, None) for floor in plan.gpas),
        residencies=tuple(gauge.residence(rule) for rule in plan.residencies),
    )


def measure_group(plan: Plan, allocation: Allocation, group: Branch) -> NodeMeasure:
    """Measure one group as if the degree asked for it, whatever is around it."""
    return _Gauge(plan, allocation).group(group)


class _Gauge:
    """Measures one allocation; what is placed where is looked up once."""

    def __init__(self, plan: Plan, allocation: Allocation) -> None:
        self.plan = plan
        self.applied = allocation.applied
        self.present = plan.present(allocation.options)
        self.placed: dict[int, list[int]] = {}
        for candidate, leaf in sorted(allocation.placed):
            self.placed.setdefault(leaf, []).append(candidate)

    def group(self, group: Branch) -> NodeMeasure:
        """Measure a top-level group: met if it can be, else by what is missing."""
        met = self._required(group, must=True)
        return met if met.met else self._required(group, must=False)

    def _required(self, node: Node, *, must: bool) -> NodeMeasure:
        if isinstance(node, Leaf):
            return self._leaf(node, relied=True)
        options = [self._required(child, must=must) for child in node.children]
        if node.least == len(options):
            return self._joined(node, options, relied=True)
        idle = [self._idle(child) for child in node.children]
        order = sorted(
            range(len(options)),
            key=lambda k: (
                must and not options[k].met,
                options[k].missing,
                options[k].surplus - idle[k].surplus,
            ),
        )
        chosen = set(order[: node.least])
        return self._joined(
            node,
            [options[k] if k in chosen else idle[k] for k in range(len(options))],
            relied=True,
        )

    def _idle(self, node: Node) -> NodeMeasure:
        if isinstance(node, Leaf):
            return self._leaf(node, relied=False)
        children = [self._idle(child) for child in node.children]
        return self._joined(node, children, relied=False)

    def _leaf(self, leaf: Leaf, *, relied: bool) -> NodeMeasure:
        placed = self.placed.get(leaf.place, ())
        if not placed:
            counted = ZERO
        elif leaf.in_courses:
            counted = Fraction(len(placed))
        else:
            counted = exact_sum(leaf.counts(one, self.applied[one]) for one in placed)
        missing = surplus = ZERO
        met = counted >= leaf.need
        if not relied:
            surplus = counted * leaf.worth if placed else ZERO
        elif not met:
            missing = (leaf.need - counted) * leaf.worth
        elif counted != leaf.need:
            surplus = (counted - leaf.need) * leaf.worth
        return NodeMeasure(leaf, met, relied, counted, missing, surplus)

    def _joined(
        self, node: Branch, children: list[NodeMeasure], *, relied: bool
    ) -> NodeMeasure:
        enough = sum(child.met and child.relied for child in children) >= node.least
        missing = _sum(child.missing for child in children)
        tallies: tuple[TallyMeasure, ...] = ()
        floors: tuple[FloorMeasure, ...] = ()
        reached = True
        if node.asks is not None:
            inside = self._inside(node.asks.leaves)
            tallies = tuple(
                tally_measure(tally, inside, self.applied)
                for tally in node.asks.tallies
            )
            floors = tuple(self.floor(one, inside) for one in node.asks.floors)
            reached = node.asks.reached
        if relied:
            missing += exact_sum(
                one.short * one.tally.worth
                for one in tallies
                if one.tally.counted_in not in SHARES
            )
        return NodeMeasure(
            node=node,
            met=(enough or not relied)
            and reached
            and all(one.holds for one in tallies)
            and all(one.holds for one in floors),
            relied=relied,
            counted=Fraction(sum(child.met and child.relied for child in children)),
            missing=missing,
            surplus=_sum(child.surplus for child in children),
            children=tuple(children),
            tallies=tallies,
            floors=floors,
        )

    def _inside(self, leaves: frozenset[int]) -> dict[int, Fraction]:
        """Return each candidate placed in these leaves, with its part of a course."""
        parts: dict[int, Fraction] = {}
        for leaf in leaves:
            part = self.plan.leaves[leaf].part
            for one in self.placed.get(leaf, ()):
                if one not in parts or parts[one] < part:
                    parts[one] = part
        return parts

    def floor(self, floor: Floor, inside: dict[int, Fraction] | None) -> FloorMeasure:
        """Measure a GPA: over what is placed, or over all there is where None."""
        graded = [(q, w) for q, w in floor.attempts if w or q]
        for one, points in floor.points:
            if floor.all_attempts:
                credit = self.plan.candidates[one].award.credits
                there = self.present[one]
            else:
                credit = self.applied[one]
                there = inside is None or one in inside
            if there and credit:
                graded.append((points * credit, credit))
        quality = exact_sum(one for one, _ in graded)
        weight = exact_sum(one for _, one in graded)
        if not weight:
            return FloorMeasure(floor, None, holds=True)
        gpa = quality / weight
        holds = gpa > floor.value if floor.strict else gpa >= floor.value
        return FloorMeasure(floor, gpa, holds)

    def residence(self, rule: Residence) -> ResidenceMeasure:
        """Measure a residency rule."""
        if rule.width is not None:
            return self._windowed(rule)
        counted = self._weight(rule, rule.always, rule.there)
        if rule.counted_in not in SHARES:
            short = max(ZERO, rule.amount - counted)
            return ResidenceMeasure(rule, counted, short, not short, rule.amount)
        base = self._weight(rule, rule.base_always, rule.base_there)
        required = rule.amount * base
        short = max(ZERO, required - counted)
        holds = not short and (bool(base) or not rule.demanded)
        return ResidenceMeasure(rule, counted, short, holds, required)

    def _weight(
        self, rule: Residence, always: frozenset[int], there: frozenset[Pair]
    ) -> Fraction:
        in_courses = rule.counted_in in (
            CountedIn.COURSES,
            CountedIn.PERCENT_OF_COURSES,
        )
        found = self.counting(always, there)
        if in_courses:
            return exact_sum(found.values())
        return exact_sum(self.applied[one] for one in found)

    def counting(
        self, always: frozenset[int], there: frozenset[Pair]
    ) -> dict[int, Fraction]:
        """Return the candidates that count, each with its part of a course."""
        found = {
            one: Fraction(1)
            for one in sorted(always)
            if self.present[one] and self.is_used(one)
        }
        for one, leaf in sorted(there):
            if one in self.placed.get(leaf, ()):
                part = self.plan.leaves[leaf].part
                found[one] = max(part, found.get(one, part))
        return found

    def is_used(self, candidate: int) -> bool:
        """Say whether a candidate counts at all: not what a limit cut away wholly."""
        credit = self.plan.candidates[candidate].award.credits
        return not credit or bool(self.applied[candidate])

    def _windowed(self, rule: Residence) -> ResidenceMeasure:
        counting = self.counting(rule.always, rule.there)
        amounts = {
            counted_in_window(rule, order, self.applied, frozenset(counting))
            for order in rule.orders
        }
        least = min(amounts, default=ZERO)
        short = max(ZERO, rule.amount - least)
        best = max(amounts, default=ZERO)
        unsure = bool(short) and best >= rule.amount
        counted = None if unsure else least
        return ResidenceMeasure(rule, counted, short, not short, rule.amount)


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    """Add amounts up, of which most are nothing."""
    return exact_sum(filter(None, amounts))


def inside_of(
    plan: Plan, placed: Iterable[Pair], leaves: frozenset[int]
) -> dict[int, Fraction]:
    """Return each candidate placed in these leaves, with its part of a course."""
    parts: dict[int, Fraction] = {}
    for one, leaf in sorted(placed):
        if leaf in leaves:
            part = plan.leaves[leaf].part
            parts[one] = max(part, parts.get(one, part))
    return parts


def tally_measure(
    tally: Tally, inside: dict[int, Fraction], applied: tuple[Fraction, ...]
) -> TallyMeasure:
    """Measure a group's bound over the candidates placed in it."""
    in_courses = tally.counted_in in (CountedIn.COURSES, CountedIn.PERCENT_OF_COURSES)
    weights = {
        one: part if in_courses else applied[one] for one, part in inside.items()
    }
    heaps = [
        [weights[one] for one in sorted(members) if one in weights]
        for _, members in tally.heaps
    ]
    if tally.counted_in in SHARES:
        counted = exact_sum(exact_sum(heap) for heap in heaps)
        wanted = tally.amount * exact_sum(weights.values())
        return _bounded(tally, counted, wanted)
    if tally.counted_in in (CountedIn.SUBJECTS, CountedIn.AREAS):
        return _bounded(tally, Fraction(sum(map(bool, heaps))), tally.amount)
    sums = [exact_sum(heap) for heap in heaps if heap or not tally.each]
    if not tally.at_least:
        return _bounded(tally, max(sums, default=ZERO), tally.amount)
    short = exact_sum(max(ZERO, tally.amount - one) for one in sums)
    return TallyMeasure(tally, min(sums, default=ZERO), short, not short)


def _bounded(tally: Tally, counted: Fraction, wanted: Fraction) -> TallyMeasure:
    if tally.at_least:
        short = max(ZERO, wanted - counted)
        return TallyMeasure(tally, counted, short, not short)
    return TallyMeasure(tally, counted, ZERO, counted <= wanted)
