"""AR223: a rule gives courses of the institution that receives."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.sources import CourseTarget


def foreign_targets(checked: Checked) -> Iterator[Diagnostic]:
    """Report each target that is another institution's course."""
    for target, found in checked.nodes(CourseTarget):
        owner = target.course.institution
        if owner is None or found.receiving is None or owner == found.receiving:
            continue
        if not isinstance(found.block, TestBlock):
            yield Diagnostic(
                Code.FOREIGN_TARGET,
                target.course.span,
                f"`{target.course.code}` is a course of {owner}, "
                f"and {found.receiving} receives",
                f"name a course of {found.receiving}",
            )
