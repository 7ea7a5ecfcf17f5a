"""The statements of watches as text, and the signs that they wait for."""

from articulate.language.format.clauses import Write, cites
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.node import Node
from articulate.language.syntax.watches import (
    DegreeSign,
    DifferingSign,
    FlagSign,
    NearingSign,
    PlainSign,
    WatchStatement,
)

__all__ = ["WRITES", "text_of"]


@text_of.register
def _(node: PlainSign) -> str:
    return node.says


@text_of.register
def _(node: DifferingSign) -> str:
    level = "level" if node.by.written == "1" else "levels"
    return f"assessors differ by more than {node.by.written} {level}"


@text_of.register
def _(node: NearingSign) -> str:
    return f"{node.what} within {text_of(node.within)}"


@text_of.register
def _(node: FlagSign) -> str:
    return f"the learner has flag {node.flag.text}"


@text_of.register
def _(node: DegreeSign) -> str:
    named = " or ".join(one.text for one in node.degrees)
    return f"the learner pursues {named}"


def _statement(node: WatchStatement) -> list[str]:
    opening = f"{node.kind} {node.id.text} {quoted(node.says)} for {node.desk}:"
    first, *more = (text_of(sign) for sign in node.signs)
    return [opening, first, *(f"and {sign}" for sign in more), *cites(node.cites)]


WRITES: dict[type[Node], Write] = {WatchStatement: _statement}
