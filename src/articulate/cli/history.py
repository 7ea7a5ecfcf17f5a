"""`articulate history`: what happened to a request or about a learner."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import KnownAt, Store, TextOrJson

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
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Show what happened, in the order it did; without a request, how each stands.

    With --known-at, what had been entered by the end of that day (UTC).
    """
    from articulate.cli.store_text import print_history
    from articulate.cli.stores import answered, opened
    from articulate.services.history import history_about, history_of, requests_now

    desk = opened(store, output_format)
    act = desk.act()
    day = None if known_at is None else known_at.date()
    if request is not None:
        came = desk.read(lambda conn: history_of(conn, request, act, known_at=day))
    elif learner is not None:
        came = desk.read(lambda conn: history_about(conn, learner, known_at=day))
    else:
        came = desk.read(lambda conn: requests_now(conn, known_at=day))
    print_history(answered(came, output_format), output_format)
