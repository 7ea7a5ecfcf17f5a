"""Results of the conformance kit on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from articulate.services.kit import KitResult, Outcome, counts_of

_STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "bold red",
    Outcome.OPEN: "yellow",
}


def print_kit(
    console: Console, results: Sequence[KitResult], *, verbose: bool = False
) -> None:
    """Show each case that fails, with what is wrong, and count them all."""
    for one in results:
        if verbose or one.outcome is Outcome.FAILED:
            head = Text(f"{one.outcome} ", style=_STYLES[one.outcome])
            head.append(one.case.name, style="bold default")
            console.print(head, soft_wrap=True)
        if one.outcome is Outcome.FAILED:
            for problem in one.problems:
                console.print(Text(f"  {problem}"), soft_wrap=True)
        elif verbose and one.case.open:
            console.print(Text(f"  {one.case.open}", style="dim"), soft_wrap=True)
    counted = counts_of(results)
    words = [f"{counted[Outcome.PASSED]} passed"]
    words += [
        f"{some} {o}"
        for o in Outcome
        if o is not Outcome.PASSED and (some := counted[o])
    ]
    worst = Outcome.FAILED if counted[Outcome.FAILED] else Outcome.PASSED
    console.print(Text(", ".join(words), style=_STYLES[worst]))
