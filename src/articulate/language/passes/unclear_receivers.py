"""AR245: where several institutions receive, a test says for whom."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import AwardRef, GivenLearning


def unclear_receivers(checked: Checked) -> Iterator[Diagnostic]:
    """Report each test whose receiver cannot be told, and each award from nobody."""
    receivers = checked.names.receivers
    for test, receiving in checked.tests:
        if receiving is None and checked.names.complete and len(receivers) > 1:
            yield Diagnostic(
                Code.RECEIVER_UNCLEAR,
                test.span,
                f"for whom the test `{test.title}` speaks is not said: "
                f"{', '.join(receivers)} all receive",
                f'say it after the title: `test "…" for {receivers[0]} {{ … }}`',
            )
        elif receiving is None and checked.names.complete and not receivers:
            yield Diagnostic(
                Code.RECEIVER_UNCLEAR,
                test.span,
                f"nobody receives what the test `{test.title}` gives",
                "put the rules it tests beside it, in blocks `for` an institution",
            )
    senders = {sender for block in checked.blocks for sender in block.head.sending}
    for given, _ in checked.nodes(GivenLearning):
        award = given.learning
        if not isinstance(award, AwardRef) or award.institution is not None:
            continue
        if len(senders) != 1:
            yield Diagnostic(
                Code.RECEIVER_UNCLEAR,
                award.span,
                f"who conferred `{award.title}` is not said",
                f'say it: `award "{award.title}" from NCC`',
            )
