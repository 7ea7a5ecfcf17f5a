"""AR249: an institution is of one of the known kinds."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import Kind
from articulate.language.syntax.pools import OfInstitutionKind
from articulate.model.institution import InstitutionKind

_KINDS = tuple(str(kind) for kind in InstitutionKind)


def unknown_kinds(checked: Checked) -> Iterator[Diagnostic]:
    """Report each kind of institution there is no word for."""
    named = [kind.kind for kind, _ in checked.nodes(Kind)]
    named += [pool.kind for pool, _ in checked.nodes(OfInstitutionKind)]
    for name in named:
        if name.text not in _KINDS:
            yield Diagnostic(
                Code.UNKNOWN_KIND,
                name.span,
                f"`{name.text}` is no kind of institution",
                did_you_mean(
                    name.text, _KINDS, otherwise=f"the kinds are {', '.join(_KINDS)}"
                ),
            )
