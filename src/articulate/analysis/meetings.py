"""Meetings: which rules may speak of the same learning, and of which.

Rules that name a code meet under that code; those that describe courses meet whatever
is described in the same subject. So nothing is compared that cannot meet.
"""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, permutations

from articulate.analysis.voices import Leaf, Other, Selection, Voice
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.course_identity import CourseIdentities, identities_of
from articulate.rulebook.pools import OneCourse, selects
from articulate.rulebook.rulebook import Rulebook

Spoken = tuple[Voice, Selection]
Place = tuple[Hashable, ...]
MOST_LEAVES = 6
"""Sets of more courses that are described, not named, are not matched up."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two rules that may speak of the same learning, each with what it asks for.

    `crossing` is a rule against a learning that the other uses in a set.
    """

    one: Spoken
    other: Spoken
    crossing: bool = False


@dataclass
class Meetings:
    """Every rule with what it may be about, by the codes and subjects it names."""

    book: Rulebook
    exact: dict[Hashable, list[Spoken]] = field(default_factory=dict)
    described: dict[Place, list[Spoken]] = field(default_factory=dict)
    codes: dict[Place, dict[CourseCode, Hashable]] = field(default_factory=dict)
    sets: dict[Hashable, list[Spoken]] = field(default_factory=dict)
    against: list[Spoken] = field(default_factory=list)
    identities: dict[InstitutionId, CourseIdentities] = field(default_factory=dict)

    def add(self, voice: Voice) -> None:
        """Note what a rule may be about."""
        for selection in voice.selections():
            spoken = (voice, selection)
            if voice.against:
                self.against.append(spoken)
            key = self.key_of(spoken)
            if key is None:
                place = _place(selection)
                self.described.setdefault(place, []).append(spoken)
            else:
                self.exact.setdefault(key, []).append(spoken)
                if len(selection) == 1 and isinstance(leaf := selection[0], OneCourse):
                    self.codes.setdefault(_place(selection), {})[leaf.code] = key
            if len(selection) > 1 and not voice.against:
                for leaf in selection:
                    self.sets.setdefault(_subject(leaf), []).append(spoken)

    def all(self) -> Iterator[Meeting]:
        """Yield every two rules that may meet; the same two may meet more than once."""
        for spoken in self.exact.values():
            if len(spoken) > 1:
                yield from _pairs(spoken)
        for place, describing in self.described.items():
            yield from self._described(place, describing)
        for one in self.against:
            yield from self._crossing(one)

    def beside(self, spoken: Spoken) -> Iterator[Spoken]:
        """Yield every rule that may speak of the same as this one."""
        key = self.key_of(spoken)
        if key is not None:
            yield from self.exact.get(key, ())
        place = _place(spoken[1])
        for other in self.described.get(place, ()):
            if self.match(spoken, other):
                yield other
        if key is None:
            yield from self._named_by(spoken, place)

    def naming(self, voice: Voice, leaf: Leaf) -> Iterator[Spoken]:
        """Yield what may speak of one learning, alone or in a set."""
        yield from self.beside((voice, (leaf,)))
        yield from self.sets.get(_subject(leaf), ())

    def match(self, one: Spoken, other: Spoken) -> bool:
        """Say whether two selections may be the same learnings."""
        mine, theirs = one[1], other[1]
        if len(mine) != len(theirs) or len(mine) > MOST_LEAVES:
            return False
        return any(
            all(
                self.same(one[0], leaf, other[0], wanted)
                for leaf, wanted in zip(mine, order, strict=True)
            )
            for order in permutations(theirs)
        )

    def same(self, one: Voice, leaf: Leaf, other: Voice, wanted: Leaf) -> bool:
        """Say whether one learning may be what both leaves ask for."""
        if isinstance(leaf, Other) or isinstance(wanted, Other):
            return leaf == wanted
        if isinstance(leaf, OneCourse) and isinstance(wanted, OneCourse):
            return self._named(one, leaf.code) == self._named(other, wanted.code)
        if isinstance(wanted, OneCourse):
            return any(selects(leaf, name) for name in self._names(wanted.code, one))
        if isinstance(leaf, OneCourse):
            return any(selects(wanted, name) for name in self._names(leaf.code, other))
        return _subject(leaf) == _subject(wanted)

    def key_of(self, spoken: Spoken) -> Hashable:
        """Return what a selection of named learnings is known by, None for others."""
        voice, selection = spoken
        if len(selection) == 1:
            return self._key(voice, selection[0])
        keys = [self._key(voice, leaf) for leaf in selection]
        return None if None in keys else frozenset(keys)

    def _key(self, voice: Voice, leaf: Leaf) -> Hashable:
        if isinstance(leaf, Other):
            return leaf
        return self._named(voice, leaf.code) if isinstance(leaf, OneCourse) else None

    def _described(self, place: Place, describing: list[Spoken]) -> Iterator[Meeting]:
        for one, other in combinations(describing, 2):
            if one[0] is not other[0] and self.match(one, other):
                yield Meeting(one, other)
        for one in describing:
            for other in self._named_by(one, place):
                if one[0] is not other[0]:
                    yield Meeting(one, other)

    def _named_by(self, describing: Spoken, place: Place) -> Iterator[Spoken]:
        """Yield what names the courses that a selection describes."""
        if len(place) == 1:
            voice, (leaf,) = describing
            if isinstance(leaf, OneCourse | Other):
                return
            for code, key in self.codes.get(place, {}).items():
                if any(selects(leaf, name) for name in self._names(code, voice)):
                    yield from self.exact[key]
            return
        for spoken in self._sets_in(place):
            if self.match(describing, spoken):
                yield spoken

    def _sets_in(self, place: Place) -> Iterator[Spoken]:
        seen = set[int]()
        for spoken in self.sets.get(place[0], ()):
            if id(spoken) not in seen and _place(spoken[1]) == place:
                seen.add(id(spoken))
                if self.key_of(spoken) is not None:
                    yield spoken

    def _crossing(self, one: Spoken) -> Iterator[Meeting]:
        """Find sets of which a rule denies or refers a part."""
        seen = set[tuple[int, Selection]]()
        for leaf in one[1]:
            using = list(self.sets.get(_subject(leaf), ()))
            if len(one[1]) > 1:
                key = self._key(one[0], leaf)
                using += [] if key is None else self.exact.get(key, ())
            for other in using:
                mark = (id(other[0]), other[1])
                if mark in seen or other[0].against or other[0] is one[0]:
                    continue
                seen.add(mark)
                reached = any(
                    self.same(one[0], leaf, other[0], used) for used in other[1]
                )
                if reached and not self.match(one, other):
                    yield Meeting(one, other, crossing=True)

    # --- which course is which --------------------------------------------------------

    def _named(self, voice: Voice, code: CourseCode) -> Hashable:
        known = self._identities(code.institution)
        if known.plain:
            return code
        return known.of(code, _day(voice))

    def _names(self, code: CourseCode, other: Voice) -> frozenset[CourseCode]:
        known = self._identities(code.institution)
        if known.plain:
            return frozenset({code})
        day = _day(other)
        return known.names_on(code, day, day) | {code}

    def _identities(self, institution: InstitutionId) -> CourseIdentities:
        if institution not in self.identities:
            self.identities[institution] = identities_of(self.book, institution)
        return self.identities[institution]


def meetings_of(book: Rulebook, voices: Iterable[Voice]) -> Meetings:
    """Note what all rules may be about."""
    found = Meetings(book)
    for voice in voices:
        found.add(voice)
    return found


def _pairs(spoken: list[Spoken]) -> Iterator[Meeting]:
    """Pair rules that say different things; those that say the same cannot disagree."""
    says = [voice.says for voice, _ in spoken]
    if all(one == says[0] for one in says):
        return
    for (place, one), (at, other) in combinations(enumerate(spoken), 2):
        if one[0] is not other[0] and says[place] != says[at]:
            yield Meeting(one, other)


def _place(selection: Selection) -> Place:
    return tuple(sorted((_subject(leaf) for leaf in selection), key=repr))


def _subject(leaf: Leaf) -> Hashable:
    if isinstance(leaf, Other):
        return leaf
    if isinstance(leaf, OneCourse):
        return (leaf.code.institution, leaf.code.subject)
    return (leaf.institution, leaf.subject)


def _day(voice: Voice) -> date:
    return voice.opened.block.head.effective.start or date.max
