"""AR213: a criterion that a rule asks for is one the assessors judge."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.node import Text
from articulate.language.syntax.prior_learning import (
    CriterionLevels,
    PriorLearningBlock,
)


def unknown_criteria(checked: Checked) -> Iterator[Diagnostic]:
    """Report each criterion that its portfolio does not list."""
    for fact, found in checked.nodes(Fact):
        if fact.name != "criterion" or not isinstance(fact.argument, Text):
            continue
        if not isinstance(found.block, PriorLearningBlock):
            continue
        known = [
            one.criterion
            for one in found.block.statements
            if isinstance(one, CriterionLevels)
        ]
        written = fact.argument.value
        if written not in known:
            yield Diagnostic(
                Code.UNKNOWN_CRITERION,
                fact.argument.span,
                f"the assessors judge no criterion `{written}`",
                did_you_mean(
                    written,
                    known,
                    otherwise=f'add it: `criterion "{written}" levels 0..4`',
                ),
            )
