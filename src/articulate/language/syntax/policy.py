"""A policy: everything one file says, comments included."""

from dataclasses import dataclass, field

from articulate.language.syntax.agreements import AgreementBlock
from articulate.language.syntax.degrees import DegreeBlock
from articulate.language.syntax.expectations import PropertyBlock, TestBlock
from articulate.language.syntax.institutions import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.language.syntax.node import Comment, Name, Node
from articulate.language.syntax.policies import PolicyBlock
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock, TeachOutBlock
from articulate.language.syntax.watches import WatchBlock

Block = (
    InstitutionBlock
    | ScaleBlock
    | CalendarBlock
    | CatalogBlock
    | AgreementBlock
    | PriorLearningBlock
    | PolicyBlock
    | DegreeBlock
    | TeachOutBlock
    | ExceptionBlock
    | WatchBlock
    | TableBlock
    | TestBlock
    | PropertyBlock
)


@dataclass(frozen=True, slots=True)
class Broken(Node):
    """A statement that could not be read, and is in no block.

    `keyword` is the word it begins with and `id` the name it was given, where these
    could be made out, so that a reference to it is not reported a second time.
    """

    keyword: str | None
    id: Name | None = None


@dataclass(frozen=True, slots=True)
class Policy(Node):
    """One file: its blocks, its comments, and what could not be read."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...] = ()
    broken: tuple[Broken, ...] = field(default=(), compare=False)
