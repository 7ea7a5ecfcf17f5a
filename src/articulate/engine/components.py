"""Components: learnings that must be read together, apart from all others."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from articulate.engine.matching import Matching
from articulate.engine.options import Component
from articulate.engine.reconcile import claimed
from articulate.engine.ways import Way
from articulate.model.line import Line
from articulate.rulebook.course_identity import CourseIdentity


def components_of(
    matching: Matching,
    places: Sequence[int],
    ways: Sequence[Way],
    alone: Callable[[int], Line],
) -> tuple[Component, ...]:
    """Join learnings that share a way, or may come to the same course."""
    above = {place: place for place in places}
    for way in ways:
        _join(above, way.learnings)
    for together in _same_course(matching, places, ways, alone):
        _join(above, together)
    grouped: dict[int, list[int]] = {}
    for place in places:
        grouped.setdefault(_root(above, place), []).append(place)
    mine: dict[int, list[Way]] = {}
    for way in ways:
        mine.setdefault(_root(above, way.learnings[0]), []).append(way)
    return tuple(
        Component(tuple(members), tuple(mine.get(root, ())), alone)
        for root, members in sorted(grouped.items())
    )


def _same_course(
    matching: Matching,
    places: Sequence[int],
    ways: Sequence[Way],
    alone: Callable[[int], Line],
) -> Iterable[Sequence[int]]:
    """Group the learnings that could each give one and the same course."""
    by_id = {known.id: known for known in matching.learnings}
    found: dict[CourseIdentity, list[int]] = {}
    lines = [(way.learnings, way.line) for way in ways]
    spoken = {place for way in ways for place in way.learnings}
    lines += [((place,), alone(place)) for place in places if place not in spoken]
    for learnings, line in lines:
        if line is None:
            continue
        for identity, _ in claimed(matching, line, by_id):
            found.setdefault(identity, []).extend(learnings)
    return [together for together in found.values() if len(set(together)) > 1]


def _join(above: dict[int, int], places: Sequence[int]) -> None:
    """Put places under one root, the least of theirs."""
    roots = {_root(above, place) for place in places}
    least = min(roots)
    for root in roots:
        above[root] = least


def _root(above: Mapping[int, int], place: int) -> int:
    while above[place] != place:
        place = above[place]
    return place
