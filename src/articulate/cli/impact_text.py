"""An impact on the screen: records compared one by one, and a table of what came."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from articulate.bootstrap.named_files import NamedFile
from articulate.bootstrap.records import open_record
from articulate.bootstrap.set_aside import set_rules_aside_for
from articulate.cli.asking import Desk
from articulate.cli.problems import show_problems
from articulate.cli.terminal import errors
from articulate.diagnostics.report import Report
from articulate.services.impact import (
    Difference,
    Effect,
    Impact,
    impact_on,
    impact_rows,
)
from articulate.services.our_mistake import our_mistake

_WORTH_A_BAR = 3
_MOST_RULES = 12


def compare_each(
    files: Sequence[NamedFile], before: Desk, after: Desk
) -> tuple[Impact, int]:
    """Compare every record under both policies; count those that are refused."""
    set_rules_aside_for(len(files))
    found: list[Difference] = []
    refused = 0
    console = errors()
    quiet = not console.is_terminal or len(files) < _WORTH_A_BAR
    with Progress(console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("comparing", total=len(files))
        for file in files:
            one = _compared(file, before, after)
            if isinstance(one, Report):
                refused += 1
                show_problems(one.errors)
            else:
                found += one
            progress.advance(task)
    return Impact(tuple(found)), refused


def _compared(file: NamedFile, before: Desk, after: Desk) -> list[Difference] | Report:
    try:
        read = open_record(file, after.how, after.rulebook)
        if isinstance(read, Report):
            return read
        books = before.rulebook, after.rulebook
        return list(impact_on(read.record, *books, after.asked))
    except Exception as error:  # noqa: BLE001 - a mistake of ours must not stop the others
        return Report.of([our_mistake(error, file.name)])


def print_impact(console: Console, impact: Impact) -> None:
    """Print how much learning has which effect, which rules, and who shows each."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in ("learning", "learners", "credit"):
        table.add_column(name, justify="right")
    for effect, count, learners, credit in impact_rows(impact):
        table.add_row(str(effect), str(count), str(learners), credit)
    console.print(table)
    for effect in Effect:
        shown = impact.witness(effect)
        if effect is not Effect.UNCHANGED and shown is not None:
            console.print(f"{effect}, for example {_sentence(shown)}", soft_wrap=True)
    rules = list(impact.by_rule().items())
    for rule, effects in rules[:_MOST_RULES]:
        counted = ", ".join(f"{count} {effect}" for effect, count in effects.items())
        console.print(f"{rule}: {counted}", soft_wrap=True)
    if len(rules) > _MOST_RULES:
        console.print(f"and {len(rules) - _MOST_RULES} rules more; see --format json")


def _sentence(one: Difference) -> str:
    return (
        f"{one.learner} {' + '.join(one.learning)}: {_came(one, after=False)}, then "
        f"{_came(one, after=True)}"
    )


def _came(one: Difference, *, after: bool) -> str:
    lines = one.after if after else one.before
    return " and ".join(
        f"{line.status} by {line.rule}" if line.rule else str(line.status)
        for line in lines
    )
