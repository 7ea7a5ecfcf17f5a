"""`articulate reevaluate`: an open request, or all of them, evaluated again."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import (
    AsOf,
    By,
    Key,
    LayoutName,
    Policies,
    Sender,
    SheetName,
    Store,
    TextOrJson,
)

Requests = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REQUEST]...", help="The requests to evaluate again."),
]
Open = Annotated[
    bool,
    typer.Option(
        "--open",
        help="Every request that is not decided yet and that what changed touches.",
    ),
]
NewRecord = Annotated[
    Path | None,
    typer.Option(
        "--record",
        metavar="RECORD",
        exists=True,
        dir_okay=False,
        help="The learner's record as it is now; without it the one that was kept.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="The published policy that evaluates, where no files do.",
        show_default="the only one in force",
    ),
]
Despite = Annotated[
    str,
    typer.Option(
        "--despite",
        metavar="TEXT",
        help="Why a learner whose loss is held is evaluated by the new rules.",
    ),
]


def reevaluate(
    requests: Requests = None,
    *,
    every: Open = False,
    record: NewRecord = None,
    policies: Policies = None,
    policy: Published = None,
    despite: Despite = "",
    as_of: AsOf = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Evaluate open requests again, by new facts or new rules.

    What was evaluated before stays in the history, and what was decided stays decided.
    Where an effect of the policy is held, the learners it would strike keep the rules
    they had, and are referred to a person.
    """
    from articulate.cli.asking import Question
    from articulate.cli.reevaluating import Asked, reevaluate_all

    if every is bool(requests):
        message = "name requests, or say --open for all of them"
        raise typer.BadParameter(message)
    if record is not None and (every or len(requests or ()) != 1):
        message = "a record is about one request; name it"
        raise typer.BadParameter(message, param_hint="--record")
    if key is not None and (every or len(requests or ()) != 1):
        message = "a key stands for one act; name one request"
        raise typer.BadParameter(message, param_hint="--key")
    question = Question(as_of=as_of, layout=layout, sheet=sheet, sending=sending)
    asked = Asked(
        tuple(requests or ()), record, policies, policy, despite, question, key
    )
    reevaluate_all(asked, store, by, output_format)
