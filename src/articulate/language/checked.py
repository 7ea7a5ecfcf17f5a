"""Checked syntax: blocks with their heads, and every node with where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar, overload

from articulate.language.names import Names
from articulate.language.syntax.agreements import AgreementBlock
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.degrees import DegreeBlock
from articulate.language.syntax.expectations import PropertyBlock, TestBlock
from articulate.language.syntax.institutions import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
    ScaleBlock,
)
from articulate.language.syntax.node import Name, Node
from articulate.language.syntax.policies import PolicyBlock
from articulate.language.syntax.policy import Block
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.tables import TableBlock
from articulate.language.syntax.teach_outs import ExceptionBlock, TeachOutBlock
from articulate.language.syntax.watches import WatchBlock
from articulate.rulebook.learning_blocks import ExamBlock
from articulate.rulebook.table import TabledBlock
from articulate.rulebook.version import BlockHead

A = TypeVar("A", bound=Node)
B = TypeVar("B", bound=Node)
C = TypeVar("C", bound=Node)
D = TypeVar("D", bound=Node)

HeadedBlock = (
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
)
Code = CourseCode | CourseRange | CoursePattern | WholeSubject


@dataclass(frozen=True, slots=True)
class CheckedBlock:
    """A block, how it opens, and for a table the block that its rows became.

    A table of exams is a block for each exam. `ratios` are what one credit of other
    units is in the receiving institution's own, where the block names such units.
    """

    node: HeadedBlock
    head: BlockHead
    tabled: TabledBlock | ExamBlock | None = None
    ratios: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def name(self) -> Name:
        """The id of the block, as it is written."""
        if isinstance(self.node, ExceptionBlock):
            return self.node.id
        return self.node.header.id


@dataclass(frozen=True, slots=True)
class Found:
    """Where a node stands: in which block and statement, and on which side.

    `head` is None in tests and properties, where `receiving` alone is known. On the
    sending side a plain course code belongs to those who send.
    """

    node: Node
    block: Block
    statement: Node
    head: BlockHead | None
    receiving: str | None
    sending: bool

    def institutions(self, code: Code) -> tuple[str, ...]:
        """Return whose course a code names; empty where nothing says whose."""
        if code.institution is not None:
            return (code.institution,)
        if self.sending:
            return self.head.sending if self.head is not None else ()
        return () if self.receiving is None else (self.receiving,)


@dataclass(frozen=True, slots=True)
class Checked:
    """All policies with every name bound: what the passes look at and `lower` compiles.

    `found` holds every node by its kind, in the order of files and text.
    """

    blocks: tuple[CheckedBlock, ...]
    tests: tuple[tuple[TestBlock, str | None], ...]
    properties: tuple[PropertyBlock, ...]
    names: Names
    found: Mapping[type[Node], tuple[Found, ...]]

    @overload
    def nodes(self, kind: type[A], /) -> Iterator[tuple[A, Found]]: ...
    @overload
    def nodes(
        self, kind: type[A], other: type[B], /
    ) -> Iterator[tuple[A | B, Found]]: ...
    @overload
    def nodes(
        self, kind: type[A], other: type[B], third: type[C], /
    ) -> Iterator[tuple[A | B | C, Found]]: ...
    @overload
    def nodes(
        self, kind: type[A], other: type[B], third: type[C], fourth: type[D], /
    ) -> Iterator[tuple[A | B | C | D, Found]]: ...
    def nodes(self, *kinds: type[Node]) -> Iterator[tuple[Node, Found]]:
        """Yield every node of these kinds, kind by kind, with where it stands."""
        for kind in kinds:
            for found in self.found.get(kind, ()):
                yield found.node, found

    def blocks_of(self, kind: type[A]) -> Iterator[tuple[A, BlockHead]]:
        """Yield every block of one kind with how it opens."""
        for block in self.blocks:
            if isinstance(block.node, kind):
                yield block.node, block.head

    def versions(self) -> Mapping[tuple[str, str], tuple[CheckedBlock, ...]]:
        """Group blocks by kind and id."""
        grouped: dict[tuple[str, str], list[CheckedBlock]] = {}
        for block in self.blocks:
            name = (str(block.head.kind), str(block.head.id))
            grouped.setdefault(name, []).append(block)
        return {name: tuple(many) for name, many in grouped.items()}
