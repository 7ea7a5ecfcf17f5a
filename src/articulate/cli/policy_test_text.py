"""Results of policy tests on the terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from articulate.services.run_policy_tests import TestResult


def print_tests(
    console: Console, results: Sequence[TestResult], *, verbose: bool
) -> None:
    """Show each failure with what came instead, and how many tests passed."""
    for result in results:
        if result.passed and not verbose:
            continue
        word, style = ("passed", "green") if result.passed else ("failed", "bold red")
        head = Text(f"{word} ", style=style)
        head.append(result.test.name, style="bold default")
        head.append(f"  {result.test.origin}", style="not bold dim")
        console.print(head, soft_wrap=True)
        for line in _detail(result):
            console.print(line, soft_wrap=True)
    passed = sum(result.passed for result in results)
    failed = len(results) - passed
    words = f"{passed} passed" + (f", {failed} failed" if failed else "")
    console.print(Text(words, style="bold red" if failed else "green"))


def _detail(result: TestResult) -> list[Text]:
    lines = [Text(f"  {result.problem}")] if result.problem else []
    for failure in result.failures:
        lines.append(Text(f"  expected {failure.expected}"))
        lines.append(Text(f"  came     {failure.came}", style="yellow"))
        lines += [Text(f"           {why}", style="dim") for why in failure.why]
        lines.append(Text(f"           {failure.origin}", style="dim"))
    return lines
