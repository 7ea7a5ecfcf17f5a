"""What can be changed in watches: statements, signs, how near and how far apart."""

from collections.abc import Iterator

from articulate.language.format.watches import text_of
from articulate.language.mutants.change import Change, altered, without
from articulate.language.mutants.nearby import Grades, both_ways
from articulate.language.mutants.words import statement_text
from articulate.language.syntax.node import Node
from articulate.language.syntax.watches import (
    DifferingSign,
    NearingSign,
    WatchBlock,
    WatchStatement,
)


def watch_changes(node: Node, grades: Grades) -> Iterator[Change]:
    """Yield what can be changed in one statement or sign of a watch."""
    match node:
        case WatchBlock():
            yield from without(node, "statements", statement_text)
        case WatchStatement(signs=signs) if len(signs) > 1:
            yield from without(node, "signs", text_of)
        case NearingSign(within=within):
            for nearer in both_ways(within, grades):
                moved = altered(node, within=nearer)
                yield Change(node.span, text_of(node), text_of(moved), moved)
        case DifferingSign(by=by):
            for more in both_ways(by, grades):
                apart = altered(node, by=more)
                yield Change(node.span, text_of(node), text_of(apart), apart)
        case _:
            return
