"""Uncut: a plan read as if no limit cut anything, and every option were chosen.

What cannot be met even then cannot be met at all. What can, may be met where the limits
cut what is not needed for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from articulate.audit.conflicts.claiming import Claims
from articulate.audit.conflicts.claims import bits
from articulate.audit.limits import fill_in_order, used
from articulate.audit.plan import Allocation, Pair, Plan
from articulate.model.exact import exact_sum
from articulate.rulebook.requirements import SHARES, CountedIn

ZERO = Fraction(0)


@dataclass(slots=True)
class Uncut:
    """A plan with all its credit; options are those of some allocation, where free.

    `claims` are what the groups ask of it. What options or limits may take away is not
    counted against a group.
    """

    plan: Plan
    allocation: Allocation
    credit: tuple[Fraction, ...] = field(init=False)
    claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        plan = self.plan
        self.credit = tuple(one.award.credits for one in plan.candidates)
        loose = {k for k, one in enumerate(plan.candidates) if one.option is not None}
        for limit in plan.limits:
            if used(limit, self.credit) > limit.amount:
                loose.update(limit.members)
        kept = replace(plan, caps=tuple(one for one in plan.caps if one.in_courses))
        present = (True,) * len(plan.candidates)
        self.claims = Claims(kept, self.credit, present, bits(loose))

    def falls_short(self, place: int) -> bool:
        """Say whether one of the degree's totals, by its place, is out of reach."""
        plan = self.plan
        place -= len(plan.gpas)
        if plan.credits is not None:
            if not place:
                every = range(len(plan.candidates))
                return self._most(every, in_courses=False) < plan.credits
            place -= 1
        if place < 0:
            return False
        rule = plan.residencies[place]
        if rule.counted_in in SHARES or rule.there:
            return False
        in_courses = rule.counted_in is CountedIn.COURSES
        return self._most(rule.always, in_courses=in_courses) < rule.amount

    def _most(self, some: Iterable[int], *, in_courses: bool) -> Fraction:
        """Bound what some candidates come to, by what they have and by each limit."""
        many = frozenset(some)
        amounts = {one: Fraction(1) if in_courses else self.credit[one] for one in many}
        bounds = [exact_sum(amounts.values())]
        for limit in self.plan.limits:
            if limit.in_courses is in_courses:
                # What has no credit is a course all the same, and no limit counts it.
                inside = {one for one in many & set(limit.members) if self.credit[one]}
                outside = exact_sum(amounts[one] for one in many - inside)
                bounds.append(outside + limit.amount)
        return min(bounds)

    def cut_elsewhere(self, placed: frozenset[Pair]) -> Allocation:
        """Return an allocation with these places, cut first where nothing is placed.

        It need not be lawful.
        """
        plan = self.plan
        options = list(self.allocation.options)
        needed = {one for one, _ in placed}
        for one in sorted(needed):
            option = plan.candidates[one].option
            if option is not None:
                options[option[0]] = option[1]
        present = plan.present(tuple(options))
        limits = plan.limits
        applied = [ZERO] * len(plan.candidates)
        for first in (True, False):
            credit = [
                amount if there and (one in needed) is first else ZERO
                for one, (amount, there) in enumerate(
                    zip(self.credit, present, strict=True)
                )
            ]
            kept = fill_in_order(credit, limits)
            limits = tuple(
                replace(one, amount=one.amount - used(one, kept)) for one in limits
            )
            applied = [a + b for a, b in zip(applied, kept, strict=True)]
        return Allocation(tuple(options), tuple(applied), placed)
