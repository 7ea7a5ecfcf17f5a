"""AR227: credit that nobody earned is given only where a rule says so in brackets."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.agreements import Partial, Rule
from articulate.language.syntax.sources import (
    AwardSource,
    CourseTarget,
    Source,
    SourceAll,
    SourceAny,
    SourceCount,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.language.syntax.teach_outs import AcceptRule


def credit_from_nothing(checked: Checked) -> Iterator[Diagnostic]:
    """Report each course that a conferred award gives without saying how much.

    An award has no credit of its own: what its courses earned is on their own lines, so
    the credit of the target would come on top of it.
    """
    for rule, _ in checked.nodes(Rule, Partial, AcceptRule):
        if rule.source is None or not _only_award(rule.source):
            continue
        for target in _courses(rule.target):
            if target.amount is None:
                yield Diagnostic(
                    Code.CREDIT_FROM_NOTHING,
                    target.span,
                    f"`{target.course.code}` gives credit that the award has not",
                    "say so: `[catalog]` grants its credit, `[0 cr]` satisfies "
                    "without hours",
                    severity=Severity.WARNING,
                )


def _only_award(source: Source) -> bool:
    match source:
        case AwardSource():
            return True
        case SourceAny(parts=parts):
            return any(_only_award(part) for part in parts)
        case SourceAll(parts=parts) | SourceCount(parts=parts):
            return all(_only_award(part) for part in parts)
        case _:
            return False


def _courses(target: Target) -> Iterator[CourseTarget]:
    match target:
        case CourseTarget():
            yield target
        case TargetAll(parts=parts) | TargetChoice(parts=parts):
            for part in parts:
                yield from _courses(part)
        case _:
            return
