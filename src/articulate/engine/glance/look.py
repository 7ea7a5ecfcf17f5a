"""Look: which learnings of one record are decided at a glance, and which are not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from articulate.engine.glance.entries import Entry, Outcome
from articulate.engine.glance.season import season_of
from articulate.engine.situation import Situation
from articulate.model.course import CourseCode
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.model.transcript import CourseAttempt

Seen = tuple[CourseAttempt, Entry, Outcome]
"""An attempt, what is said of its code, and what it came to."""

_UNASKED: Final = Outcome(Status.REFERRED)


@dataclass(slots=True)
class Glance:
    """What one look decided: attempts by themselves, and sets used together.

    `failed` are sets that are all there and do not hold; their members stand among
    `alone` too. `rest` are the learnings that the general path must read.
    """

    alone: list[Seen] = field(default_factory=list)
    sets: list[tuple[Seen, ...]] = field(default_factory=list)
    failed: list[tuple[Seen, ...]] = field(default_factory=list)
    rest: list[LearningId] = field(default_factory=list)

    @property
    def claims(self) -> frozenset[CourseCode]:
        """The receiving courses that what was decided may come to."""
        every = (*self.alone, *(one for seen in self.sets for one in seen))
        return frozenset(code for _, entry, _ in every for code in entry.claims)


def look(situation: Situation) -> Glance:
    """Look at every attempt of a record once."""
    season = season_of(situation)
    entries = season.entries
    found = Glance()
    alone, rest = found.alone, found.rest
    sets: dict[int, list[Seen]] = {}
    marks: list[int] = []
    for transcript in situation.record.transcripts:
        for attempt in transcript.courses:
            code = attempt.code
            entry = entries.get((code.institution, code.subject, code.number))
            if entry is None:
                entry = season.entry(situation, code)
            marks += entry.marks
            family = entry.family
            if family is None or attempt.credits is None:
                rest.append(attempt.id)
                continue
            facts = family.facts_of(attempt)
            outcome = family.outcomes.get(facts, _UNASKED)
            if outcome is _UNASKED:
                outcome = season.outcome(situation, entry, attempt, facts)
            if outcome is None:
                rest.append(attempt.id)
            elif entry.together:
                sets.setdefault(entry.set_mark, []).append((attempt, entry, outcome))
            else:
                alone.append((attempt, entry, outcome))
    for seen in sets.values():
        _take(found, seen, marks)
    if len(set(marks)) < len(marks):
        _part(found, marks)
    rest += _others(situation)
    return found


def _take(found: Glance, seen: list[Seen], marks: list[int]) -> None:
    """Take a set as it holds or fails; a part of one is for the general path."""
    if not _is_whole(seen):
        found.rest += (attempt.id for attempt, _, _ in seen)
        return
    whole = tuple(seen)
    for _, _, outcome in seen:
        if not outcome.given:
            found.failed.append(whole)
            found.alone += ((one, by, came.alone or came) for one, by, came in seen)
            return
    found.sets.append(whole)
    marks += seen[0][1].set_marks


def _is_whole(seen: Sequence[Seen]) -> bool:
    """Say whether these are as many as the set asks for, by one rule of one version.

    That none of them is there twice is told by their marks.
    """
    _, first, came = seen[0]
    if len(seen) != first.together:
        return False
    block, number = came.block, id(came.block)
    for _, entry, outcome in seen:
        if outcome.block is not block or entry.names[number] != first.names[number]:
            return False
    return True


def _part(found: Glance, marks: Iterable[int]) -> None:
    """Leave to the general path whatever has a part in something else."""
    counted = Counter(marks)

    def apart(seen: Iterable[Seen]) -> bool:
        mine = {
            mark for _, entry, _ in seen for mark in (*entry.marks, *entry.set_marks)
        }
        return all(counted[mark] == 1 for mark in mine)

    joined = [one for one in found.alone if not apart((one,))]
    left = {attempt.id for attempt, _, _ in joined}
    left |= {one[0].id for seen in found.sets if not apart(seen) for one in seen}
    # Members of a set that fails go together, or its failing would be said twice.
    for seen in found.failed:
        ids = {attempt.id for attempt, _, _ in seen}
        left |= ids if left & ids else set()
    found.alone = [one for one in found.alone if one[0].id not in left]
    found.sets = [seen for seen in found.sets if seen[0][0].id not in left]
    found.failed = [seen for seen in found.failed if seen[0][0].id not in left]
    found.rest += sorted(left)


def _others(situation: Situation) -> Iterator[LearningId]:
    """Yield every learning that is no course attempt."""
    record = situation.record
    for transcript in record.transcripts:
        yield from (award.id for award in transcript.awards)
    for kind in (record.exams, record.credentials, record.trainings, record.portfolios):
        yield from (one.id for one in kind)
