"""Windows of credit: the last so many hours, or all after the first so many."""

from collections.abc import Container, Iterable, Sequence
from fractions import Fraction

from articulate.audit.plan import Residence
from articulate.model.exact import InParts, ratio
from articulate.rulebook.degree import Straddling, Ties

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
    counted = 0
    for heap in reversed(order) if rule.last else order:
        if rule.last and not left:
            break
        size = sum([parts[one] for one in heap])
        if size <= left:
            left -= size
            if rule.last:
                counted += sum([parts[one] for one in heap if one in counting])
            continue
        mine = [parts[one] for one in heap if one in counting]
        counted += _on_the_edge(rule, mine, size, left) if left else sum(mine)
        left = 0
    return ratio(counted, scale)


def _on_the_edge(rule: Residence, mine: list[int], size: int, room: int) -> int:
    """Count what is *mine* of a day of which only *room* is before the edge."""
    if rule.ties is Ties.WHOLE_TERM:
        return sum(mine)
    if rule.best_fit:
        return fitting(mine, room)
    start = 0 if rule.mine_first else size - sum(mine)
    counted = 0
    for piece in reversed(mine) if rule.last else mine:
        before = min(piece, max(0, room - start))
        start += piece
        inside = before if rule.last else piece - before
        if inside != piece:
            inside = _of_a_part(rule.straddling, piece, inside)
        counted += inside
    return counted


def _of_a_part(straddling: Straddling, piece: int, inside: int) -> int:
    """Return how much counts of a course of which a part is inside, or nothing."""
    match straddling:
        case Straddling.PRO_RATA:
            return inside
        case Straddling.WHOLE:
            return piece if inside else 0
        case Straddling.NOT:
            return 0


def fitting(sizes: Iterable[int], room: int) -> int:
    """Return how much of a room whole pieces of these sizes can fill.

    >>> fitting([4, 3, 3], 6), fitting([4, 3], 6), fitting([4], 3)
    (6, 4, 0)
    """
    sums = {0}
    for size in sizes:
        sums.update([filled + size for filled in sums if filled + size <= room])
    return max(sums)
