"""AR159: a test says the day it speaks for, since an evaluation has no today."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import AsOf


def tests_without_day(checked: Checked) -> Iterator[Diagnostic]:
    """Report each test without `as of`."""
    for test, _ in checked.tests:
        if not any(isinstance(one, AsOf) for one in test.statements):
            yield Diagnostic(
                Code.TEST_WITHOUT_DAY,
                test.span,
                f"the test `{test.title}` does not say which day it speaks for",
                "add `as of` with a date, such as `as of 2024-09-01`",
            )
