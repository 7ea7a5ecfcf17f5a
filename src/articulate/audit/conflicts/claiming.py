"""Claiming: the groups of a plan, read as what they claim of one use of the credit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm

from articulate.audit.conflicts.claims import (
    Average,
    Bound,
    Choice,
    Claim,
    Claimed,
    Closing,
    Item,
    bits,
    weight,
)
from articulate.audit.conflicts.shared_places import SharedPlaces
from articulate.audit.plan import (
    Asks,
    Branch,
    Floor,
    Leaf,
    Node,
    Plan,
    Tally,
)
from articulate.model.exact import InParts, exact_sum, in_parts
from articulate.rulebook.requirements import IN_COURSES, SHARES, CountedIn


@dataclass  # no slots: what of the plan is not asked about is not read
class Claims:
    """Reads the groups of a plan, each once, for the credit that one use leaves.

    `present` are the candidates that there are. Of those that are `loose` there may yet
    be less credit, or none: what that could make easier to keep is not asked.
    """

    plan: Plan
    applied: Sequence[Fraction]
    present: Sequence[bool]
    loose: int = 0
    known: dict[int, Claimed | None] = field(default_factory=dict)
    told: bool = True
    _weights: dict[int, int] = field(default_factory=dict)

    @cached_property
    def _in_parts(self) -> InParts:
        whole = self.applied is self.plan.full
        return self.plan.credit if whole else in_parts(self.applied)

    @property
    def scale(self) -> int:
        """How many parts make up one hour of credit."""
        return self._in_parts.scale

    @property
    def credit(self) -> Sequence[int]:
        """The credit of each candidate, in parts."""
        return self._in_parts.parts

    @cached_property
    def there(self) -> int:
        """The candidates that may be placed, as bits."""
        present = self.present
        full = self.plan.credit.parts
        return bits(
            [
                place
                for place, left in enumerate(self.credit)
                if present[place] and (left or not full[place])
            ]
        )

    @cached_property
    def shared(self) -> SharedPlaces:
        """Which places one candidate may fill at once."""
        return SharedPlaces.of(self.plan, self.credit, self.scale)

    def of(self, group: int) -> Claimed | None:
        """Return what a group asks for, None where there is too little for it."""
        if group not in self.known:
            self.known[group] = self._claimed(self.plan.groups[group])
        return self.known[group]

    def _claimed(self, group: Branch) -> Claimed | None:
        self.told = True
        items = self._items(group)
        if items is None:
            return None
        spare = max((self._spare(one) for one in items), default=0)
        return Claimed(items, spare, self.told)

    def _weight(self, members: int) -> int:
        """Add up the credit of some candidates, once for those of a demand."""
        if members not in self._weights:
            self._weights[members] = weight(members, self.credit)
        return self._weights[members]

    def _spare(self, item: Item) -> int:
        if not isinstance(item, Claim) or item.single:
            return 0
        if item.in_courses:
            return item.members.bit_count() - item.need + 1
        return self._weight(item.members) - item.need + 1

    def _items(self, node: Node) -> tuple[Item, ...] | None:
        """List what a node asks for, None where that cannot be had."""
        if isinstance(node, Leaf):
            claim = self._claim(node)
            return None if claim is None else (claim,)
        asks = node.asks
        if asks is not None and not asks.reached:
            return None
        options: list[tuple[Item, ...]] = []
        spare = len(node.children) - node.least
        for child in node.children:
            items = self._items(child)
            if items is None:
                spare -= 1
            else:
                options.append(items)
            if spare < 0:
                return None
        self.told = self.told and node.least <= node.most
        found: tuple[Item, ...]
        if node.least == len(options):
            found = tuple(sorted((one for some in options for one in some), key=_first))
        else:
            found = (Choice(node.least, tuple(options)),)
        return found if asks is None else self._asked(node, asks, found)

    def _claim(self, leaf: Leaf) -> Claim | None:
        members = bits(leaf.eligible) & self.there
        wholly = bits(leaf.wholly) & members
        if leaf.in_courses:
            need = -(-leaf.need.numerator // leaf.need.denominator)
            enough = members.bit_count() >= need
        else:
            need = -(-leaf.need.numerator * self.scale // leaf.need.denominator)
            enough = bool(wholly) or self._weight(members) >= need
        if not enough:
            return None
        return Claim(leaf.place, members, need, leaf.in_courses, wholly, leaf.most)

    def _asked(
        self, node: Branch, asks: Asks, items: tuple[Item, ...]
    ) -> tuple[Item, ...] | None:
        """Add what is asked of a group as a whole."""
        if not asks.tallies and not asks.floors:
            return items
        averages = []
        for floor in asks.floors:
            if any(self.loose >> one & 1 for one, _ in floor.points):
                continue
            if floor.all_attempts:
                if not self._stands(floor):
                    return None
            else:
                averages.append(self._average(floor))
        bounds = tuple(self._bound(one) for one in asks.tallies)
        if self.loose:
            bounds = tuple(one for one in bounds if self._is_sure(one, asks))
        if any(self.plan.leaves[leaf].part != 1 for leaf in asks.leaves):
            self.told = self.told and not any(
                one.counted_in in IN_COURSES for one in bounds
            )
        if len(asks.leaves) == len(items) == 1 and isinstance(items[0], Claim):
            one = items[0]
            return (
                Claim(
                    one.place,
                    one.members,
                    one.need,
                    one.in_courses,
                    one.wholly,
                    one.most,
                    (*one.bounds, *bounds),
                    (*one.averages, *averages),
                ),
            )
        closing = Closing(asks.leaves, bounds, tuple(averages), _is_rigid(node))
        return (*items, closing)

    def _is_sure(self, bound: Bound, asks: Asks) -> bool:
        """Say whether a bound is none the easier to keep for less credit."""
        if bound.counted_in is CountedIn.PERCENT_OF_CREDIT:
            inside = bits(
                one for leaf in asks.leaves for one in self.plan.leaves[leaf].eligible
            )
            return not inside & self.loose
        if bound.at_least or bound.counted_in is not CountedIn.CREDIT:
            return True
        return not any(heap & self.loose for heap in bound.heaps)

    def _bound(self, tally: Tally) -> Bound:
        heaps = tuple(bits(members) & self.there for _, members in tally.heaps)
        amount: Fraction | int = tally.amount
        if tally.counted_in not in SHARES:
            scale = self.scale if tally.counted_in is CountedIn.CREDIT else 1
            sign = -1 if tally.at_least else 1
            # Whole numbers reach an amount where they reach the next one above it.
            amount = sign * (sign * tally.amount * scale // 1)
        return Bound(tally.at_least, tally.counted_in, amount, heaps, tally.each)

    def _average(self, floor: Floor) -> Average:
        top, bottom = floor.value.as_integer_ratio()
        parts = lcm(*(points.denominator for _, points in floor.points))
        graded, lifts = 0, []
        for one, points in floor.points:
            bit = 1 << one
            if bit & self.there and self.credit[one]:
                quality = points.numerator * (parts // points.denominator) * bottom
                graded |= bit
                lifts.append((bit, (quality - top * parts) * self.credit[one]))
        return Average(graded, tuple(lifts), floor.strict)

    def _stands(self, floor: Floor) -> bool:
        """Say whether an average over all attempts is high enough."""
        graded = list(floor.attempts)
        for one, points in floor.points:
            credit = self.plan.candidates[one].award.credits
            if self.present[one]:
                graded.append((points * credit, credit))
        whole = exact_sum(credit for _, credit in graded)
        above = exact_sum(q for q, _ in graded) - floor.value * whole
        return not whole or (above > 0 if floor.strict else above >= 0)


def _first(item: Item) -> tuple[int, int]:
    """Order demands: those with the fewest ways to meet them first."""
    if isinstance(item, Claim):
        if item.single:
            return 0, item.members.bit_count()
        return 2, item.members.bit_count()
    return (1, len(item.options)) if isinstance(item, Choice) else (3, 0)


def _is_rigid(node: Node) -> bool:
    """Say whether all that can be put under a node is what its demands need."""
    if isinstance(node, Leaf):
        return node.most == 1 and node.in_courses and node.need == 1
    return (
        bool(node.children)
        and node.least in (node.most, len(node.children))
        and node.least > 0
        and all(_is_rigid(child) for child in node.children)
    )
