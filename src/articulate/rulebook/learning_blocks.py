"""Blocks about one kind of learning: exams, credentials, training and portfolios."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.model.calendar import Period
from articulate.model.credential import Credential
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId
from articulate.model.line import GoverningAxis
from articulate.model.portfolio import Portfolio
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.rulebook.conditions import Condition
from articulate.rulebook.credit_rules import CreditRule, RevokeRule
from articulate.rulebook.version import BlockHead, RuleHead


@dataclass(frozen=True, slots=True)
class ProofRequirement:
    """`requires verified and unexpired`: not met denies, unknown refers."""

    head: RuleHead
    condition: Condition


@dataclass(frozen=True, slots=True)
class ExamBlock:
    """What one exam earns, by score; `lowest` and `highest` bound its scale."""

    head: BlockHead
    lowest: Fraction | None = None
    highest: Fraction | None = None
    requires: tuple[ProofRequirement, ...] = ()
    governed_by: GoverningAxis | None = None
    rules: tuple[CreditRule, ...] = ()
    revocations: tuple[RevokeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelOrder:
    """`levels "Modelling" "Emerging" < "Proficient"`: worst first, never guessed."""

    result: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CredentialBlock:
    """What one credential earns, and what it must prove first.

    A block with `stack` speaks for its members together; `stack_count` is how many of
    them are needed, all of them in `all of`.
    """

    head: BlockHead
    issuers: tuple[str, ...] = ()
    achievements: tuple[str, ...] = ()
    requires: tuple[ProofRequirement, ...] = ()
    levels: tuple[LevelOrder, ...] = ()
    stack: tuple[BlockId, ...] = ()
    stack_count: int = 0
    governed_by: GoverningAxis | None = None
    rules: tuple[CreditRule, ...] = ()
    revocations: tuple[RevokeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingBlock:
    """What one training earns; each exhibit with the days it describes."""

    head: BlockHead
    exhibits: tuple[tuple[str, Period], ...] = ()
    requires: tuple[ProofRequirement, ...] = ()
    governed_by: GoverningAxis | None = None
    rules: tuple[CreditRule, ...] = ()
    revocations: tuple[RevokeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing assessors judge, with its lowest and highest level."""

    name: str
    lowest: Fraction
    highest: Fraction


@dataclass(frozen=True, slots=True)
class PortfolioBlock:
    """What one portfolio earns, and how its panel works."""

    head: BlockHead
    assessors: int = 1
    blind: bool = False
    criteria: tuple[Criterion, ...] = ()
    evidence: tuple[str, ...] = ()
    agree_within: Fraction | None = None
    otherwise: str = ""
    decide_by: str = "median"
    requires: tuple[ProofRequirement, ...] = ()
    governed_by: GoverningAxis | None = None
    rules: tuple[CreditRule, ...] = ()
    revocations: tuple[RevokeRule, ...] = ()


LearningBlock = ExamBlock | CredentialBlock | TrainingBlock | PortfolioBlock


def is_of(block: LearningBlock, learning: Learning) -> bool:
    """Say whether a block is about a learning; one that names nothing goes by its id.

    A stack is about its members, which are other blocks.
    """
    match block, learning:
        case ExamBlock(), ExamSitting(exam=exam):
            return exam == block.head.id
        case PortfolioBlock(), Portfolio(portfolio=portfolio):
            return portfolio == block.head.id
        case CredentialBlock(achievements=achievements), Credential():
            return learning.achievement in (achievements or (block.head.id,))
        case TrainingBlock(exhibits=exhibits), Training():
            named = tuple(name for name, _ in exhibits)
            return learning.exhibit in (named or (block.head.id,))
        case _:
            return False
