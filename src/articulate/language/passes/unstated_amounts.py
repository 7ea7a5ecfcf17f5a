"""AR228: where neither the learning nor the catalog says how much, the rule must."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked, Found
from articulate.language.syntax.agreements import Rule
from articulate.language.syntax.prior_learning import PriorLearningBlock
from articulate.language.syntax.sources import (
    AwardSource,
    BlockTarget,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    NoTarget,
    RequirementTarget,
    SingleTarget,
    Target,
    TargetAll,
    TargetChoice,
)


def unstated_amounts(checked: Checked) -> Iterator[Diagnostic]:
    """Report each target whose credit nothing says.

    An exam, credential, training, portfolio or award has no credit of its own, and a
    catalog says the credit of courses only, of some only from and to.
    """
    for rule, found in checked.nodes(Rule):
        if _has_no_credit(rule, found):
            for target in _singles(rule.target):
                yield from _unstated(checked, target, found)


def _has_no_credit(rule: Rule, found: Found) -> bool:
    return isinstance(found.block, PriorLearningBlock) or isinstance(
        rule.source, AwardSource
    )


def _unstated(
    checked: Checked, target: SingleTarget, found: Found
) -> Iterator[Diagnostic]:
    amount = None if isinstance(target, NoTarget) else target.amount
    if isinstance(amount, EarnedAmount):
        yield _problem(target, "`[earned]` is nothing: this learning has no credit")
    if amount is not None and not isinstance(amount, CatalogAmount):
        return
    match target:
        case ElectiveTarget() | BlockTarget():
            yield _problem(target, "nothing says how much credit this gives")
        case CourseTarget(course=course):
            catalog = checked.names.catalogs.get(found.receiving or "")
            if catalog is not None and catalog.courses.get(course.code):
                yield _problem(target, f"the credit of `{course.code}` varies")
        case RequirementTarget() | NoTarget():
            return


def _singles(target: Target) -> Iterator[SingleTarget]:
    match target:
        case TargetAll(parts=parts) | TargetChoice(parts=parts):
            for part in parts:
                yield from _singles(part)
        case _:
            yield target


def _problem(target: SingleTarget, message: str) -> Diagnostic:
    return Diagnostic(
        Code.UNSTATED_AMOUNT,
        target.span,
        message,
        "add the amount in brackets, such as `[3 cr]`",
        severity=Severity.WARNING,
    )
