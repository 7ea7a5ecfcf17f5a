"""Conversion: what earned credit is in the receiving institution's unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.engine.naming import RuleName
from articulate.model.credit import Credits, CreditUnit
from articulate.model.exact import number_text
from articulate.model.reason import Reason, ReasonCode
from articulate.model.rounding import TotalRounding, rounded
from articulate.rulebook.conversion import ConversionRule, RoundingPlace


@dataclass(frozen=True, slots=True)
class Converted:
    """Credit in the receiving unit, or the reason why it cannot be said.

    `unrounded` names the rule that rounds the total, where one does.
    """

    amount: Fraction = Fraction(0)
    reasons: tuple[Reason, ...] = ()
    unrounded: TotalRounding | None = None
    problem: Reason | None = None


def convert(
    earned: Credits,
    unit: CreditUnit,
    conversions: Sequence[tuple[RuleName, ConversionRule]],
) -> Converted:
    """Count credit in *unit*: as it is, or by the policy's own ratio and rounding."""
    if earned.unit is CreditUnit.UNKNOWN:
        return Converted(
            problem=Reason(
                ReasonCode.UNIT_UNKNOWN,
                fact="credits",
                saw=number_text(earned.amount),
                needs="the unit of its credit",
            )
        )
    if earned.unit is unit:
        return Converted(earned.amount)
    for name, rule in conversions:
        if rule.source is earned.unit and rule.target is unit:
            return _by_rule(earned, name, rule)
    return Converted(
        problem=Reason(
            ReasonCode.NO_CONVERSION,
            fact="credits",
            wanted=str(unit),
            saw=str(earned),
            needs=f"a conversion from {earned.unit} to {unit} credit",
        )
    )


def _by_rule(earned: Credits, name: RuleName, rule: ConversionRule) -> Converted:
    amount = earned.into(rule.target, ratio=rule.ratio).amount
    whole = None
    if rule.mode is not None and rule.place is RoundingPlace.PER_COURSE:
        amount = rounded(amount, rule.mode, rule.step)
    elif rule.mode is not None:
        whole = TotalRounding(name.name, rule.mode, rule.step)
    said = Reason(
        ReasonCode.CONVERTED,
        fact="credits",
        wanted=number_text(rule.ratio),
        saw=str(earned),
    )
    return Converted(amount, name.signed((said,)), whole)
