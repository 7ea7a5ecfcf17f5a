"""Answers: what became of each learning of a record, before anyone asks why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from articulate.engine.conserve import conserved
from articulate.engine.glance.lines import Recorded
from articulate.engine.glance.look import Glance, Seen, look
from articulate.engine.identify import identified
from articulate.engine.learner import LearnerFacts
from articulate.engine.matching import Matching
from articulate.engine.situation import Situation
from articulate.engine.special import is_special
from articulate.engine.steps import Stepped, stepped
from articulate.model.canonical import canonical_places
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.totals import rounded_away

Answered = tuple[tuple[LearningId, ...], Status, str | None]
"""The learnings of a line, its status, and the rule that decided it, where one did."""


@dataclass(frozen=True)
class Answers:
    """Every learning decided; its line and reasons are made when they are asked for.

    What one look-up decides is decided so; the general path reads the rest, and all of
    it where a part of the rest touches what was decided. Lines are put together from
    what was recorded: no rule is asked a second time.
    """

    situation: Situation
    glancing: bool = True

    def each(self) -> list[Answered]:
        """List what became of each learning or set, in no particular order."""
        glance, rest = self._decided
        found: list[Answered] = [
            (
                (attempt.id,),
                outcome.status,
                outcome.rule
                if outcome.by_rule is None
                else entry.names[outcome.by_rule],
            )
            for attempt, entry, outcome in glance.alone
        ]
        found += [_answered(seen) for seen in glance.sets]
        if rest is not _EMPTY:
            first = (choice.options[0].lines for choice in rest.choices)
            every = chain(rest.fixed, *first)
            found += ((line.learning, line.status, line.rule) for line in every)
        return found

    @cached_property
    def evaluation(self) -> Evaluation:
        """Every line with its reasons, and the options left to the audit."""
        glance, rest = self._decided
        fixed = rest.fixed
        if glance.alone or glance.sets:
            fixed = (*fixed, *self._lines(glance))
        return conserved(_evaluation(self.situation, replace(rest, fixed=fixed)))

    @cached_property
    def _decided(self) -> tuple[Glance, Stepped]:
        if not self.glancing or is_special(self.situation):
            return _NOTHING, stepped(self.situation)
        glance = look(self.situation)
        if not glance.rest:
            return glance, _EMPTY
        rest = stepped(self.situation, frozenset(glance.rest))
        if rest.far or not rest.claims.isdisjoint(glance.claims):
            return _NOTHING, stepped(self.situation)
        return glance, rest

    def _lines(self, glance: Glance) -> Iterator[Line]:
        learnings = identified(self.situation)
        learner = LearnerFacts(self.situation, learnings)
        matching = Matching(self.situation, learner, learnings, learnings)
        yield from Recorded.of(matching).lines(glance)


_NOTHING = Glance()
_EMPTY = Stepped()


def _answered(seen: tuple[Seen, ...]) -> Answered:
    """Say what became of a set."""
    _, entry, outcome = seen[0]
    rule = None if outcome.by_rule is None else entry.names[outcome.by_rule]
    return tuple([attempt.id for attempt, _, _ in seen]), outcome.status, rule


def _evaluation(situation: Situation, read: Stepped) -> Evaluation:
    order = canonical_places(situation.record)

    def place(line: Line) -> int:
        return order[line.learning[0]]

    first = (line for choice in read.choices for line in choice.options[0].lines)
    lines = tuple(sorted((*read.fixed, *first), key=place))
    return Evaluation(
        record=situation.record,
        as_of=situation.as_of,
        known_at=situation.known_at,
        receiving=situation.receiving,
        unit=situation.unit,
        rulebook=situation.book.rulebook.digest,
        lines=lines,
        fixed=tuple(sorted(read.fixed, key=place)),
        choices=read.choices,
        rounding=rounded_away(lines),
        truncated=read.truncated,
        retaken=read.retaken,
    )
