"""AR154: what can hold only once in a block is said only once."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax import (
    agreements,
    degrees,
    expectations,
    institutions,
    policies,
    prior_learning,
    teach_outs,
)
from articulate.language.syntax.node import Node

_ONCE: dict[type[Node], str] = {
    institutions.Kind: "kind",
    institutions.Unit: "unit",
    institutions.Grades: "grades",
    institutions.CalendarOf: "calendar",
    agreements.GovernedBy: "governed by",
    policies.MonthEnd: "month-end",
    policies.Surplus: "surplus",
    policies.Duplicate: "duplicate",
    policies.Prefer: "prefer",
    policies.CatalogRights: "catalog rights",
    policies.Candidates: "candidates",
    policies.Lapse: "lapse",
    policies.Expire: "expire",
    policies.Choose: "choose",
    degrees.CreditsAtLeast: "credits at least",
    degrees.EachFills: "each course fills",
    prior_learning.Scores: "scores",
    prior_learning.Stack: "stack",
    prior_learning.Assessors: "assessors",
    prior_learning.Agree: "agree within",
    prior_learning.DecideBy: "decide by",
    teach_outs.ClosesDegree: "closes degree",
    teach_outs.ClosesInstitution: "closes institution",
    teach_outs.LastAward: "last award",
    teach_outs.HoldsCatalog: "holds catalog",
    teach_outs.SetCatalog: "set catalog",
    teach_outs.ApplyThrough: "apply through",
    teach_outs.AfterLastAward: "after last award",
    expectations.AsOf: "as of",
    expectations.KnownAt: "known at",
}


def repeated_statements(checked: Checked) -> Iterator[Diagnostic]:
    """Report each later saying of what can be said once, beside the first."""
    for kind, words in _ONCE.items():
        first: dict[int, Node] = {}
        for node, found in checked.nodes(kind):
            said = first.setdefault(id(found.block), node)
            if said is not node:
                yield Diagnostic(
                    Code.STATEMENT_REPEATED,
                    node.span,
                    f"`{words}` is said twice in one block",
                    "keep the one that is meant",
                    also=(said.span,),
                )
    yield from _undated(checked)


def _undated(checked: Checked) -> Iterator[Diagnostic]:
    """Report each later `repeat` or `otherwise` that always holds beside another."""
    first: dict[tuple[int, type[Node]], policies.Repeat | policies.Otherwise] = {}
    for node, found in checked.nodes(policies.Repeat, policies.Otherwise):
        if node.when is not None:
            continue
        if isinstance(node, policies.Repeat) and node.overrides:
            continue
        said = first.setdefault((id(found.block), type(node)), node)
        if said is node or _keeps(said) == _keeps(node):
            continue
        word = "repeat" if isinstance(node, policies.Repeat) else "otherwise"
        yield Diagnostic(
            Code.STATEMENT_REPEATED,
            node.span,
            f"two `{word}` of one block always hold, and differ",
            "keep the one that is meant, or say with `when` where each holds",
            also=(said.span,),
        )


def _keeps(node: policies.Repeat | policies.Otherwise) -> object:
    """Return what a statement says, apart from its name and its place."""
    if isinstance(node, policies.Repeat):
        return (node.method, node.up_to)
    return (node.outcome, node.otherwise)
