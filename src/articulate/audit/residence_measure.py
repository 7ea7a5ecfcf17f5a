"""What a residency rule comes to: the credit that counts toward it, in whole parts."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from articulate.audit.plan import Pair, Plan, Residence
from articulate.audit.window import counted_in_window
from articulate.model.exact import InParts, exact_sum, ratio
from articulate.rulebook.requirements import IN_COURSES, SHARES

ZERO = ratio(0, 1)
ONE = Fraction(1)


class ResidenceMeasure(NamedTuple):
    """What a residency rule came to; `counted` None where a missing day hides it.

    `required` is what it asks for: of a percent, the share of what it is taken of.
    """

    rule: Residence
    counted: Fraction | None
    short: Fraction
    holds: bool
    required: Fraction


@dataclass(frozen=True, slots=True)
class InResidence:
    """Measures residency rules under one allocation.

    `credit` and `present` are by candidate: what is applied, and whether it is there.
    """

    plan: Plan
    credit: InParts
    present: tuple[bool, ...]
    placed: frozenset[Pair]

    def measure(self, rule: Residence) -> ResidenceMeasure:
        """Measure a residency rule."""
        if rule.width is not None:
            return self._windowed(rule)
        counted = self._weight(rule, rule.always, rule.there)
        if rule.counted_in not in SHARES:
            short = _lacking(rule.amount, counted)
            return ResidenceMeasure(rule, counted, short, not short, rule.amount)
        base = self._weight(rule, rule.base_always, rule.base_there)
        required = rule.amount * base
        short = _lacking(required, counted)
        holds = not short and (bool(base) or not rule.demanded)
        return ResidenceMeasure(rule, counted, short, holds, required)

    def _weight(
        self, rule: Residence, always: frozenset[int], there: frozenset[Pair]
    ) -> Fraction:
        if rule.counted_in in IN_COURSES:
            return exact_sum(self._courses(always, there).values())
        scale, parts = self.credit
        return ratio(sum([parts[one] for one in self._credit(always, there)]), scale)

    def _courses(
        self, always: frozenset[int], there: frozenset[Pair]
    ) -> dict[int, Fraction]:
        """Return the candidates that count, each with its part of a course.

        What a limit cut away wholly does not count.
        """
        parts, candidates = self.credit.parts, self.plan.candidates
        found = {
            one: ONE
            for one in always
            if self.present[one] and (parts[one] or not candidates[one].award.credits)
        }
        for one, leaf in there & self.placed:
            part = self.plan.leaves[leaf].part
            found[one] = max(part, found.get(one, part))
        return found

    def _credit(self, always: frozenset[int], there: frozenset[Pair]) -> frozenset[int]:
        """Return the candidates whose credit counts."""
        if not all(self.present):
            always = frozenset(one for one in always if self.present[one])
        return (
            always.union([one for one, _ in there & self.placed]) if there else always
        )

    def _windowed(self, rule: Residence) -> ResidenceMeasure:
        counting = self._credit(rule.always, rule.there)
        amounts = [
            counted_in_window(rule, order, self.credit, counting)
            for order in rule.orders
        ]
        least = min(amounts, default=ZERO)
        short = _lacking(rule.amount, least)
        best = max(amounts, default=ZERO)
        unsure = bool(short) and best >= rule.amount
        counted = None if unsure else least
        return ResidenceMeasure(rule, counted, short, not short, rule.amount)


def _lacking(required: Fraction, counted: Fraction) -> Fraction:
    return required - counted if counted < required else ZERO
