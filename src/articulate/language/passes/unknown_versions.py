"""AR304: the version that is superseded is on file."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.node import Name
from articulate.language.syntax.teach_outs import ExceptionBlock


def unknown_versions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `supersedes` of a version that no file holds.

    A warning: nothing is taken from a version that is not there, but whoever asks about
    its days will hear that no rule speaks.
    """
    for blocks in checked.versions().values():
        known = [str(b.head.version) for b in blocks if b.head.version is not None]
        for block in blocks:
            superseded = block.head.supersedes
            if superseded is None or superseded == block.head.version:
                continue
            if isinstance(block.node, ExceptionBlock):
                continue
            version = block.node.header.version
            name = None if version is None else version.supersedes
            others = [each for each in known if each != block.head.version]
            if name is not None and checked.names.misses(superseded, known):
                yield _problem(name, str(block.head.id), others)


def _problem(name: Name, block: str, others: list[str]) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_VERSION,
        name.span,
        f"version `{name.text}` of `{block}`, which this supersedes, is not on file",
        did_you_mean(
            name.text, others, otherwise="keep old versions: learners are held to them"
        ),
        severity=Severity.WARNING,
    )
