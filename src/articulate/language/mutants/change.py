"""One change of a policy's text, and the same change seen from the whole block."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from articulate.diagnostics.span import Span
from articulate.language.syntax.node import Node

N = TypeVar("N", bound=Node)

_PLACES = ("span", "brace", "cited", "divider")


@dataclass(frozen=True, slots=True)
class Change:
    """What stood at a place, what stands there now, and the node that came of it.

    `now` is empty where something was left out.
    """

    place: Span
    was: str
    now: str
    node: Node


Changing = Callable[[Node], Iterator[Change]]
"""Yield every change of one node that is none of a node beneath it."""


def changes_below(node: Node, changing: Changing) -> Iterator[Change]:
    """Yield each change of a node and of what is beneath it, as changes of the node."""
    yield from changing(node)
    for field in fields(node):
        if field.name in _PLACES:
            continue
        value = getattr(node, field.name)
        if isinstance(value, Node):
            for one in changes_below(value, changing):
                yield _within(node, field.name, one, one.node)
        elif isinstance(value, tuple):
            for place, child in enumerate(value):
                if isinstance(child, Node):
                    for one in changes_below(child, changing):
                        changed = (*value[:place], one.node, *value[place + 1 :])
                        yield _within(node, field.name, one, changed)


def altered(node: N, **values: object) -> N:
    """Return a node with some fields replaced, each by a value of its own kind."""
    # What the kind of a field is, no type here can say.
    return replace(node, **values)  # type: ignore[arg-type]


def without(node: Node, name: str, text: Callable[[Node], str]) -> Iterator[Change]:
    """Leave out each node of a field that holds several."""
    held: tuple[Node, ...] = getattr(node, name)
    for place, one in enumerate(held):
        rest = (*held[:place], *held[place + 1 :])
        yield Change(one.span, text(one), "", altered(node, **{name: rest}))


def _within(node: Node, name: str, change: Change, value: object) -> Change:
    return replace(change, node=altered(node, **{name: value}))
