"""Prefer: which of several lawful readings a policy likes best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.rulebook.limit_rules import Preference

Key = tuple[Fraction, ...]

_NONE = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What of one lawful reading a preference may look at.

    `sets` are the sizes of sets in use; `points` and `days` are those of learning that
    gives a named course.
    """

    sets: tuple[int, ...]
    credits: Fraction
    points: tuple[Fraction, ...]
    days: tuple[date, ...]


def preference_key(reading: Reading, order: Sequence[Preference]) -> tuple[Key, ...]:
    """Order readings: the least key is liked best; most credit decides in the end."""
    return tuple(_key(reading, one) for one in (*order, Preference.MOST_CREDIT))


def _key(reading: Reading, preference: Preference) -> Key:
    match preference:
        case Preference.LARGER_SETS:
            return _ending(
                _NONE, (-size for size in sorted(reading.sets, reverse=True))
            )
        case Preference.SMALLER_SETS:
            return tuple(Fraction(size) for size in sorted(reading.sets, reverse=True))
        case Preference.MOST_CREDIT:
            return (-reading.credits,)
        case Preference.BEST_GRADE:
            return (-sum(reading.points, Fraction(0)),)
        case Preference.FIRST:
            early = (day.toordinal() for day in sorted(reading.days))
            return _ending(Fraction(date.max.toordinal() + 1), early)
        case Preference.LAST:
            late = (-day.toordinal() for day in sorted(reading.days, reverse=True))
            return _ending(_NONE, late)


def _ending(last: Fraction, numbers: Iterable[int]) -> Key:
    """End a key so that, of two that begin alike, the longer one is liked better."""
    return (*map(Fraction, numbers), last)
