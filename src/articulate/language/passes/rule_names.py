"""The ids of a block: those an author gave, and those of statements without one."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from articulate.language.checked import Checked, CheckedBlock
from articulate.language.lower.heads import spelled_id
from articulate.language.syntax.agreements import Deny, Partial, Refer, Rule
from articulate.language.syntax.degrees import DegreeBlock, Residency, WhenBlock
from articulate.language.syntax.node import Name, Node, Reference
from articulate.language.syntax.policies import (
    AcceptAt,
    Appeal,
    Convert,
    DenyPool,
    Limit,
    Minimum,
    Recency,
    ReferPool,
    Repeat,
)
from articulate.language.syntax.watches import WatchStatement
from articulate.rulebook.canonical_rules import ids_of
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.learning_blocks import ExamBlock

Named = (
    Rule
    | Partial
    | Deny
    | Refer
    | Minimum
    | DenyPool
    | ReferPool
    | Repeat
    | Limit
    | Recency
    | Appeal
    | Residency
    | WatchStatement
)
_SPELLED = frozenset(
    {"accept", "surplus", "duplicate", "prefer", "otherwise", "requires"}
)


def named_statements(block: CheckedBlock) -> Iterator[Named]:
    """Yield each statement of a block that has an id, those under a `when` included."""
    waiting: list[Node] = list(block.node.statements)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, Named):
            yield one
        elif isinstance(one, WhenBlock):
            waiting = [*one.then, *(one.otherwise or ()), *waiting]


def rule_names(block: CheckedBlock) -> frozenset[str]:
    """Return the ids of a block, those of a table's rows included."""
    names = {one.id.text for one in named_statements(block)}
    if isinstance(block.tabled, AgreementBlock | ExamBlock):
        names.update(ids_of(block.tabled.rules))
    for one in block.node.statements:
        match one:
            case Convert():
                names.add(spelled_id("convert", one.from_, one.to))
            case AcceptAt():
                names.update(
                    spelled_id("accept", each.text) for each in one.institutions
                )
            case _:
                continue
    return frozenset(names)


IdsOf = Callable[[], frozenset[str]]
"""The ids of one block, collected when something is looked up among them."""


def names_by_block(checked: Checked) -> dict[str, list[tuple[str, IdsOf]]]:
    """Return, for each block id, its versions with the ids of each."""
    known: dict[str, list[tuple[str, IdsOf]]] = {}
    for block in checked.blocks:
        versions = known.setdefault(str(block.head.id), [])
        ids = cache(partial(_pointed_at_in, block))
        versions.append((str(block.head.version or ""), ids))
    return known


def _pointed_at_in(block: CheckedBlock) -> frozenset[str]:
    names = rule_names(block)
    return names if isinstance(block.node, DegreeBlock) else names | _SPELLED


def pointed_at(reference: Reference) -> tuple[Name | None, str | None, Name | None]:
    """Take a reference apart: the block, its version, and what is meant in it."""
    version = None if reference.version is None else reference.version.text
    return reference.block, version, reference.member
