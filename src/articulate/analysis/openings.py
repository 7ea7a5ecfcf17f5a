"""Openings: what of a record to change so that a rule would hold for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from articulate.analysis.imagined import imagined_course
from articulate.analysis.nearest import Pool, Proposal, Slot, fact_of, rank
from articulate.analysis.proposals import Proposer, credit_asked, grades_asked
from articulate.model.change import Addition, Change
from articulate.model.course import CourseCode
from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, LearningId, Mark
from articulate.model.line import GoverningAxis
from articulate.model.portfolio import Portfolio
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.conditions import Condition
from articulate.rulebook.credit_rules import CreditRule
from articulate.rulebook.learning_blocks import ExamBlock, LearningBlock, is_of
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    OneCourse,
    WholeSubject,
    selects,
)
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.version import BlockHead

_MOST_WAYS = 8
"""Of `2 of (A, B, C, …)` no more combinations than this are looked at."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """One rule with the block it stands in, and which date picks its version."""

    head: BlockHead
    rule: CreditRule
    governed_by: GoverningAxis | None = None
    block: LearningBlock | None = None


@dataclass(frozen=True, slots=True)
class Openings:
    """Finds, for one rule after the other, what could be otherwise."""

    proposer: Proposer
    policies: tuple[PolicyBlock, ...] = ()

    def pools_for(self, speaking: Speaking) -> Iterator[Pool]:
        """Yield the slots of each way to satisfy a rule's source."""
        for way in _ways(speaking.rule.source):
            found = _Slots()
            here: list[Learning] = []
            for part in way:
                mine = [
                    one
                    for one in self.proposer.record.learnings()
                    if is_from(part, one, speaking.block)
                ]
                here += mine
                if not mine:
                    found.need(self._additions(part, speaking))
            if found.possible:
                self._fill(found, speaking, here)
                yield found.pool(self.proposer)

    def pool_about(self, learning: Learning) -> Pool:
        """Return what the policy itself asks of one learning, whatever the rule."""
        found = _Slots()
        self._screens(found, [learning])
        return found.pool(self.proposer)

    def _fill(self, found: "_Slots", speaking: Speaking, here: list[Learning]) -> None:
        propose = self.proposer
        condition = speaking.rule.condition
        found.add(propose.of_condition(condition, here))
        found.add(self._wanted_elsewhere(condition, speaking))
        self._screens(found, here)
        for day in (speaking.head.effective.start, speaking.head.effective.last):
            if day is None:
                continue
            match speaking.governed_by:
                case GoverningAxis.REQUESTED | GoverningAxis.ADMITTED as axis:
                    found.add(propose.of_day(None, str(axis), day))
                case GoverningAxis.EVALUATED:
                    pass
                case _:
                    for one in here:
                        found.add(propose.of_day(one, _own_day(one), day))

    def _screens(self, found: "_Slots", here: list[Learning]) -> None:
        """Add what minimum grades and recencies of the policy ask."""
        propose = self.proposer
        for block in self.policies:
            for minimum in block.minimums:
                found.add(propose.of_condition(minimum.requires, here))
                found.add(propose.of_condition(minimum.when, here))
            for recency in block.recencies:
                found.add(propose.of_condition(recency.unless, here))
                for one in here:
                    found.add(
                        propose.within(
                            one, str(recency.fact), recency.duration, recency.anchor
                        )
                    )
            if any(rule.accredited for rule in block.accepts):
                for one in here:
                    found.add(self._while_accredited(one))
            for otherwise in block.otherwise:
                found.add(propose.of_condition(otherwise.when, here))

    def _while_accredited(self, learning: Learning) -> Iterator[Proposal]:
        if not isinstance(learning, CourseAttempt):
            return
        sender = learning.code.institution
        known = self.proposer.rulebook.institution.get(sender)
        for one in () if known is None else known.accreditations:
            for day in (one.period.start, one.period.last):
                if day is not None:
                    yield from self.proposer.of_day(learning, "completed", day)

    def _additions(self, part: Source, speaking: Speaking) -> Iterator[Proposal]:
        match part:
            case OneCourse(code=code):
                wanted = grades_asked(speaking.rule.condition)
                yield from self.course(code, wanted)
            case AwardSource(title=title):
                sender = next(iter(speaking.head.sending), None)
                if sender is not None:
                    day = self.proposer.as_of
                    name = LearningId("added-award")
                    yield Proposal(Addition(ConferredAward(name, sender, title, day)))
            case BlockSource():
                yield from self._sitting(speaking)
            case _:
                return

    def _wanted_elsewhere(
        self, condition: Condition | None, speaking: Speaking
    ) -> Iterator[Proposal]:
        for asked in credit_asked(condition):
            if isinstance(asked.course, OneCourse):
                wanted = () if asked.grade is None else (asked.grade,)
                yield from self.course(asked.course.code, wanted)
            elif asked.award:
                sender = next(iter(speaking.head.sending), None)
                if sender is not None:
                    name = LearningId("added-award")
                    award = ConferredAward(
                        name, sender, asked.award, self.proposer.as_of
                    )
                    yield Proposal(Addition(award))

    def course(self, code: CourseCode, wanted: Iterable[Mark]) -> Iterator[Proposal]:
        """Propose one more course, from the least passing grade that is spoken of."""
        scale = self.proposer.rulebook.scale_of(code.institution)
        if scale is None:
            return
        passing = [mark for mark, worth in scale.points if worth > 0]
        if not passing:
            return
        blank = imagined_course(self.proposer.rulebook, code, self._day())
        asked = [m for one in wanted for m in self.proposer.marks_near(blank, one)]
        for block in self.policies:
            for minimum in block.minimums:
                for one in grades_asked(minimum.requires):
                    asked += self.proposer.marks_near(blank, one)
        marks = {passing[-1], passing[0], *(one for one in asked if one in passing)}
        for mark in sorted(marks, key=passing.index, reverse=True):
            better = passing[: passing.index(mark)]
            yield Proposal(
                Addition(_graded(blank, mark)),
                tuple(Addition(_graded(blank, one)) for one in better),
                Addition(_graded(blank, mark), at_least=True),
            )

    def _day(self) -> date:
        """Take an added learning to be finished by the day that counts."""
        requested = self.proposer.record.requested
        as_of = self.proposer.as_of
        return as_of if requested is None else min(requested, as_of)

    def _sitting(self, speaking: Speaking) -> Iterator[Proposal]:
        block = speaking.block
        if not isinstance(block, ExamBlock):
            return
        if block.lowest is None or block.highest is None:
            return
        score = block.lowest
        scores = []
        while score <= block.highest:
            scores.append(score)
            score += 1
        for one in scores:
            further = tuple(each for each in scores if each > one)
            yield Proposal(
                Addition(self._sat(block.head.id, one)),
                tuple(Addition(self._sat(block.head.id, each)) for each in further),
                Addition(self._sat(block.head.id, one), at_least=True),
            )

    def _sat(self, exam: BlockId, score: Fraction) -> ExamSitting:
        name = LearningId(f"added-{exam}")
        return ExamSitting(name, exam, score, taken=self._day())


