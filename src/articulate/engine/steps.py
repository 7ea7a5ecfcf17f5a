"""Steps: the general path, every step in order, for all learnings or some of them."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from articulate.engine.allowances import match_allowances
from articulate.engine.components import components_of
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
from articulate.engine.partners import ask_partners
from articulate.engine.prior import PriorLearning
from articulate.engine.reconcile import claimed
from articulate.engine.repeats import Repeats, repeats_of, settle_best
from articulate.engine.resolve import hopeful, resolved
from articulate.engine.silence import without_doubtful_denials
from articulate.engine.situation import Situation
from articulate.engine.ways import Way
from articulate.model.course import CourseCode
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.option import Choice
from articulate.model.transcript import ConferredAward


@dataclass(frozen=True, slots=True)
class Stepped:
    """What the steps came to: lines that no choice touches, and the choices.

    `claims` are the courses that any of it may come to; `far` says that something asked
    what the whole record holds. `retaken` are failures that a repeat counts no more.
    """

    fixed: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    truncated: bool = False
    claims: frozenset[CourseCode] = frozenset()
    far: bool = False
    retaken: tuple[LearningId, ...] = ()


def stepped(
    situation: Situation, only: AbstractSet[LearningId] | None = None
) -> Stepped:
    """Bring learnings to lines: all, or *only* some that have no part in the others."""
    learnings = identified(situation)
    mine = [known for known in learnings if only is None or known.id in only]
    learner = LearnerFacts(situation, learnings)
    first = Matching(situation, learner, learnings, ())
    ask_partners(first)
    repeats = repeats_of(first)
    usable = tuple(known for known in mine if _usable(known, repeats))
    matching = replace(first, usable=usable, averages=repeats.averages)
    found = _found(matching)
    far = bool(matching.waiting or situation.book.asks_record)
    if far:
        ways = hopeful(resolved(matching, found).ways)
        held = holdings_of(situation, learnings, ways, hopeful(found.ways))
        matching = replace(matching, holdings=held, waiting=set())
        found = _found(matching)
    result = resolved(matching, found)
    alone = _Alone(matching)
    result.ways = [
        *without_doubtful_denials(matching, result.ways, found.ways, alone.line)
    ]
    settle_best(matching, hopeful(result.ways), alone.line, repeats)
    ways = [w for w in result.ways if repeats.lines.keys().isdisjoint(w.learnings)]
    places = [known.place for known in mine if known.place not in repeats.lines]
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
    return Stepped(
        tuple(map(note.line, fixed)),
        choices,
        found.truncated or any(more for _, more in read),
        _claims(matching, result.ways, alone),
        far,
        tuple(learnings[place].id for place in sorted(repeats.retaken)),
    )


def _claims(
    matching: Matching, ways: Iterable[Way], alone: "_Alone"
) -> frozenset[CourseCode]:
    """List the receiving courses that ways, and lines without one, may come to."""
    known = {one.id: one for one in matching.learnings}
    lines = [way.line for way in ways if way.line is not None]
    return frozenset(
        identity.code
        for line in (*lines, *alone.made.values())
        for identity, _ in claimed(matching, line, known)
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
    match_allowances(matching, found)
    Matcher(matching, index, found).match()
    prior = PriorLearning(matching, found)
    prior.match()
    Credentials(prior).match()
    return found
