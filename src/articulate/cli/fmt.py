"""`articulate fmt`: policies in their one layout, comments kept."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.options import Paths


def fmt(
    paths: Paths,
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit with 3 if something would."),
    ] = False,
) -> None:
    """Format policies in place; a file that cannot be read is left as it is."""
    from articulate.bootstrap.command import format_files
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output

    formatted = format_files(paths, write=not check)
    console = output()
    verb = "would change" if check else "changed"
    for name in formatted.changed:
        console.print(f"{verb} {name}", soft_wrap=True)
    console.print(
        f"{len(formatted.changed)} {verb}, {len(formatted.unchanged)} as they should be"
    )
    show_problems(formatted.report.diagnostics, texts=formatted.texts)
    if formatted.report.errors:
        raise typer.Exit(Exit.INPUT_WRONG)
    if check and formatted.changed:
        raise typer.Exit(Exit.CHECK_FAILED)
