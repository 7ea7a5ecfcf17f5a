"""`articulate what-if`: a record under another degree, catalog, policy or plan."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.options import (
    AnyFormat,
    AsOf,
    Degrees,
    KnownAt,
    LayoutName,
    Output,
    Policies,
    Receiver,
    Record,
    Sender,
    SheetName,
)


def what_if(
    record: Record,
    *,
    policies: Policies = None,
    degree: Degrees = None,
    catalog: Annotated[
        str | None,
        typer.Option(
            "--catalog", metavar="VERSION", help="Suppose this catalog is elected."
        ),
    ] = None,
    instead: Annotated[
        list[Path] | None,
        typer.Option(
            "--instead",
            metavar="PATH",
            exists=True,
            help="Suppose these policies hold instead of those of --policies.",
        ),
    ] = None,
    plan: Annotated[
        list[str] | None,
        typer.Option(
            "--plan",
            metavar="COURSE|FILE",
            help='Suppose this is passed: "CSCI 301 4 cr 2026FA"; or a file of such.',
        ),
    ] = None,
    all_degrees: Annotated[
        bool,
        typer.Option(
            "--all-degrees", help="Rank every degree of the institution instead."
        ),
    ] = False,
    as_of: AsOf = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    output_format: AnyFormat = Format.TEXT,
    output: Output = None,
) -> None:
    """Show what a record would come to if something were otherwise; record nothing."""
    from articulate.cli.asking import Question, ask_policies
    from articulate.cli.imagining import Suppositions, imagine
    from articulate.cli.what_if_text import write_imagined, write_ranking

    if all_degrees and degree:
        message = "leave --degree out, or --all-degrees"
        raise typer.BadParameter(message)
    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree or ()) if instead is None else (),
        receiving=receiving,
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    desk = ask_policies(policies, question, output_format)
    said = Suppositions(tuple(degree or ()), catalog, tuple(instead or ()), plan or [])
    came = imagine(record, desk, said, all_degrees=all_degrees, shown=output_format)
    if came.ranked is not None:
        write_ranking(came.ranked, came.supposed, output_format, output)
    elif came.imagined is not None:
        write_imagined(came.imagined, output_format, output)
    else:
        raise typer.Exit(Exit.INPUT_WRONG)
