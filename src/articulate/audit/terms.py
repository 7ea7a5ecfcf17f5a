"""Terms: the variables of a plan's program, for options, credit and places."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from math import lcm

from articulate.audit.plan import Limit, Pair, Plan
from articulate.audit.program import Linear, Program, total

ONE = Linear((), 1)
NONE = Linear()


class Terms:
    """Which options hold, what credit is applied, and which places are filled.

    `options` are literals by choice. `present`, `kept` and `applied` are by candidate:
    whether it is there, whether it counts, and how much of it in whole parts. `placed`
    is by pair. Only credit that a limit may cut has variables of its own.
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
        self.limits = [limit for limit in plan.limits if self._may_cut(limit)]
        cuttable = {one for limit in self.limits for one in limit.members}
        self.cuttable = sorted(one for one in cuttable if self.full[one])
        self.uncut = frozenset(range(len(plan.candidates))).difference(self.cuttable)
        self.partly: dict[int, Linear] = {}
        self.kept = list(self.present)
        self.applied = [
            there * full for there, full in zip(self.present, self.full, strict=True)
        ]
        self._cut()
        self.placed: dict[Pair, Linear] = {}
        self._inside: dict[tuple[int, frozenset[int]], Linear] = {}
        self._credit: dict[tuple[int, frozenset[int]], Linear] = {}
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

    def _may_cut(self, limit: Limit) -> bool:
        if limit.in_courses:
            return sum(map(bool, (self.full[one] for one in limit.members))) > int(
                limit.amount
            )
        return sum(self.full[one] for one in limit.members) > limit.amount * self.scale

    def _cut(self) -> None:
        """Let credit be cut, where a limit that counts it is full.

        Each limit on credit cuts at most one course in part, the one at its edge; a
        limit on courses cuts whole ones.
        """
        program = self.program
        grain = self.scale // self._parts()
        partly = self.partly
        for one in self.cuttable:
            out, part = program.yes_or_no(), program.yes_or_no()
            kept = self.present[one] - out
            self.kept[one] = program.yes_or_no()
            program.at_least(self.kept[one], kept)
            program.at_most(self.kept[one], kept)
            program.at_most(part, self.kept[one])
            applied = program.whole(0, self.full[one] // grain) * grain
            program.at_most(applied, self.kept[one] * self.full[one])
            program.at_least(applied, self.kept[one])
            whole = self.kept[one] - part
            program.at_least(applied, whole * self.full[one])
            program.at_most(applied, self.kept[one] * self.full[one] - part)
            self.applied[one] = applied
            partly[one] = part
        full = [self._limit(limit) for limit in self.limits]
        edges: dict[int, list[Linear]] = {one: [] for one in partly}
        for limit, is_full in zip(self.limits, full, strict=True):
            if limit.in_courses:
                continue
            mine = [one for one in limit.members if one in partly]
            at_edge = []
            for one in mine:
                edge = program.yes_or_no()
                program.at_most(edge, is_full)
                edges[one].append(edge)
                at_edge.append(edge)
            program.at_most(total(at_edge), 1)
        for one in self.cuttable:
            counting = [
                is_full
                for limit, is_full in zip(self.limits, full, strict=True)
                if one in limit.members
            ]
            out = self.present[one] - self.kept[one]
            program.at_least(total(counting), out)
            program.at_least(total(edges[one]), partly[one])

    def _parts(self) -> int:
        """Return the parts in which credit and limits come, and credit may be cut.

        They are the limits' own: what else a degree counts in halves is no reason to
        cut a course in half.
        """
        amounts = [one.award.credits for one in self.plan.candidates]
        amounts += [limit.amount for limit in self.plan.limits]
        return lcm(1, *(amount.denominator for amount in amounts))

    def _limit(self, limit: Limit) -> Linear:
        """Hold a limit; return the literal that says it is full."""
        program = self.program
        if limit.in_courses:
            used = total(self.kept[one] for one in limit.members if self.full[one])
            most = int(limit.amount)
        else:
            used = total(self.applied[one] for one in limit.members)
            most = int(limit.amount * self.scale)
        program.at_most(used, most)
        is_full = program.yes_or_no()
        program.at_least(used, most, is_full)
        return is_full

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
            if self.exclusive(mine):
                program.at_most(
                    total(self.placed[one, leaf] for leaf in mine), self.kept[one]
                )
                continue
            for place in mine:
                program.at_most(self.placed[one, place], self.kept[one])
            for a, b in combinations(mine, 2):
                if (a, b) not in plan.may_share:
                    both = self.placed[one, a] + self.placed[one, b]
                    program.at_most(both, 1)
            for some, most in plan.bounds_on_filling():
                taken = total(self.placed[one, leaf] for leaf in mine if leaf in some)
                program.at_most(taken, most)

    def exclusive(self, leaves: Iterable[int]) -> bool:
        """Say whether one candidate can fill at most one of these leaves."""
        pairs = combinations(sorted(leaves), 2)
        return not any(pair in self.plan.may_share for pair in pairs)

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
            literal = self.inside(one, leaves)
            self._credit[key] = self.credit_where(one, literal)
        return self._credit[key]

    def credit_where(self, one: int, literal: Linear) -> Linear:
        """Return a candidate's applied credit where a literal holds, else nothing."""
        full = self.full[one]
        if one not in self.cuttable or not literal.terms:
            return (
                literal * full
                if literal.terms
                else self.applied[one] * literal.constant
            )
        applied, program = self.applied[one], self.program
        credit = program.whole(0, full)
        program.at_most(credit, literal * full)
        program.at_most(credit, applied)
        program.at_least(credit, applied - (ONE - literal) * full)
        return credit

    def cut_inside(self, one: int, leaf: int) -> tuple[Linear, Linear]:
        """Return whether a candidate fills a leaf with part of its credit, and that."""
        if one not in self.cuttable:
            return NONE, NONE
        program, full, part = self.program, self.full[one], self.partly[one]
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
