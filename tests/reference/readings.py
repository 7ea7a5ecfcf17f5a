"""The lawful readings of a record, and which of them `prefer` leaves (section 3)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

from tests.reference.clocks import NotCoveredError
from tests.reference.entries import Entry
from tests.reference.lines import Line

from articulate.rulebook.limit_rules import Preference

MOST = 400


def lawful(
    sets: list[Line],
    choices: dict[Entry, list[Line]],
    rivals: set[Entry],
) -> Iterator[list[Line]]:
    """Yield every lawful reading: sets that share nothing, and the rest alone.

    A set may be left out only where another set or a rule of the same standing for one
    of its members (`rivals`, by the set's rules) takes a learning it needs.
    """
    for number in range(len(sets) + 1):
        for some in combinations(sets, number):
            used = [one for line in some for one in line.members]
            if len(set(used)) < len(used):
                continue
            free = [one for one in choices if one not in used]
            if any(_must(line, free, rivals) for line in sets if line not in some):
                continue
            for alone in product(*(choices[one] for one in free)):
                yield [*some, *alone]


def _must(line: Line, free: list[Entry], rivals: set[Entry]) -> bool:
    """Say whether a set left out could still be made and has no rival."""
    if not all(one in free for one in line.members):
        return False
    return not any(one in rivals for one in line.members)


def best(
    readings: list[list[Line]], prefer: tuple[Preference, ...]
) -> list[list[Line]]:
    """Keep what is preferred, then the most credit: hoped for, sure, and by name."""
    if len(readings) > MOST:
        raise NotCoveredError("too many readings")
    for one in (*prefer, Preference.MOST_CREDIT, "sure", "by name"):
        scores = [_score(one, reading) for reading in readings]
        top = max(scores)
        readings = [r for r, s in zip(readings, scores, strict=True) if s == top]
    return readings


def _score(prefer: str, reading: list[Line]) -> list[Fraction]:
    match prefer:
        case Preference.LARGER_SETS:
            used = [line for line in reading if line.status != "superseded"]
            sizes = sorted((len(line.members) for line in used), reverse=True)
            return [Fraction(size) for size in sizes if size > 1]
        case Preference.MOST_CREDIT:  # of what is open, as much as it may come to
            return [sum((line.counted + line.hope for line in reading), Fraction(0))]
        case "sure":
            return [sum((line.counted for line in reading), Fraction(0))]
        case "by name":
            return [sum((line.of("awarded") for line in reading), Fraction(0))]
        case _:
            raise NotCoveredError(f"prefer {prefer}")
