"""AR222: a code that belongs to no side says whose it is."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.teach_outs import ExceptionBlock


def unqualified_codes(checked: Checked) -> Iterator[Diagnostic]:
    """Report each plain code where nobody sends, or nobody is known to receive."""
    for code, found in checked.nodes(
        CourseCode, CourseRange, CoursePattern, WholeSubject
    ):
        if found.institutions(code) or isinstance(found.block, TestBlock):
            continue
        known_receiver = isinstance(found.block, ExceptionBlock)
        if not found.sending and not known_receiver:
            continue  # the block does not say for whom it is, which is reported
        side = "sends" if found.sending else "receives"
        yield Diagnostic(
            Code.UNQUALIFIED_CODE,
            code.span,
            f"whose course this is cannot be told: nobody {side} here",
            "write the institution before it, such as `NCC:CIS 120`",
        )
