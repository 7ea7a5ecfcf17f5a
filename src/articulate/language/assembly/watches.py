"""The statements of a watch, whose signs are all wanted and none of them twice."""

from typing import Literal

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Build, Child, Draft
from articulate.language.assembly.nodes import node, words
from articulate.language.format.watches import text_of
from articulate.language.syntax.watches import (
    DifferingSign,
    NearingSign,
    Sign,
    WatchStatement,
)

_DESK = slice(2, 3)


def watch_statement(kind: Literal["task", "remind"]) -> Build:
    """Build `task differ "…" for registrar: …`, or `remind …`."""

    def build(draft: Draft, children: list[Child]) -> Child:
        desk = words(children, _DESK)
        built: WatchStatement = node(
            WatchStatement, "id", "says", "signs", kind=kind, desk=desk
        )(draft, children)
        _report_repeated(draft, built)
        return built

    return build


def _report_repeated(draft: Draft, statement: WatchStatement) -> None:
    """Report each sign that stands twice, with whatever length or number."""
    seen: dict[str, Sign] = {}
    for sign in statement.signs:
        name = _name(sign)
        if name in seen:
            draft.report(
                Code.SAID_TWICE,
                sign.span,
                f"`{text_of(sign)}` says again what was said",
                way_out="keep the one that is meant; what should be told of apart is a"
                " statement of its own",
                also=(seen[name].span,),
            )
        seen.setdefault(name, sign)


def _name(sign: Sign) -> str:
    match sign:
        case NearingSign(what=what):
            return what
        case DifferingSign():
            return "assessors differ"
        case _:
            return text_of(sign)
