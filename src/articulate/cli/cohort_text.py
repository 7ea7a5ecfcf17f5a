"""A cohort on the screen: counts by status, who differs, and proofs that were asked."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from articulate.bootstrap.cohorts import Kept, cohort_from, study
from articulate.cli.asking import Desk
from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.problems import show_problems
from articulate.cli.results import ResultWriter
from articulate.cli.terminal import output, print_plain
from articulate.diagnostics.report import Report
from articulate.explain.machine import as_text
from articulate.model.exact import number_text
from articulate.services.evaluate_cohort import (
    Cohort,
    CohortResult,
    Why,
    cohort_json,
    differing,
)
from articulate.services.evaluate_record import evaluate_record

_MOST_NAMED = 20
_WHY = {
    Why.DAYS: "an academic exception or a teach-out may be theirs",
    Why.RULE: "a rule about one of their courses needs more than the course",
    Why.COURSE: "it is not plain which course a code is",
    Why.ATTEMPT: "a course has no grade, credit or day, or a policy asks more of it",
    Why.SHARED: "two courses come to the same, or only a part of a set is there",
    Why.LIMIT: "they are given more than the narrowest limit allows",
}


def open_or_stop(courses: Path, learners: Path | None, shown: Format) -> Cohort:
    """Read the tables of a cohort, or stop with what is wrong with them."""
    cohort = cohort_from(courses, learners)
    if isinstance(cohort, Report):
        show_problems(cohort.diagnostics, as_json=shown is Format.JSON)
        raise typer.Exit(Exit.INPUT_WRONG)
    return cohort


def show_counts(
    cohort: Cohort, desks: Sequence[Desk], shown: Format, target: Path | None
) -> None:
    """Evaluate a cohort, show what came, and who is given something else by others."""
    kept = [Kept() for _ in desks]
    wanted = target is not None or len(desks) > 1
    results = [
        study(desk.rulebook, cohort, desk.asked, one if wanted else None)
        for desk, one in zip(desks, kept, strict=True)
    ]
    if target is not None:
        kept[0].write(target)
    differ = None
    if len(desks) > 1:
        differ = differing(kept[0].frames, kept[1].frames)
    if shown is Format.JSON:
        found = cohort_json(results[0])
        if differ is not None:
            found["differ"] = differ
        print_plain(as_text(found))
    else:
        _print(output(), results[0], differ)


def show_proofs(
    cohort: Cohort, desk: Desk, learners: Sequence[str], shown: Format
) -> None:
    """Show every line of some learners with its reasons."""
    numbers = [cohort.find(name) for name in learners]
    for name, number in zip(learners, numbers, strict=True):
        if number is None:
            message = f"there is no learner `{name}` in this table"
            raise typer.BadParameter(message)
    writer = ResultWriter(shown, None, single=len(learners) == 1)
    for number in numbers:
        if number is not None:
            record = cohort.record(number)
            found = evaluate_record(desk.rulebook, record, desk.asked)
            writer.write(found, Path(record.learner.id))


def _print(console: Console, result: CohortResult, differ: list[str] | None) -> None:
    read = result.learners - result.refused
    console.print(f"{read:,} learners, {result.by_engine:,} of them one by one")
    for why, many in sorted(result.handed.items()):
        console.print(f"  {many:,}: {_WHY[why]}", soft_wrap=True)
    rules = result.handed_rules
    if rules:
        more = len(rules) - _MOST_NAMED
        named = ", ".join(rules[:_MOST_NAMED]) + (f", and {more}" if more > 0 else "")
        console.print(f"rules that need one by one: {named}", soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column("became")
    table.add_column("lines", justify="right")
    table.add_column("credit", justify="right")
    for status in sorted({*result.lines, *result.credits}):
        lines = result.lines.get(status)
        credit = result.credits.get(status)
        table.add_row(
            status,
            "" if lines is None else f"{lines:,}",
            "" if credit is None else number_text(credit),
        )
    console.print(table)
    if differ is not None:
        console.print(f"{len(differ):,} learners are given something else")
        for name in differ[:_MOST_NAMED]:
            console.print(f"  {name}")
        if len(differ) > _MOST_NAMED:
            console.print(f"  and {len(differ) - _MOST_NAMED:,} more")
