"""Overlaps: two rules that speak of one learning, and say different things of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, islice

from articulate.analysis.atlas import Atlas
from articulate.analysis.courses import codes_of, codes_of_both
from articulate.analysis.days import Usual
from articulate.analysis.meetings import Meeting, Meetings, Spoken
from articulate.analysis.regions import Box, Region, both, without
from articulate.analysis.replay import Replay
from articulate.analysis.voices import Leaf, Other, Selection, Voice
from articulate.analysis.witness import Brought, Maker, Witness
from articulate.model.course import CourseCode
from articulate.model.identifiers import RuleId
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.pools import OneCourse

MOST_PIECES = 12
MOST_MEETINGS = 6
_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that disagree, and a learner for whom they do.

    `crossing` is a rule against a part of what the other uses in a set.
    """

    one: Voice
    other: Voice
    witness: Witness
    crossing: bool = False


@dataclass
class Overlaps:
    """The search for rules that disagree."""

    atlas: Atlas
    meetings: Meetings
    replay: Replay
    _boxes: dict[tuple[int, int], Region] = field(default_factory=dict)

    def found(self) -> Iterator[Overlap]:
        """Yield every two rules that disagree, with a learner who shows it."""
        for meetings in self._met().values():
            for meeting in meetings:
                one, other = meeting.one[0], meeting.other[0]
                first, second = sorted((one.name, other.name))
                witness = self.replay.disagreement(
                    self._shown(meeting), (first, second)
                )
                if witness is not None:
                    yield Overlap(one, other, witness, crossing=meeting.crossing)
                    break

    def _met(self) -> Mapping[tuple[str, ...], list[Meeting]]:
        """Gather meetings by their rules, where there is a situation for both.

        Blocks of two kinds may share an id, so a rule is known by its kind too.
        """
        met: dict[tuple[str, ...], list[Meeting]] = {}
        for meeting in self.meetings.all():
            one, other = meeting.one[0], meeting.other[0]
            if not _may_disagree(one, other, crossing=meeting.crossing):
                continue
            if not self._situations(meeting):
                continue
            both = sorted(f"{v.opened.block.head.kind} {v.name}" for v in (one, other))
            known = met.setdefault(tuple(both), [])
            if len(known) < MOST_MEETINGS:
                known.append(meeting)
        return met

    def _situations(self, meeting: Meeting) -> Region:
        """Return the situations in which both rules speak."""
        one = self.atlas.where(*meeting.one).region
        other = self.atlas.where(*meeting.other).region
        key = (id(one), id(other))
        if key not in self._boxes:
            self._boxes[key] = tuple(
                box
                for mine in one
                for theirs in other
                if (box := both(mine, theirs)) is not None
            )
        return self._boxes[key]

    def _shown(self, meeting: Meeting) -> Iterator[Witness]:
        """Make learners for whom both rules speak, and none that goes before them."""
        usual = usual_days(self.atlas, (meeting.one[0], meeting.other[0]))
        maker = Maker(self.atlas, meeting.one[0].opened, usual)
        situations = self._situations(meeting)
        for brought in self._brought(meeting):
            left = tuple(self._left(meeting, brought, situations))
            alone = self._alone(meeting, brought, left) if len(brought) > 1 else left
            for box in (*islice(alone, MOST_PIECES), *islice(left, MOST_PIECES)):
                yield from maker.make(brought, box)

    def _left(
        self, meeting: Meeting, brought: Sequence[Brought], boxes: Region
    ) -> Iterator[Box]:
        """Leave out the situations in which a rule speaks that goes before one."""
        one, other = meeting.one[0], meeting.other[0]
        left: Sequence[Box] = boxes
        for spoken in (meeting.one, meeting.other):
            for beside in self.meetings.beside(spoken):
                before = beside[0]
                if before is one or before is other:
                    continue
                if not before.goes_before(one) and not before.goes_before(other):
                    continue
                where = self.atlas.where(*beside)
                if where.exact and self._speaks_of(beside, brought):
                    left = tuple(without(left, where.region, self.atlas.spectra))
        yield from left

    def _alone(
        self, meeting: Meeting, brought: Sequence[Brought], boxes: Region
    ) -> Region:
        """Leave out the situations in which a third rule speaks of a part as well.

        Of several learnings such a rule may be the one that is seen to disagree.
        """
        left = boxes
        for spoken in self._others(meeting, brought):
            where = self.atlas.where(*spoken)
            if where.exact:
                left = tuple(without(left, where.region, self.atlas.spectra))
        return left

    def _others(self, meeting: Meeting, brought: Sequence[Brought]) -> Iterator[Spoken]:
        two = (meeting.one[0], meeting.other[0])
        seen = set[tuple[int, Selection]]()
        for one in brought:
            leaf = OneCourse(one) if isinstance(one, CourseCode) else one
            for other in self.meetings.naming(two[0], leaf):
                mark = (id(other[0]), other[1])
                if mark in seen or other[0] in two:
                    continue
                seen.add(mark)
                if self._speaks_of(other, brought):
                    yield other

    def _speaks_of(self, spoken: Spoken, brought: Sequence[Brought]) -> bool:
        """Say whether a rule speaks of some of the learnings that are brought."""
        voice, selection = spoken
        leaves = [
            OneCourse(one) if isinstance(one, CourseCode) else one for one in brought
        ]
        return any(
            self.meetings.match(spoken, (voice, chosen))
            for chosen in combinations(leaves, len(selection))
        )

    def _brought(self, meeting: Meeting) -> Iterator[tuple[Brought, ...]]:
        """Yield what a learner brings of whom both rules speak."""
        if meeting.crossing:
            yield from self._brought_crossing(meeting)
            return
        (one, mine), (other, theirs) = meeting.one, meeting.other
        if len(mine) == 1:
            for choice in self._choices(mine[0], theirs[0]):
                yield (choice,)
            return
        left = list(theirs)
        brought: list[Brought] = []
        for leaf in mine:
            match = next(w for w in left if self.meetings.same(one, leaf, other, w))
            left.remove(match)
            choices = list(self._choices(leaf, match))
            fresh = [choice for choice in choices if choice not in brought]
            if not fresh:
                return
            brought.append(fresh[0])
        yield tuple(brought)

    def _brought_crossing(self, meeting: Meeting) -> Iterator[tuple[Brought, ...]]:
        (one, mine), (other, theirs) = meeting.one, meeting.other
        left = list(mine)
        brought: list[Brought] = []
        for leaf in theirs:
            match = next(
                (w for w in left if self.meetings.same(one, w, other, leaf)), leaf
            )
            if match in left:
                left.remove(match)
            brought += [
                choice for choice in self._choices(leaf, match) if choice not in brought
            ][:1]
        for leaf in left:
            brought += list(islice(self._choices(leaf, leaf), 1))
        yield tuple(brought)

    def _choices(self, leaf: Leaf, match: Leaf) -> Iterator[Brought]:
        if isinstance(leaf, Other) or isinstance(match, Other):
            yield leaf if isinstance(leaf, Other) else match  # type: ignore[misc]
        elif leaf == match:
            yield from codes_of(leaf, self.atlas.book)
        else:
            yield from codes_of_both(leaf, match, self.atlas.book)


