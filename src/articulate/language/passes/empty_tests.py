"""AR160: a test that expects nothing cannot fail."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import Expectation


def empty_tests(checked: Checked) -> Iterator[Diagnostic]:
    """Report each test without an `expect`."""
    for test, _ in checked.tests:
        if not any(isinstance(one, Expectation) for one in test.statements):
            yield Diagnostic(
                Code.TEST_EXPECTS_NOTHING,
                test.span,
                f"the test `{test.title}` expects nothing, so it cannot fail",
                "add what should come out: `expect …`",
                severity=Severity.WARNING,
            )
