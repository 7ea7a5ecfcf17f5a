"""AR156: time is counted in whole years, months, terms, weeks and days."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.quantities import Duration

_SMALLER = {"years": ("months", 12), "weeks": ("days", 7)}


def broken_counts(checked: Checked) -> Iterator[Diagnostic]:
    """Report each duration that is not a whole number of its unit."""
    for duration, _ in checked.nodes(Duration):
        number = duration.count.value
        if number.denominator == 1:
            continue
        way_out = "write a whole number"
        smaller, times = _SMALLER.get(duration.unit, ("", 1))
        if smaller and (number * times).denominator == 1:
            way_out = f"write `{number * times} {smaller}`"
        yield Diagnostic(
            Code.WHOLE_NUMBER_NEEDED,
            duration.span,
            f"`{duration.count.written} {duration.unit}` is no whole number of them",
            way_out,
        )
