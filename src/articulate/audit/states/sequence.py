"""The sequence: in which order a table takes courses, so that units close early."""

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Series
from dataclasses import dataclass

from articulate.audit.states.layout import Layout, Unit


@dataclass(frozen=True, slots=True)
class Sequence:
    """Candidates in their order; `closing` are the units settled after so many.

    `at` is the position of each candidate: what was decided beforehand is at -1, and
    what is left for the end comes after all others.
    """

    order: tuple[int, ...]
    closing: tuple[tuple[Unit, ...], ...]
    at: Mapping[int, int]


def sequence_of(
    layout: Layout, before: Iterable[int] = (), end: Iterable[int] = ()
) -> Sequence:
    """Order candidates group by group, those with least left first.

    Those of *before* and of *end* have no turn. A unit is closed with the last
    candidate in turn that any way of placing touches it by.
    """
    aside = {*before, *end}
    takers: list[list[int]] = [[] for _ in layout.units]
    for one, units in enumerate(layout.concerned):
        for u in () if one in aside else units:
            takers[u].append(one)
    heaps: dict[object, list[int]] = {}
    for u, unit in enumerate(layout.units):
        heaps.setdefault(("group", unit.top) if unit.top >= 0 else u, []).append(u)
    wanted = [
        list(dict.fromkeys(one for u in heap for one in takers[u]))
        for heap in heaps.values()
    ]
    place = _heap_by_heap(wanted)
    for one in range(len(layout.ways)):
        if one not in aside:
            place.setdefault(one, len(place))
    closing: list[list[Unit]] = [[] for _ in range(len(place) + 1)]
    for unit_, some in zip(layout.units, takers, strict=True):
        closing[max((place[one] + 1 for one in some), default=0)].append(unit_)
    at = {
        **dict.fromkeys(before, -1),
        **place,
        **{one: len(place) + k for k, one in enumerate(end)},
    }
    return Sequence(tuple(place), tuple(map(tuple, closing)), at)


def _heap_by_heap(wanted: Series[Series[int]]) -> dict[int, int]:
    """Place heaps of candidates one after the other, that with least left first."""
    place: dict[int, int] = {}
    inside: dict[int, list[int]] = {}
    for h, some in enumerate(wanted):
        for one in some:
            inside.setdefault(one, []).append(h)
    left = {h: len(some) for h, some in enumerate(wanted)}
    while left:
        heap = min(left, key=lambda h: (left[h], h))
        del left[heap]
        for one in wanted[heap]:
            if one not in place:
                place[one] = len(place)
                for h in inside[one]:
                    if h in left:
                        left[h] -= 1
    return place
