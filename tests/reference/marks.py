"""How two grades compare, and what a grade says of an attempt (semantics, section 3).

Truth is True, False or None for unknown, as everywhere in the reference evaluator.
"""

from articulate.model.grade import GradeScale
from articulate.model.identifiers import Mark

Truth = bool | None
PASSED, NOT_PASSED, UNDER_WAY = "passed", "not passed", "under way"
UNGRADED = "ungraded"


def state_of(mark: Mark | None, scale: GradeScale) -> str:
    """Say whether an attempt is passed, not passed or under way."""
    if mark is None or mark in scale.in_progress:
        return UNDER_WAY
    if mark in scale.passes:
        return PASSED
    points = dict(scale.points).get(_counts(mark, scale))
    return PASSED if points else NOT_PASSED


def _counts(mark: Mark, scale: GradeScale) -> Mark:
    return dict(scale.counts_as).get(mark, mark)


def compared(given: Mark, wanted: Mark, scales: list[GradeScale]) -> int | None:
    """Return 1 when *given* is better, 0 as good, -1 worse, None when nothing says.

    The first scale is the one *given* stands on. Its order decides; a grade it lacks is
    compared by points on both scales.
    """
    if given == wanted:
        return 0
    own = scales[0]
    order = [mark for mark, _ in own.points]
    mine, wished = _counts(given, own), _counts(wanted, own)
    if mine in order and wished in order:
        return (order.index(wished) > order.index(mine)) - (
            order.index(wished) < order.index(mine)
        )
    if given in own.no_credit:
        return -1
    if wished in order or mine not in order:
        return None
    for other in scales[1:]:
        points = dict(other.points).get(_counts(wanted, other))
        if points is not None:
            have = dict(own.points)[mine]
            return (have > points) - (have < points)
    return None


def holds(compare: int | None, operator: str) -> Truth:
    """Read a comparison: between grades `>=` is at least as good."""
    if compare is None:
        return None
    return {
        "=": compare == 0,
        "!=": compare != 0,
        "<": compare < 0,
        "<=": compare <= 0,
        ">": compare > 0,
        ">=": compare >= 0,
    }[operator]


def both(truths: list[Truth]) -> Truth:
    """Kleene's *and*."""
    return False if False in truths else None if None in truths else True


def either(truths: list[Truth]) -> Truth:
    """Kleene's *or*."""
    return True if True in truths else None if None in truths else False


def opposite(truth: Truth) -> Truth:
    """Kleene's *not*."""
    return None if truth is None else not truth
