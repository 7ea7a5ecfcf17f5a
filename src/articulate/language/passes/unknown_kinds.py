"""AR249: an institution is of one of the known kinds."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import Kind
from articulate.language.syntax.node import Name
from articulate.language.syntax.pools import OfInstitutionKind
from articulate.model.institution import InstitutionKind

_KINDS = tuple(str(kind) for kind in InstitutionKind)


def unknown_kinds(checked: Checked) -> Iterator[Diagnostic]:
    """Report each kind of institution there is no word for.

    An institution of another kind is read as `other`, with a warning; a pool of such a
    kind would hold nothing.
    """
    for kind, _ in checked.nodes(Kind):
        if kind.kind.text not in _KINDS:
            yield _problem(kind.kind, Severity.WARNING)
    for pool, _ in checked.nodes(OfInstitutionKind):
        if pool.kind.text not in _KINDS:
            yield _problem(pool.kind, Severity.ERROR)


def _problem(name: Name, severity: Severity) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_KIND,
        name.span,
        f"`{name.text}` is no kind of institution",
        did_you_mean(name.text, _KINDS, otherwise=f"the kinds are {', '.join(_KINDS)}"),
        severity=severity,
    )
