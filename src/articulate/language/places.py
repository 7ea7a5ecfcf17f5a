"""Where every node stands: its block, its statement, and the side of the rule."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from articulate.language.checked import Found
from articulate.language.syntax.agreements import (
    Deny,
    Partial,
    Refer,
    Rule,
)
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.node import Node
from articulate.language.syntax.policy import Block
from articulate.language.syntax.teach_outs import AcceptRule
from articulate.rulebook.version import BlockHead

Placed = tuple[Block, BlockHead | None, str | None]
_SENDING = (Rule, Partial, Deny, Refer, AcceptRule)
_STATEMENTS = frozenset({"statements", "then", "otherwise"})


def places(blocks: Iterable[Placed]) -> Mapping[type[Node], tuple[Found, ...]]:
    """Put every node of every block under its kind, in the order of the text.

    One walk serves all passes: each looks up the kinds it is about.
    """
    found: dict[type[Node], list[Found]] = {}
    fields_of: dict[type[Node], tuple[str, ...]] = {}
    for block, head, receiving in blocks:
        waiting: list[tuple[Node, Node, bool]] = [(block, block, False)]
        while waiting:
            node, statement, sending = waiting.pop()
            kind = type(node)
            here = Found(node, block, statement, head, receiving, sending)
            found.setdefault(kind, []).append(here)
            if kind not in fields_of:
                fields_of[kind] = tuple(
                    f.name for f in fields(kind) if f.name != "span"
                )
            beneath: list[tuple[Node, Node, bool]] = []
            for name in fields_of[kind]:
                value = getattr(node, name)
                within = (value,) if isinstance(value, Node) else value
                if not isinstance(within, tuple):
                    continue
                side = sending or _sends(node, name)
                opens = name in _STATEMENTS
                for each in within:
                    if isinstance(each, Node):
                        beneath.append((each, each if opens else statement, side))  # noqa: PERF401 - faster
            waiting.extend(reversed(beneath))
    return {kind: tuple(many) for kind, many in found.items()}


def _sends(node: Node, name: str) -> bool:
    """Say whether a plain code beneath this field is the sending side's."""
    if isinstance(node, Fact):
        return node.name == "grade of"
    return name == "source" and isinstance(node, _SENDING)
