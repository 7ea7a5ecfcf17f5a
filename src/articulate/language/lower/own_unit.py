"""Own unit: what a block demands or allows, in the unit that its institution counts in.

An amount in another unit is read by the factor of the policy's own conversion, exactly:
only what a learner earned is ever rounded.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from typing import TypeVar

from articulate.language.syntax.conditions import Condition
from articulate.language.syntax.institutions import CatalogCourse
from articulate.language.syntax.node import Node, Number
from articulate.language.syntax.quantities import Credits
from articulate.language.syntax.sources import FixedAmount
from articulate.model.exact import number_text

N = TypeVar("N", bound=Node)

# What a rule fixes is converted by the policy of the learning's day, and what a
# condition compares by the policy that asks it.
_LEFT = (FixedAmount, CatalogCourse, Condition)


def in_own_unit(node: N, ratios: Mapping[str, Fraction]) -> N:
    """Return a node whose amounts in units with a ratio are in the own unit."""
    changed: dict[str, object] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        new = _changed(value, ratios)
        if new is not value:
            changed[field.name] = new
    # What the kind of a field is, no type here can say.
    return replace(node, **changed) if changed else node  # type: ignore[arg-type]


def _changed(value: object, ratios: Mapping[str, Fraction]) -> object:
    match value:
        case Credits(amount=amount, unit=unit) if unit in ratios:
            number = amount.value * ratios[unit]
            read = Number(number_text(number), span=amount.span)
            return replace(value, amount=read, unit="cr")
        case FixedAmount() | CatalogCourse():
            return value
        case Node() if not isinstance(value, _LEFT):
            return in_own_unit(value, ratios)
        case tuple():
            parts = tuple(_changed(one, ratios) for one in value)
            same = all(new is old for new, old in zip(parts, value, strict=True))
            return value if same else parts
        case _:
            return value
