"""Formulating: a whole plan, with its choices and limits, as an integer program."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from articulate.audit.formulation.group_rows import FloorTerms, GroupRows
from articulate.audit.formulation.pool_rows import plain_leaves
from articulate.audit.formulation.residence_rows import residence_rows
from articulate.audit.formulation.terms import NONE, ONE, Terms
from articulate.audit.plan import (
    Allocation,
    Plan,
    day_number,
    groups_of,
    sorted_floors,
)
from articulate.audit.program import Linear, Program, total
from articulate.rulebook.requirements import SHARES


@dataclass(frozen=True, slots=True)
class Formulation:
    """The program of a plan, and what its sums mean; amounts are in whole parts.

    `unmet`, `missing`, `unapplied`, `surplus` are objectives (1), (2), (3) and (5), the
    second and the last in squared parts; `floors` are what (4) compares, `cut` is
    credit cut from what fills a group.
    """

    plan: Plan
    program: Program
    terms: Terms
    unmet: Linear
    missing: Linear
    unapplied: Linear
    floors: tuple[FloorTerms, ...]
    surplus: Linear
    cut: Linear

    def placed(self) -> Linear:
        """Return how many places are filled."""
        return total(self.terms.placed.values())

    def placed_days(self) -> Linear:
        """Return the days of completion of what is placed, after the first of them."""
        days = self._days()
        placed = self.terms.placed
        return total(placed[pair] * days[pair[0]] for pair in self.plan.pairs())

    def applied_days(self) -> Linear:
        """Return the days of completion of what is applied, by credit."""
        return total(
            applied * day
            for applied, day in zip(self.terms.applied, self._days(), strict=True)
        )

    def _days(self) -> list[int]:
        """Count days from the first; sums of as many differ alike from any day."""
        days = [day_number(one) for one in self.plan.candidates]
        first = min(days, default=0)
        return [day - first for day in days]

    def allocation(self, values: Mapping[int, int]) -> Allocation:
        """Read an allocation off the values of the variables."""
        terms = self.terms
        return Allocation(
            options=tuple(
                next(o for o, one in enumerate(many) if one.value(values))
                for many in terms.options
            ),
            applied=tuple(
                Fraction(one.value(values), terms.scale) for one in terms.applied
            ),
            placed=frozenset(
                pair for pair, one in terms.placed.items() if one.value(values)
            ),
        )


def formulate(plan: Plan) -> Formulation:
    """Write a plan as an integer program."""
    program = Program()
    terms = Terms(plan, program, scale_of(plan))
    rows = GroupRows(terms, plain_leaves(plan))
    degree_floors = [rows.floor(floor, None) for floor in plan.gpas]
    met = [rows.group(group) for group in plan.groups]
    missing = list(rows.missing)
    for floor in degree_floors:
        met.append(program.yes_or_no())
        rows.hold(floor, ONE, met[-1])
    if plan.credits is not None:
        met.append(program.yes_or_no())
        missing.append(_credits(terms, plan.credits, met[-1]))
    for rule in plan.residencies:
        is_met, short = residence_rows(terms, rule)
        met.append(is_met)
        missing.append(short)
    _caps(terms)
    order = {id(floor): place for place, floor in enumerate(sorted_floors(plan))}
    inside = sorted(rows.floors, key=lambda one: order[id(one.floor)])
    return Formulation(
        plan=plan,
        program=program,
        terms=terms,
        unmet=total(ONE - one for one in met),
        missing=total(missing),
        unapplied=terms.unapplied,
        floors=(*degree_floors, *inside),
        surplus=total(rows.surplus),
        cut=_cut_from_placed(terms),
    )


def _cut_from_placed(terms: Terms) -> Linear:
    """Return the credit cut from what fills a group."""
    every = frozenset(leaf.place for leaf in terms.plan.leaves)
    parts = []
    for one in terms.kept:
        mine = terms.mine(one, every)
        if not mine:
            continue
        full = terms.full[one]
        if terms.exclusive(mine) and terms.kept[one].amounts is not None:
            parts += [
                literal * (full - amount)
                for leaf in mine
                for amount, literal in terms.amounts_in(one, leaf) or ()
                if amount < full
            ]
            continue
        placed = terms.inside(one, every)
        cut = terms.program.whole(0, full)
        terms.program.at_least(cut, placed * full - terms.applied[one])
        parts.append(cut)
    return total(parts)


def _credits(terms: Terms, wanted: Fraction, met: Linear) -> Linear:
    program, need = terms.program, terms.amount(wanted)
    short = program.whole(0, max(0, need))
    program.at_least(short, total(terms.applied) * -1 + need)
    program.at_most(short, 0, met)
    return short * terms.scale


def _caps(terms: Terms) -> None:
    """Hold every bound on what two groups may share."""
    program = terms.program
    for cap in terms.plan.caps:
        shared = [NONE]
        for one in range(len(terms.plan.candidates)):
            if not terms.mine(one, cap.one) or not terms.mine(one, cap.other):
                continue
            here, there = terms.inside(one, cap.one), terms.inside(one, cap.other)
            both = program.yes_or_no()
            program.at_least(both, here + there - ONE)
            if cap.in_courses:
                shared.append(both * terms.scale)
            else:
                shared.append(terms.credit_where(one, both))
        program.at_most(total(shared), terms.amount(cap.most))


def scale_of(plan: Plan) -> int:
    """Return the number that makes every amount of a plan whole."""
    amounts = [one.award.credits for one in plan.candidates]
    for leaf in plan.leaves:
        amounts += [leaf.need, leaf.worth, leaf.part]
    for group in plan.groups:
        for inner in groups_of(group):
            for tally in inner.asks.tallies if inner.asks else ():
                amounts.append(tally.worth)
                amounts += [] if tally.counted_in in SHARES else [tally.amount]
    for floor in (*plan.gpas, *sorted_floors(plan)):
        amounts += [points for _, points in floor.points]
        amounts += [part for pair in floor.attempts for part in pair]
    amounts += [cap.most for cap in plan.caps]
    amounts += [limit.amount for limit in plan.limits]
    amounts += [amount for many in plan.left_over for amount in many]
    amounts += [plan.credits or Fraction(0)]
    for rule in plan.residencies:
        amounts += [] if rule.counted_in in SHARES else [rule.amount]
        amounts += [] if rule.width is None else [rule.width]
    return lcm(1, *(amount.denominator for amount in amounts))
