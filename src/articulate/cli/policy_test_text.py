"""Results of policy tests on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from articulate.diagnostics.origin import Origin
from articulate.services.policy_properties import PropertyResult
from articulate.services.run_policy_tests import TestResult


def print_tests(
    console: Console,
    results: Sequence[TestResult],
    properties: Sequence[PropertyResult] = (),
    *,
    verbose: bool = False,
) -> None:
    """Show each failure with what came instead, and how many tests passed."""
    for result in results:
        if verbose or not result.passed:
            test = result.test
            console.print(_head(test.name, test.origin, good=result.passed))
            _print_all(console, _detail(result))
    for one in properties:
        if verbose or not one.passed:
            stated = one.stated
            console.print(_head(stated.name, stated.origin, good=one.passed))
            _print_all(console, _property(one))
    outcomes = [one.passed for one in results]
    outcomes += [one.passed for one in properties]
    failed = len(outcomes) - sum(outcomes)
    words = f"{sum(outcomes)} passed" + (f", {failed} failed" if failed else "")
    console.print(Text(words, style="bold red" if failed else "green"))


def _head(name: str, origin: Origin, *, good: bool) -> Text:
    word, style = ("passed", "green") if good else ("failed", "bold red")
    head = Text(f"{word} ", style=style)
    head.append(name, style="bold default")
    head.append(f"  {origin}", style="not bold dim")
    return head


def _print_all(console: Console, lines: Sequence[Text]) -> None:
    for line in lines:
        console.print(line, soft_wrap=True)


def _detail(result: TestResult) -> list[Text]:
    lines = [Text(f"  {result.problem}")] if result.problem else []
    for failure in result.failures:
        lines.append(Text(f"  expected {failure.expected}"))
        lines.append(Text(f"  came     {failure.came}", style="yellow"))
        lines += [Text(f"           {why}", style="dim") for why in failure.why]
        lines.append(Text(f"           {failure.origin}", style="dim"))
    return lines


def _property(one: PropertyResult) -> list[Text]:
    if one.problem or one.broken_by:
        return [Text(f"  {one.problem or one.broken_by}", style="yellow")]
    return [Text(f"  held in {one.cases} cases", style="dim")]
