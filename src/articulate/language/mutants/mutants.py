"""Every change of a policy, and every part of it that a test can exercise."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from articulate.diagnostics.span import Span
from articulate.language.checked import Checked, CheckedBlock, HeadedBlock
from articulate.language.lower.blocks import lowered
from articulate.language.lower.heads import block_head, exception_head
from articulate.language.mutants.change import Change, changes_below
from articulate.language.mutants.closures import closure_changes
from articulate.language.mutants.conditions import answered_otherwise, condition_changes
from articulate.language.mutants.degrees import degree_changes
from articulate.language.mutants.nearby import Grades
from articulate.language.mutants.policies import policy_changes
from articulate.language.mutants.rules import rule_changes
from articulate.language.mutants.sources import source_changes
from articulate.language.mutants.watches import watch_changes
from articulate.language.syntax.agreements import AgreementBlock
from articulate.language.syntax.degrees import DegreeBlock
from articulate.language.syntax.node import Name, Node
from articulate.language.syntax.policies import (
    AcceptFrom,
    Convert,
    DenyPool,
    Duplicate,
    Minimum,
    Otherwise,
    PolicyBlock,
    Recency,
    ReferPool,
    Repeat,
    Surplus,
)
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.teach_outs import ExceptionBlock, TeachOutBlock
from articulate.language.syntax.watches import WatchBlock
from articulate.rulebook.in_force import Headed
from articulate.rulebook.version import BlockHead

_CHANGED = (
    AgreementBlock,
    PriorLearningBlock,
    PolicyBlock,
    DegreeBlock,
    TeachOutBlock,
    ExceptionBlock,
    WatchBlock,
)
# Of these the audit reads nothing but the lines that come of them.
_OF_LINES = (
    AgreementBlock,
    PriorLearningBlock,
    AcceptFrom,
    Minimum,
    DenyPool,
    ReferPool,
    Convert,
    Surplus,
    Repeat,
    Duplicate,
    Otherwise,
    Recency,
)
_ALL = (
    rule_changes,
    source_changes,
    condition_changes,
    policy_changes,
    degree_changes,
    closure_changes,
    watch_changes,
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A block with one clause changed.

    `statement` is where the statement stands in which the change was made, and `rule`
    its id, if it has one. `was` is what stood at `place`, and `now` what stands there
    instead, empty where it was left out. `of_lines` says that it can change nothing but
    lines, and an audit only by them.
    """

    head: BlockHead
    statement: Span
    place: Span
    was: str
    now: str
    changed: CheckedBlock
    rule: str = ""
    of_lines: bool = False

    def block(self) -> Headed | None:
        """Compile the changed block."""
        return lowered(self.changed)


@dataclass(frozen=True, slots=True)
class Part:
    """A rule, a clause or another part of a policy that a test can exercise.

    `without` are the blocks in which it is left out, or answers nothing but one way:
    where none of them changes what comes of a test, the test does not exercise it.
    """

    head: BlockHead
    statement: Span
    place: Span
    text: str
    without: tuple[Mutant, ...]


def mutants_of(checked: Checked) -> Iterator[Mutant]:
    """Yield every change of every block of rules, in the order of files and text."""
    grades = Grades.of(checked)

    def changing(node: Node) -> Iterator[Change]:
        for changes in _ALL:
            yield from changes(node, grades)

    for block in _blocks(checked):
        yield from _of_block(block, changes_below(block.node, changing))


def parts_of(checked: Checked) -> Iterator[Part]:
    """Yield every part that can be left out or answered otherwise, in that order."""
    grades = Grades.of(checked)

    def changing(node: Node) -> Iterator[Change]:
        yield from answered_otherwise(node)
        for changes in _ALL:
            yield from (one for one in changes(node, grades) if not one.now)

    for block in _blocks(checked):
        grouped: dict[Span, list[Mutant]] = {}
        for one in _of_block(block, changes_below(block.node, changing)):
            grouped.setdefault(one.place, []).append(one)
        for place, without in grouped.items():
            first = without[0]
            yield Part(block.head, first.statement, place, first.was, tuple(without))


def _blocks(checked: Checked) -> list[CheckedBlock]:
    found = [one for one in checked.blocks if isinstance(one.node, _CHANGED)]
    return sorted(found, key=lambda one: one.node.span)


def _of_block(block: CheckedBlock, changes: Iterator[Change]) -> Iterator[Mutant]:
    found = sorted(changes, key=lambda one: (one.place, one.was, one.now))
    denials = {_denied(one) for one in found}
    statements: tuple[Node, ...] = getattr(block.node, "statements", ())
    for one in found:
        if one.now == f"not {one.was}" and (_end(one), one.was) in denials:
            continue  # what a `not` denies, denied again, is the `not` left out
        within = next(
            (each for each in statements if _holds(each.span, one.place)), None
        )
        named = getattr(within, "id", None)
        yield Mutant(
            block.head,
            one.place if within is None else within.span,
            one.place,
            one.was,
            one.now,
            _opened_again(block, cast("HeadedBlock", one.node)),
            rule=named.text if isinstance(named, Name) else "",
            of_lines=isinstance(block.node, _OF_LINES) or isinstance(within, _OF_LINES),
        )


def _denied(change: Change) -> tuple[tuple[int, int], str]:
    return _end(change), change.was.removeprefix("not ") if change.now else ""


def _end(change: Change) -> tuple[int, int]:
    return change.place.end_line, change.place.end_column


def _opened_again(block: CheckedBlock, node: HeadedBlock) -> CheckedBlock:
    """Let a changed block open as it says now: its days may be what was changed."""
    if isinstance(node, ExceptionBlock):
        return replace(
            block, node=node, head=exception_head(node, block.head.receiving)
        )
    return replace(block, node=node, head=block_head(node))


def _holds(outer: Span, inner: Span) -> bool:
    starts = (outer.line, outer.column) <= (inner.line, inner.column)
    ends = (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    return starts and ends
