"""Prefer: which of several lawful readings a policy likes best."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.rulebook.limit_rules import Preference

Key = tuple[Fraction, ...]


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
            return tuple(Fraction(-size) for size in sorted(reading.sets, reverse=True))
        case Preference.SMALLER_SETS:
            return tuple(Fraction(size) for size in sorted(reading.sets, reverse=True))
        case Preference.MOST_CREDIT:
            return (-reading.credits,)
        case Preference.BEST_GRADE:
            return (-sum(reading.points, Fraction(0)),)
        case Preference.FIRST:
            return tuple(Fraction(day.toordinal()) for day in sorted(reading.days))
        case Preference.LAST:
            late = sorted(reading.days, reverse=True)
            return tuple(Fraction(-day.toordinal()) for day in late)
