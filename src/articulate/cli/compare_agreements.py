"""`articulate compare-agreements`: where two sources of one agreement disagree."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import TextOrJson


def compare_agreements(
    first: Annotated[
        Path,
        typer.Argument(
            metavar="FIRST", exists=True, dir_okay=False, help="An .xlsx or .csv."
        ),
    ],
    second: Annotated[
        Path,
        typer.Argument(
            metavar="SECOND", exists=True, dir_okay=False, help="The other one."
        ),
    ],
    *,
    first_layout: Annotated[
        str | None,
        typer.Option(
            "--layout", metavar="NAME|PATH", help="Which column of FIRST is which."
        ),
    ] = None,
    second_layout: Annotated[
        str | None,
        typer.Option(
            "--second-layout",
            metavar="NAME|PATH",
            help="Which column of SECOND is which.",
            show_default="that of FIRST, or the one that fits",
        ),
    ] = None,
    first_sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of FIRST.")
    ] = None,
    second_sheet: Annotated[
        str | None,
        typer.Option("--second-sheet", metavar="NAME", help="The sheet of SECOND."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 when they disagree.")
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Show each course of which two sources of one agreement say different things."""
    from articulate.bootstrap.command import open_workbook
    from articulate.cli.comparison_text import print_compared
    from articulate.cli.import_steps import guessed_layout
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output, print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.services.compare_agreements import (
        AgreementSource,
        compare_agreements,
        compared_json,
    )

    as_json = output_format is PlainFormat.JSON
    mine, nearby = open_workbook(first)
    other, around = open_workbook(second)
    by = first_layout or guessed_layout(mine, nearby, as_json=as_json)
    found = second_layout or first_layout
    chosen = found or guessed_layout(other, around, as_json=as_json)
    compared = compare_agreements(
        AgreementSource(mine, nearby, by, first_sheet),
        AgreementSource(other, around, chosen, second_sheet),
    )
    if isinstance(compared, Report):
        show_problems(compared.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    if as_json:
        print_plain(as_text(compared_json(compared)))
    else:
        print_compared(output(), compared)
    if strict and compared.disagreements:
        raise typer.Exit(Exit.PERSON_NEEDED)
