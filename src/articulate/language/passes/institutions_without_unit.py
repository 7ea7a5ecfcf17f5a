"""AR250: an institution says what it counts credit in."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import InstitutionBlock, Unit


def institutions_without_unit(checked: Checked) -> Iterator[Diagnostic]:
    """Report each institution without `unit`: its credit would never be counted."""
    for institution, _ in checked.blocks_of(InstitutionBlock):
        if not any(isinstance(one, Unit) for one in institution.statements):
            yield Diagnostic(
                Code.INSTITUTION_WITHOUT_UNIT,
                institution.header.id.span,
                f"{institution.header.id.text} does not say what it counts credit in",
                "add `unit semester`, `unit quarter` or `unit ects`",
                severity=Severity.WARNING,
            )
