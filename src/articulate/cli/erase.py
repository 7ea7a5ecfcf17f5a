"""`articulate erase`: what is kept about a learner is erased, on their request."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import By, Key, Store, TextOrJson

Learner = Annotated[str, typer.Argument(metavar="LEARNER", help="The learner's id.")]
Why = Annotated[
    str,
    typer.Option("--reason", metavar="TEXT", help="Why it is erased; without names."),
]


def erase(
    learner: Learner,
    *,
    reason: Why = "",
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Erase the records, evaluations and decisions of a learner; it cannot be undone.

    That there were requests and decisions, by whom and when, stays in the ledger, which
    stays whole. Backups and exports that were made before hold what they held.
    """
    from articulate.cli.stores import answered, opened, usual_person
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import as_text
    from articulate.services.erase import erase_learner, erased_json

    person = usual_person(by)
    desk = opened(store, output_format)
    act = desk.act(person, key)
    came = answered(
        desk.write(lambda conn: erase_learner(conn, learner, reason, act)),
        output_format,
    )
    # Also where nothing was left to erase: somebody may have been kept from it before.
    answered(desk.forget(), output_format)
    if output_format is PlainFormat.JSON:
        print_plain(as_text(erased_json(came)))
        return
    console = output()
    said = f" ({', '.join(came.requests)})" if came.requests else ""
    if came.entry is None:
        console.print(f"nothing is left to erase of {learner}{said}")
    else:
        count = len(came.contents)
        console.print(f"{count} contents about {learner} are erased{said}")
    if came.shared:
        count = len(came.shared)
        console.print(f"{count} stay, which are about others too")
    for one in came.batches:
        console.print(f"in the batch {one.batch} what was theirs is emptied")
