"""`articulate demo`: a demonstration office, built, checked, tested and evaluated."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit


def demo(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]",
            file_okay=False,
            help="A new or empty folder to build the office in.",
        ),
    ] = Path("demo-office"),
) -> None:
    """Build an office of invented institutions, and evaluate its learners."""
    from articulate.bootstrap.demonstration import build_office
    from articulate.cli.demo_run import run_demo
    from articulate.cli.terminal import errors

    if folder.is_dir() and any(folder.iterdir()):
        errors().print(
            f"error: `{folder.as_posix()}` is not empty; name a new folder",
            soft_wrap=True,
        )
        raise typer.Exit(Exit.USAGE_WRONG)
    office = build_office(folder)
    if not run_demo(office):
        raise typer.Exit(Exit.CHECK_FAILED)
