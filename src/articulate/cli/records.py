"""`articulate records`: tables about many learners become a record for each."""

import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import Sender, TextOrJson

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_SUFFIX = 8


def records(
    tables: Annotated[
        list[Path],
        typer.Argument(
            metavar="TABLE",
            exists=True,
            dir_okay=False,
            help="Transcripts, grades or scores: .xlsx or .csv.",
        ),
    ],
    layouts: Annotated[
        list[str],
        typer.Option(
            "--layout",
            metavar="NAME|PATH",
            help="One for all tables, or one for each in their order.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            metavar="FOLDER",
            file_okay=False,
            help="Where the records go, a file for each learner.",
        ),
    ],
    *,
    policies: Annotated[
        list[Path] | None,
        typer.Option(
            "--policies",
            metavar="PATH",
            exists=True,
            help="Policies that know the institutions and the exams.",
        ),
    ] = None,
    sending: Sender = None,
    requested: Annotated[
        datetime | None,
        typer.Option(
            "--requested",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="The day credit was asked for.",
            show_default="today",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 when a row was refused.")
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Read tables about many learners, and write each learner's record as JSON."""
    from articulate.bootstrap.clock import today
    from articulate.bootstrap.command import open_workbook
    from articulate.bootstrap.nearby import NearbyDisk
    from articulate.cli.import_steps import opened
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output as terminal
    from articulate.cli.terminal import print_plain
    from articulate.diagnostics.report import Report
    from articulate.explain.machine import as_text
    from articulate.model.identifiers import InstitutionId
    from articulate.services.import_records import (
        import_records,
        record_text,
        records_json,
    )
    from articulate.services.import_transcript import TranscriptFile

    as_json = output_format is PlainFormat.JSON
    if len(layouts) not in (1, len(tables)):
        message = f"give one layout, or one for each of the {len(tables)} tables"
        raise typer.BadParameter(message, param_hint="--layout")
    known = opened(policies or [], as_json=as_json).rulebook
    meant = None if sending is None else InstitutionId(sending)
    chosen = layouts if len(layouts) > 1 else layouts * len(tables)
    asked = [
        TranscriptFile(open_workbook(path)[0], name, None, meant)
        for path, name in zip(tables, chosen, strict=True)
    ]
    day = today() if requested is None else requested.date()
    made = import_records(asked, NearbyDisk(), known, requested=day)
    if isinstance(made, Report):
        show_problems(made.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    output.mkdir(parents=True, exist_ok=True)
    names = [_file_name(str(record.learner.id)) for record in made.records]
    for name, record in zip(names, made.records, strict=True):
        (output / name).write_text(record_text(record), encoding="utf-8")
    refused = sum(len(one.refused) for one in made.previews)
    if as_json:
        print_plain(as_text(records_json(made, names)))
    else:
        read = sum(one.read for one in made.previews)
        counted = f"{read} rows read, {refused} refused: {len(names)} records"
        terminal().print(f"{counted} written to {output}", soft_wrap=True)
        show_problems(made.report.diagnostics)
    if strict and refused:
        raise typer.Exit(Exit.PERSON_NEEDED)


def _file_name(learner: str) -> str:
    """Name a record's file after its learner; no name leads out of the folder."""
    plain = _NOT_IN_A_NAME.sub("-", learner).strip(".-")
    if plain == learner:
        return f"{plain}.json"
    return f"{plain}.{sha256(learner.encode()).hexdigest()[:_SUFFIX]}.json"
