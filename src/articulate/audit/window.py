"""Windows of credit: the last so many hours, or all after the first so many."""

from collections.abc import Sequence
from fractions import Fraction

from articulate.audit.plan import Residence
from articulate.rulebook.degree import Straddling

ZERO = Fraction(0)


def counted_in_window(
    rule: Residence,
    order: Sequence[Sequence[int]],
    applied: Sequence[Fraction],
    counting: frozenset[int],
) -> Fraction:
    """Add up the credit that counts inside the window, along one order.

    The window is measured over all credit applied, whether it counts or not.
    """
    width = rule.width or ZERO
    heaps = list(reversed(order)) if rule.last else list(order)
    before = total = ZERO
    for heap in heaps:
        size = sum((applied[one] for one in heap), ZERO)
        share = _share_inside(rule, (before, before + size), width)
        mine = sum((applied[one] for one in heap if one in counting), ZERO)
        total += share * mine
        before += size
    return total


def _share_inside(
    rule: Residence, stretch: tuple[Fraction, Fraction], width: Fraction
) -> Fraction:
    """Return which part of a stretch of credit lies inside the window."""
    start, end = stretch
    if start == end:
        return ZERO
    if rule.last:
        inside = min(end, width) - min(start, width)
    else:
        inside = max(end, width) - max(start, width)
    share = inside / (end - start)
    if share in (0, 1):
        return share
    if rule.whole_terms:
        return Fraction(1)
    match rule.straddling:
        case Straddling.PRO_RATA:
            return share
        case Straddling.WHOLE:
            return Fraction(1)
        case Straddling.NOT:
            return ZERO
