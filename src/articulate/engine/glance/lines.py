"""Lines of what was decided at a glance: made of what was recorded, when asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from articulate.engine.amount import Wanted, given_by
from articulate.engine.found import Found
from articulate.engine.glance.look import Glance, Seen
from articulate.engine.identify import Known
from articulate.engine.lines import About
from articulate.engine.match import Matcher
from articulate.engine.matching import Matching, in_common
from articulate.engine.notes import Notes
from articulate.engine.otherwise import otherwise
from articulate.engine.resolve import Resolved
from articulate.engine.rules.objections import Screened
from articulate.engine.settle import as_said
from articulate.engine.ways import Standing, Verdict, Way
from articulate.model.identifiers import LearningId
from articulate.model.line import Line
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.shapes import readings_of


@dataclass(frozen=True)
class Recorded:
    """What a record's learnings came to at a glance, for making their lines."""

    matching: Matching
    matcher: Matcher
    notes: Notes
    known: dict[LearningId, Known]

    @classmethod
    def of(cls, matching: Matching) -> "Recorded":
        """Begin with the learnings of a record as they were identified."""
        found = Found()
        situation = matching.situation
        index = situation.book.rules_for(situation.receiving)
        known = {one.id: one for one in matching.learnings}
        notes = Notes(matching, found, Resolved())
        return cls(matching, Matcher(matching, index, found), notes, known)

    def lines(self, glance: Glance) -> Iterator[Line]:
        """Make the line of each attempt by itself, and of each set."""
        for seen in glance.failed:
            block = seen[0][2].block
            if block is not None:
                self._consider(self._way(self._in_order(seen), block))
        for one in glance.alone:
            yield self.notes.line(self._line((one,)))
        for seen in glance.sets:
            yield self.notes.line(self._line(self._in_order(seen)))

    def _line(self, seen: Sequence[Seen]) -> Line:
        attempt, entry, outcome = seen[0]
        block = outcome.block
        if block is None or (outcome.verdict is None and entry.together):
            return otherwise(self.matching, self.known[attempt.id])
        way = self._way(seen, block)
        if outcome.verdict is None:
            self._consider(way)
            return otherwise(self.matching, self.known[attempt.id])
        return self._given(way, block, _said(seen))

    def _way(self, seen: Sequence[Seen], block: AgreementBlock) -> Way:
        """Let the rule that was asked speak, with what it found."""
        members = tuple(self.known[attempt.id] for attempt, _, _ in seen)
        _, entry, outcome = seen[0]
        rule = entry.rules[id(block)]
        # A block for one degree, which has no standing for others, is not so plain.
        standing = self.matcher.standing_of(block) or Standing.EQUIVALENCIES
        findings = [outcome.finding for _, _, outcome in seen]
        return Way(
            tuple(known.place for known in members),
            next(self.matcher.speakers(block, rule, standing, members)),
            outcome.verdict or Verdict.GIVE,
            findings[0] if len(findings) == 1 else in_common(members, findings),
            readings_of(rule.target)[0],
        )

    def _given(self, way: Way, block: AgreementBlock, said: Screened) -> Line:
        situation, speaker = self.matching.situation, way.speaker
        members = tuple(self.matching.learnings[place] for place in way.learnings)
        day = block.head.effective.start or situation.as_of
        wanted = Wanted(way.target, speaker.name, day, speaker.graded)
        given = given_by(situation, members, wanted)
        spoken = as_said(About(situation, members, speaker), way, given, said)
        line = cast("Line", spoken.line)  # what gives, or was objected to, has one
        if line.rule != speaker.name.name:
            self._consider(way)
        return line

    def _consider(self, way: Way) -> None:
        """Note a rule that does not decide."""
        self.notes.found.consider(way.learnings, way.considered())

    def _in_order(self, seen: Sequence[Seen]) -> Sequence[Seen]:
        return sorted(seen, key=lambda one: self.known[one[0].id].place)


def _said(seen: Sequence[Seen]) -> Screened:
    """Join what the screens said of each member of a set, none of which they met."""
    said = [outcome.said for _, _, outcome in seen]
    if len(said) == 1:
        return said[0]
    return Screened((), tuple(reason for one in said for reason in one.passed))
