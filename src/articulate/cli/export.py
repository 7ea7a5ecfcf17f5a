"""`articulate export`: an agreement as a table, and what does not come back from it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import Policies, TextOrJson


def export(
    block: Annotated[
        str, typer.Argument(metavar="BLOCK", help="An agreement, or equivalencies.")
    ],
    layout: Annotated[
        str, typer.Option("--layout", metavar="NAME|PATH", help="The columns to write.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", metavar="FILE", dir_okay=False, help="Where the table goes."
        ),
    ],
    *,
    policies: Policies = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="The version in force on this day.",
            show_default="today",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="RULE|COURSE|SUBJECT *",
            help="Only these rules, by id or by a course they name; may be repeated.",
            show_default="every rule",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 when a rule is not kept.")
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Export an agreement to a layout, and list what the layout cannot hold."""
    from articulate.bootstrap.clock import today
    from articulate.bootstrap.command import open_policies
    from articulate.bootstrap.nearby import NearbyDisk
    from articulate.cli.asking import usual_policies
    from articulate.cli.export_text import print_export
    from articulate.cli.import_steps import standing_rules
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output as terminal
    from articulate.cli.terminal import print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.services.export_agreement import export_agreement, export_json
    from articulate.services.export_selection import selected

    as_json = output_format is PlainFormat.JSON
    known = open_policies(policies or usual_policies())
    if known.report.errors:
        show_problems(known.report.errors, as_json=as_json, texts=known.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    day = today() if on is None else on.date()
    standing = standing_rules(block, day, known.rulebook)
    if standing.block is None:
        message = f"no version of `{block}` is in force on {day}"
        raise typer.BadParameter(message, param_hint="--on")
    chosen = selected(standing.block, only or ())
    if isinstance(chosen, str):
        raise typer.BadParameter(chosen, param_hint="--only")
    made = export_agreement(chosen, layout, NearbyDisk(), known.rulebook)
    if isinstance(made, Report):
        show_problems(made.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    output.write_bytes(made.content)
    if as_json:
        print_plain(as_text(export_json(made)))
    else:
        print_export(terminal(), made)
    if strict and made.losses:
        raise typer.Exit(Exit.PERSON_NEEDED)
