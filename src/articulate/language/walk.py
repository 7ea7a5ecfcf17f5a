"""Every node of a tree, in the order of the text."""

from collections.abc import Iterator
from dataclasses import fields

from articulate.language.syntax.node import Node


def walk(node: Node) -> Iterator[Node]:
    """Yield *node* and everything beneath it, parents before their children."""
    names: dict[type[Node], tuple[str, ...]] = {}
    waiting: list[Node] = [node]
    while waiting:
        here = waiting.pop()
        yield here
        kind = type(here)
        if kind not in names:
            names[kind] = tuple(f.name for f in fields(kind) if f.name != "span")
        beneath: list[Node] = []
        for name in names[kind]:
            value = getattr(here, name)
            if isinstance(value, Node):
                beneath.append(value)
            elif isinstance(value, tuple):
                beneath.extend(each for each in value if isinstance(each, Node))
        waiting.extend(reversed(beneath))
