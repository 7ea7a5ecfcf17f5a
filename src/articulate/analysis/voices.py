"""Voices: every rule that speaks of learning, with what it says and where it stands."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import combinations, combinations_with_replacement, islice, product

from articulate.model.calendar import ALWAYS, Period
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.line import GoverningAxis
from articulate.rulebook.conditions import Condition, Every
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule, EquivalencyRule
from articulate.rulebook.in_force import days_of
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    LearningBlock,
    PortfolioBlock,
    TrainingBlock,
)
from articulate.rulebook.overriding import Overriding
from articulate.rulebook.pools import CourseSelector
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.shapes import names_grade, readings_of
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
    plain_title,
)
from articulate.rulebook.version import BlockKind

Block = AgreementBlock | LearningBlock
MOST_SELECTIONS = 64
"""How many ways to bring what one rule asks for are looked at."""


class Rank(IntEnum):
    """Which kind of rule goes first; an override goes before the rule it names."""

    EQUIVALENCIES = 1
    AGREEMENT = 2
    DEGREE_AGREEMENT = 3


@dataclass(frozen=True, slots=True)
class Other:
    """Learning that is no course: a conferred award, an exam, a credential and so on.

    `name` is its title, id, achievement or exhibit; `sender` who confers an award.
    """

    kind: str
    name: str
    sender: InstitutionId | None = None


Leaf = CourseSelector | Other
Selection = tuple[Leaf, ...]


@dataclass(frozen=True)
class Opened:
    """One version of a block with the days it keeps; `key` names all its versions."""

    block: Block
    kept: tuple[Period, ...]
    members: Mapping[BlockId, tuple[str, ...]]
    overriding: Overriding

    @property
    def key(self) -> tuple[BlockKind, BlockId]:
        """What all versions of the block have in common."""
        return (self.block.head.kind, self.block.head.id)

    @cached_property
    def axis(self) -> str:
        """Which day picks the version, as the day aspects name it."""
        match self.block.governed_by:
            case GoverningAxis.ADMITTED:
                return "admitted"
            case GoverningAxis.REQUESTED:
                return "requested"
            case GoverningAxis.EVALUATED:
                return "evaluated"
            case _:
                return "learning"

    @cached_property
    def rank(self) -> Rank:
        """Where its rules stand."""
        if self.block.head.kind is BlockKind.EQUIVALENCIES:
            return Rank.EQUIVALENCIES
        return (
            Rank.AGREEMENT if self.block.head.degree is None else Rank.DEGREE_AGREEMENT
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """One rule as it may speak."""

    opened: Opened
    rule: CreditRule

    @property
    def name(self) -> str:
        """Its full name: `ncc-computing@2024/cis120`."""
        return self.opened.block.head.rule_name(self.rule.head.id)

    @property
    def against(self) -> bool:
        """Whether it denies or refers."""
        return not isinstance(self.rule, EquivalencyRule)

    @property
    def says(self) -> Hashable:
        """What it comes to, so that the same twice is no conflict."""
        if not isinstance(self.rule, EquivalencyRule):
            return type(self.rule).__name__
        return (frozenset(readings_of(self.rule.target)), self.rule.graded)

    @property
    def needs_pass(self) -> bool:
        """Whether the course must be passed: it names no grade itself."""
        return not self.against and not names_grade(self.rule.condition)

    def goes_before(self, other: "Voice") -> bool:
        """Say whether it stands before another rule about the same learning."""
        first, second = self.overrides(other), other.overrides(self)
        if first is not second:
            return first
        if self.opened.rank is not other.opened.rank:
            return self.opened.rank > other.opened.rank
        return first

    def overrides(self, other: "Voice") -> bool:
        """Say whether it is written to go before another rule."""
        over = self.opened.overriding.by(self.opened.block.head, self.rule.head.id)
        return bool(over) and (other.opened.key[0], other.name) in over

    def related(self, other: "Voice") -> bool:
        """Say whether one of the two goes before the other."""
        return self.goes_before(other) or other.goes_before(self)

    def selections(self) -> tuple[Selection, ...]:
        """Return every way to bring what it asks for, as far as they are looked at."""
        source = self.rule.source
        if not isinstance(
            source, Together | Either | SomeOf | BlockSource | AwardSource
        ):
            return ((source,),)
        found = dict.fromkeys(islice(_of(source, self.opened), MOST_SELECTIONS))
        return tuple(found)

    def condition(self) -> Condition | None:
        """Return what must hold, what a credential must prove first included."""
        block = self.opened.block
        proofs = (
            tuple(one.condition for one in block.requires)
            if isinstance(block, CredentialBlock)
            else ()
        )
        every = (*proofs, *((self.rule.condition,) if self.rule.condition else ()))
        if not every:
            return None
        return every[0] if len(every) == 1 else Every(every)


def voices_of(book: Rulebook, receiving: InstitutionId) -> Iterator[Voice]:
    """Yield every rule that speaks for an institution, in canonical order."""
    members = _members(book)
    for kind in (
        book.agreements,
        book.equivalencies,
        book.exams,
        book.credentials,
        book.trainings,
        book.portfolios,
    ):
        mine: list[Block] = [b for b in kind if b.head.receiving == receiving]
        for versions in versions_of(mine).values():
            heads = [version.head for version in versions]
            for block in versions:
                kept = days_of(block.head, heads)
                timeless = len(versions) == 1 and block.head.effective == ALWAYS
                opened = Opened(
                    block, () if timeless else kept, members, book.overriding
                )
                if not kept:
                    continue
                for rule in block.rules:
                    yield Voice(opened, rule)


def _members(book: Rulebook) -> Mapping[BlockId, tuple[str, ...]]:
    """Return by which achievements each credential block is known."""
    found: dict[BlockId, dict[str, None]] = {}
    for block in book.credentials:
        names = block.achievements or (str(block.head.id),)
        found.setdefault(block.head.id, {}).update(dict.fromkeys(names))
    return {name: tuple(many) for name, many in found.items()}


def _of(source: Source, opened: Opened) -> Iterator[Selection]:
    match source:
        case Together(parts=parts):
            for chosen in product(*(tuple(_of(part, opened)) for part in parts)):
                yield tuple(leaf for one in chosen for leaf in one)
        case Either(parts=parts):
            for part in parts:
                yield from _of(part, opened)
        case SomeOf(count=count, parts=parts):
            yield from _some(count, parts, opened)
        case AwardSource(title=title):
            for sender in opened.block.head.sending or (None,):
                yield (Other("award", plain_title(title), sender),)
        case BlockSource():
            yield from _block(opened)
        case _:
            yield (source,)


def _some(count: int, parts: tuple[Source, ...], opened: Opened) -> Iterator[Selection]:
    """Choose among the parts; a range may bring several of its courses."""
    single = (Together, Either, SomeOf, AwardSource)
    ranges = any(
        not isinstance(part, single) and not hasattr(part, "code") for part in parts
    )
    choose = combinations_with_replacement if ranges else combinations
    for chosen in choose(parts, count):
        for one in product(*(tuple(_of(part, opened)) for part in chosen)):
            yield tuple(leaf for leaves in one for leaf in leaves)


def _block(opened: Opened) -> Iterator[Selection]:
    block = opened.block
    match block:
        case ExamBlock():
            yield (Other("exam", block.head.id),)
        case PortfolioBlock():
            yield (Other("portfolio", block.head.id),)
        case TrainingBlock(exhibits=exhibits):
            for name in dict.fromkeys(name for name, _ in exhibits):
                yield (Other("training", name),)
            if not exhibits:
                yield (Other("training", block.head.id),)
        case CredentialBlock(stack=stack) if stack:
            for chosen in combinations(stack, block.stack_count or len(stack)):
                names = (opened.members.get(one, (str(one),)) for one in chosen)
                for one in product(*names):
                    yield tuple(Other("credential", name) for name in one)
        case CredentialBlock():
            for name in opened.members[block.head.id]:
                yield (Other("credential", name),)
        case AgreementBlock():
            return
