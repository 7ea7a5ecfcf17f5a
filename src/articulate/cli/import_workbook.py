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
        str | None,
        typer.Option("--from", metavar="CODE", help="The sending institution."),
    ] = None,
    receiving: Annotated[
        str | None,
        typer.Option("--to", metavar="CODE", help="The receiving institution."),
    ] = None,
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
    new: Annotated[
        bool,
        typer.Option("--new", help="With --into: the agreement begins with this list."),
    ] = False,
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
        ImportMode | None,
        typer.Option(
            "--mode",
            help="Do rules that the workbook has not end, or stay? With -from: from"
            " --on, as a new version.",
            show_default="replace",
        ),
    ] = None,
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
    remember: Annotated[
        bool | None,
        typer.Option(
            "--remember/--no-remember",
            help="Keep how this partner's workbooks are imported.",
            show_default="where it is applied",
        ),
    ] = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Preview an import, with what it changes and why rows are refused; or apply it."""
    from articulate.bootstrap.clock import today
    from articulate.cli.import_apply import apply_import, print_applied
    from articulate.cli.import_memory import (
        asked_for,
        is_kept,
        keep,
        read_between,
        settled,
        surroundings,
    )
    from articulate.cli.import_steps import opened, watched, write_annotated
    from articulate.cli.import_text import applied_json, print_import
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output, print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.services.import_agreements import (
        Import,
        import_json,
        preview_import,
    )
    from articulate.services.next_version import Naming

    as_json = output_format is PlainFormat.JSON
    named = policies or []
    known = opened(named, as_json=as_json)
    around = surroundings(workbook, named, known.rulebook)
    file, nearby = around.signs.file, around.files
    asked = asked_for(around, (sending, receiving), (layout, sheet, into, mode))
    how = settled(around, asked, as_json=as_json)
    against, sides = read_between(how, on, around, apply=apply, new=new)
    chosen = how.layout(around, as_json=as_json)
    naming = Naming(today(), cites or file.name, version)
    with watched() as watch:
        imported = preview_import(
            Import(file, chosen, *sides, how.sheet, against, naming, around.signs.open),
            nearby,
            known.rulebook,
            watch,
        )
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
        plan = apply_import(imported, known, named, as_json=as_json)
    if as_json:
        whole = import_json(imported, how.problems)
        print_plain(as_text({**whole, **how.as_json(), **applied_json(plan)}))
    elif plan is not None:
        print_applied(plan)
    if annotated is not None:
        write_annotated(imported, file, annotated)
    if is_kept(imported, asked=remember, applied=apply):
        keep(around, how, sides, chosen, asked_to=bool(remember))
    if report.errors:
        raise typer.Exit(Exit.INPUT_WRONG)
    if strict and imported.preview.refused:
        raise typer.Exit(Exit.PERSON_NEEDED)