def usual_days(atlas: Atlas, voices: Sequence[Voice]) -> Usual:
    """Return days on which the rules, the policy and the catalog all may hold."""
    starts = [voice.opened.block.head.effective.start for voice in voices]
    heads = [one.head for one in atlas.book.policies]
    heads += [one.head for one in atlas.book.catalogs]
    mine = [one.effective.start for one in heads if one.receiving == atlas.receiving]
    known = sorted({day for day in (*starts, *mine) if day is not None})
    latest = known[-1] if known else date(2000, 1, 1)
    return Usual(latest + _MONTH, tuple(day + _MONTH for day in reversed(known[:-1])))


def spoken_by(voice: Voice) -> Iterator[Spoken]:
    """Yield everything a rule may be about."""
    for selection in voice.selections():
        yield voice, selection


def _may_disagree(one: Voice, other: Voice, *, crossing: bool) -> bool:
    if one.related(other) or _parts(one, other) or _parts(other, one):
        return False
    return crossing or one.says != other.says


def _parts(one: Voice, other: Voice) -> bool:
    """Say whether one is what a part of the other earns: it waits for it."""
    partial: RuleId | None = (
        one.rule.partial_of if isinstance(one.rule, EquivalencyRule) else None
    )
    return partial == other.rule.head.id and one.opened.key == other.opened.key
