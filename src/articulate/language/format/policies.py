"""The statements of institutional policy as text."""

from articulate.language.format.clauses import (
    Write,
    because,
    cites,
    completed,
    days,
    ground,
    listed,
    otherwise,
    overrides,
    quantity,
    refer_to,
    remedy,
    when,
)
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import (
    AcceptAt,
    AcceptFrom,
    Appeal,
    Candidates,
    Choose,
    Convert,
    DenyPool,
    Duplicate,
    Expire,
    Lapse,
    Limit,
    Minimum,
    MonthEnd,
    Otherwise,
    Prefer,
    Recency,
    ReferPool,
    Repeat,
    Surplus,
)


def _head(word: str, node: Minimum | DenyPool | ReferPool | Repeat | Limit) -> str:
    return f"{word} {node.id.text}{overrides(node.overrides)}:"


def _accept_from(node: AcceptFrom) -> list[str]:
    on = f" on {text_of(node.on)}" if node.on else ""
    return [
        f"accept from {text_of(node.pool)}{on}",
        *when(node.when),
        *otherwise(node.otherwise),
        *cites(node.cites),
    ]


def _accept_at(node: AcceptAt) -> list[str]:
    return [
        f"accept at {listed(node.institutions)} as residence",
        *days(node.from_, node.through),
        *when(node.when),
        *cites(node.cites),
    ]


def _minimum(node: Minimum) -> list[str]:
    return [
        f"{_head('minimum', node)} {text_of(node.requires)}",
        *when(node.when),
        *otherwise(node.otherwise),
        *cites(node.cites),
    ]


def _deny(node: DenyPool) -> list[str]:
    return [
        f"{_head('deny', node)} {text_of(node.pool)}",
        *because(node.because),
        *ground(node.ground),
        *when(node.when),
        *cites(node.cites),
    ]


def _refer(node: ReferPool) -> list[str]:
    return [
        f"{_head('refer', node)} {text_of(node.pool)}",
        *refer_to(node.to),
        *because(node.because),
        *when(node.when),
        *cites(node.cites),
    ]


def _convert(node: Convert) -> list[str]:
    words = f"convert {node.from_} -> {node.to} by {node.by.written}"
    if node.rounding is None:
        return [words, *cites(node.cites)]
    how = node.rounding
    rounding = f"round {how.mode} to {how.to.written} per {how.per}"
    return [f"{words} {rounding}", *cites(node.cites)]


def _repeat(node: Repeat) -> list[str]:
    most = f" up to {node.up_to}" if node.up_to is not None else ""
    words = f"{_head('repeat', node)} {node.method}{most}"
    return [words, *when(node.when), *cites(node.cites)]


def _otherwise(node: Otherwise) -> list[str]:
    return [
        f"otherwise {remedy(node.outcome)}",
        *when(node.when),
        *otherwise(node.otherwise),
        *cites(node.cites),
    ]


def _limit(node: Limit) -> list[str]:
    most = f"at most {quantity(node.at_most)} from {text_of(node.pool)}"
    return [
        f"{_head('limit', node)} {most}",
        *([completed(node.completed)] if node.completed else []),
        *when(node.when),
        *cites(node.cites),
    ]


def _recency(node: Recency) -> list[str]:
    head = f"recency {node.id.text}{overrides(node.overrides)}:"
    return [
        f"{head} {text_of(node.pool)} {completed(node.completed)}",
        *when(node.unless, "unless"),
        *when(node.when),
        *otherwise(node.otherwise),
        *cites(node.cites),
    ]


def _appeal(node: Appeal) -> list[str]:
    window = f"within {text_of(node.within)} to {quoted(node.to)}"
    return [
        f"appeal {node.id.text}: {text_of(node.pool)} {window}",
        *([f"after {node.after}"] if node.after else []),
        *cites(node.cites),
    ]


def _expire(node: Expire) -> list[str]:
    return [f"expire {text_of(node.after)} after {text_of(node.anchor)}"]


WRITES: dict[type[Node], Write] = {
    AcceptFrom: _accept_from,
    AcceptAt: _accept_at,
    Minimum: _minimum,
    DenyPool: _deny,
    ReferPool: _refer,
    Convert: _convert,
    Surplus: lambda node: [f"surplus {node.how}", *cites(node.cites)],
    Repeat: _repeat,
    Duplicate: lambda node: [f"duplicate keep {node.keep}", *cites(node.cites)],
    Prefer: lambda node: [f"prefer {' then '.join(node.order)}", *cites(node.cites)],
    Otherwise: _otherwise,
    Limit: _limit,
    Recency: _recency,
    Appeal: _appeal,
    MonthEnd: lambda node: [f"month-end {node.how}", *cites(node.cites)],
    Candidates: lambda node: [f"candidates {', '.join(node.candidates)}"],
    Lapse: lambda node: [f"lapse when {text_of(node.when)}"],
    Expire: _expire,
    Choose: lambda node: [f"choose {' else '.join(node.order)}"],
}
