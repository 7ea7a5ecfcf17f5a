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
_BROUGHT = ("exam", "credential", "training", "portfolio")


def unknown_learnings(checked: Checked) -> Iterator[Diagnostic]:
    """Report each block that is named and is not there.

    An error only where a teach-out freezes it: a learner may bring an exam nobody has a
    block for, a stack with an unknown member is never complete, and a property about
    an unknown version is not tested.
    """
    known: dict[str, dict[str, set[str]]] = {}
    for block in checked.blocks:
        versions = known.setdefault(str(block.head.kind), {})
        versions.setdefault(str(block.head.id), set()).add(block.head.version or "")
    for one, _ in checked.nodes(LearningRef):
        kinds = _BROUGHT if one.kind is None else (one.kind,)
        ids = {name: v for kind in kinds for name, v in known.get(kind, {}).items()}
        if checked.names.misses(one.id.text, ids):
            what = " or ".join(kinds)
            yield _problem(what, one.id, ids, Severity.WARNING)
    for stack, _ in checked.nodes(Stack):
        ids = known.get("credential", {})
        for member in stack.members:
            if checked.names.misses(member.text, ids):
                yield _problem("credential", member, ids, Severity.WARNING)
    agreed = {name: v for kind in _AGREED for name, v in known.get(kind, {}).items()}
    for frozen, _ in checked.nodes(Freezes):
        yield from _reference(checked, frozen.agreement, agreed, Severity.ERROR)
    everything = {name: v for ids in known.values() for name, v in ids.items()}
    for claim, _ in checked.nodes(NoWorse):
        for reference in (claim.new, claim.old):
            yield from _reference(checked, reference, everything, Severity.WARNING)


def _reference(
    checked: Checked,
    reference: Reference,
    known: dict[str, set[str]],
    severity: Severity,
) -> Iterator[Diagnostic]:
    block, version = reference.block or reference.member, reference.version
    if block is None:
        return
    if checked.names.misses(block.text, known):
        yield _problem("block", block, known, severity)
    elif version is None:
        yield Diagnostic(
            Code.UNKNOWN_LEARNING,
            block.span,
            f"which version of `{block.text}` is meant is not said",
            f"write `{block.text}@` and the version",
        )
    elif checked.names.misses(version.text, known.get(block.text, set())):
        versions = known.get(block.text, set())
        yield Diagnostic(
            Code.UNKNOWN_LEARNING,
            version.span,
            f"`{block.text}` has no version `{version.text}`",
            did_you_mean(version.text, versions, otherwise="name one that is on file"),
            severity=severity,
        )


def _problem(
    kind: str, name: Name, known: dict[str, set[str]], severity: Severity
) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_LEARNING,
        name.span,
        f"there is no {kind} `{name.text}`",
        did_you_mean(name.text, known, otherwise="add it, or name one that is there"),
        severity=severity,
    )
