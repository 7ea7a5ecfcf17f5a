"""AR164: a course stands in for a course."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import ExpectTarget
from articulate.language.syntax.node import Node
from articulate.language.syntax.sources import (
    CourseTarget,
    NoTarget,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.language.syntax.teach_outs import Substitute


def courses_expected(checked: Checked) -> Iterator[Diagnostic]:
    """Report each substitute that is no course, and each test that expects `none`."""
    for substitute, _ in checked.nodes(Substitute):
        for part in _others(substitute.new):
            yield _problem(part, "only courses can stand in for others")
    for expect, _ in checked.nodes(ExpectTarget):
        if isinstance(expect.target, NoTarget):
            yield _problem(expect.target, "`none` cannot be looked for in a result")


def _others(target: Target) -> Iterator[Node]:
    match target:
        case CourseTarget():
            return
        case TargetAll(parts=parts) | TargetChoice(parts=parts):
            for part in parts:
                yield from _others(part)
        case _:
            yield target


def _problem(place: Node, message: str) -> Diagnostic:
    return Diagnostic(
        Code.COURSE_EXPECTED,
        place.span,
        message,
        "name a course, or write `expect no credit for …` in a test",
    )
