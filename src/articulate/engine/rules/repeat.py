"""Repeat: which attempts count when a course is taken more than once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.engine.identify import Known, State
from articulate.model.grade import compare_marks
from articulate.rulebook.limit_rules import RepeatKind, RepeatRule


@dataclass(frozen=True, slots=True)
class Kept:
    """The attempts that count, by place, and the average they stand for, if any.

    `unknown` says what is missing to tell; then nothing is kept.
    """

    places: tuple[int, ...] = ()
    average: Fraction | None = None
    unknown: str = ""


def kept_attempts(
    attempts: Sequence[Known], rule: RepeatRule | None, *, given: bool = False
) -> Kept:
    """Apply one repeat rule to the attempts of one course; without one the best counts.

    Best and `each up to` look at attempts that were passed, or at all where something
    is *given* for each (a rule may ask for less), the others at all that were graded;
    `average` leaves the credit with the latest attempt that earned some.
    """
    kind = RepeatKind.BEST if rule is None else rule.kind
    passed = [one for one in attempts if one.state is State.PASSED]
    match kind:
        case RepeatKind.BEST:
            return _best(attempts if given else passed, 1)
        case RepeatKind.EACH:
            count = 1 if rule is None else rule.up_to
            return _best(attempts if given else passed, count)
        case RepeatKind.FIRST | RepeatKind.LAST:
            ordered = _dated(attempts)
            if ordered is None:
                return Kept(unknown="the day each attempt was completed")
            place = 0 if kind is RepeatKind.FIRST else -1
            return Kept((ordered[place].place,))
        case RepeatKind.AVERAGE:
            return _average(attempts, passed)


def _best(passed: Sequence[Known], count: int) -> Kept:
    """Keep the best attempts; of equals the latest."""
    left, kept = list(passed), list[int]()
    while left and len(kept) < count:
        best = left[0]
        for other in left[1:]:
            order = better(other, best)
            if order is None:
                return Kept(unknown="the grade behind each pass")
            if order > 0 or (order == 0 and _later(other, best)):
                best = other
        kept.append(best.place)
        left.remove(best)
    return Kept(tuple(sorted(kept)))


def better(one: Known, other: Known) -> int | None:
    """Compare two attempts by grade: 1 when the first is better; None is unknown."""
    mine, theirs = one.attempt, other.attempt
    if mine is None or theirs is None or mine.grade is None or theirs.grade is None:
        return None
    if one.scale is None:
        return None
    return compare_marks(mine.grade, theirs.grade, on=one.scale, wanted_on=other.scale)


def no_worse(one: Known, other: Known) -> bool:
    """Say whether one attempt is surely as good as another, by grade."""
    order = better(one, other)
    return order is not None and order >= 0


def _later(one: Known, other: Known) -> bool:
    if one.ended is None or other.ended is None:
        return other.ended is None and one.ended is not None
    return (one.ended, one.place) > (other.ended, other.place)


def _dated(attempts: Sequence[Known]) -> list[Known] | None:
    """Put attempts in the order of their days, None where one is missing."""
    if any(one.ended is None for one in attempts):
        return None
    return sorted(attempts, key=lambda one: (one.ended or date.min, one.place))


def _average(attempts: Sequence[Known], passed: Sequence[Known]) -> Kept:
    ordered = _dated(passed)
    if ordered is None or _dated(attempts) is None:
        return Kept(unknown="the day each attempt was completed")
    points = []
    for one in attempts:
        mark = None if one.attempt is None else one.attempt.grade
        worth = None if one.scale is None or mark is None else one.scale.points_of(mark)
        if worth is None:
            return Kept(unknown="the grade behind each pass")
        points.append(worth)
    if not ordered:
        return Kept()
    average = sum(points, Fraction(0)) / len(points)
    return Kept((ordered[-1].place,), average)
