"""AR235: credit in another unit needs a conversion, or every line refers."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.headers import Parties
from articulate.language.syntax.policies import Convert
from articulate.model.credit import CreditUnit


def missing_conversions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each pair of sender and receiver whose units no policy converts."""
    converted = {
        (found.receiving, convert.from_, convert.to)
        for convert, found in checked.nodes(Convert)
    }
    reported = set()
    for parties, _ in checked.nodes(Parties):
        receiving = parties.receiving.text
        to = checked.names.unit_of(receiving)
        for sender in parties.sending:
            unit = checked.names.unit_of(sender.text)
            if unit is to or CreditUnit.UNKNOWN in (unit, to):
                continue
            pair = (sender.text, receiving)
            if pair in reported or (receiving, str(unit), str(to)) in converted:
                continue
            reported.add(pair)
            yield Diagnostic(
                Code.NO_CONVERSION,
                sender.span,
                f"{sender.text} counts in {unit} credit, and no policy of {receiving} "
                f"converts that to {to} credit",
                f"add to its policy: `convert {unit} -> {to} by …`",
                severity=Severity.WARNING,
            )
