"""AR218: a test has a name of its own, so that a failure says which it is."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import PropertyBlock, TestBlock


def duplicate_tests(checked: Checked) -> Iterator[Diagnostic]:
    """Report each test and property whose title an earlier one has."""
    first: dict[tuple[type, str], TestBlock | PropertyBlock] = {}
    for one, _ in checked.nodes(TestBlock, PropertyBlock):
        known = first.setdefault((type(one), one.title), one)
        if known is not one:
            word = "tests" if isinstance(one, TestBlock) else "properties"
            yield Diagnostic(
                Code.DUPLICATE_TEST,
                one.span,
                f"two {word} are called `{one.title}`",
                "give each a title that says what it shows",
                also=(known.span,),
                severity=Severity.WARNING,
            )
