"""Evaluate, the front door: one record, one rulebook, one day; every line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from articulate.engine.allowances import allowed, match_exceptions
from articulate.engine.book import book_of
from articulate.engine.components import components_of
from articulate.engine.conserve import conserved
from articulate.engine.credentials import Credentials
from articulate.engine.found import Found
from articulate.engine.holdings import holdings_of
from articulate.engine.identify import Known, State, identified
from articulate.engine.learner import LearnerFacts
from articulate.engine.lines import About
from articulate.engine.match import Matcher
from articulate.engine.matching import Matching
from articulate.engine.notes import Notes
from articulate.engine.options import options_of
from articulate.engine.otherwise import otherwise
from articulate.engine.own import own_line
from articulate.engine.prior import PriorLearning
from articulate.engine.repeats import Repeats, repeats_of, settle_best
from articulate.engine.resolve import resolved
from articulate.engine.situation import Situation
from articulate.model.canonical import canonical_places
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.line import Line, Status
from articulate.model.option import Choice
from articulate.model.record import LearnerRecord
from articulate.model.totals import rounded_away
from articulate.model.transcript import ConferredAward
from articulate.rulebook.rulebook import Rulebook


def evaluate(  # noqa: PLR0913 - the contract's own signature
    rulebook: Rulebook,
    record: LearnerRecord,
    as_of: date,
    known_at: date | None = None,
    *,
    receiving: InstitutionId | None = None,
    degrees: Sequence[BlockId] = (),
) -> Evaluation:
    """Bring each learning of a record to one line, purely.

    *receiving* left out is that of the first degree asked for, else the only one of the
    rulebook; *degrees* are asked for beside those the record says are pursued.
    """
    here = receiving or _receiver(rulebook, degrees)
    pursued = tuple(dict.fromkeys((*record.learner.degrees, *degrees)))
    situation = allowed(
        Situation(book_of(rulebook), record, as_of, known_at, here, pursued)
    )
    return conserved(_worked_out(situation))


def _receiver(rulebook: Rulebook, degrees: Sequence[BlockId]) -> InstitutionId:
    asked = [b.head.receiving for b in rulebook.degrees if b.head.id in degrees]
    found = [one for one in asked if one is not None] or list(rulebook.receivers)
    if len(set(found)) != 1:
        msg = "say which institution receives: the rulebook does not"
        raise ValueError(msg)
    return found[0]


def _worked_out(situation: Situation) -> Evaluation:
    learnings = identified(situation)
    learner = LearnerFacts(situation, learnings)
    first = Matching(situation, learner, learnings, ())
    repeats = repeats_of(first)
    usable = tuple(known for known in learnings if _usable(known, repeats))
    matching = replace(first, usable=usable, averages=repeats.averages)
    found = _found(matching)
    if matching.waiting or situation.book.asks_record:
        held = holdings_of(situation, learnings, resolved(matching, found).ways)
        matching = replace(matching, holdings=held, waiting=set())
        found = _found(matching)
    result = resolved(matching, found)
    alone = _Alone(matching)
    settle_best(matching, result.ways, alone.line, repeats)
    ways = [w for w in result.ways if repeats.lines.keys().isdisjoint(w.learnings)]
    places = [known.place for known in learnings if known.place not in repeats.lines]
    components = components_of(matching, places, ways, alone.line)
    read = [options_of(matching, component) for component in components]
    note = Notes(matching, found, result)
    choices = tuple(
        Choice(tuple(note.option(one) for one in options))
        for options, _ in read
        if len(options) > 1
    )
    fixed = [
        line for options, _ in read if len(options) == 1 for line in options[0].lines
    ]
    fixed += repeats.lines.values()
    truncated = found.truncated or any(more for _, more in read)
    order = canonical_places(situation.record)
    return _evaluation(
        situation,
        tuple(sorted(map(note.line, fixed), key=lambda line: order[line.learning[0]])),
        choices,
        truncated=truncated,
    )


def _evaluation(
    situation: Situation,
    fixed: tuple[Line, ...],
    choices: tuple[Choice, ...],
    *,
    truncated: bool,
) -> Evaluation:
    order = canonical_places(situation.record)
    first = (line for choice in choices for line in choice.options[0].lines)
    lines = tuple(sorted((*fixed, *first), key=lambda line: order[line.learning[0]]))
    return Evaluation(
        record=situation.record,
        as_of=situation.as_of,
        known_at=situation.known_at,
        receiving=situation.receiving,
        unit=situation.unit,
        rulebook=situation.book.rulebook.digest,
        lines=lines,
        fixed=fixed,
        choices=choices,
        rounding=rounded_away(lines),
        truncated=truncated,
    )


@dataclass(frozen=True)
class _Alone:
    """The lines of learnings that no way takes, each made once and only when needed."""

    matching: Matching
    made: dict[int, Line] = field(default_factory=dict)

    def line(self, place: int) -> Line:
        """Make the line of a learning by itself."""
        if place not in self.made:
            known = self.matching.learnings[place]
            if known.state is State.UNREADABLE:
                about = About(self.matching.situation, (known,))
                self.made[place] = about.without_award(Status.REFERRED, known.notes)
            elif known.own:
                self.made[place] = own_line(self.matching, known)
            else:
                self.made[place] = otherwise(self.matching, known)
        return self.made[place]


def _usable(known: Known, repeats: Repeats) -> bool:
    """Say whether rules may be asked of a learning."""
    if known.place in repeats.lines or known.state is State.UNREADABLE or known.own:
        return False
    return known.attempt is not None or isinstance(known.learning, ConferredAward)


def _found(matching: Matching) -> Found:
    index = matching.situation.book.rules_for(matching.situation.receiving)
    found = Found()
    match_exceptions(matching, found)
    Matcher(matching, index, found).match()
    prior = PriorLearning(matching, found)
    prior.match()
    Credentials(prior).match()
    return found
