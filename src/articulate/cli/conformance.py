"""`articulate conformance`: does an engine decide each case of the kit rightly."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import TextOrJson


def conformance(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            exists=True,
            file_okay=False,
            help="A folder of worlds and cases.",
            show_default="the kit that ships with Articulate",
        ),
    ] = None,
    *,
    command: Annotated[
        str | None,
        typer.Option(
            "--command",
            metavar="COMMAND",
            help="Run the cases by this command instead: another engine's.",
            show_default="this program",
        ),
    ] = None,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="Name every case, not only failures."),
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Run the conformance kit; a failing case says what is not as it should be."""
    from rich.progress import Progress

    from articulate.bootstrap.kit import as_process, kit_files
    from articulate.cli.conformance_text import print_kit
    from articulate.cli.front_door import through
    from articulate.cli.terminal import errors, output, print_plain
    from articulate.explain.machine import as_text
    from articulate.services.kit import Outcome, json_of_kit, run_kit
    from articulate.services.kit_reading import cases_of

    cases = cases_of(kit_files(folder))
    if not cases:
        named = "" if folder is None else folder.as_posix()
        errors().print(f"error: `{named}` holds no case", soft_wrap=True)
        raise typer.Exit(Exit.USAGE_WRONG)
    run = through(context.obj) if command is None else as_process(command)
    console = errors()
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        results = tuple(
            progress.track(run_kit(cases, run), len(cases), description="cases")
        )
    if output_format is PlainFormat.JSON:
        print_plain(as_text(json_of_kit(results)))
    else:
        print_kit(output(), results, verbose=verbose)
    if any(one.outcome is Outcome.FAILED for one in results):
        raise typer.Exit(Exit.CHECK_FAILED)
