"""`articulate impact`: who is treated differently between two rulebooks."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.options import (
    AsOf,
    Degrees,
    KnownAt,
    LayoutName,
    Receiver,
    Sender,
    SheetName,
    Store,
    TextOrJson,
)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[[FROM] TO]",
        exists=True,
        help="The policies as they are, and as they would be. Left out: what the store"
        " has in force, and its newest revision.",
    ),
]
PolicyName = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="The published policy that is meant where FROM or TO is left out.",
        show_default="the only one",
    ),
]
OfWhom = Annotated[
    list[Path] | None,
    typer.Option(
        "--records",
        metavar="RECORD",
        exists=True,
        help="Learner records, or folders of them; may be given several times.",
        show_default="everybody in the store",
    ),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole", help="Evaluate everybody in the store, not only who is touched."
    ),
]


def impact(
    paths: Paths = None,
    *,
    policy: PolicyName = None,
    records: OfWhom = None,
    store: Store = None,
    whole: Whole = False,
    as_of: AsOf = None,
    degree: Degrees = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Show who gains, loses or must be decided about when policies change.

    Every record is evaluated under both; learning that is decided together is compared
    together. A bad record is reported and never stops the others. Without --records,
    everybody in the store is compared, each as they were asked for when they came, and
    only those are evaluated whom the change could touch. With one path, or none, the
    change is from what the store has in force.
    """
    from articulate.bootstrap.named_files import record_files
    from articulate.cli.asking import Question
    from articulate.cli.impact_sides import sides_of
    from articulate.cli.impact_text import compare_each, print_impact
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import as_text
    from articulate.services.impact import impact_json

    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree or ()),
        receiving=receiving,
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    shown = Format.JSON if output_format is PlainFormat.JSON else Format.TEXT
    desks = sides_of(paths or [], policy, store, question, shown)
    day = None if as_of is None else as_of.date()
    if records:
        came, refused = compare_each(record_files(records), desks[0], desks[1])
        day = desks[1].asked.as_of
    else:
        from articulate.cli.impact_stored import compare_stored
        from articulate.cli.stores import opened
        from articulate.services.stored_impact import Compared

        one, other = (desk.rulebook for desk in desks)
        compared = Compared.of(one, other, whole=whole)
        came, refused = compare_stored(opened(store, output_format), compared, day)
    if output_format is PlainFormat.JSON:
        books = desks[0].rulebook, desks[1].rulebook
        print_plain(as_text(impact_json(came, *books, day)))
    else:
        print_impact(output(), came)
    if refused:
        raise typer.Exit(Exit.INPUT_WRONG)
