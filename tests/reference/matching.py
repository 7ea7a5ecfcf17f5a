"""Steps 2 and 3: the versions in force, and what each rule says of each selection.

A rule answers True, False or None for unknown; what answers False is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from tests.reference import clocks
from tests.reference.amounts import alternatives, earned_by
from tests.reference.asking import Asking, mentions, names_a_grade
from tests.reference.clocks import Asked, NotCoveredError, version_in_force
from tests.reference.entries import Entry, entries_of, names, same_as
from tests.reference.having import Gives
from tests.reference.marks import NOT_PASSED, UNDER_WAY, Truth

from articulate.model.identifiers import RuleId
from articulate.model.transcript import ConferredAward
from articulate.rulebook import conditions as c
from articulate.rulebook import sources as s
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    EquivalencyRule,
)
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import versions_of

EXCEPTION, DEGREE_AGREEMENT, AGREEMENT, OWN = range(4)
Block = AgreementBlock | LearningBlock


@dataclass(frozen=True, eq=False)
class Way:
    """A rule in force, one selection that its source names, and its answer."""

    name: str
    rule: CreditRule | None
    block: Block | None
    members: tuple[Entry, ...]
    rank: int
    truth: Truth

    @property
    def chooses(self) -> bool:
        """Whether its target offers a choice."""
        target = getattr(self.rule, "target", None)
        return target is not None and len(list(alternatives(target))) > 1

    def beneath(self) -> set[str]:
        """Return the ids of the rules of its block that it overrides; transitive."""
        rules = {r.head.id: r for r in self.block.rules} if self.block else {}
        found: set[str] = set()
        waiting = list(self.rule.head.overrides) if self.rule else []
        while waiting:
            one = waiting.pop()
            if one in rules and one not in found:
                found.add(one)
                waiting += rules[one].head.overrides
        return found


@dataclass
class Matching:
    """One record under one rulebook."""

    asked: Asked
    entries: list[Entry] = field(default_factory=list)
    gives: list[Gives] | None = None
    before: set[str] = field(default_factory=set)
    replaced: frozenset[str] = frozenset()
    parts_before: list[tuple[Block, RuleId, tuple[str, ...]]] = field(
        default_factory=list
    )

    policies: dict[date | None, PolicyBlock] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.entries = self.entries or entries_of(self.asked)
        self.identity = same_as(self.asked)

    @property
    def asks_record(self) -> bool:
        """Whether some rule asks what is on the whole record."""
        book = self.asked.book
        kinds: tuple[Block, ...] = (*book.agreements, *book.equivalencies, *book.exams)
        rules = [rule.condition for block in kinds for rule in block.rules]
        rules += [one.condition for block in book.exams for one in block.revocations]
        return any(mentions(one, c.Has) for one in rules)

    # --- step 2: versions -------------------------------------------------------------

    def policy(self, one: Entry) -> PolicyBlock:
        """Return the policy that holds for a learning."""
        if one.day not in self.policies:
            here = self.asked.here
            mine = [b for b in self.asked.book.policies if b.head.receiving == here]
            found, why = version_in_force(self.asked, mine, one.day)
            if found is None:
                raise NotCoveredError(f"no policy: {why}")
            self.policies[one.day] = found
        return self.policies[one.day]

    def converted(self, one: Entry) -> Fraction | None:
        """Return what a learning earned in our own unit; None where nobody knows."""
        earned = earned_by(one, self.policy(one))
        known = one.course is not None and not earned.problem
        return earned.amount if known else None

    def asking(self, one: Entry) -> Asking:
        """Prepare to ask conditions of a learning."""
        return Asking(
            self.asked,
            self.entries,
            self.converted,
            self.policy(one).month_end,
            self.gives or [],
            self.identity,
        )

    # --- step 3: match ----------------------------------------------------------------

    def ways(self) -> list[Way]:
        """Ask every rule in force of every selection that its source names."""
        book, learner = self.asked.book, self.asked.record.learner
        found: list[Way] = []
        for block in book.exceptions:
            if block.learner == learner.id and block.head.effective.contains(
                self.asked.as_of
            ):
                for rule in block.accepts:
                    name = block.head.rule_name(rule.head.id)
                    named = list(self.selections(rule.source, None))
                    meant = _meant_though_failed(
                        [one for one in named if not self._is_replaced(one)],
                        block.granted,
                    )
                    for members in named:
                        truth = members == meant or self._answer(rule, members)
                        found.append(Way(name, rule, None, members, EXCEPTION, truth))
        for kind, rank in ((book.agreements, AGREEMENT), (book.equivalencies, OWN)):
            for versions in versions_of(kind).values():
                if versions[0].head.receiving == self.asked.here:
                    found += self._of_block(versions, rank)
        for exams in versions_of(book.exams).values():
            found += self._of_block(exams, AGREEMENT)
        return [way for way in found if way.truth is not False]

    def _is_replaced(self, members: tuple[Entry, ...]) -> bool:
        return any(one.learning.id in self.replaced for one in members)

    def _of_block(self, versions: tuple[Block, ...], rank: int) -> Iterator[Way]:
        degree = versions[0].head.degree
        if degree is not None:
            if degree not in self.asked.record.learner.degrees:
                return
            rank = DEGREE_AGREEMENT
        seen: set[tuple[str, ...]] = set()
        for block in versions:
            for rule in block.rules:
                for members in self.selections(rule.source, block):
                    ended = [one.day for one in members]
                    last = None if None in ended else max(d for d in ended if d)
                    version, why = version_in_force(self.asked, versions, last)
                    ids = tuple(one.learning.id for one in members)
                    if version is block:
                        name = block.head.rule_name(rule.head.id)
                        if mentions(rule.condition, c.Has) and self.gives is None:
                            continue  # one pass: these are asked when the rest is known
                        truth = self._answer(rule, members)
                        yield Way(name, rule, block, members, rank, truth)
                    elif _cannot_speak(rule, members):
                        continue
                    elif why == clocks.BEFORE:
                        self._begins_later(block, rule, ids)
                    elif why in (clocks.GAP, clocks.NO_DAY) and ids not in seen:
                        seen.add(ids)
                        yield Way(why, None, None, members, rank, None)

    def _begins_later(
        self, block: Block, rule: CreditRule, ids: tuple[str, ...]
    ) -> None:
        if len(ids) > 1:
            raise NotCoveredError("a set in a gap")
        whole = getattr(rule, "partial_of", None)
        if whole is None:
            self.before.update(ids)
        else:  # it is silent where its rule holds
            self.parts_before.append((block, whole, ids))

    def selections(
        self, source: s.Source, block: Block | None
    ) -> Iterator[tuple[Entry, ...]]:
        """Yield each selection of the record that a source names, once."""
        seen: set[frozenset[str]] = set()
        for chosen in self._chosen(source, block):
            ids = frozenset(one.learning.id for one in chosen)
            if len(ids) == len(chosen) and ids not in seen:
                seen.add(ids)
                yield tuple(sorted(chosen, key=Entry.key))

    def _chosen(
        self, source: s.Source, block: Block | None
    ) -> Iterator[tuple[Entry, ...]]:
        match source:
            case s.Together(parts=parts):
                for many in product(*(list(self._chosen(x, block)) for x in parts)):
                    yield tuple(one for part in many for one in part)
            case s.Either(parts=parts):
                for part in parts:
                    yield from self._chosen(part, block)
            case s.SomeOf(count=count, parts=parts):
                for some in combinations(parts, count):
                    yield from self._chosen(s.Together(some), block)
            case _:
                named = (one for one in self.entries if _named(source, one, block))
                yield from ((one,) for one in named)

    def _answer(self, rule: CreditRule, members: tuple[Entry, ...]) -> Truth:
        states = {one.state for one in members}
        if UNDER_WAY in states:
            return None
        truth = self.asking(members[0]).ask(rule.condition, list(members))
        if NOT_PASSED in states and isinstance(rule, EquivalencyRule):
            return truth if names_a_grade(rule.condition) else False
        return truth


def _meant_though_failed(
    named: list[tuple[Entry, ...]], granted: date
) -> tuple[Entry, ...] | None:
    """Return what an exception accepts though it was not passed: the last one seen.

    Nothing that it names was passed, or may still be.
    """
    if not all(any(one.state == NOT_PASSED for one in members) for members in named):
        return None
    seen = [(_ended(members), members) for members in named]
    seen = [one for one in seen if one[0] <= granted]
    latest = sorted(seen, key=lambda one: (one[0], [x.key() for x in one[1]]))
    return latest[-1][1] if latest else None


def _ended(members: tuple[Entry, ...]) -> date:
    days = [one.day for one in members if one.day is not None]
    return max(days) if len(days) == len(members) else date.min


def _cannot_speak(rule: CreditRule, members: tuple[Entry, ...]) -> bool:
    """A rule that names no grade gives nothing for what was not passed."""
    if not isinstance(rule, EquivalencyRule) or names_a_grade(rule.condition):
        return False
    return any(one.state == NOT_PASSED for one in members)


def _named(source: s.Source, one: Entry, block: Block | None) -> bool:
    """Say whether a source that is one learning names this one."""
    match source:
        case s.BlockSource():
            exam = getattr(one.learning, "exam", None)
            return block is not None and exam == block.head.id
        case s.AwardSource(title=title) if isinstance(one.learning, ConferredAward):
            sent = block is None or one.institution in block.head.sending
            return sent and one.learning.title == title
        case s.AwardSource() | s.Together() | s.Either() | s.SomeOf():
            return False
        case _:
            course = None if one.own else one.course
            return course is not None and names(source, course.code)
