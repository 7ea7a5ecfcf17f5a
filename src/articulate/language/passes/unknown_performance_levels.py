"""AR214: the order of performance levels is stated, never guessed."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.conditions import Comparison, Fact
from articulate.language.syntax.node import Text
from articulate.language.syntax.prior_learning import PriorLearningBlock, ResultLevels


def unknown_performance_levels(checked: Checked) -> Iterator[Diagnostic]:
    """Report each performance level that is compared without a place in an order."""
    for comparison, found in checked.nodes(Comparison):
        left, right = comparison.left, comparison.right
        if not isinstance(left, Fact) or left.name != "result":
            continue
        if not isinstance(left.argument, Text) or not isinstance(right, Text):
            continue
        if not isinstance(found.block, PriorLearningBlock):
            continue
        name = left.argument.value
        orders = [
            one.levels
            for one in found.block.statements
            if isinstance(one, ResultLevels) and one.result == name
        ]
        if not orders and comparison.operator not in ("=", "!="):
            yield Diagnostic(
                Code.UNKNOWN_PERFORMANCE_LEVEL,
                comparison.span,
                f"the order of the levels of `{name}` is not stated",
                f'state it, worst first: `levels "{name}" "…" < "{right.value}"`',
            )
        elif orders and right.value not in orders[0]:
            yield Diagnostic(
                Code.UNKNOWN_PERFORMANCE_LEVEL,
                right.span,
                f"`{right.value}` is not among the levels of `{name}`",
                did_you_mean(right.value, orders[0], otherwise="add it to the levels"),
            )
