"""AR307: a teach-out protects those who were there, and ends after it began."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.node import Day
from articulate.language.syntax.teach_outs import (
    ApplyThrough,
    ClosesDegree,
    ClosesInstitution,
    LastAward,
    ProtectsAdmitted,
    ProtectsEnrolled,
    TeachOutBlock,
)


def closures_out_of_order(checked: Checked) -> Iterator[Diagnostic]:
    """Report each date of a teach-out that comes before what it must follow."""
    for block, _ in checked.blocks_of(TeachOutBlock):
        closed, days = None, []
        for one in block.statements:
            match one:
                case ClosesDegree(after=day):
                    closed = day
                case ClosesInstitution(on=day):
                    closed = day
                case LastAward(on=day):
                    days.append((day, "the last award comes", "before"))
                case ApplyThrough(through=day):
                    days.append((day, "applying ends", "before"))
                case ProtectsAdmitted(through=day):
                    days.append((day, "those protected come", "after"))
                case ProtectsEnrolled(on=day):
                    days.append((day, "those protected were enrolled", "after"))
                case _:
                    continue
        for day, what, side in days:
            if closed is not None and _wrong(day, closed, side):
                yield Diagnostic(
                    Code.CLOSURE_OUT_OF_ORDER,
                    day.span,
                    f"{what} {side} the closing on {closed.value}",
                    "check the two dates",
                    also=(closed.span,),
                    severity=Severity.WARNING,
                )


def _wrong(day: Day, closed: Day, side: str) -> bool:
    return day.value < closed.value if side == "before" else day.value > closed.value
