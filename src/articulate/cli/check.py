"""`articulate check`: what is missing, contradictory or misspelt in policies."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import Paths, TextOrJson


def check(
    paths: Paths,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 on a warning too.")
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Check policies: report every problem, with its place and a way out."""
    from articulate.bootstrap.command import check_files
    from articulate.cli.problems import report_sentence, show_problems
    from articulate.cli.terminal import output

    policies = check_files(paths)
    report = policies.report
    as_json = output_format is PlainFormat.JSON
    show_problems(report.diagnostics, as_json=as_json, texts=policies.texts)
    if not as_json:
        files = len(policies.texts)
        counted = f"{files} file{'' if files == 1 else 's'}"
        output().print(f"{counted}: {report_sentence(report)}")
    if report.errors or (strict and report.warnings):
        raise typer.Exit(Exit.INPUT_WRONG)
