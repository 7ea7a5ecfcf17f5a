"""`articulate history`: what happened to a request or about a learner."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import KnownAt, OfficeFile, Store, TextOrJson

Request = Annotated[
    str | None,
    typer.Argument(metavar="[REQUEST]", help="The request; without one, all of them."),
]
OfLearner = Annotated[
    str | None,
    typer.Option(
        "--learner",
        metavar="ID",
        help="Everything about one learner.",
        show_default=False,
    ),
]


def history(
    request: Request = None,
    *,
    learner: OfLearner = None,
    known_at: KnownAt = None,
    office: OfficeFile = None,
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Show what happened, in the order it did; without a request, how each stands.

    With --known-at, what had been entered by the end of that day (UTC).
    """
    from articulate.cli.store_text import print_history
    from articulate.cli.stores import answered, opened, usual_office
    from articulate.services.history import (
        due_now,
        history_about,
        history_of,
        requests_now,
    )

    desk = opened(store, output_format)
    act = desk.act()
    day = None if known_at is None else known_at.date()
    if request is not None:
        came = desk.read(lambda conn: history_of(conn, request, act, known_at=day))
    elif learner is not None:
        came = desk.read(lambda conn: history_about(conn, learner, known_at=day))
    else:
        came = desk.read(lambda conn: requests_now(conn, known_at=day))
    entries = answered(came, output_format)
    settings = usual_office(office, output_format)
    newest = {one.stream: one for one in entries}.values()
    due = answered(
        desk.read(lambda conn: due_now(conn, newest, settings)), output_format
    )
    print_history(entries, output_format, due)
