"""Windows of credit: the last so many hours, or all after the first so many."""

from collections.abc import Container, Sequence
from fractions import Fraction

from articulate.audit.plan import Residence
from articulate.model.exact import InParts, ratio
from articulate.rulebook.degree import Straddling

ZERO = Fraction(0)


def counted_in_window(
    rule: Residence,
    order: Sequence[Sequence[int]],
    applied: InParts,
    counting: Container[int],
) -> Fraction:
    """Add up the credit that counts inside the window, along one order.

    The window is measured over all credit applied, whether it counts or not.
    """
    edge, bottom = (rule.width or ZERO).as_integer_ratio()
    scale, parts = applied
    if scale % bottom:
        scale, parts = scale * bottom, [one * bottom for one in parts]
    left = edge * (scale // bottom)
    whole, partly = 0, ZERO
    for heap in reversed(order) if rule.last else order:
        size = sum([parts[one] for one in heap])
        near = min(left, size)
        left -= near
        inside = near if rule.last else size - near
        if inside:
            mine = sum([parts[one] for one in heap if one in counting])
            if inside == size:
                whole += mine
            else:
                partly += _share(rule, Fraction(inside, size)) * mine
        if rule.last and not left:
            break
    return ratio(whole, scale) + partly / scale if partly else ratio(whole, scale)


def _share(rule: Residence, part: Fraction) -> Fraction:
    """Return which part counts of credit that lies only partly inside."""
    if rule.whole_terms:
        return Fraction(1)
    match rule.straddling:
        case Straddling.PRO_RATA:
            return part
        case Straddling.WHOLE:
            return Fraction(1)
        case Straddling.NOT:
            return ZERO
