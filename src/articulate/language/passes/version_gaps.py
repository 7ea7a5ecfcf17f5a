"""AR302: between two versions there is no day without one."""

from collections.abc import Iterator
from datetime import date, timedelta

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.passes.version_days import kept_days


def version_gaps(checked: Checked) -> Iterator[Diagnostic]:
    """Report each stretch of days between two versions that neither covers.

    After the last version there is no gap: the block is over.
    """
    for blocks in checked.versions().values():
        covered: date | None = None
        for block, stretch in kept_days(blocks):
            if covered is not None and stretch.start and covered < stretch.start:
                last = stretch.start - timedelta(days=1)
                days = f"{covered}" if covered == last else f"{covered} to {last}"
                yield Diagnostic(
                    Code.VERSION_GAP,
                    block.name.span,
                    f"no version of `{block.head.id}` is in force on {days}",
                    f"begin this one on {covered}, or let the one before it last",
                    severity=Severity.WARNING,
                )
            if stretch.until is None:
                break
            covered = max(covered or stretch.until, stretch.until)
