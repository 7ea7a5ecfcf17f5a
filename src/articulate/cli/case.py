"""`articulate case`: a request assigned, referred, stopped, resumed or appealed."""

from typing import Annotated

import typer

from articulate.cli.formats import CaseTask, PlainFormat
from articulate.cli.options import By, Key, OfficeFile, Store, TextOrJson

Request = Annotated[str, typer.Argument(metavar="REQUEST", help="The request.")]
Task = Annotated[
    CaseTask,
    typer.Argument(
        metavar="assign|refer|pause|resume|appeal", help="What happens to it."
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to", metavar="WHOM", help="Who takes it on, is asked, or hears it."
    ),
]
Lines = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="LEARNING", help="A line that it is about."),
]
Why = Annotated[
    str,
    typer.Option(
        "--reason",
        metavar="TEXT",
        help="The question, or the reason, in your own words.",
    ),
]


def case(
    request: Request,
    task: Task,
    *,
    to: To = "",
    line: Lines = None,
    reason: Why = "",
    office: OfficeFile = None,
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Assign a request, refer it, stop its clock and let it run, or appeal it.

    A decision is appealed within the time that the policy gives. A stopped clock stands
    until it is resumed, and the days between do not count.
    """
    from articulate.cli.store_text import print_entry
    from articulate.cli.stores import answered, opened, usual_office, usual_person
    from articulate.model.case import Move
    from articulate.services.move_case import CaseMove, move_case

    person = usual_person(by)
    settings = usual_office(office, output_format)
    desk = opened(store, output_format)
    act = desk.act(person, key)
    asked = CaseMove(request, Move(task.value), to, tuple(line or ()), reason)
    came = desk.write(lambda conn: move_case(conn, asked, settings, act))
    print_entry(answered(came, output_format), output_format)
