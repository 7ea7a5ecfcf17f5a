"""The ids of a block: those an author gave, and those of statements without one."""

from collections.abc import Iterator

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
        names.update(str(rule.head.id) for rule in block.tabled.rules)
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


def names_by_block(checked: Checked) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return, for each block id, its versions with the ids of each."""
    known: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for block in checked.blocks:
        versions = known.setdefault(str(block.head.id), [])
        names = rule_names(block)
        if not isinstance(block.node, DegreeBlock):
            names |= _SPELLED
        versions.append((str(block.head.version or ""), names))
    return known


def pointed_at(reference: Reference) -> tuple[Name | None, str | None, Name | None]:
    """Take a reference apart: the block, its version, and what is meant in it."""
    version = None if reference.version is None else reference.version.text
    return reference.block, version, reference.member
