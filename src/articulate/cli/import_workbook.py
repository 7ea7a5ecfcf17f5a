"""`articulate import`: what the rows of a workbook would become."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
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
    layout: Annotated[
        str,
        typer.Option(
            "--layout", metavar="NAME|PATH", help="Which column of it is which."
        ),
    ],
    *,
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
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Preview an import: rows read, understood and refused, each with its reasons."""
    from articulate.bootstrap.command import open_policies, open_workbook
    from articulate.cli.import_text import print_import
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output, print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.model.identifiers import InstitutionId
    from articulate.services.import_agreements import (
        Import,
        annotated_copy,
        import_json,
        preview_import,
    )

    as_json = output_format is PlainFormat.JSON
    known = open_policies(policies or [])
    if known.report.errors:
        show_problems(known.report.errors, as_json=as_json, texts=known.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    file, nearby = open_workbook(workbook)
    sides = InstitutionId(sending), InstitutionId(receiving)
    asked = Import(file, layout, *sides, sheet)
    imported = preview_import(asked, nearby, known.rulebook)
    if isinstance(imported, Report):
        show_problems(imported.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    report = imported.preview.report
    if as_json:
        print_plain(as_text(import_json(imported)))
    else:
        print_import(output(), imported, rules=rules)
        show_problems(report.diagnostics)
    if annotated is not None:
        copy = annotated_copy(imported, file)
        if isinstance(copy, Report):
            show_problems(copy.errors, as_json=as_json)
            raise typer.Exit(Exit.INPUT_WRONG)
        annotated.write_bytes(copy)
    if report.errors:
        raise typer.Exit(Exit.INPUT_WRONG)
    if strict and imported.preview.refused:
        raise typer.Exit(Exit.PERSON_NEEDED)
