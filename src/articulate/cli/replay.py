"""`articulate replay`: a decision made again, which must come to the same bytes."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import KnownAt, Store, TextOrJson

Name = Annotated[
    str,
    typer.Argument(
        metavar="DECISION",
        help="A decision, such as `r-17/4`; a request for its newest.",
    ),
]


def replay(
    decision: Name,
    *,
    known_at: KnownAt = None,
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Make a decision again from what was kept, and compare every byte.

    With --known-at, answer the request as the office could have at the end of that day:
    from the record that was there, by what the rules said and had on record.
    """
    from articulate.cli.store_text import print_answered, print_replayed
    from articulate.cli.stores import answered, opened, stop
    from articulate.services.replay import answer_then, replay_differs
    from articulate.services.replay import replay as replay_decision

    desk = opened(store, output_format)
    act = desk.act()
    if known_at is not None:
        day = known_at.date()
        then = desk.read(lambda conn: answer_then(conn, decision, day, act))
        print_answered(decision, day, answered(then, output_format), output_format)
        return
    came = answered(
        desk.read(lambda conn: replay_decision(conn, decision, act)), output_format
    )
    if not came.same:
        stop([replay_differs(came, act)], output_format, Exit.CHECK_FAILED)
    print_replayed(came, output_format)
