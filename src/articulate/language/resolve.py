"""Syntax to checked syntax: each name bound, each code given its institution."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from articulate.language.checked import Checked, CheckedBlock, Found, HeadedBlock
from articulate.language.definitions import defined_names
from articulate.language.lower.heads import block_head, exception_head
from articulate.language.names import Names
from articulate.language.places import Placed, places
from articulate.language.syntax import (
    conditions,
    expectations,
    node,
    policy,
    quantities,
    teach_outs,
)
from articulate.rulebook.table import ExamTable, TabledBlock
from articulate.rulebook.version import BlockHead

Tabled = Mapping[int, TabledBlock | None]
"""What was read of each table, by the identity of its node."""


def resolve(
    policies: Sequence[policy.Policy], tabled: Tabled, *, complete: bool
) -> Checked:
    """Bind the names of all files together; `complete` says that all were read."""
    names = defined_names(policies, tabled.values(), complete=complete)
    blocks: list[CheckedBlock] = []
    tests: list[tuple[expectations.TestBlock, str | None]] = []
    properties: list[expectations.PropertyBlock] = []
    placed: list[Placed] = []
    for block in (block for one in policies for block in one.blocks):
        match block:
            case expectations.TestBlock():
                receiving = _receiving_of_test(block, names)
                tests.append((block, receiving))
                placed.append((block, None, receiving))
            case expectations.PropertyBlock():
                properties.append(block)
                placed.append((block, None, None))
            case _:
                head = _head(block, names)
                rows = tabled.get(id(block))
                if isinstance(rows, ExamTable):
                    blocks += [CheckedBlock(block, e.head, e) for e in rows.exams]
                else:
                    blocks.append(CheckedBlock(block, head, rows))
                placed.append((block, head, head.receiving))
    found = places(placed)
    units = _with_ratios(blocks, names, found)
    return Checked(units, tuple(tests), tuple(properties), names, found)


def _with_ratios(
    blocks: Sequence[CheckedBlock],
    names: Names,
    found: Mapping[type[node.Node], tuple[Found, ...]],
) -> tuple[CheckedBlock, ...]:
    """Give the blocks that name other units what these are in their own."""
    naming = {
        id(one.block)
        for one in found.get(quantities.Credits, ())
        if isinstance(one.node, quantities.Credits) and one.node.unit != "cr"
    }
    return tuple(
        replace(one, ratios=names.ratios_of(one.head.receiving))
        if id(one.node) in naming
        else one
        for one in blocks
    )


def _head(block: HeadedBlock, names: Names) -> BlockHead:
    if isinstance(block, teach_outs.ExceptionBlock):
        return exception_head(block, _receiving_of_exception(block, names))
    return block_head(block)


def _receiving_of_test(block: expectations.TestBlock, names: Names) -> str | None:
    """Return for whom a test speaks: as written, else the one there is."""
    if block.receiving is not None:
        return block.receiving.text
    degrees = {
        value.text
        for one in block.statements
        if isinstance(one, expectations.AboutLearner)
        for fact in one.facts
        if isinstance(fact, expectations.Given)
        and isinstance(fact.fact, conditions.Fact)
        and fact.fact.name == "degree"
        and isinstance(value := fact.value, node.Name)
    }
    return _only(degrees, names)


def _receiving_of_exception(
    block: teach_outs.ExceptionBlock, names: Names
) -> str | None:
    """Return whose exception it is: that of its degrees, else the one there is."""
    degrees = set()
    for one in block.statements:
        match one:
            case teach_outs.Substitute(in_=node.Reference() as place):
                degrees.add(place.block or place.member)
            case teach_outs.Waive(waived=node.Reference(block=node.Name() as degree)):
                degrees.add(degree)
            case _:
                continue
    return _only({degree.text for degree in degrees if degree is not None}, names)


def _only(degrees: AbstractSet[str], names: Names) -> str | None:
    whose = {
        receiving
        for degree in degrees
        if degree in names.degrees
        for receiving in names.degrees[degree].receiving
    }
    if len(whose) != 1:
        whose = set(names.receivers)
    return next(iter(whose)) if len(whose) == 1 else None
