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
            help="A learning's id, a course code, or the number of a line.",
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
    from articulate.cli.problems import show_problems
    from articulate.cli.running import evaluate_file
    from articulate.cli.terminal import output, print_plain
    from articulate.cli.why_text import print_nearest, print_why, print_why_not
    from articulate.explain.machine import as_text
    from articulate.explain.outline import Shown
    from articulate.services.explain_line import (
        explain_line,
        explanation_json,
        with_nearest,
    )
    from articulate.services.nearest_changes import Question as Imagined
    from articulate.services.nearest_changes import nearest_for_course, nearest_json
    from articulate.services.receivers import Unclear
    from articulate.services.why_not import why_not, why_not_json

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
    imagined = Imagined(desk.rulebook, shown.evaluation.record, desk.asked)
    if not_given is not None:
        answer = why_not(shown, not_given, desk.rulebook)
        near = nearest_for_course(imagined, answer.course) if nearest else None
        if as_json:
            beside = {} if near is None else {"nearest": nearest_json(near)}
            print_plain(as_text(why_not_json(answer) | beside))
            return
        print_why_not(output(), answer)
        if near is not None:
            print_nearest(output(), near)
        return
    explained = explain_line(shown, line or "", full=full)
    if isinstance(explained, Unclear):
        message = f"{explained.message}; {explained.help}"
        raise typer.BadParameter(message, param_hint="LINE")
    if nearest:
        explained = with_nearest(imagined, explained)
    if as_json:
        print_plain(as_text(explanation_json(explained)))
    else:
        print_why(output(), explained)
