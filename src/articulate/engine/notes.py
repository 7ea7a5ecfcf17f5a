"""Notes: what every line says beside its reasons, for whoever asks why not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from articulate.engine.found import Found
from articulate.engine.matching import Matching
from articulate.engine.resolve import Resolved
from articulate.engine.versions import governing_by
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

    def option(self, option: Option) -> Option:
        """Put the notes on every line of an option."""
        return Option(tuple(self.line(line) for line in option.lines))

    def line(self, line: Line) -> Line:
        """Put on a line what else was considered, and which day governed."""
        places = [self._places[one] for one in line.learning]
        considered = dict.fromkeys(
            one
            for place in places
            for one in self._considered(place)
            if one.rule != line.rule
        )
        passed: dict[PassedOver, None] = dict.fromkeys(line.passed_over)
        for place in places:
            passed |= self.found.passed_over.get(place, {})
        return replace(
            line,
            considered=tuple(sorted(considered, key=lambda one: one.rule)),
            passed_over=tuple(passed),
            governing=line.governing or self._governing(line),
        )

    @cached_property
    def _places(self) -> dict[LearningId, int]:
        return {known.id: known.place for known in self.matching.learnings}

    def _considered(self, place: int) -> Iterator[Considered]:
        yield from self.found.considered.get(place, ())
        yield from self.resolved.beside.get(place, ())
        for way in self.resolved.ways:
            if place in way.learnings:
                yield way.considered()

    def _governing(self, line: Line) -> Governing:
        policy = self.matching.situation.policy(line.completed)
        learning = governing_by(GoverningAxis.LEARNING, line.completed)
        return policy.governing or learning
