"""AR212: an exam, credential, agreement or the like that is named has a block."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.expectations import LearningRef, NoWorse
from articulate.language.syntax.node import Name, Reference
from articulate.language.syntax.prior_learning import Stack
from articulate.language.syntax.teach_outs import Freezes

_AGREED = ("agreement", "equivalencies")


def unknown_learnings(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block that is named and is not there.

    A learner may bring an exam nobody has a block for, so in a test it is a warning.
    """
    known: dict[str, dict[str, set[str]]] = {}
    for block in checked.blocks:
        versions = known.setdefault(str(block.head.kind), {})
        versions.setdefault(str(block.head.id), set()).add(block.head.version or "")
    for one, _ in checked.nodes(LearningRef):
        ids = known.get(one.kind, {})
        if checked.names.misses(one.id.text, ids):
            yield _problem(one.kind, one.id, ids, Severity.WARNING)
    for stack, _ in checked.nodes(Stack):
        ids = known.get("credential", {})
        for member in stack.members:
            if checked.names.misses(member.text, ids):
                yield _problem("credential", member, ids, Severity.ERROR)
    agreed = {name: v for kind in _AGREED for name, v in known.get(kind, {}).items()}
    for frozen, _ in checked.nodes(Freezes):
        yield from _reference(checked, frozen.agreement, agreed, needs_version=True)
    everything = {name: v for ids in known.values() for name, v in ids.items()}
    for claim, _ in checked.nodes(NoWorse):
        for reference in (claim.new, claim.old):
            yield from _reference(checked, reference, everything, needs_version=False)


def _reference(
    checked: Checked,
    reference: Reference,
    known: dict[str, set[str]],
    *,
    needs_version: bool,
) -> Iterator[Diagnostic]:
    block, version = reference.block or reference.member, reference.version
    if block is None:
        return
    if checked.names.misses(block.text, known):
        yield _problem("block", block, known, Severity.ERROR)
    elif version is None and needs_version:
        yield Diagnostic(
            Code.UNKNOWN_LEARNING,
            block.span,
            f"which version of `{block.text}` is meant is not said",
            f"write `{block.text}@` and the version",
        )
    elif version is not None and block.text in known:
        versions = known[block.text]
        if checked.names.misses(version.text, versions):
            yield _problem(
                f"version of `{block.text}`", version, versions, Severity.ERROR
            )


def _problem(
    kind: str, name: Name, known: dict[str, set[str]] | set[str], severity: Severity
) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_LEARNING,
        name.span,
        f"there is no {kind} `{name.text}`",
        did_you_mean(name.text, known, otherwise="add it, or name one that is there"),
        severity=severity,
    )
