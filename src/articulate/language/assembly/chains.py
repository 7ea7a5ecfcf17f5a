"""Parts joined by `+` or `|`, `and` or `or`, `or` or `except`: one kind at a time."""

from collections.abc import Callable

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Build, Child, Draft
from articulate.language.format.expressions import text_of
from articulate.language.scan import Word
from articulate.language.syntax.conditions import And, Or
from articulate.language.syntax.node import Node
from articulate.language.syntax.pools import PoolAnd, PoolExcept, PoolOr
from articulate.language.syntax.sources import (
    SourceAll,
    SourceAny,
    TargetAll,
    TargetChoice,
)

_LONG = 40


_Joins = dict[str, Callable[..., Node]]


def chain(joins: _Joins) -> Build:
    """Build one part, or several joined by one word; different words are reported."""

    def build(draft: Draft, children: list[Child]) -> Child:
        if len(children) == 1:
            return children[0]
        together: list[Child] = [children[0]]
        word: Word = children[1]
        mixed = False
        for joining, child in zip(children[1::2], children[2::2], strict=True):
            if joining.text != word.text:
                if not mixed:
                    _report_mixed(draft, (word, joining), (together, child))
                mixed = True
                together = [_joined(draft, joins, word, together)]
            word = joining
            together.append(child)
        return _joined(draft, joins, word, together)

    return build


def _joined(draft: Draft, joins: _Joins, word: Word, parts: list[Child]) -> Node:
    span = draft.span(parts)
    if word.text == "except":
        return PoolExcept(parts[0], tuple(parts[1:]), span=span)
    return joins[word.text](tuple(parts), span=span)


def _report_mixed(
    draft: Draft,
    words: tuple[Word, Word],
    parts: tuple[list[Child], Child],
) -> None:
    first, second = words
    before, after = parts
    left = f" {first.text} ".join(_brief(part) for part in before[:-1])
    middle, right = _brief(before[-1]), _brief(after)
    draft.report(
        Code.MIXED_JOINS,
        second.span(draft.file),
        f"`{first.text}` and `{second.text}` stand side by side, which reads two ways",
        way_out=(
            f"write `({left} {first.text} {middle}) {second.text} {right}` "
            f"or `{left} {first.text} ({middle} {second.text} {right})`, "
            "whichever is meant"
        ),
        also=(first.span(draft.file),),
    )


def _brief(part: Child) -> str:
    shown = text_of(part)
    return shown if len(shown) <= _LONG else "…"


SOURCES: _Joins = {"+": SourceAll, "|": SourceAny}
TARGETS: _Joins = {"+": TargetAll, "|": TargetChoice}
CONDITIONS: _Joins = {"and": And, "or": Or}
POOLS: _Joins = {"or": PoolOr, "and": PoolAnd, "except": PoolExcept}
