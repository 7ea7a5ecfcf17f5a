"""`articulate restore`: a new store from a backup, verified."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import Store, TextOrJson

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="What `backup` wrote."
    ),
]


def restore(
    file: File,
    *,
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Fill a new store from a backup, and verify every row before it is kept.

    The store is made if need be, and must be empty. A damaged backup restores nothing.
    """
    from articulate.bootstrap.backups import reading_backup
    from articulate.bootstrap.desk import make_store
    from articulate.cli.stores import answered, usual_store
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import as_text
    from articulate.services.backup import restore as restore_store
    from articulate.services.ledger import checkpoint_json

    desk = answered(make_store(usual_store(store)), output_format)
    act = desk.act()
    with reading_backup(file) as lines:
        came = answered(
            desk.write(lambda conn: restore_store(conn, lines, act)), output_format
        )
    if output_format is PlainFormat.JSON:
        print_plain(as_text(checkpoint_json(came)))
    else:
        entries = sum(number for number, _ in came.heads.values())
        output().print(
            f"{desk.store.name} holds {entries} entries in {len(came.heads)} streams,"
            " each verified"
        )
