"""Highest: the best average that courses come to, where some of them must count.

A fraction program: which courses raise an average depends on the average.
"""

from collections.abc import Sequence

Graded = tuple[int, int]
"""The quality and the credit of a course, in the same whole parts."""

Losing = Sequence[tuple[Sequence[Graded], int]]
"""Courses of which so many at most may not count."""

Needed = Sequence[tuple[Sequence[Graded], int]]
"""Courses of which so many must count."""


def highest(base: Graded, free: Sequence[Graded]) -> Graded:
    """Return the highest average as a quality and a credit.

    Of the *free* courses, the best grades first, those count that raise it.
    """
    quality, weight = base
    for q, w in free:
        if q * weight <= quality * w if weight else not q:
            break
        quality += q
        weight += w
    return (quality, weight) if weight else (0, 1)


def highest_needing(
    base: Graded,
    free: Sequence[Graded],
    needed: Needed,
    losing: Losing,
) -> Graded:
    """Return the highest average where of those *needed* so many at least count.

    Of the *losing* courses, which the base has, so many at most may not count.
    """
    found = _raised(highest(base, free), (base, free), needed, losing)
    if not found[1]:
        found = (0, 1)
    while True:  # each round finds a higher average, or that there is none
        quality, weight = _raised(found, (base, free), needed, losing)
        if not weight or quality * found[1] <= found[0] * weight:
            return found
        found = quality, weight


def _raised(
    to: Graded,
    courses: tuple[Graded, Sequence[Graded]],
    needed: Needed,
    losing: Losing,
) -> Graded:
    """Count what is above some average, and as little as must be below it."""
    high, low = to
    (quality, weight), free = courses
    for q, w in free:
        if q * low <= w * high:
            break
        quality += q
        weight += w
    for graded, count in needed:
        ranked = sorted([(w * high - q * low, q, w) for q, w in graded])
        for below, q, w in ranked[:count]:
            if below >= 0:
                quality += q
                weight += w
    for lost, drops in losing:
        worst = sorted([(q * low - w * high, q, w) for q, w in lost])
        for above, q, w in worst[:drops]:
            if above < 0:
                quality -= q
                weight -= w
    return quality, weight
