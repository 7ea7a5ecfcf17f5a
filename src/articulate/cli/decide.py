"""`articulate decide`: a person adopts what the rules came to, or settles otherwise."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import By, Key, Store, TextOrJson

Request = Annotated[
    str, typer.Argument(metavar="REQUEST", help="The request to decide.")
]
Settle = Annotated[
    list[str] | None,
    typer.Option(
        "--settle",
        metavar="LINE",
        help="A line settled otherwise: `c3=denied`, `c2=awarded CSCI 141 4 cr`.",
    ),
]
Why = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help="The reason, in your own words.")
]


def decide(
    request: Request,
    *,
    settle: Settle = None,
    reason: Why = "",
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Decide a request: adopt every line, but for those that --settle names.

    A referred line must be settled. A decision is never changed; the learner may
    appeal, or another request may take its place.
    """
    from articulate.cli.store_text import print_decision
    from articulate.cli.stores import answered, opened, usual_person
    from articulate.services.decide import decide as decide_request
    from articulate.services.settlements import read_decision

    person = usual_person(by)
    desk = opened(store, output_format)
    act = desk.act(person, key)
    decision = answered(
        read_decision(request, settle or (), reason, act), output_format
    )
    came = answered(
        desk.write(lambda conn: decide_request(conn, decision, act)), output_format
    )
    print_decision(came, output_format)
