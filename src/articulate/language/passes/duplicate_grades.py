"""AR220: a grade has one place on its scale."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import CountsAs, Points, ScaleBlock
from articulate.language.syntax.quantities import Grade


def duplicate_grades(checked: Checked) -> Iterator[Diagnostic]:
    """Report each grade that a scale lists a second time."""
    for scale, _ in checked.blocks_of(ScaleBlock):
        first: dict[str, Grade] = {}
        for grade in _listed(scale):
            known = first.setdefault(grade.written, grade)
            if known is not grade:
                yield Diagnostic(
                    Code.DUPLICATE_GRADE,
                    grade.span,
                    f"grade `{grade.written}` stands twice on one scale",
                    "keep it once; `counts as` gives a pass grade a place in the order",
                    also=(known.span,),
                )


def _listed(scale: ScaleBlock) -> Iterator[Grade]:
    for one in scale.statements:
        match one:
            case Points(grades=points):
                yield from (point.grade for point in points)
            case CountsAs():
                continue
            case _:
                yield from one.grades
