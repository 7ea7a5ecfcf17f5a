"""AR305: a version supersedes one that was in force before it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked, CheckedBlock


def superseding_earlier(checked: Checked) -> Iterator[Diagnostic]:
    """Report each version that supersedes itself, or one that begins after it."""
    for blocks in checked.versions().values():
        by_version = {str(block.head.version): block for block in blocks}
        for block in blocks:
            superseded = block.head.supersedes
            older = None if superseded is None else by_version.get(superseded)
            if older is None:
                continue
            if older is block:
                yield _problem(block, "supersedes itself", Severity.ERROR)
                continue
            begins, began = block.head.effective.start, older.head.effective.start
            if begins is not None and began is not None and begins < began:
                why = f"begins before `{older.head.name}`, which it supersedes"
                yield _problem(block, why, Severity.WARNING)


def _problem(block: CheckedBlock, why: str, severity: Severity) -> Diagnostic:
    return Diagnostic(
        Code.SUPERSEDES_LATER,
        block.name.span,
        f"`{block.head.name}` {why}",
        "name the version that was in force before this one",
        severity=severity,
    )
