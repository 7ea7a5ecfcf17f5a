"""The teller: what codes and attempts come to at a glance, told one by one.

`look` reads one record; a teller is asked about codes and attempts of any number of
them. It shares what a season remembers, so both say the same.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from articulate.engine.allowances import allowed
from articulate.engine.book import book_of
from articulate.engine.glance.entries import Entry, Outcome, codes_of_set
from articulate.engine.glance.facts import looked_at
from articulate.engine.glance.lines import Recorded
from articulate.engine.glance.look import Glance
from articulate.engine.glance.own_course import (
    own_likeness,
    own_line_apart,
    own_line_of,
)
from articulate.engine.glance.season import Season, season_of
from articulate.engine.identify import identified, identify
from articulate.engine.learner import LearnerFacts
from articulate.engine.matching import Matching
from articulate.engine.situation import Situation
from articulate.engine.special import is_special
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.model.line import Line
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.targets import CourseTarget
from articulate.rulebook.telling import Came, Named, Told

Number = TypeVar("Number", bound=Hashable)


def teller_for(
    rulebook: Rulebook,
    learner: LearnerRecord,
    as_of: date,
    known_at: date | None = None,
    *,
    receiving: InstitutionId,
) -> "GlanceTeller | None":
    """Return what tells of learners whose days are those of *learner*, if any can.

    None where a teach-out or an academic exception changes what is asked of them.
    """
    usual = Situation(book_of(rulebook), learner, as_of, known_at, receiving)
    situation = allowed(usual)
    if is_special(situation):
        return None
    blocks = (*rulebook.agreements, *rulebook.equivalencies)
    versions = {id(block): place for place, block in enumerate(blocks)}
    return GlanceTeller(situation, season_of(situation, apart=True), versions)


@dataclass(frozen=True)
class GlanceTeller:
    """Tells of one season, for the learner of a situation and all with their days."""

    situation: Situation
    season: Season
    _versions: dict[int, int]
    _families: dict[Hashable, int] = field(default_factory=dict)
    _worths: dict[Hashable, int] = field(default_factory=dict)
    _outcomes: dict[Hashable, int] = field(default_factory=dict)
    _by_number: list[Outcome] = field(default_factory=list)

    def told(self, code: CourseCode) -> Told | None:
        """Say what rules say of a code; None where that hangs on the whole record."""
        if code.institution == self.situation.receiving:
            return self._own(code)
        entry = self._entry(code)
        if entry.family is None:
            return None
        family = _number(self._families, id(entry.family))
        return Told(
            family,
            _number(self._worths, (family, self._worth(entry))),
            tuple(self._named(entry)),
            *_marks(entry),
        )

    def further(self, code: CourseCode) -> tuple[str, ...]:
        """Name the rules about a code that an attempt alone does not settle."""
        index = self.situation.book.rules_for(self.situation.receiving)
        rules = [index.at(number) for number in sorted({*index.naming(code)})]
        plain = self._entry(code).family is not None
        return tuple(
            block.head.rule_name(rule.head.id)
            for block, rule in rules
            if not (plain and looked_at([rule.condition]) is not None)
        )

    def came(self, attempt: CourseAttempt) -> Came | None:
        """Say what an attempt comes to by itself; None where that is not plain."""
        if attempt.code.institution == self.situation.receiving:
            return self._own_came(attempt)
        entry = self._entry(attempt.code)
        family = entry.family
        if family is None or attempt.credits is None:
            return None
        facts = family.facts_of(attempt)
        if facts in family.outcomes:
            outcome = family.outcomes[facts]
        else:
            outcome = self.season.outcome(self.situation, entry, attempt, facts)
        if outcome is None:
            return None
        ended = identify(self.situation, 0, attempt).ended
        return self._came(outcome, self._stretch(ended))

    def line(self, attempts: Sequence[CourseAttempt], outcomes: Sequence[int]) -> Line:
        """Make the line of an attempt with its outcome, or of a set that holds."""
        brought = Transcript(attempts[0].code.institution, courses=tuple(attempts))
        record = replace(self.situation.record, transcripts=(brought,))
        situation = replace(self.situation, record=record, earned={}, courses={})
        if attempts[0].code.institution == situation.receiving:
            return own_line_of(situation)
        seen = [
            (attempt, self._entry(attempt.code), self._by_number[outcome])
            for attempt, outcome in zip(attempts, outcomes, strict=True)
        ]
        glance = Glance(seen) if len(seen) == 1 else Glance(sets=[tuple(seen)])
        learnings = identified(situation)
        learner = LearnerFacts(situation, learnings)
        matching = Matching(situation, learner, learnings, learnings)
        (line,) = Recorded.of(matching).lines(glance)
        return line

    # --- courses of the receiving institution itself ----------------------------------

    def _own(self, code: CourseCode) -> Told | None:
        """Say what becomes of a course of one's own: it is awarded as itself."""
        like = own_likeness(self.situation, code, self.season.looking)
        if like is None:
            return None
        family = _number(self._families, ("own", like))
        worth = _number(self._worths, (family, "own"))
        return Told(family, worth, (Named(-1, "", (code,)),), (_mark(code),))

    def _own_came(self, attempt: CourseAttempt) -> Came | None:
        if attempt.credits is None:
            return None
        line = own_line_apart(self.situation, attempt)
        codes = () if line is None else [one.code for one in line.targets]
        if line is None or any(one not in (None, attempt.code) for one in codes):
            return None
        awards = tuple((one.kind, one.level) for one in line.targets)
        reasons = tuple(one.code for one in line.reasons)
        likeness = ("own", line.status, line.rule, awards, reasons)
        outcome = Outcome(line.status, rule=line.rule)
        number = self._numbered(likeness, outcome)
        ended = identify(self.situation, 0, attempt).ended
        return Came(number, stretch=self._stretch(ended))

    # --- what is remembered -----------------------------------------------------------

    def _entry(self, code: CourseCode) -> Entry:
        key = (code.institution, code.subject, code.number)
        return self.season.entries.get(key) or self.season.entry(self.situation, code)

    def _named(self, entry: Entry) -> Iterator[Named]:
        for block, rule in entry.rules.items():
            courses = tuple(
                leaf.code
                for leaf in readings_of(rule.target)[0]
                if isinstance(leaf, CourseTarget)
            )
            yield Named(self._versions[block], entry.names[block], courses)

    def _worth(self, entry: Entry) -> Hashable:
        """Return all that amounts see of the targets of each version's rule."""
        worth: list[Hashable] = []
        for block, rule in entry.rules.items():
            for leaf in readings_of(rule.target)[0]:
                if isinstance(leaf, CourseTarget):
                    listed = self.situation.listed(leaf.code)
                    credit = None if listed is None else (listed.least, listed.most)
                    worth.append((block, rule.graded, leaf.amount, credit))
                else:
                    worth.append((block, rule.graded, leaf))
        return tuple(worth)

    def _came(self, outcome: Outcome, stretch: int) -> Came:
        """Number an outcome by all its line hangs on, but for names and reasons."""
        objections = tuple(
            (one.kind, one.remedy, one.name and one.name.name, one.open)
            for one in outcome.said.objections
        )
        block = -1 if outcome.block is None else id(outcome.block)
        likeness = (
            *(outcome.status, block, outcome.verdict, outcome.given),
            *(outcome.rule, outcome.by_rule, objections),
        )
        return Came(
            self._numbered(likeness, outcome),
            -1 if block == -1 else self._versions[block],
            stretch,
            outcome.by_rule is not None,
            outcome.given,
            None if outcome.alone is None else self._came(outcome.alone, stretch),
        )

    def _numbered(self, likeness: Hashable, outcome: Outcome) -> int:
        number = self._outcomes.setdefault(likeness, len(self._by_number))
        if number == len(self._by_number):
            self._by_number.append(outcome)
        return number

    def _stretch(self, ended: date | None) -> int:
        """Number the days around one on which an attempt ended; -1 for no day."""
        return -1 if ended is None else bisect_right(self.situation.book.edges, ended)


def _marks(entry: Entry) -> tuple[tuple[str, ...], int, str, tuple[str, ...]]:
    """Name what no other learning may have a part in, and the set of a member."""
    own, claims = _mark(entry.code), tuple(map(_mark, entry.claims))
    if not entry.together:
        return (own, *claims), 0, "", ()
    rule = next(iter(entry.rules.values()))
    members = "\n".join(map(_mark, codes_of_set(rule.source) or ()))
    return (own,), entry.together, members, claims


def _mark(code: CourseCode) -> str:
    # Blanks in a code are single, so none of them is a tab or the end of a line.
    return f"{code.institution}\t{code.local}"


def _number(numbers: dict[Number, int], one: Number) -> int:
    return numbers.setdefault(one, len(numbers))
