"""What an import is compared with, and the copy of its workbook."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import typer
from rich.progress import Progress

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import OpenPolicies, open_policies
from articulate.cli.exits import Exit
from articulate.cli.problems import show_problems
from articulate.cli.terminal import errors
from articulate.diagnostics.report import Report
from articulate.model.identifiers import BlockId
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead
from articulate.services.guess_layout import chosen_layout
from articulate.services.import_agreements import Imported, annotated_copy
from articulate.services.import_changes import (
    Against,
    InForceRules,
    mode_called,
    rules_in_force,
)
from articulate.services.nearby_files import FoundFile, NearbyFiles


def opened(policies: Sequence[Path], *, as_json: bool) -> OpenPolicies:
    """Read policies; with a mistake in them nothing can be compared."""
    known = open_policies(policies)
    if known.report.errors:
        show_problems(known.report.errors, as_json=as_json, texts=known.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    return known


@contextmanager
def watched() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal while rows are looked at; it is gone afterwards."""
    console = errors()
    quiet = not console.is_terminal
    with Progress(console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("reading rows", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def standing_rules(into: str, day: date, rulebook: Rulebook) -> InForceRules:
    """Find the agreement to compare with; that there is none is wrong usage."""
    found = rules_in_force(BlockId(into), day, rulebook)
    if isinstance(found, str):
        message = f"there is no agreement `{into}`; {found}"
        raise typer.BadParameter(message, param_hint="--into")
    return found


def compared_with(
    into: str,
    day: datetime | None,
    mode: str,
    rulebook: Rulebook,
    *,
    begins: BlockHead | None = None,
) -> Against:
    """Say what an import is compared with; a dated change needs its first day.

    With *begins* there need not be such an agreement yet.
    """
    chosen = mode_called(mode)
    if chosen.dated and day is None:
        message = f"a change by `{chosen}` needs the day from which it holds"
        raise typer.BadParameter(message, param_hint="--on")
    on = today() if day is None else day.date()
    if begins is not None:
        return Against(InForceRules(None, ()), on, chosen, begins)
    standing = standing_rules(into, on, rulebook)
    if standing.block is None and not chosen.dated:
        message = f"no version of `{into}` is in force on {on}, to be corrected"
        raise typer.BadParameter(message, param_hint="--on")
    return Against(standing, on, chosen)


def write_annotated(imported: Imported, file: FoundFile, copy: Path) -> None:
    """Write the copy of a workbook with what came of each row beside it."""
    content = annotated_copy(imported, file)
    if isinstance(content, Report):
        show_problems(content.errors)
        raise typer.Exit(Exit.INPUT_WRONG)
    copy.write_bytes(content)


def guessed_layout(file: FoundFile, nearby: NearbyFiles, *, as_json: bool) -> str:
    """Find the layout that fits, say so on standard error, or stop with those near."""
    found = chosen_layout(file, nearby)
    if isinstance(found, Report):
        show_problems(found.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    typer.echo(f"no layout is named: {found}", err=True)
    return found.layout
