"""`articulate why`: the reasons for one line, or why a course was not given."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.options import (
    AsOf,
    Degrees,
    KnownAt,
    LayoutName,
    Policies,
    Receiver,
    Record,
    Sender,
    SheetName,
    TextOrJson,
)


def why(
    record: Record,
    line: Annotated[
        str | None,
        typer.Argument(
            metavar="[LINE]",
            help="A learning's id, a course code, a line's number, or a requirement.",
        ),
    ] = None,
    *,
    policies: Policies = None,
    as_of: AsOf = None,
    degree: Degrees = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    full: Annotated[
        bool, typer.Option("--full", help="The whole derivation, not the smallest why.")
    ] = False,
    not_given: Annotated[
        str | None,
        typer.Option("--not", metavar="COURSE", help="Say why this was not given."),
    ] = None,
    nearest: Annotated[
        bool,
        typer.Option(
            "--nearest", help="The smallest changes that would change the outcome."
        ),
    ] = False,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Explain a line: in plain words, and with rule, version, citation and facts."""
    from articulate.bootstrap.named_files import named_file
    from articulate.cli.asking import Question, ask_policies
    from articulate.cli.explaining import Wanted, explain_absence, explain_named
    from articulate.cli.problems import show_problems
    from articulate.cli.running import evaluate_file
    from articulate.explain.outline import Shown

    if (line is None) == (not_given is None):
        message = "name either a LINE, or a course with --not"
        raise typer.BadParameter(message)
    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree or ()),
        receiving=receiving,
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    as_json = output_format is PlainFormat.JSON
    desk = ask_policies(policies, question, Format(output_format.value))
    shown = evaluate_file(named_file(record), desk)
    if not isinstance(shown, Shown):
        show_problems(shown.errors, as_json=as_json)
        raise typer.Exit(Exit.INPUT_WRONG)
    how = Wanted(as_json=as_json, full=full, nearest=nearest)
    if not_given is not None:
        explain_absence(shown, desk, not_given, how)
    else:
        explain_named(shown, desk, line or "", how)
