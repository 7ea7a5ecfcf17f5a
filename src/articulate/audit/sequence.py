"""The sequence: in which order a table takes courses, so that units close early."""

from collections.abc import Iterable
from dataclasses import dataclass

from articulate.audit.layout import Layout, Unit


@dataclass(frozen=True, slots=True)
class Sequence:
    """Candidates in their order; `closing` are the units settled after so many."""

    order: tuple[int, ...]
    closing: tuple[tuple[Unit, ...], ...]


def sequence_of(layout: Layout, first: Iterable[int] = ()) -> Sequence:
    """Order candidates: *first* some, then unit by unit, those with least left first.

    A unit is closed with the last candidate that any way of placing touches it by.
    """
    touching = [
        {gauge for way in ways for gauge in (*(g for g, _ in way.adds), *way.flags)}
        for ways in layout.ways
    ]
    takers = [
        [one for one, gauges in enumerate(touching) if not gauges.isdisjoint(u.gauges)]
        for u in layout.units
    ]
    place = {one: k for k, one in enumerate(dict.fromkeys(first))}
    left = list(range(len(layout.units)))
    missing = [sum(one not in place for one in some) for some in takers]
    while left:
        unit = min(left, key=lambda u: (missing[u], u))
        left.remove(unit)
        for one in takers[unit]:
            if one not in place:
                place[one] = len(place)
                for u, some in enumerate(takers):
                    missing[u] -= one in some
    for one in range(len(layout.ways)):
        place.setdefault(one, len(place))
    closing: list[list[Unit]] = [[] for _ in range(len(place) + 1)]
    for unit_, some in zip(layout.units, takers, strict=True):
        closing[max((place[one] + 1 for one in some), default=0)].append(unit_)
    return Sequence(tuple(place), tuple(map(tuple, closing)))