class _Slots:
    """Gathers proposals by the fact they change; each change once."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str], dict[Change, Proposal]] = {}
        self.needed: list[Slot] = []
        self.possible = True

    def add(self, proposals: Iterable[Proposal]) -> None:
        for one in proposals:
            slot = self.by_key.setdefault(fact_of(one.change), {})
            slot.setdefault(one.change, one)

    def need(self, proposals: Iterable[Proposal]) -> None:
        """Take what must be added; a way that nothing can be proposed for is none."""
        slot = Slot(tuple(proposals))
        self.needed.append(slot)
        self.possible = self.possible and bool(slot.proposals)

    def pool(self, proposer: Proposer) -> Pool:
        """Put the slots, and the proposals of each, in the order of nearness."""
        others = []
        for slot in self.by_key.values():
            placed = [
                replace(one, distance=proposer.distance(one.change))
                for one in slot.values()
            ]
            others.append(Slot(tuple(sorted(placed, key=lambda one: one.distance))))
        others.sort(key=lambda slot: _order(slot.proposals[0].change))
        return Pool(tuple(others), tuple(self.needed))


def _order(change: Change) -> tuple[int, tuple[str, str]]:
    return (rank(change), fact_of(change))


def is_from(part: Source, learning: Learning, block: LearningBlock | None) -> bool:
    """Say whether a learning is what a single source asks for."""
    match part:
        case BlockSource():
            return block is not None and is_of(block, learning)
        case AwardSource(title=title):
            return isinstance(learning, ConferredAward) and learning.title == title
        case OneCourse() | CourseRange() | CoursePattern() | WholeSubject():
            return isinstance(learning, CourseAttempt) and selects(part, learning.code)
        case _:
            return False


def parts_of(source: Source) -> Iterator[Source]:
    """Yield each single source inside a source."""
    if isinstance(source, Together | Either | SomeOf):
        for part in source.parts:
            yield from parts_of(part)
    else:
        yield source


def _ways(source: Source) -> list[tuple[Source, ...]]:
    """List the ways to satisfy a source, each as the single sources it takes."""
    match source:
        case Together(parts=parts):
            joined = product(*(_ways(part) for part in parts))
            ways = [tuple(one for way in each for one in way) for each in joined]
        case Either(parts=parts):
            ways = [way for part in parts for way in _ways(part)]
        case SomeOf(count=count, parts=parts):
            ways = [
                way
                for chosen in combinations(parts, count)
                for way in _ways(Together(chosen))
            ]
        case _:
            ways = [(source,)]
    return ways[:_MOST_WAYS]


def _graded(blank: CourseAttempt, mark: Mark) -> CourseAttempt:
    return replace(blank, grade=mark)


def _own_day(learning: Learning) -> str:
    match learning:
        case CourseAttempt() | Training():
            return "completed"
        case ExamSitting():
            return "taken"
        case ConferredAward() | Credential():
            return "awarded"
        case Portfolio():
            return "decided"
