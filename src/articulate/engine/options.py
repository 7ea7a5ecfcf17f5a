"""Options: every lawful way to read learnings that must be read together."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.engine.identify import Known, State, policy_for
from articulate.engine.learner import letter_points
from articulate.engine.matching import Matching
from articulate.engine.reconcile import reconciled
from articulate.engine.resolve import conflict
from articulate.engine.rules.prefer import Key, Reading, preference_key
from articulate.engine.ways import Verdict, Way, target_text
from articulate.model.award import AwardKind
from articulate.model.line import Line, Status
from articulate.model.option import Option
from articulate.rulebook.limit_rules import Preference

MOST_OPTIONS = 4096
"""How many readings of one component are looked at; more set `truncated`."""

ZERO = Fraction(0)

WayOrder = tuple[int, tuple[int, ...], str, tuple[str, ...]]
ReadOrder = tuple[int, tuple[Key, ...], Fraction, Fraction, tuple[WayOrder, ...]]


@dataclass(frozen=True)
class Component:
    """Learnings that share ways or courses, and the ways.

    `alone` gives the line of a learning that no way takes.
    """

    places: tuple[int, ...]
    ways: tuple[Way, ...]
    alone: Callable[[int], Line]


@dataclass(frozen=True)
class Read:
    """One lawful reading: its option and where it stands in the order of preference."""

    option: Option
    key: ReadOrder


def options_of(
    matching: Matching, component: Component
) -> tuple[tuple[Option, ...], bool]:
    """List the lawful options in order of preference, and whether there are more."""
    if len(component.places) == 1 and len(component.ways) <= 1:
        return (_only(component),), False
    reads: dict[object, Read] = {}
    lawful = Lawful(component)
    truncated = False
    for count, chosen in enumerate(_assignments(component)):
        if count >= MOST_OPTIONS:
            truncated = True
            break
        if not lawful.is_lawful(chosen):
            continue
        read = _read(matching, component, chosen)
        gives = _gives(matching, read.option)
        if gives not in reads or read.key < reads[gives].key:
            reads[gives] = read
    if not reads:
        return (_undecided(matching, component),), truncated
    ordered = sorted(reads.values(), key=lambda read: read.key)
    return tuple(read.option for read in ordered), truncated


def _undecided(matching: Matching, component: Component) -> Option:
    """Refer learnings of which rules go before each other in a circle."""
    way = conflict(matching, component.places, component.ways)
    return Option(() if way.line is None else (way.line,))


def _only(component: Component) -> Option:
    """Read one learning for which there is one way, or none."""
    for way in component.ways:
        if way.line is not None:
            return Option((way.line,))
    return Option((component.alone(component.places[0]),))


def _assignments(component: Component) -> Iterator[tuple[Way, ...]]:
    """Yield every choice of ways that uses no learning twice, larger sets first."""
    starting: dict[int, list[Way]] = {place: [] for place in component.places}
    alone = [way for way in component.ways if len(way.learnings) == 1]
    for way in sorted(component.ways, key=_way_order):
        if not _hopeless(way, alone):
            starting[way.learnings[0]].append(way)
    return _assign(component.places, starting)


def _hopeless(way: Way, alone: Iterable[Way]) -> bool:
    """Say whether a rule for one learning alone always stands before this way."""
    return any(
        one is not way and one.learnings[0] in way.learnings and one.goes_before(way)
        for one in alone
    )


def _assign(
    places: tuple[int, ...], starting: Mapping[int, Sequence[Way]]
) -> Iterator[tuple[Way, ...]]:
    """Take each learning by each of its ways; left out only where it has none alone."""
    if not places:
        yield ()
        return
    free = frozenset(places)
    for way in starting[places[0]]:
        if free.issuperset(way.learnings):
            left = tuple(place for place in places if place not in way.learnings)
            for rest in _assign(left, starting):
                yield (way, *rest)
    if all(len(way.learnings) > 1 for way in starting[places[0]]):
        yield from _assign(places[1:], starting)


def _way_order(way: Way) -> WayOrder:
    texts = tuple(target_text(leaf) for leaf in way.target)
    return (-len(way.learnings), way.learnings, way.speaker.name.name, texts)


class Lawful:
    """Tells whether a choice leaves out no way that stands before all it uses."""

    def __init__(self, component: Component) -> None:
        self.component = component
        self.first: dict[int, list[Way]] = {place: [] for place in component.places}
        for way in component.ways:
            self.first[way.learnings[0]].append(way)
        standings = {way.speaker.standing for way in component.ways}
        ordered = len(standings) > 1 or any(
            way.speaker.overrides or way.against for way in component.ways
        )
        self.ahead = component.ways if ordered else ()

    def is_lawful(self, chosen: Sequence[Way]) -> bool:
        """Say whether no way is open to learnings that are free or used below it."""
        used = {place: way for way in chosen for place in way.learnings}
        free = {place for place in self.component.places if place not in used}
        if any(
            free.issuperset(way.learnings)
            for place in free
            for way in self.first[place]
        ):
            return False
        return not any(
            all(
                place in free or way.goes_before(used[place]) for place in way.learnings
            )
            for way in self.ahead
            if way not in chosen
        )


def _read(matching: Matching, component: Component, chosen: Sequence[Way]) -> Read:
    used = {place for way in chosen for place in way.learnings}
    lines = [way.line for way in chosen if way.line is not None]
    lines += [component.alone(place) for place in component.places if place not in used]
    done = reconciled(matching, lines)
    option = Option(done)
    policy = policy_for(matching.situation, matching.learnings[component.places[0]])
    rules = policy.rules.prefer
    preferred: tuple[Preference, ...] = rules[0][1].order if rules else ()
    reading = _reading(matching, chosen, done)
    kept_waiting = sum(_waits(matching, way) for way in chosen)
    keys: tuple[Key, ...] = preference_key(reading, preferred)
    names = tuple(_way_order(way) for way in chosen)
    # Of what may come to as much, what is sure stands before what is a question.
    sure = _credit(done, (Status.AWARDED, Status.ELECTIVE))
    order = (kept_waiting, keys, -sure, -_named_credit(done), names)
    return Read(option, order)


def _waits(matching: Matching, way: Way) -> int:
    """Count finished learning that a way keeps waiting for what is under way."""
    if way.verdict is not Verdict.PENDING:
        return 0
    return sum(
        matching.learnings[place].state is not State.UNDER_WAY
        for place in way.learnings
    )


def _reading(
    matching: Matching, chosen: Iterable[Way], lines: Sequence[Line]
) -> Reading:
    lost = {line.learning for line in lines if line.status is Status.SUPERSEDED}
    giving = [
        way
        for way in chosen
        if way.verdict in (Verdict.GIVE, Verdict.OPEN)
        and tuple(matching.learnings[place].id for place in way.learnings) not in lost
    ]
    named = [
        matching.learnings[place]
        for way in giving
        if way.line is not None and _names_course(way.line)
        for place in way.learnings
    ]
    points = tuple(p for known in named if (p := letter_points(known)) is not None)
    open_worth = sum((way.worth for way in giving if way.verdict is Verdict.OPEN), ZERO)
    return Reading(
        sets=tuple(len(way.learnings) for way in giving if len(way.learnings) > 1),
        credits=_credit(lines, (Status.AWARDED, Status.ELECTIVE)) + open_worth,
        points=points,
        days=tuple(known.ended for known in named if known.ended is not None),
    )


def _names_course(line: Line) -> bool:
    return any(award.kind is AwardKind.COURSE for award in line.targets)


def _credit(lines: Sequence[Line], under: tuple[Status, ...]) -> Fraction:
    return sum(
        (
            amount
            for line in lines
            for status, amount in line.split.by_status
            if status in under
        ),
        ZERO,
    )


def _named_credit(lines: Sequence[Line]) -> Fraction:
    return _credit(lines, (Status.AWARDED,))


def _gives(matching: Matching, option: Option) -> object:
    """Return what distinguishes an option for the audit: what it gives, and of what."""
    by_id = {known.id: known for known in matching.learnings}
    return tuple(
        sorted(
            (
                str(line.status),
                repr(line.targets),
                str(line.split.by_status),
                str(line.completed),
                tuple(_kind(by_id[one]) for one in line.learning),
            )
            for line in option.lines
        )
    )


def _kind(known: Known) -> str:
    """Name what of a learning may count: where it is from, its grade and its credit."""
    attempt = known.attempt
    if attempt is None:
        return known.id
    parts = (attempt.grade, attempt.credits, attempt.term, known.ended, known.course)
    return f"{known.institution} {parts}"
