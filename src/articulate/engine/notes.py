"""Notes: what every line says beside its reasons, for whoever asks why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from articulate.engine.found import Found
from articulate.engine.matching import Matching
from articulate.engine.resolve import Resolved
from articulate.engine.versions import governing_by
from articulate.engine.ways import Way
from articulate.model.identifiers import LearningId
from articulate.model.line import (
    Considered,
    Governing,
    GoverningAxis,
    Line,
    PassedOver,
)
from articulate.model.option import Option


@dataclass(frozen=True)
class Notes:
    """Rules that were near and versions that were passed over, put on the lines."""

    matching: Matching
    found: Found
    resolved: Resolved
    near: dict[int, tuple[Considered, ...]] = field(default_factory=dict)

    def option(self, option: Option) -> Option:
        """Put the notes on every line of an option."""
        return Option(tuple(self.line(line) for line in option.lines))

    def line(self, line: Line) -> Line:
        """Put on a line what else was considered, and which day governed."""
        places = [self._places[one] for one in line.learning]
        considered = {
            one: None
            for place in places
            for one in self._near(place)
            if one.rule != line.rule
        }
        used = "" if line.rule is None else line.rule.rpartition("/")[0]
        passed: dict[PassedOver, None] = dict.fromkeys(line.passed_over)
        for place in places:
            passed |= self.found.passed_over.get(place, {})
        return replace(
            line,
            considered=tuple(sorted(considered, key=lambda one: one.rule)),
            passed_over=tuple(one for one in passed if one.version != used),
            governing=line.governing or self._governing(line),
            average=self._average(places, line),
        )

    def _average(self, places: list[int], line: Line) -> Fraction | None:
        """Return the grade points of several attempts that this one stands for."""
        averages = self.matching.averages
        return averages.get(places[0], line.average) if len(places) == 1 else None

    @cached_property
    def _places(self) -> dict[LearningId, int]:
        return {known.id: known.place for known in self.matching.learnings}

    def _near(self, place: int) -> tuple[Considered, ...]:
        if place not in self.near:
            self.near[place] = tuple(dict.fromkeys(self._considered(place)))
        return self.near[place]

    def _considered(self, place: int) -> Iterator[Considered]:
        yield from self.found.considered.get(place, ())
        yield from self.resolved.beside.get(place, ())
        yield from (way.considered() for way in self._ways.get(place, {}).values())

    @cached_property
    def _ways(self) -> dict[int, dict[str, Way]]:
        """For each learning one way of each rule that the reading may use."""
        found: dict[int, dict[str, Way]] = {}
        for way in self.resolved.ways:
            for place in () if way.against else way.learnings:
                found.setdefault(place, {}).setdefault(way.speaker.name.name, way)
        return found

    def _governing(self, line: Line) -> Governing:
        policy = self.matching.situation.policy(line.completed)
        learning = governing_by(GoverningAxis.LEARNING, line.completed)
        return policy.governing or learning
