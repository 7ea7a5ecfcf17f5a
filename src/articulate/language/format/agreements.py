"""The rules of agreements, exams, credentials, training and portfolios as text."""

from articulate.language.format.clauses import (
    Write,
    because,
    cites,
    days,
    graded,
    ground,
    listed,
    overrides,
    quoted_list,
    refer_to,
    remedy,
    when,
)
from articulate.language.format.words import quoted, text_of
from articulate.language.syntax.agreements import (
    Deny,
    GovernedBy,
    Partial,
    Refer,
    Rule,
    Signed,
)
from articulate.language.syntax.node import Node
from articulate.language.syntax.prior_learning import (
    Achievement,
    Agree,
    Assessors,
    CriterionLevels,
    DecideBy,
    EvidenceRequired,
    Exhibit,
    IssuedBy,
    Requires,
    ResultLevels,
    Revoke,
    Scores,
    Stack,
)

# What lines up in a run of rules: its head, and what stands left of its arrow.
Columns = tuple[str, str]


def columns(node: Node) -> Columns | None:
    """Write what lines up with the rules around it, if *node* is such a rule."""
    if not isinstance(node, Rule | Deny | Refer | Partial):
        return None
    of = f" of {node.of.text}" if isinstance(node, Partial) else ""
    word = type(node).__name__.lower()
    head = f"{word} {node.id.text}{of}{overrides(node.overrides)}"
    return (head, "") if node.source is None else (f"{head}:", text_of(node.source))


def _rule(node: Rule | Partial) -> list[str]:
    head = [part for part in columns(node) or () if part]
    return [
        f"{' '.join(head)} -> {text_of(node.target)}",
        *graded(node.graded),
        *when(node.when),
        *because(node.because),
        *cites(node.cites),
    ]


def _deny(node: Deny) -> list[str]:
    head = [part for part in columns(node) or () if part]
    return [
        " ".join(head),
        *because(node.because),
        *ground(node.ground),
        *when(node.when),
        *cites(node.cites),
    ]


def _refer(node: Refer) -> list[str]:
    head = [part for part in columns(node) or () if part]
    return [
        " ".join(head),
        *refer_to(node.to),
        *because(node.because),
        *when(node.when),
        *cites(node.cites),
    ]


def _revoke(node: Revoke) -> list[str]:
    return [f"revoke {listed(node.rules)}", *when(node.when), *cites(node.cites)]


def _requires(node: Requires) -> list[str]:
    return [f"requires {text_of(node.condition)}", *cites(node.cites)]


def _result_levels(node: ResultLevels) -> list[str]:
    levels = " < ".join(quoted(level) for level in node.levels)
    return [f"levels {quoted(node.result)} {levels}"]


def _stack(node: Stack) -> list[str]:
    count = "all" if node.count is None else str(node.count)
    return [f"stack {count} of {listed(node.members)}"]


def _exhibit(node: Exhibit) -> list[str]:
    offered = [f"offered {text_of(node.offered)}"] if node.offered else []
    return [f"exhibit {quoted(node.exhibit)}", *offered, *days(None, node.through)]


def _criterion(node: CriterionLevels) -> list[str]:
    levels = f"{node.low.written}..{node.high.written}"
    return [f"criterion {quoted(node.criterion)} levels {levels}"]


def _agree(node: Agree) -> list[str]:
    unit = "level" if node.within.written == "1" else "levels"
    words = f"agree within {node.within.written} {unit}"
    if node.otherwise is None:
        return [words]
    if isinstance(node.otherwise, str):
        return [f"{words} else {node.otherwise}"]
    return [words, f"else {remedy(node.otherwise)}"]


def _assessors(node: Assessors) -> list[str]:
    return [f"assessors {node.count}{' blind' if node.blind else ''}"]


def _signed(node: Signed) -> list[str]:
    return [f"signed {text_of(node.on)} by {quoted_list(node.by)}"]


WRITES: dict[type[Node], Write] = {
    Signed: _signed,
    GovernedBy: lambda node: [f"governed by {node.clock}"],
    Rule: _rule,
    Partial: _rule,
    Deny: _deny,
    Refer: _refer,
    Revoke: _revoke,
    Requires: _requires,
    Scores: lambda node: [f"scores {node.low.written}..{node.high.written}"],
    IssuedBy: lambda node: [f"issued by {quoted_list(node.issuers)}"],
    Achievement: lambda node: [f"achievement {quoted_list(node.achievements)}"],
    ResultLevels: _result_levels,
    Stack: _stack,
    Exhibit: _exhibit,
    Assessors: _assessors,
    CriterionLevels: _criterion,
    EvidenceRequired: lambda node: [f"evidence required {quoted_list(node.evidence)}"],
    Agree: _agree,
    DecideBy: lambda node: [f"decide by {node.method}"],
}
