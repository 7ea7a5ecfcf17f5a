"""Windows of credit: the last so many hours, or all after the first so many."""

from collections.abc import Container, Sequence
from fractions import Fraction

from articulate.audit.plan import Residence
from articulate.model.exact import InParts
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
    scale, parts = applied.scale * bottom, applied.parts
    width = edge * applied.scale
    before, whole, partly = 0, 0, ZERO
    for heap in reversed(order) if rule.last else order:
        size = bottom * sum([parts[one] for one in heap])
        inside = _inside(before, before + size, width, last=rule.last)
        if inside:
            mine = bottom * sum([parts[one] for one in heap if one in counting])
            if inside == size:
                whole += mine
            else:
                partly += _share(rule, Fraction(inside, size)) * mine
        before += size
        if rule.last and before >= width:
            break
    return (whole + partly) / scale


def _inside(start: int, end: int, width: int, *, last: bool) -> int:
    """Return how much of a stretch of credit lies inside the window."""
    return max(0, min(end, width) - start) if last else max(0, end - max(start, width))


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
