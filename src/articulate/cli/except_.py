"""`articulate except`: an academic exception proposed, approved or declined."""

from datetime import datetime
from typing import Annotated

import typer

from articulate.cli.formats import ExceptTask, PlainFormat
from articulate.cli.options import By, Key, OfficeFile, Store, TextOrJson

Request = Annotated[str, typer.Argument(metavar="REQUEST", help="The request.")]
Task = Annotated[
    ExceptTask,
    typer.Argument(metavar="propose|approve|decline|list", help="What is done."),
]
What = Annotated[
    str,
    typer.Argument(
        metavar="[WHAT]",
        help="What is proposed, such as `waive bs-cs/capstone`; to approve or decline,"
        " the number of its entry.",
    ),
]
Why = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="The reason, in your own words.")
]
Cites = Annotated[
    str, typer.Option("--cites", metavar="TEXT", help="What authorizes it.")
]
Through = Annotated[
    datetime | None,
    typer.Option(
        "--through",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The last day on which it holds.",
        show_default="no end",
    ),
]


def except_(
    request: Request,
    task: Task,
    what: What = "",
    *,
    reason: Why = "",
    cites: Cites = "",
    through: Through = None,
    office: OfficeFile = None,
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Propose an academic exception for a learner; a second person approves it.

    One of `waive bs-cs/capstone`, `substitute STAT 135 for MATH 135 in bs-cs/core`,
    `extend limit two-year to 66 cr`, `accept NCC:CIS 299 -> CSCI 480 [4 cr]`. Once it
    is approved, the request is evaluated again with it, and it stands before all rules.
    """
    from articulate.cli.exception_text import print_proposed, print_settled
    from articulate.cli.stores import answered, opened, usual_office, usual_person
    from articulate.services.academic_exceptions import (
        approve_exception,
        decline_exception,
        propose_exception,
        proposed_in,
    )
    from articulate.services.exception_reading import Typed
    from articulate.services.history import history_of

    desk = opened(store, output_format)
    if task is ExceptTask.LIST:
        act = desk.act()
        entries = answered(
            desk.read(lambda conn: history_of(conn, request, act)), output_format
        )
        print_proposed(proposed_in(entries), output_format)
        return
    settings = usual_office(office, output_format)
    act = desk.act(usual_person(by), key)
    if task is ExceptTask.PROPOSE:
        last = None if through is None else through.date()
        typed = Typed(what, reason, cites, last)
        came = desk.write(
            lambda conn: propose_exception(conn, request, typed, act, office=settings)
        )
        print_settled(answered(came, output_format), output_format)
        return
    if not what.isdecimal():
        message = "say which: the number of the entry that proposed it"
        raise typer.BadParameter(message, param_hint="WHAT")
    number = int(what)
    if task is ExceptTask.APPROVE:
        came = desk.write(
            lambda conn: approve_exception(conn, request, number, act, office=settings)
        )
    else:
        came = desk.write(
            lambda conn: decline_exception(conn, request, number, act, reason=reason)
        )
    print_settled(answered(came, output_format), output_format)
