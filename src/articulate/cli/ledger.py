"""`articulate ledger`: is every row what it was, and where does each stream stand."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import LedgerTask, PlainFormat
from articulate.cli.options import Store, TextOrJson

Task = Annotated[
    LedgerTask,
    typer.Argument(metavar="verify|checkpoint", help="What to do with the ledger."),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A checkpoint that was kept outside the store.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write the checkpoint to this file.",
        show_default="standard output",
    ),
]


def ledger(
    task: Task,
    *,
    against: Against = None,
    output: Output = None,
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Verify that no row was altered, or write a checkpoint to keep elsewhere.

    A checkpoint shows what the ledger alone cannot: entries removed from the end, and a
    ledger written anew.
    """
    from articulate.cli.stores import answered, opened, stop
    from articulate.cli.terminal import output as screen
    from articulate.cli.terminal import print_plain
    from articulate.explain.machine import as_text
    from articulate.services import ledger as ledgers

    desk = opened(store, output_format)
    act = desk.act()
    if task is LedgerTask.CHECKPOINT:
        now = answered(
            desk.read(lambda conn: ledgers.checkpoint_of(conn, act)), output_format
        )
        text = as_text(ledgers.checkpoint_json(now))
        if output is None:
            print_plain(text)
        else:
            output.write_text(f"{text}\n", encoding="utf-8")
        return
    kept = None
    if against is not None:
        kept = answered(
            ledgers.read_checkpoint(against.read_text(encoding="utf-8"), act),
            output_format,
        )
    verified = answered(
        desk.read(lambda conn: ledgers.verify_ledger(conn, act, kept)), output_format
    )
    if verified.problems:
        stop(verified.problems, output_format, Exit.CHECK_FAILED)
    if output_format is PlainFormat.JSON:
        print_plain(as_text(ledgers.verified_json(verified)))
    else:
        screen().print(str(verified))
