"""Options that several commands share, so that they read alike everywhere."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import Format, PlainFormat

_DAY = ["%Y-%m-%d"]

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        exists=True,
        help="Policy files, or folders that stand for every .art and .art.md below.",
    ),
]
Records = Annotated[
    list[Path],
    typer.Argument(
        metavar="RECORD",
        exists=True,
        help="Learner records: JSON, or a transcript with --layout; a folder for all.",
    ),
]
Record = Annotated[
    Path,
    typer.Argument(
        metavar="RECORD",
        exists=True,
        dir_okay=False,
        help="A learner record: JSON, or a transcript (CSV, XLSX) with --layout.",
    ),
]
Policies = Annotated[
    list[Path] | None,
    typer.Option(
        "--policies",
        metavar="PATH",
        exists=True,
        help="The policies: a file or a folder; may be given several times.",
        show_default="ARTICULATE_POLICIES",
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        formats=_DAY,
        help="The day the evaluation speaks for.",
        show_default="today",
    ),
]
KnownAt = Annotated[
    datetime | None,
    typer.Option(
        "--known-at",
        metavar="DATE",
        formats=_DAY,
        help="Use only what was on record by this day.",
        show_default="all that is known",
    ),
]
Degrees = Annotated[
    list[str] | None,
    typer.Option(
        "--degree",
        metavar="ID",
        help="Audit this degree; may be given several times.",
    ),
]
NeededDegrees = Annotated[
    list[str],
    typer.Option(
        "--degree",
        metavar="ID",
        help="The degree to audit; may be given several times.",
    ),
]
Sender = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="INSTITUTION",
        help="Whose transcript a table is, where no column says so.",
    ),
]
Receiver = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="INSTITUTION",
        help="The receiving institution, where the policies know several.",
    ),
]
LayoutName = Annotated[
    str | None,
    typer.Option(
        "--layout",
        metavar="NAME|PATH",
        help="The layout of a transcript that is no JSON: a name, or a TOML file.",
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook."),
]
Strict = Annotated[
    bool,
    typer.Option("--strict", help="Exit with 4 when a person must decide something."),
]
AnyFormat = Annotated[Format, typer.Option("--format", help="How to write the result.")]
TextOrJson = Annotated[
    PlainFormat, typer.Option("--format", help="How to write the result.")
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|ADDRESS",
        help="The office's store: a file, or postgresql://person@host/database.",
        show_default="ARTICULATE_STORE",
    ),
]
OfficeFile = Annotated[
    Path | None,
    typer.Option(
        "--office",
        metavar="PATH",
        exists=True,
        help="The office's settings: office.toml, or its folder.",
        show_default="ARTICULATE_OFFICE",
    ),
]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PERSON",
        help="Who answers for this.",
        show_default="ARTICULATE_PERSON",
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help="Repeated with the same key, the same command is done once.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write to this file; to this folder where several records are given.",
        show_default="standard output",
    ),
]
