"""`articulate import`: what the rows of a workbook become, and what that changes."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import ImportMode, PlainFormat
from articulate.cli.options import SheetName, TextOrJson


def import_(
    workbook: Annotated[
        Path,
        typer.Argument(
            metavar="WORKBOOK",
            exists=True,
            dir_okay=False,
            help="An .xlsx or .csv.",
        ),
    ],
    *,
    layout: Annotated[
        str | None,
        typer.Option(
            "--layout",
            metavar="NAME|PATH",
            help="Which column of it is which; without it the one that fits.",
        ),
    ] = None,
    sheet: SheetName = None,
    sending: Annotated[
        str, typer.Option("--from", metavar="CODE", help="The sending institution.")
    ] = "SENDER",
    receiving: Annotated[
        str, typer.Option("--to", metavar="CODE", help="The receiving institution.")
    ] = "RECEIVER",
    policies: Annotated[
        list[Path] | None,
        typer.Option(
            "--policies",
            metavar="PATH",
            exists=True,
            help="Policies that know the institutions, their calendars and catalogs.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 when a row was refused.")
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="List every rule that a row would become.")
    ] = False,
    annotated: Annotated[
        Path | None,
        typer.Option(
            "--annotated",
            metavar="FILE",
            dir_okay=False,
            help="Write a copy of the workbook with what came of each row beside it.",
        ),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="BLOCK",
            help="Show what would change of the rules of this agreement.",
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="With --into: the first day of a dated change, else the day whose"
            " version is corrected.",
            show_default="today",
        ),
    ] = None,
    mode: Annotated[
        ImportMode,
        typer.Option(
            "--mode",
            help="Do rules that the workbook has not end, or stay? With -from: from"
            " --on, as a new version.",
        ),
    ] = ImportMode.REPLACE,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply", help="Write the change into the policies; all or none."
        ),
    ] = False,
    cites: Annotated[
        str | None,
        typer.Option(
            "--cites",
            metavar="TEXT",
            help="What a new version cites.",
            show_default="the workbook",
        ),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option(
            "--as-version",
            metavar="ID",
            help="What a new version is called.",
            show_default="its year",
        ),
    ] = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Preview an import, with what it changes and why rows are refused; or apply it."""
    from articulate.bootstrap.clock import today
    from articulate.bootstrap.command import open_workbook
    from articulate.cli.import_apply import apply_import, print_applied
    from articulate.cli.import_steps import (
        compared_with,
        guessed_layout,
        opened,
        watched,
        write_annotated,
    )
    from articulate.cli.import_text import applied_json, print_import
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output, print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.model.identifiers import InstitutionId
    from articulate.services.import_agreements import (
        Import,
        import_json,
        preview_import,
    )
    from articulate.services.next_version import Naming

    as_json = output_format is PlainFormat.JSON
    known = opened(policies or [], as_json=as_json)
    file, nearby = open_workbook(workbook)
    sides = InstitutionId(sending), InstitutionId(receiving)
    against = None
    if into is not None:
        against = compared_with(into, on, mode, known.rulebook)
        sides = against.sides(*sides)
    elif apply:
        message = "an import is applied to an agreement: name it with --into"
        raise typer.BadParameter(message, param_hint="--apply")
    chosen = layout or guessed_layout(file, nearby, as_json=as_json)
    naming = Naming(today(), cites or file.name, version)
    asked = Import(file, chosen, *sides, sheet, against, naming)
    with watched() as watch:
        imported = preview_import(asked, nearby, known.rulebook, watch)
    if isinstance(imported, Report):
        show_problems(imported.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    report = imported.preview.report
    if not as_json:
        print_import(output(), imported, rules=rules)
        show_problems(report.diagnostics)
        show_problems(imported.conflicts.diagnostics, texts=known.texts)
    plan = None
    if apply:
        plan = apply_import(imported, known, policies or [], as_json=as_json)
    if as_json:
        print_plain(as_text({**import_json(imported), **applied_json(plan)}))
    elif plan is not None:
        print_applied(plan)
    if annotated is not None:
        write_annotated(imported, file, annotated)
    if report.errors:
        raise typer.Exit(Exit.INPUT_WRONG)
    if strict and imported.preview.refused:
        raise typer.Exit(Exit.PERSON_NEEDED)
