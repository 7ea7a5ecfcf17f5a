"""AR204: the scale an institution marks on is described."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import Grades


def unknown_scales(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `grades` that names no scale."""
    known = checked.names.scales
    for grades, _ in checked.nodes(Grades):
        name = grades.scale.text
        if checked.names.misses(name, known):
            yield Diagnostic(
                Code.UNKNOWN_SCALE,
                grades.scale.span,
                f"scale `{name}` is described nowhere",
                did_you_mean(
                    name, known, otherwise=f"add a block: `scale {name} {{ … }}`"
                ),
            )
