"""Goals: the objectives of a program, as sums between two ends, and heaps of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd, prod

from articulate.audit.formulation.formulate import Formulation
from articulate.audit.program import Linear, total


@dataclass(frozen=True, slots=True)
class Goal:
    """One objective, and between which ends it is for certain.

    One that stands `apart` is not weighed along with those before it, unless briefly.
    Of a `loose` one the relaxation says little.
    """

    name: str
    sum: Linear
    low: int
    high: int
    apart: bool = False
    loose: bool = False

    @property
    def bits(self) -> int:
        """How many bits tell its values apart."""
        return (self.high - self.low).bit_length()


def goal_of(
    form: Formulation,
    name: str,
    sum_: Linear,
    *,
    apart: bool = False,
    loose: bool = False,
) -> Goal:
    """Name an objective; its ends are those of its variables."""
    return Goal(name, sum_, *form.program.range_of(sum_), apart, loose)


def leading(form: Formulation) -> list[Goal]:
    """Order what a certificate proves: the first of all objectives."""
    return [
        goal_of(form, "unmet", form.unmet),
        goal_of(form, "missing", form.missing, apart=True),
        goal_of(form, "unapplied", form.unapplied),
    ]


def amounts(form: Formulation) -> list[Goal]:
    """Order what decides between equals after the averages, places aside.

    Sums are taken in the greatest steps that all their values are apart.
    """
    preferences = [
        total(one * place for place, one in enumerate(many))
        for many in form.terms.options
    ]
    return [
        goal_of(form, "surplus", _in_steps(form.surplus), apart=True),
        goal_of(form, "cut", _in_steps(form.cut)),
        *(goal_of(form, "preference", one) for one in preferences),
        goal_of(form, "placed", form.placed()),
        goal_of(form, "days", _in_steps(form.placed_days()), apart=True, loose=True),
        goal_of(
            form, "applied", _in_steps(form.applied_days()), apart=True, loose=True
        ),
    ]


def _in_steps(sum_: Linear) -> Linear:
    """Leave out of a sum what never changes, and count in its greatest steps."""
    step = gcd(*(factor for _, factor in sum_.terms)) or 1
    return Linear(tuple((place, factor // step) for place, factor in sum_.terms))


def places(form: Formulation) -> list[Goal]:
    """Number the places of each candidate in canonical order.

    Where it can fill only one of them, the first is worth most, and none nothing.
    """
    found = []
    terms = form.terms
    for one in range(len(form.plan.candidates)):
        mine = [leaf.place for leaf in form.plan.leaves if one in leaf.eligible]
        size = len(mine)
        placed = [terms.placed[one, leaf] for leaf in mine]
        if terms.exclusive(mine):
            sum_ = total(literal * (k - size) for k, literal in enumerate(placed))
            found.append(Goal("places", sum_, -size, 0))
        else:
            found += [Goal("places", literal * -1, -1, 0) for literal in placed]
    return found


def kept(form: Formulation) -> list[Goal]:
    """Order the credit that limits leave of each candidate, the most first."""
    return [goal_of(form, "kept", one.applied * -1) for one in form.terms.kept.values()]


def heaped(goals: Sequence[Goal], most: int) -> Iterator[list[Goal]]:
    """Yield objectives in heaps of so many bits at most, or of one."""
    heap: list[Goal] = []
    for goal in goals:
        if heap and sum(one.bits for one in heap) + goal.bits > most:
            yield heap
            heap = []
        heap.append(goal)
    if heap:
        yield heap


def within(goals: Sequence[Goal], most: int) -> Sequence[Goal]:
    """Return the first objectives, as many as have so many bits."""
    for place, goal in enumerate(goals):
        most -= goal.bits
        if most < 0:
            return goals[:place]
    return goals


def together(goals: Sequence[Goal]) -> Iterator[list[Goal]]:
    """Yield objectives up to the next that stands apart."""
    heap: list[Goal] = []
    for goal in goals:
        if heap and goal.apart:
            yield heap
            heap = []
        heap.append(goal)
    if heap:
        yield heap


def weighed(goals: Sequence[Goal]) -> Linear:
    """Add objectives up, above their least, so that each outweighs all that follow."""
    parts, weight = [], 1
    for goal in reversed(goals):
        parts.append((goal.sum - goal.low) * weight)
        weight *= goal.high - goal.low + 1
    return total(parts)


def steps_of(goals: Sequence[Goal]) -> int:
    """Return what one step of what goes before some goals weighs against them all."""
    return prod(goal.high - goal.low + 1 for goal in goals)


def apart(goals: Sequence[Goal], bound: int) -> list[int]:
    """Say what a bound of the sum says of each, if those before it are as bound."""
    found = []
    for goal in reversed(goals):
        bound, digit = divmod(bound, goal.high - goal.low + 1)
        found.append(goal.low + digit)
    return found[::-1]
