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
Confirm = Annotated[
    bool,
    typer.Option(
        "--confirm",
        help="Confirm, as a second person, the decision that waits for one.",
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
    confirm: Confirm = False,
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Decide a request: adopt every line, but for those that --settle names.

    A referred line must be settled. Where the policy lets a denial stand only after a
    second review, the decision waits until another person confirms it. A decision is
    never changed; the learner may appeal, or another request may take its place.
    """
    from articulate.cli.store_text import print_decision
    from articulate.cli.stores import answered, opened, usual_person
    from articulate.services.decide import confirm as confirm_decision
    from articulate.services.decide import decide as decide_request
    from articulate.services.settlements import read_decision

    person = usual_person(by)
    desk = opened(store, output_format)
    act = desk.act(person, key)
    if confirm:
        if settle or reason:
            message = "--confirm takes the decision as it is; or decide otherwise"
            raise typer.BadParameter(message)
        confirmed = desk.write(lambda conn: confirm_decision(conn, request, act))
        print_decision(answered(confirmed, output_format), output_format)
        return
    decision = answered(
        read_decision(request, settle or (), reason, act), output_format
    )
    came = desk.write(lambda conn: decide_request(conn, decision, act))
    print_decision(answered(came, output_format), output_format)
