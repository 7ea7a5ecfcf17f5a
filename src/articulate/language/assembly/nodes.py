"""The ordinary case: what a production holds fills the fields of its node, in order.

Clauses (`Part`) name the field they belong to. Text becomes a string where the field
is one, and a number a whole number. A field that nothing was written for keeps its
default, or is None or empty.
"""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Build, Child, Draft, Part
from articulate.language.scan import Word
from articulate.language.syntax.node import Name, Node, Number, Text

# How a clause's field is called on the page, where it is another word.
_SAID = {
    "from_": "from",
    "in_": "in",
    "with_": "with",
    "as_": "as",
    "otherwise": "else",
    "course_level": "a level",
    "by_fact": "by",
}
ALL = slice(None)
_UNIONS = (Union, UnionType)
_MARKS = frozenset({",", ":", "(", ")", "[", "]"})


@dataclass(frozen=True, slots=True)
class _Fields:
    """What a node's fields take, and what they are when nothing is written."""

    names: frozenset[str]
    strings: frozenset[str]
    counts: frozenset[str]
    repeated: frozenset[str]
    absent: dict[str, object]


@cache
def _fields_of(kind: Callable[..., Node]) -> _Fields:
    strings, counts, repeated = set(), set(), set()
    absent: dict[str, object] = {}
    names = []
    for each in fields(kind):  # type: ignore[arg-type] # every node is a dataclass
        if each.name == "span":
            continue
        names.append(each.name)
        choices = get_args(each.type) if get_origin(each.type) in _UNIONS else ()
        if each.type is str or str in choices:
            strings.add(each.name)
        if each.type is int or int in choices:
            counts.add(each.name)
        if get_origin(each.type) is tuple:
            repeated.add(each.name)
            if str in get_args(each.type):
                strings.add(each.name)
        if each.default is MISSING:
            if each.name in repeated:
                absent[each.name] = ()
            elif NoneType in choices:
                absent[each.name] = None
    return _Fields(
        frozenset(names),
        frozenset(strings),
        frozenset(counts),
        frozenset(repeated),
        absent,
    )


def node(kind: Callable[..., Node], /, *names: str, **fixed: object) -> Build:
    """Build *kind* from what is in a production; *names* are its fields in order.

    The last name takes all that is left when its field holds several.
    """
    takes = _fields_of(kind)
    last = len(names) - 1
    plain = takes.names - takes.strings - takes.counts - takes.repeated
    start: dict[str, object] = {**takes.absent, **fixed}

    def build(draft: Draft, children: list[Child]) -> Child:
        given = start.copy()
        clauses: list[Part] = []
        at = 0
        for child in children:
            if type(child) is Word:
                continue
            if type(child) is Part:
                clauses.append(child)
                continue
            name = names[min(at, last)]
            at += 1
            if name in plain:
                given[name] = child
            elif name in takes.repeated:
                value = _value(draft, takes, name, child)
                given[name] = (*_several(given.get(name)), value)
            else:
                given[name] = _value(draft, takes, name, child)
        if clauses:
            add_clauses(draft, kind, given, clauses)
        return kind(**given, span=draft.span(children))

    return build


def said(kind: Callable[..., Node], name: str, at: slice, *names: str) -> Build:
    """Build *kind*, one field of which is those of the production's keywords."""

    def build(draft: Draft, children: list[Child]) -> Child:
        return node(kind, *names, **{name: words(children, at)})(draft, children)

    return build


def part(name: str) -> Build:
    """Carry the one thing in a clause to the field *name*."""

    def build(draft: Draft, children: list[Child]) -> Child:
        value: object = next(c for c in children if not isinstance(c, Word))
        return Part(name, value, draft.span(children))

    return build


def parts(name: str) -> Build:
    """Carry everything in a clause to the field *name*."""

    def build(draft: Draft, children: list[Child]) -> Child:
        several = tuple(c for c in children if not isinstance(c, Word))
        return Part(name, several, draft.span(children))

    return build


def said_part(name: str, at: slice) -> Build:
    """Carry those of a clause's keywords to the field *name*."""

    def build(draft: Draft, children: list[Child]) -> Child:
        return Part(name, words(children, at), draft.span(children))

    return build


def flag(name: str) -> Build:
    """Carry the mere presence of a clause to the field *name*."""

    def build(draft: Draft, children: list[Child]) -> Child:
        return Part(name, value=True, span=draft.span(children))

    return build


def inner(_draft: Draft, children: list[Child]) -> Child:
    """Give what stands in parentheses, which are not kept: the tree's shape says it."""
    return children[1]


def words(children: list[Child], at: slice = ALL) -> str:
    """Join the keywords of a production, or some of them, leaving out marks."""
    written = [c.text for c in children if isinstance(c, Word) and c.text not in _MARKS]
    return " ".join(written[at])


def whole(draft: Draft, number: Number) -> int:
    """Read a whole number; anything else is reported and rounded down."""
    if number.value.denominator != 1 or number.is_percent:
        draft.report(
            Code.NOT_A_NUMBER,
            number.span,
            f"`{number.written}` is not a whole number",
            way_out=f"write how many, such as `{max(1, int(number.value))}`",
        )
    return int(number.value)


def add_clauses(
    draft: Draft,
    kind: Callable[..., Node],
    given: dict[str, object],
    clauses: list[Part],
) -> None:
    """Put *clauses* into the fields they name; report one too many, or out of place."""
    takes = _fields_of(kind)
    seen: dict[str, Part] = {}
    for clause in clauses:
        name = clause.name
        shown = _SAID.get(name, name.replace("_", " "))
        if name not in takes.names:
            draft.report(
                Code.CLAUSE_OUT_OF_PLACE,
                clause.span,
                f"`{shown}` does not belong to this statement",
                way_out=f"take the `{shown}` away, or write it where it applies",
            )
        elif name == "cites":
            more = _value(draft, takes, name, clause.value)
            given[name] = (*_several(given.get(name)), *_several(more))
        elif name in seen:
            draft.report(
                Code.SAID_TWICE,
                clause.span,
                f"`{shown}` is said twice in one statement",
                way_out="keep the one that is meant",
                also=(seen[name].span,),
            )
        else:
            seen[name] = clause
            given[name] = _value(draft, takes, name, clause.value)


def _value(draft: Draft, takes: _Fields, name: str, value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_value(draft, takes, name, each) for each in value)
    if name in takes.strings and isinstance(value, Text):
        return value.value
    if name in takes.strings and isinstance(value, Name):
        return value.text
    if name in takes.counts and isinstance(value, Number):
        return whole(draft, value)
    return value


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
