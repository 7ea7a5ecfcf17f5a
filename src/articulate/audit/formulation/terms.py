"""Terms: the variables of a plan's program, for options, credit and places."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from articulate.audit.formulation.cuts import Cutting, Kept
from articulate.audit.plan import Pair, Plan
from articulate.audit.program import Linear, Program, total

ONE = Linear((), 1)
NONE = Linear()

Amounts = tuple[tuple[int, Linear], ...]
"""Amounts of credit, each with what is 1 where it is that."""


class Terms:
    """Which options hold, what credit is applied, and which places are filled.

    `options` are literals by choice. `present` and `applied` are by candidate: whether
    it is there, and how much of it counts in whole parts; `kept` what limits leave of
    those they may cut. `placed` is by pair.
    """

    def __init__(self, plan: Plan, program: Program, scale: int) -> None:
        self.plan = plan
        self.program = program
        self.scale = scale
        self.full = [int(one.award.credits * scale) for one in plan.candidates]
        self.options = [
            [program.yes_or_no() for _ in amounts] for amounts in plan.left_over
        ]
        for many in self.options:
            program.at_least(total(many), 1)
            program.at_most(total(many), 1)
        self.present = [
            ONE if one.option is None else self.options[one.option[0]][one.option[1]]
            for one in plan.candidates
        ]
        self.kept: dict[int, Kept] = Cutting(
            program, plan, scale, self.full, self.present
        ).kept()
        self.applied = [
            self.kept[one].applied if one in self.kept else there * full
            for one, (there, full) in enumerate(
                zip(self.present, self.full, strict=True)
            )
        ]
        self.placed: dict[Pair, Linear] = {}
        self._inside: dict[tuple[int, frozenset[int]], Linear] = {}
        self._credit: dict[tuple[int, frozenset[int]], Linear] = {}
        self._amounts: dict[Pair, Amounts] = {}
        self._place()

    # --- credit -----------------------------------------------------------------------

    @property
    def unapplied(self) -> Linear:
        """Credit left unapplied: cut by a limit, or not used by an option."""
        parts = [
            there * full - applied
            for there, full, applied in zip(
                self.present, self.full, self.applied, strict=True
            )
        ]
        parts += [
            literal * int(amount * self.scale)
            for many, amounts in zip(self.options, self.plan.left_over, strict=True)
            for literal, amount in zip(many, amounts, strict=True)
        ]
        return total(parts)

    def there(self, one: int) -> Linear:
        """Return 1 where any credit of a candidate counts."""
        return self.kept[one].there if one in self.kept else self.present[one]

    # --- places -----------------------------------------------------------------------

    def _place(self) -> None:
        program, plan = self.program, self.plan
        for pair in plan.pairs():
            self.placed[pair] = program.yes_or_no()
        for leaf in plan.leaves:
            taken = total(self.placed[one, leaf.place] for one in leaf.eligible)
            if leaf.most is not None:
                program.at_most(taken, leaf.most)
        for one in range(len(plan.candidates)):
            mine = [leaf.place for leaf in plan.leaves if one in leaf.eligible]
            alone = self.exclusive(mine)
            if alone:
                self._hold(one, mine)
            else:
                for place in mine:
                    self._hold(one, [place])
                for heap in self._apart(mine):
                    program.at_most(total(self.placed[one, leaf] for leaf in heap), 1)
            for some, most in plan.bounds_on_filling():
                if not alone or most < 1:  # who fills one place fills no more
                    inside = [leaf for leaf in mine if leaf in some]
                    filled = total(self.placed[one, leaf] for leaf in inside)
                    program.at_most(filled, most)

    def _hold(self, one: int, leaves: list[int]) -> None:
        """Let what is left of a candidate be placed in one of some leaves, as it is."""
        program, full = self.program, self.full[one]
        kept = self.kept.get(one)
        if kept is None or kept.amounts is None:
            placed = (self.placed[one, leaf] for leaf in leaves)
            program.at_most(total(placed), self.there(one))
            if kept is None:
                for leaf in leaves:
                    self._amounts[one, leaf] = ((full, self.placed[one, leaf]),)
            return
        whole: list[Linear] = []
        partly: list[list[Linear]] = [[] for _ in kept.amounts]
        for leaf in leaves:
            here = [(amount, program.yes_or_no()) for amount, _ in kept.amounts]
            rest = self.placed[one, leaf] - total(literal for _, literal in here)
            if here:
                program.at_least(rest, 0)
            self._amounts[one, leaf] = ((full, rest), *here)
            whole.append(rest)
            for heap, (_, literal) in zip(partly, here, strict=True):
                heap.append(literal)
        program.at_most(total(whole), kept.there - kept.partly)
        for heap, (_, literal) in zip(partly, kept.amounts, strict=True):
            program.at_most(total(heap), literal)

    def _apart(self, leaves: list[int]) -> Iterator[list[int]]:
        """Yield heaps of leaves of which a candidate fills one at most.

        Every two that may not share are in one heap or more, and no leaf could join a
        heap: one row for a heap says more than one for each two.
        """
        may_share = self.plan.may_share
        left = [pair for pair in combinations(leaves, 2) if pair not in may_share]
        known: set[Pair] = set()
        for pair in left:
            if pair in known:
                continue
            heap = list(pair)
            for leaf in leaves:
                if leaf not in heap and not any(
                    tuple(sorted((leaf, one))) in may_share for one in heap
                ):
                    heap.append(leaf)
            heap.sort()
            known.update(combinations(heap, 2))
            yield heap

    def amounts_in(self, one: int, leaf: int) -> Amounts | None:
        """List with how much of its credit a candidate may fill a leaf.

        None is for one of which too many amounts may be left.
        """
        return self._amounts.get((one, leaf))

    def exclusive(self, leaves: Iterable[int]) -> bool:
        """Say whether one candidate can fill at most one of these leaves."""
        share = self.plan.may_share
        if not share:
            return True
        return not any(pair in share for pair in combinations(sorted(leaves), 2))

    def mine(self, one: int, leaves: Iterable[int]) -> list[int]:
        """List those of some leaves that a candidate may fill."""
        return [leaf for leaf in sorted(leaves) if (one, leaf) in self.placed]

    def inside(self, one: int, leaves: frozenset[int]) -> Linear:
        """Return 1 where a candidate fills any of these leaves."""
        key = (one, leaves)
        if key not in self._inside:
            parts = [self.placed[one, leaf] for leaf in self.mine(one, leaves)]
            if self.exclusive(self.mine(one, leaves)):
                self._inside[key] = total(parts)
            else:
                self._inside[key] = self.program.extreme(parts, greatest=True)
        return self._inside[key]

    def credit_inside(self, one: int, leaves: frozenset[int]) -> Linear:
        """Return the credit a candidate brings to these leaves, counted once."""
        key = (one, leaves)
        if key not in self._credit:
            mine = self.mine(one, leaves)
            known = [self._amounts.get((one, leaf)) for leaf in mine]
            if self.exclusive(mine) and None not in known:
                self._credit[key] = total(
                    literal * amount for some in known for amount, literal in some or ()
                )
            else:
                literal = self.inside(one, leaves)
                self._credit[key] = self.credit_where(one, literal)
        return self._credit[key]

    def credit_where(self, one: int, literal: Linear) -> Linear:
        """Return a candidate's applied credit where a literal holds, else nothing."""
        full, applied = self.full[one], self.applied[one]
        if not literal.terms:
            return applied * literal.constant
        if one not in self.kept:
            return literal * full
        program = self.program
        credit = program.whole(0, full)
        program.at_most(credit, literal * full)
        program.at_most(credit, applied)
        program.at_least(credit, applied - (ONE - literal) * full)
        return credit

    def cut_inside(self, one: int, leaf: int) -> tuple[Linear, Linear]:
        """Return whether a candidate fills a leaf with part of its credit, and that."""
        program, full, part = self.program, self.full[one], self.kept[one].partly
        place, applied = self.placed[one, leaf], self.applied[one]
        there = program.yes_or_no()
        program.at_most(there, place)
        program.at_most(there, part)
        program.at_least(there, place + part - ONE)
        credit = program.whole(0, full - 1)
        program.at_most(credit, there * (full - 1))
        program.at_least(credit, there)
        program.at_most(credit, applied)
        program.at_least(credit, applied - (ONE - there) * full)
        return there, credit

    def part_inside(self, one: int, leaves: frozenset[int]) -> Linear:
        """Return how much of a course a candidate is in these leaves."""
        mine = self.mine(one, leaves)
        parts = [
            self.placed[one, leaf] * int(self.plan.leaves[leaf].part * self.scale)
            for leaf in mine
        ]
        if self.exclusive(mine):
            return total(parts)
        return self.program.extreme(parts, greatest=True)

    def amount(self, number: Fraction) -> int:
        """Return an amount in whole parts."""
        return number.numerator * self.scale // number.denominator
